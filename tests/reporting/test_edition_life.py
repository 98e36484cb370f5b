"""The life of an edition: asked for, built, built again, signed; and who may do what, and see what."""

import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role, User
from dayaq.audit.models import Entry
from dayaq.directory.models import Body
from dayaq.jobs import progress
from dayaq.jobs.actions import cancel
from dayaq.jobs.models import Job
from dayaq.jobs.states import Status
from dayaq.reporting import actions as reporting
from dayaq.reporting.actions import editions as actions
from dayaq.reporting.editions import building, word
from dayaq.reporting.models import Cycle, Edition, EditionFile, EditionTemplate
from dayaq.reporting.policies import editions as may
from dayaq.reporting.states import Verified
from tests import given
from tests.reporting import edition_year
from tests.working import work

__all__ = ["work"]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Refusals are quoted in English here; what an edition says has its own language."""
    with translation.override("en"):
        yield


@dataclass
class Cast:
    """Coral coordinates, Henry is her head, Vera verifies elsewhere; Hilda heads another body."""

    cycle: Cycle
    coral: User
    henry: User
    vera: User
    hilda: User
    dan: User


@pytest.fixture
def cast(db: None) -> Cast:
    ministry, labour = Body.objects.get(code="mia"), Body.objects.get(code="customs")
    coral, henry, vera = edition_year.people(ministry)
    cycle = edition_year.cycle(2023, by=coral)
    edition_year.reported(
        cycle, drafter=coral, approver=henry, verifier=vera, every=5, is_settled=True
    )
    return Cast(
        cycle,
        coral,
        henry,
        vera,
        given.person("hilda", at=labour, role=Role.HEAD),
        given.person("dan", at=labour, role=Role.DRAFTER),
    )


@pytest.fixture
def closed(cast: Cast) -> Cast:
    at = datetime(2024, 2, 1, 9, tzinfo=UTC)
    cast.cycle = reporting.close_cycle(cast.cycle, by=cast.coral, at=at)
    return cast


def built(cast: Cast, *, by: User | None = None) -> Edition:
    """A draft, built at once."""
    edition = actions.begin_edition(cast.cycle, by=cast.coral, at=now())
    return building.carry_out(edition, by=by or cast.coral, at=now())


def signed(cast: Cast) -> Edition:
    return actions.sign_edition(built(cast), by=cast.henry, at=now())


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- building -----------------------------------------------------------------------------------


def test_a_build_in_the_background_gives_all_files_at_once(cast: Cast, work: Any) -> None:
    edition = actions.build_edition(cast.cycle, by=cast.coral, at=now())
    assert (edition.status, edition.files.count()) == ("building", 0)

    jobs = [job for job in work() if job.task == may.BUILD_TASK]

    edition.refresh_from_db()
    assert [job.status for job in jobs] == [Status.DONE]
    assert jobs[0].result_url == reverse("reporting:edition", args=[edition.pk])
    assert (edition.status, edition.number, edition.built_by) == ("draft", 1, cast.coral)
    kinds = set(edition.files.values_list("language", "format"))
    assert kinds == {(lang, form) for lang in ("az", "en") for form in ("docx", "pdf", "xlsx")}
    assert edition.is_intact
    assert all(file.is_intact for file in edition.files.all())
    assert {"edition.built", "edition.build_asked"} <= set(
        Entry.objects.about(edition).values_list("did", flat=True)
    )


def test_all_files_are_ready_well_within_ten_seconds(cast: Cast) -> None:
    began = time.process_time()
    built(cast)

    assert time.process_time() - began < 10


def test_a_draft_built_again_replaces_itself(cast: Cast) -> None:
    first = built(cast)
    before = set(first.files.values_list("pk", flat=True))

    second = built(cast)

    assert (second.pk, second.number) == (first.pk, 1)
    assert second.files.count() == 6
    assert not before & set(second.files.values_list("pk", flat=True))


def test_an_edition_that_is_being_built_is_not_asked_for_twice(cast: Cast) -> None:
    actions.build_edition(cast.cycle, by=cast.coral, at=now())

    with pytest.raises(Denied, match="being built"):
        actions.build_edition(cast.cycle, by=cast.coral, at=now())


def test_a_cancelled_build_leaves_nothing(cast: Cast, work: Any) -> None:
    edition = actions.build_edition(cast.cycle, by=cast.coral, at=now())
    job = Job.objects.get(task=may.BUILD_TASK)
    Job.objects.filter(pk=job.pk).update(is_cancel_asked=False)

    def stop(_text: str) -> None:
        raise progress.Cancelled

    with pytest.raises(progress.Cancelled):
        building.carry_out(edition, by=cast.coral, at=now(), say=stop)
    cancel(job, by=cast.coral, at=now())

    edition.refresh_from_db()
    assert edition.files.count() == 0
    assert may.running_build(edition) is None
    assert may.why_not_build(cast.cycle, cast.coral) is None


def test_a_draft_survives_a_build_that_is_given_up(cast: Cast) -> None:
    draft = built(cast)
    hashes = set(draft.files.values_list("sha256", flat=True))
    edition = actions.begin_edition(cast.cycle, by=cast.coral, at=now())

    edition = actions.give_up_edition(edition, reason="Cancelled.", by=cast.coral, at=now())

    assert (edition.status, edition.failure) == ("draft", "Cancelled.")
    assert set(edition.files.values_list("sha256", flat=True)) == hashes


def test_a_build_that_dies_before_its_end_is_done_anew(cast: Cast, work: Any) -> None:
    """The snapshot and the files are kept in one transaction: what was killed was never there."""
    edition = actions.build_edition(cast.cycle, by=cast.coral, at=now())
    steps: list[str] = []

    def die(text: str) -> None:
        steps.append(text)
        if len(steps) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        building.carry_out(edition, by=cast.coral, at=now(), say=die)
    edition.refresh_from_db()
    assert (edition.status, edition.snapshot, edition.files.count()) == ("building", {}, 0)

    work()

    edition.refresh_from_db()
    assert (edition.status, edition.files.count()) == ("draft", 6)


def test_a_template_that_fails_says_so_in_the_job_and_on_the_edition(cast: Cast, work: Any) -> None:
    paper = docx.Document()
    paper.add_paragraph("{{ nobody }}")
    made = io.BytesIO()
    paper.save(made)
    actions.upload_template("az", made.getvalue(), by=cast.coral, at=now())

    edition = actions.build_edition(cast.cycle, by=cast.coral, at=now())
    jobs = [job for job in work() if job.task == may.BUILD_TASK]

    edition.refresh_from_db()
    assert [job.status for job in jobs] == [Status.FAILED]
    assert "nobody" in jobs[0].failure
    assert (edition.status, edition.files.count()) == ("failed", 0)


@pytest.mark.parametrize("who", ["henry", "vera", "hilda", "dan"])
def test_only_the_coordinator_has_it_built(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        actions.build_edition(cast.cycle, by=getattr(cast, who), at=now())

    assert not Edition.objects.exists()


# --- signing ------------------------------------------------------------------------------------


def test_the_head_signs_and_it_never_changes(closed: Cast) -> None:
    edition = signed(closed)

    assert (edition.status, edition.signed_by) == ("signed", closed.henry)
    assert Entry.objects.about(edition).filter(did="edition.signed", by=closed.henry).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(snapshot={})
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionFile.objects.filter(edition=edition).update(content=b"")
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionFile.objects.filter(edition=edition).delete()


@pytest.mark.parametrize("who", ["coral", "vera", "hilda", "dan"])
def test_nobody_else_signs(closed: Cast, who: str) -> None:
    edition = built(closed)

    with pytest.raises(Denied):
        actions.sign_edition(edition, by=getattr(closed, who), at=now())


def test_whoever_had_it_built_does_not_sign(closed: Cast) -> None:
    edition = built(closed, by=closed.henry)

    with pytest.raises(Denied, match="somebody else must sign"):
        actions.sign_edition(edition, by=closed.henry, at=now())


def test_nothing_is_signed_before_the_cycle_is_closed(cast: Cast) -> None:
    edition = built(cast)
    with pytest.raises(Denied, match="Close the reporting cycle first"):
        actions.sign_edition(edition, by=cast.henry, at=now())

    cast.cycle = reporting.close_cycle(cast.cycle, by=cast.coral, at=now() + timedelta(hours=1))
    with pytest.raises(Denied, match="built before the cycle was closed"):
        actions.sign_edition(edition, by=cast.henry, at=now())


def test_a_draft_that_was_tampered_with_is_not_signed(closed: Cast) -> None:
    edition = built(closed)
    EditionFile.objects.filter(edition=edition, format="pdf", language="az").update(content=b"?")

    with pytest.raises(Denied, match="not what was built"):
        actions.sign_edition(edition, by=closed.henry, at=now())


def test_after_signing_the_next_edition_says_what_changed(closed: Cast) -> None:
    first = signed(closed)
    found = closed.cycle.verifications.filter(verified="fully").first()
    assert found is not None
    cycle = reporting.reopen_cycle(
        closed.cycle, reason="Yeni sübut daxil olub.", by=closed.coral, at=now()
    )
    reporting.verify(
        cycle,
        found.measure,
        verified=Verified.NOT,
        rationale="Sübut təsdiqlənmədi.",
        conflict_reason="Başqa yoxlayan yoxdur.",
        by=closed.vera,
        at=now(),
    )
    closed.cycle = reporting.close_cycle(cycle, by=closed.coral, at=now())

    second = built(closed)

    assert (second.number, second.previous) == (2, first)
    changed = second.snapshot["differences"]["changed"]
    assert [(one["clause"], one["verified"]) for one in changed] == [
        (found.measure.clause, ["fully", "not"])
    ]


# --- templates ----------------------------------------------------------------------------------


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
