"""What a decision says to the person, in plain words: a sentence for the outcome and for each reason.

A beginning that whoever decides completes: the words are the person's own case, the sentences only
see to it that none is harder or colder than it must be.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "plain_words.json"
LANGUAGES = ("az", "en", "ru")


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def plain_words(outcome: str, reasons: Iterable[str], language: str) -> str:
    """The sentences for an outcome and its reasons, in the person's language or in Azerbaijani.

    `reasons` are codes as records keep them: `decision-reason@1:indicators`.
    """
    codes = [outcome, *(reason.partition(":")[2] for reason in reasons)]
    wanted = language.partition(":")[2] or language
    said = [_sentences().get(code, {}) for code in codes]
    return "\n".join(words.get(wanted) or words["az"] for words in said if words)
