"""Who may read, review and decide about the plan, and why not: one sentence each."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dayaq.access.permissions import Permission, holds
from dayaq.plan.models import GroupDecision, Measure, Party, Reading
from dayaq.plan.models.texts import Json
from dayaq.plan.states import PartyRole, ReadingStatus, Relation

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.directory.models import Body

NEEDS_A_NAME = frozenset({"unknown-body", "ambiguous-body"})
NEEDS_THE_ROW = frozenset({"period-missing", "title-missing"})
NEEDS_THE_SOURCE = frozenset({"clause-duplicate", "correction-unplaced"})
NEEDS_THE_ACT = frozenset(
    {
        "act-number-missing",
        "act-date-missing",
        "act-kind-missing",
        "act-disagrees",
        "plan-years-missing",
    }
)
ACT_DETAILS = ("kind", "number", "adopted_on", "title", "effective_from", "year_from", "year_to")


def why_not_begin(by: "User | None") -> "Refusal | None":
    """`by` is None when the operator runs the command at the machine itself."""
    if by is not None and not holds(by, Permission.PLAN_IMPORT):
        return _("Importing a plan is for the coordinator.")
    return None


def why_not_review(reading: Reading, by: "User | None") -> "Refusal | None":
    if refusal := why_not_begin(by):
        return refusal
    if reading.status == ReadingStatus.CONFIRMED:
        return _("This reading is confirmed: what it says is now the plan.")
    if reading.status == ReadingStatus.DISCARDED:
        return _("This reading was discarded.")
    return None


def why_not_accept(
    reading: Reading, question: "Json | None", by: "User | None"
) -> "Refusal | None":
    """Leaving the text as it was read, in answer to a question."""
    if refusal := why_not_review(reading, by):
        return refusal
    if question is None:
        return _("This question is no longer open.")
    return why_never_as_read(question["code"], _missing_details(reading))


def why_never_as_read(code: str, missing_details: "list[str] | None" = None) -> "Refusal | None":
    """Some questions have an answer that only a person can give; the text as read is none."""
    if code in NEEDS_A_NAME:
        return _("Say which body or group is meant; without it the measure would lose a party.")
    if code in NEEDS_THE_ROW:
        return _("Correct the row; it cannot stand as it was read.")
    if code in NEEDS_THE_SOURCE:
        return _("Correct the text itself and hand it in again.")
    if code in NEEDS_THE_ACT and missing_details:
        return _("Fill in the details of the act first.")
    return None


def why_not_ask_administrator(question: "Json | None") -> "Refusal | None":
    if question is None or question["code"] != "unknown-body":
        return _("Only a name that the directory lacks is a matter for the administrator.")
    return None


def why_not_confirm_row(reading: Reading, clause: str, by: "User | None") -> "Refusal | None":
    if refusal := why_not_review(reading, by):
        return refusal
    row = reading.row(clause)
    if row is None:
        return _("The text has no measure with this number.")
    if not row.is_clean:
        return _("Answer the questions of this row first.")
    return None


def why_not_confirm(reading: Reading, by: "User | None") -> "Refusal | None":
    """Making the reading the plan: everything is answered, every row confirmed, the act known."""
    if refusal := why_not_review(reading, by):
        return refusal
    if open_questions := len(reading.questions):
        return ngettext(
            "%(count)s question is still open.",
            "%(count)s questions are still open.",
            open_questions,
        ) % {"count": open_questions}
    if rows := len(reading.unconfirmed):
        return ngettext(
            "%(count)s row is not confirmed yet.", "%(count)s rows are not confirmed yet.", rows
        ) % {"count": rows}
    if reading.amends_id is not None and by is None:
        return _("A changed text of a known plan is confirmed by a person, on the review page.")
    if _missing_details(reading):
        return _("Fill in the details of the act first.")
    return _why_not_amend(reading)


def _why_not_amend(reading: Reading) -> "Refusal | None":
    """An amendment has an act of its own, and comes into force after what it changes."""
    if reading.amends is None:
        return None
    current, act = reading.amends.current, reading.act
    if date.fromisoformat(act["effective_from"]) < current.effective_from:
        return _("An amendment cannot be in force before the version that it changes.")
    made_by = reading.amends.versions.filter(
        act__number=act["number"], act__adopted_on=act["adopted_on"]
    )
    if made_by.exists():
        return _("This act made an earlier version already; state the act that changed the plan.")
    return None


def why_not_discard(reading: Reading, by: "User | None") -> "Refusal | None":
    return why_not_review(reading, by)


def why_not_keep(by: "User") -> "Refusal | None":
    """Deciding about leads, groups and lineage."""
    if not holds(by, Permission.PLAN_KEEP):
        return _("Leads, groups and lineage are kept by the coordinator.")
    return None


def why_not_confirm_lead(measure: Measure, party: Party, by: "User") -> "Refusal | None":
    if refusal := why_not_keep(by):
        return refusal
    if party.measure_id != measure.pk or party.role != PartyRole.EXECUTOR:
        return _("Only an executor of this measure can lead it.")
    return None


def why_not_decide_group(
    party: Party, body: "Body", since: date | None, until: date | None, by: "User"
) -> "Refusal | None":
    if refusal := why_not_keep(by):
        return refusal
    if party.group_id is None:
        return _("This party is a body already, not a group.")
    if since and until and until < since:
        return _("A decision cannot end before it begins.")
    if any(_overlap(d, since, until) for d in party.decisions.filter(body=body)):
        return _("By an earlier decision this group already means this body at that time.")
    if party.measure.parties.filter(body=body, role=party.role).exists():
        return _("The measure names this body itself.")
    return None


def why_not_end_group_decision(
    decision: GroupDecision, until: date, by: "User"
) -> "Refusal | None":
    if refusal := why_not_keep(by):
        return refusal
    if decision.until is not None and decision.until <= until:
        return _("This decision ends earlier already.")
    if decision.since is not None and until < decision.since:
        return _("A decision cannot end before it begins.")
    return None


def why_not_link(
    earlier: Measure | None, later: Measure | None, relation: Relation, by: "User"
) -> "Refusal | None":
    if refusal := why_not_keep(by):
        return refusal
    if relation == Relation.NEW and (earlier is not None or later is None):
        return _("A new measure has no earlier one.")
    if relation == Relation.DROPPED and (later is not None or earlier is None):
        return _("A dropped measure has no later one.")
    if relation not in {Relation.NEW, Relation.DROPPED} and (earlier is None or later is None):
        return _("Choose both measures.")
    return None


def _overlap(decision: GroupDecision, since: date | None, until: date | None) -> bool:
    starts_after = until is not None and decision.since is not None and decision.since > until
    ends_before = since is not None and decision.until is not None and decision.until < since
    return not (starts_after or ends_before)


def _missing_details(reading: Reading) -> list[str]:
    act = reading.act
    return [name for name in ACT_DETAILS if not act[name]]
