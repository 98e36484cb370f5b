"""Paper is typeset in a process of its own, from words that are data."""

import pytest

from dayaq.kernel.pdf import NotTypeset, typeset

TEMPLATE = b'#let d = json("document.json")\n#d.text'


def test_words_are_never_markup():
    made = typeset(TEMPLATE, {"text": '#panic("no") *ə* 🕊'})

    assert made.startswith(b"%PDF-")
    assert made == typeset(TEMPLATE, {"text": '#panic("no") *ə* 🕊'})


def test_what_cannot_be_typeset_is_refused_and_says_none_of_the_words():
    with pytest.raises(NotTypeset) as refused:
        typeset(b'#let d = json("document.json")\n#panic(d.text)', {"text": "Kanarlı"})

    assert "Kanarlı" not in str(refused.value)
