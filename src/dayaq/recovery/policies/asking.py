"""May this person ask a provider, answer for one, say that it is done, withdraw?"""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, bodies_where
from dayaq.cases.models import Case, Consent
from dayaq.cases.states import SHAREABLE, Part, Purpose
from dayaq.recovery.models import AnswerLink, Plan, Provider, ServiceReferral, Support
from dayaq.recovery.policies.plans import why_not_write
from dayaq.recovery.states import NEXT_SUPPORT, ReferralStatus, SupportStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_ask(
    case: Case, plan: Plan | None, support: Support, user: "User", *, at: datetime
) -> "Refusal | None":
    """May a provider be asked for this service at all? Asked before the form is shown."""
    if refusal := why_not_write(case, plan, user, at=at):
        return refusal
    status = SupportStatus(support.status)
    if status != SupportStatus.ASKED and SupportStatus.ASKED not in NEXT_SUPPORT[status]:
        return _("This service is being given already, or is not needed any more.")
    return None


def why_not_send(  # noqa: PLR0911 - each question has its own sentence
    case: Case,
    provider: Provider,
    *,
    parts: Collection[str],
    consent: Consent | None,
    is_asked_already: bool,
    at: datetime,
) -> "Refusal | None":
    """May this provider be sent this request, offering these sections?"""
    day = localdate(at)
    if provider.until is not None and provider.until < day:
        return _("This provider has ended its work.")
    if is_asked_already:
        return _("This provider has been asked for this service already.")
    if provider.body_id is None or provider.body_id == case.lead_id:
        if parts:
            return _("Sections open to bodies with accounts here. Ask without any.")
        return None
    if not parts:
        return None
    if not set(parts) <= set(SHAREABLE) - {Part.COVER}:
        return _("Choose at least one section that can be shared.")
    if consent is None or consent.case_id != case.pk or not consent.is_standing(at=at):
        return _("There is no consent that stands. Ask the person first.")
    if not consent.covers(provider.body_id, Purpose.ASSISTANCE, set(parts)):
        return _("The consent does not cover this body, this purpose and all of these sections.")
    return None


def why_not_answer(referral: ServiceReferral, user: "User") -> "Refusal | None":
    if referral.body_id not in bodies_where(user, Permission.SERVICE_ANSWER):
        return _("This is answered by the people of the provider.")
    return _why_not_open(referral)


def _why_not_open(referral: ServiceReferral) -> "Refusal | None":
    if not referral.is_waiting:
        return _("This request has been answered already, or was withdrawn.")
    return None


def why_not_answer_by(link: AnswerLink | None, *, at: datetime) -> "Refusal | None":
    """One sentence for used, expired, taken back and never made: a stranger learns nothing."""
    if link is None or not link.is_good(at=at) or not link.referral.is_waiting:
        return _("This link is not good any more. Call the office that sent it to you.")
    return None


def why_not_finish(referral: ServiceReferral, case: Case, user: "User") -> "Refusal | None":
    """The provider says what came of it; for one without an account the lead does."""
    if referral.status != ReferralStatus.ACCEPTED:
        return _("Only what was accepted can be done.")
    if referral.body_id in bodies_where(user, Permission.SERVICE_ANSWER):
        return None
    if case.lead_id in bodies_where(user, Permission.CASE_WRITE):
        return None
    return _("What came of it is written by the provider, or by the body that leads the case.")


def why_not_withdraw(referral: ServiceReferral, case: Case, user: "User") -> "Refusal | None":
    if case.lead_id not in bodies_where(user, Permission.CASE_WRITE):
        return _("A request is withdrawn by the body that leads the case.")
    if ReferralStatus(referral.status) not in {
        ReferralStatus.IN_PROGRESS,
        ReferralStatus.UNANSWERED,
        ReferralStatus.ACCEPTED,
    }:
        return _("This request is over.")
    return None


def why_not_renew_link(referral: ServiceReferral, case: Case, user: "User") -> "Refusal | None":
    if referral.body_id is not None:
        return _("The people of this provider answer here, signed in.")
    if refusal := _why_not_open(referral):
        return refusal
    return why_not_withdraw(referral, case, user)
