"""The plan of a person: begun, written, agreed, followed up, closed, reopened."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from dayaq.access.refusal import Denied, require
from dayaq.cases.actions.facts import Turn
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.sharing import locked
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Case
from dayaq.cases.models.readers import Sharing, stored
from dayaq.cases.states import Part
from dayaq.directory.models import Parameter
from dayaq.kernel.periods import months_after
from dayaq.recovery.models import FollowUp, Goal, Plan, PlanVersion, Risk, Support
from dayaq.recovery.models.plans import standing
from dayaq.recovery.policies import plans as may
from dayaq.recovery.states import FollowUpStatus, GoalStatus, PlanEnd, PlanStatus
from dayaq.vault.context import house
from dayaq.vault.sealing import seal, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def plan_of(case: Case) -> Plan | None:
    """The plan of the case, locked where a change is under way. Within `house(…)`."""
    found: Plan | None = Plan.objects.for_house().filter(case=case).first()
    return found


def readers_of(case: Case, *, at: datetime) -> list[int]:
    """Who reads a new row of the plan."""
    return stored(Sharing.of(case, at=at).readers(Part.PLAN, at=at))


@transaction.atomic
def begin_plan(case: Case, *, by: "User", at: datetime) -> Plan:
    """An empty plan, to be written together with the person."""
    case = locked(case)
    with house("plan", by=by):
        require(may.why_not_begin(case, plan_of(case), by, at=at))
        plan = Plan(case=case, saved_at=at, saved_by=by, readers=readers_of(case, at=at))
        plan.save(force_insert=True)
    note("recovery.begun", case, by=by, at=at)
    return plan


@transaction.atomic
def write_risk(case: Case, values: Mapping[str, Any], *, by: "User", at: datetime) -> Any:
    """A danger as it is judged today; an earlier judgement of the same danger stays."""
    with house("plan", by=by):
        open_plan(case, by=by, at=at)
    return save_record(case, Risk, values, by=by, at=at, revision=None)


@transaction.atomic
def write_goal(
    case: Case,
    values: Mapping[str, Any],
    *,
    by: "User",
    at: datetime,
    row: Goal | None = None,
    revision: int | None = None,
) -> Any:
    """A goal, new or as it stands now; one that is settled says since when."""
    with house("plan", by=by):
        open_plan(case, by=by, at=at)
    values = dict(values)
    after = GoalStatus(values.get("status") or (row.status if row else GoalStatus.OPEN))
    if row is not None and after != row.status:
        require(may.why_not_settle_goal(row, after))
    was = row.settled_on if row is not None and after == row.status else None
    values["status"] = after
    values["settled_on"] = None if after == GoalStatus.OPEN else was or localdate(at)
    return save_record(case, Goal, values, by=by, at=at, revision=revision, row=row)


def open_plan(case: Case, *, by: "User", at: datetime) -> Plan:
    """The plan in which this person may write now. Raises Denied. Within `house(…)`."""
    plan = plan_of(case)
    refusal = may.why_not_write(case, plan, by, at=at)
    if plan is None or refusal is not None:
        raise Denied(refusal)
    return plan


@transaction.atomic
def agree(case: Case, *, form: str, agreed_on: date, by: "User", at: datetime) -> PlanVersion:
    """The person agrees to the plan as it stands; it is kept word for word, and the clock begins."""
    case = locked(case)
    with house("plan", by=by):
        plan = open_plan(case, by=by, at=at)
        words = _written_out(case)
        has_content = bool(words["goals"] or words["services"])
        require(may.why_not_agree(case, plan, by, has_content=has_content, at=at))
        version = PlanVersion(
            case=case,
            number=plan.version + 1,
            agreed_on=agreed_on,
            form=form,
            saved_at=at,
            saved_by=by,
            readers=plan.readers,
        )
        seal(version, words=json.dumps(words, ensure_ascii=False))
        version.save(force_insert=True)
        _save(
            plan,
            by=by,
            at=at,
            status=PlanStatus.IN_FORCE,
            version=version.number,
            agreed_on=agreed_on,
        )
        if not FollowUp.objects.for_house().filter(case=case, status=FollowUpStatus.DUE).exists():
            schedule(plan, after=agreed_on, by=by, at=at)
    note("recovery.agreed", case, by=by, at=at, version=version.number)
    return version


def _written_out(case: Case) -> dict[str, list[dict[str, Any]]]:
    """The plan in words and codes, as it is kept under cover. Within `house(…)`."""
    risks = Risk.about(case).for_house()
    goals = Goal.about(case).for_house().filter(status__in=(GoalStatus.OPEN, GoalStatus.PARTLY))
    services = Support.about(case).for_house().live().select_related("provider")
    return {
        "risks": [
            {"kind": risk.kind, "level": risk.level, **unseal(risk, "detail", "measures")}
            for risk in standing(risks)
        ],
        "goals": [
            {"kind": goal.kind, "by": _day(goal.wanted_by), **unseal(goal, "words")}
            for goal in goals
        ],
        "services": [
            {
                "kind": support.kind,
                "provider": support.provider.name if support.provider else "",
                "by": _day(support.wanted_by),
                **unseal(support, "what"),
            }
            for support in services
        ],
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _save(row: Any, *, by: "User", at: datetime, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.revision += 1
    row.saved_at, row.saved_by = at, by
    row.save(update_fields=[*fields, "revision", "saved_at", "saved_by"])


def schedule(plan: Plan, *, after: date, by: "User", at: datetime) -> FollowUp:
    """The next follow-up, some months after that day. Within `house(…)`."""
    months = int(Parameter.objects.value_of("recovery.follow_up", on=localdate(at), default="6"))
    due_on = months_after(after, months)
    follow_up = FollowUp(
        case_id=plan.case_id, due_on=due_on, saved_at=at, saved_by=by, readers=plan.readers
    )
    follow_up.save(force_insert=True)
    _save(plan, by=by, at=at, follow_up_on=due_on)
    return follow_up


@transaction.atomic
def hold_follow_up(
    follow_up: FollowUp,
    *,
    held_on: date,
    words: str,
    by: "User",
    at: datetime,
    **found: Any,
) -> FollowUp:
    """Somebody asked how the person lives; the next time is set, as long as the plan goes on."""
    return _settled(
        follow_up,
        {"status": FollowUpStatus.HELD, "held_on": held_on, "why_missed": "", **found},
        words=words,
        did="follow_up.held",
        by=by,
        at=at,
    )


@transaction.atomic
def miss_follow_up(follow_up: FollowUp, *, why_missed: str, by: "User", at: datetime) -> FollowUp:
    """It did not take place, for a reason that is written down; another is set."""
    return _settled(
        follow_up,
        {"status": FollowUpStatus.MISSED, "why_missed": why_missed},
        words="",
        did="follow_up.missed",
        by=by,
        at=at,
    )


def _settled(
    follow_up: FollowUp,
    fields: dict[str, Any],
    *,
    words: str,
    did: str,
    by: "User",
    at: datetime,
) -> FollowUp:
    case = locked(follow_up.case)
    with house("follow_up", by=by):
        row: FollowUp = (
            FollowUp.about(case).for_house().select_for_update(of=("self",)).get(pk=follow_up.pk)
        )
        plan = open_plan(case, by=by, at=at)
        was_due = row.status == FollowUpStatus.DUE
        is_held = fields["status"] == FollowUpStatus.HELD
        require(may.why_not_hold(row) if is_held else may.why_not_miss(row))
        if words:
            seal(row, words=words)
            fields["words"] = row.words
        _save(row, by=by, at=at, **fields)
        if was_due and plan.status == PlanStatus.IN_FORCE:
            schedule(plan, after=localdate(at), by=by, at=at)
    note(did, case, by=by, at=at)
    return row


@transaction.atomic
def close_plan(case: Case, *, end: str, words: str = "", by: "User", at: datetime) -> Plan:
    """The work on the plan ends, with a reason; what is still due is due no more."""
    case = locked(case)
    with house("plan", by=by):
        plan = open_plan(case, by=by, at=at)
        _closed(plan, end=end, words=words, by=by, at=at)
    note("recovery.closed", case, by=by, at=at, reason=end)
    return plan


def _closed(plan: Plan, *, end: str, words: str, by: "User", at: datetime) -> None:
    if words:
        seal(plan, closing_words=words)
    FollowUp.objects.for_house().filter(case=plan.case_id, status=FollowUpStatus.DUE).update(
        status=FollowUpStatus.MISSED, why_missed=str(PlanEnd(end).label)[:200]
    )
    _save(
        plan,
        by=by,
        at=at,
        status=PlanStatus.CLOSED,
        closed_on=localdate(at),
        closed_by=by,
        end=end,
        follow_up_on=None,
        closing_words=plan.closing_words,
    )


@transaction.atomic
def reopen_plan(case: Case, *, by: "User", at: datetime, why: str) -> Plan:
    """What it was before it was closed; an agreed plan is followed up again."""
    case = locked(case)
    with house("plan", by=by):
        plan: Plan = Plan.about(case).for_house().get()
        require(may.why_not_reopen(case, plan, by, at=at))
        status = PlanStatus.IN_FORCE if plan.version else PlanStatus.DRAFT
        _save(plan, by=by, at=at, status=status, closed_on=None, closed_by=None, end="")
        if status == PlanStatus.IN_FORCE:
            schedule(plan, after=localdate(at), by=by, at=at)
    note("recovery.reopened", case, by=by, at=at, why=why)
    return plan


def end_with_the_case(turn: Turn) -> None:
    """Heard when a case is closed: its plan ends with it."""
    with house("plan", by=turn.by):
        plan = plan_of(turn.case)
        if plan is not None and not plan.is_closed:
            _closed(plan, end=PlanEnd.CASE_CLOSED, words="", by=turn.by, at=turn.at)
