"""An edition's templates, pages and command."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.reporting.actions import editions as actions
from dayaq.reporting.editions import word
from dayaq.reporting.models import Edition, EditionTemplate
from tests.reporting.edition_cast import (
    Cast,
    _in_english,
    _quick_paper,
    at,
    built,
    cast,
    closed,
    signed,
)
from tests.working import work

__all__ = ["_in_english", "_quick_paper", "cast", "closed", "work"]


def ministry_template(words: str = "Nazirliyin öz sözləri") -> bytes:
    paper = docx.Document(io.BytesIO(word.shipped("az")))
    paper.add_paragraph(words)
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def test_the_ministrys_template_is_used_and_named(cast: Cast) -> None:
    template = actions.upload_template("az", ministry_template(), by=cast.coral, at=now())

    edition = built(cast)

    assert template.number == 2
    az = edition.files.get(language="az", format="docx")
    assert az.template == template
    text = "".join(docx.Document(io.BytesIO(bytes(az.content))).element.body.itertext())
    assert "Nazirliyin öz sözləri" in text
    assert edition.files.get(language="en", format="docx").template is None


def test_the_same_template_twice_is_one_version(cast: Cast) -> None:
    content = ministry_template()
    one = actions.upload_template("az", content, by=cast.coral, at=now())
    two = actions.upload_template("az", content, by=cast.coral, at=now())
    three = actions.upload_template("az", ministry_template("Başqa"), by=cast.coral, at=now())

    assert (one, three.number) == (two, 3)
    assert EditionTemplate.objects.count() == 2


@pytest.mark.parametrize("who", ["henry", "vera", "hilda", "dan"])
def test_only_the_coordinator_keeps_templates(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        actions.upload_template("az", ministry_template(), by=getattr(cast, who), at=now())


# --- pages --------------------------------------------------------------------------------------


def test_drafts_are_seen_by_those_concerned_and_signed_ones_by_all(closed: Cast) -> None:
    edition = built(closed)
    page = reverse("reporting:edition", args=[edition.pk])
    for who, status in (("coral", 200), ("henry", 200), ("vera", 200), ("dan", 404)):
        assert at(getattr(closed, who)).get(page).status_code == status, who

    actions.sign_edition(edition, by=closed.henry, at=now())

    assert at(closed.dan).get(page).status_code == 200
    file = reverse("reporting:edition_file", args=[edition.pk, "az", "docx"])
    answer = at(closed.dan).get(file)
    assert answer.headers["Content-Disposition"].endswith('"illik-melumat-2023-1-az.docx"')
    assert zipfile.is_zipfile(io.BytesIO(answer.content))


def test_the_pages_ask_the_database_little(
    closed: Cast, django_assert_max_num_queries: Any
) -> None:
    edition = signed(closed)
    client = at(closed.coral)
    client.get(reverse("reporting:editions"))
    for address in (
        reverse("reporting:editions"),
        reverse("reporting:edition", args=[edition.pk]),
        reverse("reporting:edition_templates"),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_building_and_signing_by_the_pages(closed: Cast, work: Any) -> None:
    coral, henry = at(closed.coral), at(closed.henry)
    answer = coral.post(reverse("reporting:build_edition"), {"cycle": closed.cycle.pk})
    edition = Edition.objects.get()
    page = reverse("reporting:edition", args=[edition.pk])
    assert answer.headers["Location"] == page
    assert b"<progress" in coral.get(page).content
    assert (
        b"<progress" in coral.get(reverse("reporting:edition_progress", args=[edition.pk])).content
    )

    work()

    shown = coral.get(reverse("reporting:edition_progress", args=[edition.pk]))
    assert shown.headers["HX-Refresh"] == "true"
    assert b"<progress" not in coral.get(page).content
    henry.post(reverse("reporting:sign_edition", args=[edition.pk]))
    edition.refresh_from_db()
    assert edition.is_signed
    proof = coral.get(page, {"check": "1"}).content.decode()
    assert 'role="status"' in proof


def test_a_faulty_upload_is_answered_by_a_sentence_that_names_the_tag(cast: Cast) -> None:
    cast.coral.language = "en"
    cast.coral.save()
    paper = docx.Document(io.BytesIO(word.shipped("az")))
    paper.add_paragraph("{{ cover.titel }}")
    made = io.BytesIO()
    paper.save(made)
    client = at(cast.coral)

    answer = client.post(
        reverse("reporting:edition_templates"),
        {"language": "az", "file": SimpleUploadedFile("t.docx", made.getvalue())},
    )
    assert answer.status_code == 422
    assert "titel" in answer.content.decode()
    assert not EditionTemplate.objects.exists()

    content = ministry_template()
    answer = client.post(
        reverse("reporting:edition_templates"),
        {"language": "az", "file": SimpleUploadedFile("t.docx", content)},
    )
    assert answer.status_code == 302
    kept = client.get(reverse("reporting:edition_template", args=["az", 2]))
    assert kept.content == content


# --- command ------------------------------------------------------------------------------------


def test_the_command_writes_the_files_of_a_year(cast: Cast, tmp_path: Path) -> None:
    call_command("build_edition", "--year", "2023", "--lang", "az", "--out", str(tmp_path / "out"))

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "illik-melumat-2023-1-az.docx",
        "illik-melumat-2023-1-az.pdf",
        "illik-melumat-2023-1-az.xlsx",
    ]
    assert not Edition.objects.exists()


def test_the_command_writes_a_signed_edition_as_it_was_signed(closed: Cast, tmp_path: Path) -> None:
    edition = signed(closed)

    call_command("build_edition", "--year", "2023", "--lang", "en", "--out", str(tmp_path))

    for file in edition.files.filter(language="en"):
        assert (tmp_path / file.name).read_bytes() == bytes(file.content)


def test_the_command_refuses_a_year_without_a_cycle(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No reporting cycle of 2031"):
        call_command("build_edition", "--year", "2031", "--lang", "az", "--out", str(tmp_path))
