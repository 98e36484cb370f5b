"""May this person take the identification a step further, decide, hear, ask for a review?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where
from dayaq.cases.models import Case
from dayaq.cases.policies.cases import why_not_review as why_not_work_on
from dayaq.referrals.models import Challenge, Decision, Identification, Opinion
from dayaq.referrals.policies.referrals import keeps
from dayaq.referrals.states import (
    DECIDING_STAGES,
    ChallengeStatus,
    Outcome,
    Stage,
)

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.referrals.models import Clock


def why_not_begin(case: Case, user: "User", *, is_begun: bool) -> "Refusal | None":
    """For a case that came before identification was kept; of others it begins with the case."""
    if refusal := why_not_work_on(case, user):
        return refusal
    if is_begun:
        return _("The identification of this case was begun already.")
    return None


def why_not_advance(
    identification: Identification, after: Stage, case: Case, user: "User"
) -> "Refusal | None":
    """From stage to stage before a decision; the decision itself is another act."""
    if refusal := why_not_work_on(case, user):
        return refusal
    if after in {Stage.RECOVERY, Stage.NOT_IDENTIFIED, Stage.REVIEW, Stage.ENDED}:
        return _("This stage is reached by a decision, a review or the end of the case.")
    if not identification.can_become(after):
        return _("The identification cannot go from its present stage to that one.")
    return None


def why_not_extend(case: Case, clock: "Clock | None", user: "User") -> "Refusal | None":
    if refusal := why_not_work_on(case, user):
        return refusal
    if clock is None:
        return _("No reflection period runs.")
    return None


def why_not_decide(
    identification: Identification,
    case: Case,
    user: "User",
    *,
    outcome: str = "",
    reflection: "Clock | None" = None,
    waits_for_reflection: bool = False,
    unanswered: "Opinion | None" = None,
    at: "datetime | None" = None,
    opinion_clock: "Clock | None" = None,
) -> "Refusal | None":
    """A refusal waits for the reflection period and for the word of the referring body."""
    if refusal := why_not_work_on(case, user):
        return refusal
    if identification.status not in DECIDING_STAGES:
        return _("It is decided after the screening by indicators, or in a review.")
    if outcome != Outcome.NOT_IDENTIFIED:
        return None
    if reflection is not None and waits_for_reflection:
        return _("The reflection period runs: nobody is refused before it is over.")
    waits = opinion_clock is not None and at is not None and at < opinion_clock.due_at
    if unanswered is not None and waits:
        return _("The referring body has been asked and may still answer.")
    return None


def why_not_tell(decision: Decision, case: Case, user: "User") -> "Refusal | None":
    if refusal := why_not_work_on(case, user):
        return refusal
    if decision.told_how and decision.told_how != "not_reached":
        return _("The person has heard this decision.")
    return None


def why_not_interview(case: Case, user: "User") -> "Refusal | None":
    return why_not_work_on(case, user)


def why_not_give_opinion(opinion: Opinion, user: "User") -> "Refusal | None":
    if not keeps(opinion.referral, user):
        return _("The referring body answers: whoever keeps the referral.")
    if opinion.answered_at is not None:
        return _("The opinion was given already.")
    return None


def why_not_challenge(identification: Identification, case: Case, user: "User") -> "Refusal | None":
    """Noted by the body that leads, whoever asks; the person asks by the receipt as well."""
    if refusal := why_not_work_on(case, user):
        return refusal
    if not identification.can_become(Stage.REVIEW):
        return _("There is no decision that could be looked at again.")
    return None


def why_not_take_back_challenge(challenge: Challenge, case: Case, user: "User") -> "Refusal | None":
    if refusal := why_not_work_on(case, user):
        return refusal
    if challenge.status != ChallengeStatus.ASKED:
        return _("This request was answered already.")
    return None


def leads(case: Case, user: "User") -> bool:
    return case.lead_id in bodies_where(user, Permission.CASE_WRITE)
