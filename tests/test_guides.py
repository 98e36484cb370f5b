"""What README and docs refer to is there: pages, pictures, commands of `make`; and each picture is used."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screenshots import IMAGES, SHOTS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def links(page: Path) -> Iterator[Path]:
    for address in LINK.findall(page.read_text()):
        if "://" not in address and not address.startswith("/"):  # that would be one of the product
            yield (page.parent / address).resolve()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_refers_to_is_there(page: Path) -> None:
    assert [str(path) for path in links(page) if not path.exists()] == []


def test_each_picture_is_taken_by_the_command_and_used_by_a_page() -> None:
    taken = {IMAGES / f"{shot.name}.png" for shot in SHOTS}
    used = {path for page in PAGES for path in links(page) if path.suffix == ".png"}

    assert taken == set(IMAGES.iterdir()) == used


def test_every_guide_stands_in_both_languages_and_in_the_table_of_the_first_page() -> None:
    guides = set((ROOT / "docs" / "guide").glob("*.md"))
    in_azerbaijani = {guide for guide in guides if guide.name.endswith(".az.md")}

    assert {guide.with_name(guide.name.replace(".az.", ".")) for guide in in_azerbaijani} == (
        guides - in_azerbaijani
    )
    assert guides <= set(links(ROOT / "README.md"))


def test_commands_that_pages_name_are_there() -> None:
    named = {
        word
        for page in PAGES
        for word in re.findall(r"`make (?:PORT=\d+ )?([a-z-]+)", page.read_text())
    }
    written = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert named - written == set()
