"""The services of a plan: written, begun, finished, given up; and what became of them after half a year."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.sharing import locked
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Case
from dayaq.directory.models import Parameter
from dayaq.kernel.periods import months_after
from dayaq.recovery.actions.plans import open_plan
from dayaq.recovery.models import Placement, Provider, Support
from dayaq.recovery.policies import plans as may
from dayaq.recovery.states import Result, SupportStatus
from dayaq.vault.context import house
from dayaq.vault.sealing import seal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def move(
    support: Support,
    after: SupportStatus,
    *,
    by: "User",
    at: datetime,
    words: str = "",
    **fields: Any,
) -> None:
    """One step in the life of a service. Within `house(…)`, with the row locked."""
    require(may.why_not_move_support(support, after))
    if words:
        seal(support, outcome=words)
    support.status = after
    for name, value in fields.items():
        setattr(support, name, value)
    support.revision += 1
    support.saved_at, support.saved_by = at, by
    support.save()


def _locked(support: Support, case: Case) -> Support:
    rows = Support.about(case).for_house().select_for_update(of=("self",))
    return rows.get(pk=support.pk)  # type: ignore[no-any-return]


@transaction.atomic
def write_support(
    case: Case,
    values: Mapping[str, Any],
    *,
    by: "User",
    at: datetime,
    row: Support | None = None,
    revision: int | None = None,
) -> Any:
    """A service that the person needs, new or as it stands now."""
    with house("plan", by=by):
        open_plan(case, by=by, at=at)
    values = dict(values)
    if row is None:
        values["planned_on"] = localdate(at)
    return save_record(case, Support, values, by=by, at=at, revision=revision, row=row)


@transaction.atomic
def begin_support(
    support: Support,
    *,
    from_on: date,
    by: "User",
    at: datetime,
    provider: Provider | None = None,
    in_shelter: bool = False,
) -> Support:
    """It is given without anybody having been asked here: by the body itself, or by who was called."""
    case = locked(support.case)
    with house("support", by=by):
        open_plan(case, by=by, at=at)
        support = _locked(support, case)
        move(
            support,
            SupportStatus.RUNNING,
            by=by,
            at=at,
            from_on=from_on,
            provider=provider or support.provider,
            in_shelter=in_shelter,
        )
    note("support.begun", case, by=by, at=at, kind=support.kind)
    return support


@transaction.atomic
def finish_support(
    support: Support,
    *,
    until_on: date,
    result: str,
    by: "User",
    at: datetime,
    barriers: Collection[str] = (),
    contentment: str = "",
    outcome: str = "",
) -> Support:
    """It is over: what it brought, what stood in the way, what the person says of it."""
    case = locked(support.case)
    with house("support", by=by):
        open_plan(case, by=by, at=at)
        support = _locked(support, case)
        move(
            support,
            SupportStatus.FINISHED,
            by=by,
            at=at,
            until_on=until_on,
            result=Result(result),
            barriers=sorted(barriers),
            contentment=contentment,
            words=outcome,
        )
    note("support.finished", case, by=by, at=at, kind=support.kind, result=result)
    return support


@transaction.atomic
def drop_support(support: Support, *, by: "User", at: datetime, why: str = "") -> Support:
    """It is not needed any more, or the person does not want it."""
    case = locked(support.case)
    with house("support", by=by):
        open_plan(case, by=by, at=at)
        support = _locked(support, case)
        move(support, SupportStatus.DROPPED, by=by, at=at, words=why)
    note("support.dropped", case, by=by, at=at, kind=support.kind)
    return support


@transaction.atomic
def plan_again(support: Support, *, by: "User", at: datetime) -> Support:
    """What was given up is wanted after all."""
    case = locked(support.case)
    with house("support", by=by):
        open_plan(case, by=by, at=at)
        support = _locked(support, case)
        move(
            support,
            SupportStatus.PLANNED,
            by=by,
            at=at,
            planned_on=localdate(at),
            from_on=None,
            until_on=None,
        )
    note("support.planned_again", case, by=by, at=at, kind=support.kind)
    return support


@transaction.atomic
def ask_after(
    support: Support, *, after: str, by: "User", at: datetime, contentment: str = ""
) -> Support:
    """Six months on: does the child still go to school, was the course completed?"""
    case = locked(support.case)
    with house("support", by=by):
        open_plan(case, by=by, at=at)
        support = _locked(support, case)
        require(may.why_not_ask_after(support))
        support.after, support.after_on = after, localdate(at)
        support.contentment = contentment or support.contentment
        support.revision += 1
        support.saved_at, support.saved_by = at, by
        support.save()
    note("support.asked_after", case, by=by, at=at, kind=support.kind, after=after)
    return support


@transaction.atomic
def write_placement(
    case: Case,
    values: Mapping[str, Any],
    *,
    by: "User",
    at: datetime,
    row: Placement | None = None,
    revision: int | None = None,
) -> Any:
    """Work that the person began, with the day on which somebody asks what became of it."""
    with house("plan", by=by):
        open_plan(case, by=by, at=at)
    months = int(Parameter.objects.value_of("recovery.follow_up", on=localdate(at), default="6"))
    values = dict(values)
    values["half_year_on"] = months_after(values["began_on"], months)
    return save_record(case, Placement, values, by=by, at=at, revision=revision, row=row)


@transaction.atomic
def ask_about_work(
    placement: Placement,
    *,
    after: str,
    by: "User",
    at: datetime,
    ended_on: date | None = None,
    words: str = "",
) -> Placement:
    """What became of the work. Exploitation there is told to whoever keeps the list of employers."""
    case = locked(placement.case)
    with house("placement", by=by):
        open_plan(case, by=by, at=at)
        row: Placement = (
            Placement.about(case).for_house().select_for_update(of=("self",)).get(pk=placement.pk)
        )
        require(may.why_not_ask_about_work(row))
        row.after, row.after_on, row.ended_on = after, localdate(at), ended_on
        if words:
            seal(row, words=words)
        row.revision += 1
        row.saved_at, row.saved_by = at, by
        row.save()
    note("placement.asked_after", case, by=by, at=at, after=after)
    return row
