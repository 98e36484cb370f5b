"""Everything an edition says, gathered once into plain JSON and named by its SHA-256.

What is in the snapshot is what was known at that moment; files are rendered from it alone, so that
an edition can be printed again years later without asking today's records.
"""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from dayaq.plan.models import PlanVersion
from dayaq.reporting.editions import differences, figures, totals
from dayaq.reporting.editions.bodies import Names
from dayaq.reporting.editions.chapters import Chapters
from dayaq.reporting.models import Cycle, Edition, Verification
from dayaq.reporting.models.editions import content_hash
from dayaq.reporting.states import CycleStatus, EditionStatus

Snapshot = dict[str, Any]

FORM = 1
"""The number of this form of the snapshot: it grows when a reader must know the difference."""


def take(
    cycle: Cycle, at: datetime, *, number: int = 1, previous: Edition | None = None
) -> Snapshot:
    """The facts of the cycle as they stand: plan, reports, verifications, money, figures.

    Holds no data about victims, no draft of a report, and of a document of restricted circulation
    only that it exists.
    """
    day = localdate(at)
    names = Names(decreed_on=cycle.version.act.adopted_on, today=day)
    chapters = Chapters(cycle, names, day)
    snapshot: Snapshot = {
        "form": FORM,
        "edition": {
            "number": number,
            "as_of": at.isoformat(),
            "as_of_day": day.isoformat(),
            "previous": _named(previous),
        },
        "cycle": _cycle(cycle),
        "plan": _plan(cycle.version),
        "directions": chapters.directions(),
        "notes": chapters.notes(),
        "documents": chapters.documents,
        "indicators": figures.of_cycle(cycle),
        "last_year": _last_year(cycle),
    }
    snapshot["totals"] = totals.count(snapshot)
    snapshot["differences"] = (
        differences.between(previous.snapshot, snapshot) if previous is not None else None
    )
    snapshot["bodies"] = names.told()
    return snapshot


def sha256(snapshot: Snapshot) -> str:
    return content_hash(snapshot)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _named(edition: Edition | None) -> dict[str, object] | None:
    if edition is None:
        return None
    return {
        "year": edition.cycle.year,
        "number": edition.number,
        "signed_on": localdate(edition.signed_at).isoformat() if edition.signed_at else None,
        "sha256": edition.snapshot_sha256,
    }


def _cycle(cycle: Cycle) -> dict[str, object]:
    return {
        "name": cycle.name,
        "kind": cycle.kind,
        "year": cycle.year,
        "period_first": cycle.period_first.isoformat(),
        "period_last": cycle.period_last.isoformat(),
        "opens_on": cycle.opens_on.isoformat(),
        "closes_on": cycle.closes_on.isoformat(),
        "is_closed": cycle.status == CycleStatus.CLOSED,
        "closed_on": localdate(cycle.closed_at).isoformat() if cycle.closed_at else None,
    }


def _plan(version: PlanVersion) -> dict[str, object]:
    plan, reading = version.plan, version.reading
    versions = plan.versions.filter(number__lte=version.number).select_related("act")
    return {
        "code": plan.code,
        "title": plan.title,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "predecessor": plan.predecessor.title if plan.predecessor else plan.predecessor_text,
        "version": version.number,
        "effective_from": version.effective_from.isoformat(),
        "act": _act(version),
        "versions": [
            {
                "number": one.number,
                "effective_from": one.effective_from.isoformat(),
                "act": _act(one),
            }
            for one in sorted(versions, key=lambda one: one.number)
        ],
        "source": {"name": reading.source.name, "sha256": reading.source.sha256},
        "repairs": [_repair(repair) for repair in reading.result.get("repairs", [])],
        "answers": len(reading.answers),
    }


def _act(version: PlanVersion) -> dict[str, object]:
    act = version.act
    return {
        "kind": act.kind,
        "number": act.number,
        "adopted_on": _day(act.adopted_on),
        "title": act.title,
    }


def _repair(repair: dict[str, Any]) -> dict[str, object]:
    return {key: repair.get(key, "") for key in ("kind", "line", "before", "after")}


def _last_year(cycle: Cycle) -> dict[str, object] | None:
    """What was verified in the cycle before: by its signed edition, else by the records."""
    earlier = (
        Cycle.objects.filter(
            version__plan=cycle.version.plan_id,
            kind=cycle.kind,
            period_last__lt=cycle.period_first,
        )
        .order_by("-period_last")
        .first()
    )
    if earlier is None:
        return None
    signed = earlier.editions.filter(status=EditionStatus.SIGNED).order_by("-number").first()
    if signed is not None:
        return {
            "year": earlier.year,
            "edition": signed.number,
            "verified": differences.verified_by_clause(signed.snapshot),
        }
    standing = Verification.objects.filter(cycle=earlier, superseded_at=None)
    return {
        "year": earlier.year,
        "edition": None,
        "verified": dict(standing.values_list("measure__clause", "verified")),
    }
