"""The life of an edition: asked for, built, built again, signed; and who may do what, and see what."""

import io
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.jobs import progress
from dayaq.jobs.actions import cancel
from dayaq.jobs.models import Job
from dayaq.jobs.states import Status
from dayaq.reporting import actions as reporting
from dayaq.reporting.actions import editions as actions
from dayaq.reporting.editions import building
from dayaq.reporting.models import Edition, EditionFile
from dayaq.reporting.policies import editions as may
from dayaq.reporting.states import Verified
from tests.reporting.edition_cast import (
    Cast,
    _in_english,
    _quick_paper,
    built,
    cast,
    closed,
    signed,
)
from tests.working import work

__all__ = ["_in_english", "_quick_paper", "cast", "closed", "work"]


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
