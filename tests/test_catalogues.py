"""Every sentence is said in Azerbaijani, and the same sentence in the same words everywhere."""

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[1] / "src" / "dayaq"
CATALOGUES = sorted(SOURCE.rglob("locale/az/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

each_catalogue = pytest.mark.parametrize(
    "path", CATALOGUES, ids=[str(path.relative_to(SOURCE).parts[0]) for path in CATALOGUES]
)


@cache
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(path: Path) -> list[Message]:
    return [message for message in catalogue(path) if message.id]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    """A message or its plural forms, as a list."""
    return [text] if isinstance(text, str) else list(text)


def key(message: Message) -> tuple[str, str]:
    return message.context or "", forms(message.id)[0]


def test_no_sentence_is_translated_in_two_ways():
    """The catalogues are merged: of two translations one would win, and nobody could say which.

    Where an English word means two things, it is given a context.
    """
    told: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for path in CATALOGUES:
        for message in messages(path):
            told[key(message)].add(tuple(forms(message.string)))
    assert not {what: sorted(ways) for what, ways in told.items() if len(ways) > 1}


@each_catalogue
def test_every_sentence_is_translated(path):
    untold = [
        key(message)
        for message in messages(path)
        if message.fuzzy or not all(forms(message.string) or [""])
    ]
    assert not untold


@each_catalogue
def test_every_placeholder_stands_in_the_translation(path):
    """A plural form may leave its number out; nothing may be put in that nobody fills."""
    wrong = []
    for message in messages(path):
        wanted = set(PLACEHOLDER.findall(" ".join(forms(message.id))))
        for said in forms(message.string):
            found = set(PLACEHOLDER.findall(said))
            may_lack = wanted if isinstance(message.id, tuple) else set()
            if found - wanted or wanted - found - may_lack:
                wrong.append((*key(message), said))
    assert not wrong


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed here")
def test_every_sentence_stands_in_a_catalogue_and_no_catalogue_keeps_what_its_room_does_not_say(
    tmp_path,
):
    copy = tmp_path / "dayaq"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("*.mo", "__pycache__", "static"))
    for path in CATALOGUES:
        (copy / path.relative_to(SOURCE)).unlink()
    homeless = copy / "locale/az/LC_MESSAGES/django.po"  # of rooms without a catalogue
    homeless.parent.mkdir(parents=True)
    command = ["makemessages", "--locale", "az", "--no-wrap", "--add-location", "file"]
    subprocess.run(
        [sys.executable, "-m", "django", *command], cwd=copy, check=True, capture_output=True
    )
    everywhere = {key(message) for path in CATALOGUES for message in messages(path)}
    wrong = {"homeless": {"missing": sorted({*map(key, messages(homeless))} - everywhere)}}
    for path in CATALOGUES:
        room = path.relative_to(SOURCE)
        used = set(map(key, messages(copy / room)))
        kept = set(map(key, messages(path)))
        wrong[room.parts[0]] = {"missing": sorted(used - everywhere), "unused": sorted(kept - used)}
    assert not {room: found for room, found in wrong.items() if any(found.values())}
