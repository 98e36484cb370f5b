"""May this person share, assign, seal, open in an emergency, review, or decide what is kept?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import GRANTS, Permission, bodies_where, holds
from dayaq.accounts.models import Appointment, Role
from dayaq.cases.models import Alert, Assignment, Case, Consent, Grant, Opening, Seal
from dayaq.cases.models.readers import Sharing
from dayaq.cases.states import SHAREABLE, Basis, OpeningKind, Part
from dayaq.directory.models import Body
from dayaq.vault.context import tokens_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User

MOST_MINUTES = 180
"""An emergency does not last longer than this; then it must be asked for again."""


def _why_not_as_lead(case: Case, user: "User", permission: Permission) -> "Refusal | None":
    if case.lead_id not in bodies_where(user, permission):
        return _("Sharing is for the body that leads the case.")
    if not set(case.readers) & tokens_of(user):
        return _("You are not assigned to this case.")
    return None


def why_not_share(case: Case, user: "User") -> "Refusal | None":
    """May this person share the case at all? Asked before the form is shown."""
    if refusal := _why_not_as_lead(case, user, Permission.GRANT_GIVE):
        return refusal
    if case.is_closed:
        return _("This case is closed. Reopen it before you share it.")
    return None


def why_not_grant(  # noqa: PLR0911 - each question has its own sentence
    case: Case,
    user: "User",
    *,
    body: Body,
    parts: "Collection[str]",
    purpose: str,
    basis: str,
    consent: Consent | None,
    at: datetime,
) -> "Refusal | None":
    if refusal := why_not_share(case, user):
        return refusal
    if body.pk == case.lead_id:
        return _("The body that leads the case reads it already.")
    if not parts or not set(parts) <= set(SHAREABLE):
        return _("Choose at least one section that can be shared.")
    if basis not in {Basis.CONSENT, Basis.REFERRAL, Basis.LAW}:
        return _("Choose why the body may read.")
    if basis != Basis.CONSENT:
        return None
    if consent is None or consent.case_id != case.pk or not consent.is_standing(at=at):
        return _("There is no consent that stands. Ask the person first.")
    if not consent.covers(body.pk, purpose, set(parts) - {Part.COVER}):
        return _("The consent does not cover this body, this purpose and all of these sections.")
    return None


def why_not_keep_promise(
    case: Case,
    *,
    body: Body,
    parts: "Collection[str]",
    purpose: str,
    consent: Consent,
    at: datetime,
) -> "Refusal | None":
    """Asked when a body accepts what the lead offered it: does the yes of the person still reach it?"""
    if case.is_closed:
        return _("This case is closed. Nothing is opened any more.")
    if body.pk == case.lead_id:
        return _("The body that leads the case reads it already.")
    if not set(parts) <= set(SHAREABLE):
        return _("Choose at least one section that can be shared.")
    if consent.case_id != case.pk or not consent.is_standing(at=at):
        return _("The person has withdrawn the consent, or it has run out.")
    if not consent.covers(body.pk, purpose, set(parts) - {Part.COVER}):
        return _("The consent does not cover this body, this purpose and all of these sections.")
    return None


def why_not_end_grant(grant: Grant, case: Case, user: "User") -> "Refusal | None":
    """The lead ends any grant; a body that received one may give it back."""
    if grant.basis == Basis.LEAD:
        return _("The lead is handed over, not taken away.")
    if grant.ended_at is not None:
        return _("This grant has ended already.")
    if grant.body_id in bodies_where(user, Permission.GRANT_GIVE):
        return None
    return _why_not_as_lead(case, user, Permission.GRANT_GIVE)


def why_not_assign(
    appointment: Appointment, user: "User", sharing: Sharing, *, at: datetime
) -> "Refusal | None":
    if appointment.body_id not in bodies_where(user, Permission.CASE_ASSIGN):
        return _("People are assigned by a case manager of their own body.")
    if Permission.CASE_READ not in GRANTS[Role(appointment.role)]:
        return _("This role does not work on cases.")
    if appointment.body_id not in _reading(sharing, at):
        return _("Your body does not read this case.")
    if not appointment.holds_on(at.date()):
        return _("This appointment does not hold today.")
    if any(a.appointment_id == appointment.pk for a in sharing.assignments):
        return _("This person is assigned already.")
    return None


def _reading(sharing: Sharing, at: datetime) -> set[int]:
    return {body for part in Part for body in sharing.bodies(part, at=at)}


def why_not_unassign(assignment: Assignment, user: "User") -> "Refusal | None":
    if assignment.appointment.body_id not in bodies_where(user, Permission.CASE_ASSIGN):
        return _("People are assigned by a case manager of their own body.")
    if assignment.ended_at is not None:
        return _("This assignment has ended already.")
    return None


def why_not_take_consent(case: Case, user: "User") -> "Refusal | None":
    if case.is_closed:
        return _("This case is closed. Reopen it before you write in it.")
    return _why_not_as_lead(case, user, Permission.CASE_WRITE)


def why_not_withdraw(consent: Consent, case: Case, user: "User") -> "Refusal | None":
    """Withdrawal is noted at any time, of a closed case too."""
    if refusal := _why_not_as_lead(case, user, Permission.CASE_WRITE):
        return refusal
    if consent.withdrawn_at is not None:
        return _("This consent was withdrawn already.")
    if not consent.is_given:
        return _("The person refused; there is nothing to withdraw.")
    return None


def why_not_seal(case: Case, user: "User") -> "Refusal | None":
    return _why_not_as_lead(case, user, Permission.CASE_SEAL)


def why_not_lift(seal: Seal, user: "User") -> "Refusal | None":
    """Whoever still reads lifts it, by a decision that says so."""
    if seal.lifted_at is not None:
        return _("This seal was lifted already.")
    if not set(seal.holders) & bodies_where(user, Permission.CASE_SEAL):
        return _("A seal is lifted by a case manager of a body that it names.")
    return None


def why_not_break_glass(
    user: "User", appointment: Appointment, *, minutes: int, parts: "Collection[str]"
) -> "Refusal | None":
    if appointment.body_id not in bodies_where(user, Permission.GLASS_BREAK) or (
        appointment.user_id != user.pk
    ):
        return _("Emergency opening is for those who work on cases.")
    if not 1 <= minutes <= MOST_MINUTES:
        return _("An emergency lasts from 1 to %(most)s minutes.") % {"most": MOST_MINUTES}
    if not parts or not set(parts) <= set(SHAREABLE):
        return _("Choose the sections that you need.")
    return None


def why_not_agree(opening: Opening, user: "User") -> "Refusal | None":
    """The second of two: a case manager of the lead who did not ask."""
    if opening.kind != OpeningKind.PROTECTION or opening.begun_at is not None:
        return _("This opening does not wait for a second person.")
    if opening.appointment.user_id == user.pk:
        return _("A second person must agree; you asked for it yourself.")
    if not holds(user, Permission.CASE_SEAL) or opening.case.lead_id not in bodies_where(
        user, Permission.CASE_SEAL
    ):
        return _("A case manager of the body that leads the case agrees.")
    return None


def why_not_stop(opening: Opening, user: "User") -> "Refusal | None":
    if opening.stopped_at is not None:
        return _("This opening is over.")
    if opening.appointment.user_id == user.pk or holds(user, Permission.GLASS_REVIEW):
        return None
    return _("An opening is ended by whoever asked for it, or by the data protection officer.")


def why_not_review(opening: Opening, user: "User") -> "Refusal | None":
    if not holds(user, Permission.GLASS_REVIEW):
        return _("Emergency openings are reviewed by the data protection officer.")
    if opening.kind != OpeningKind.EMERGENCY or opening.verdict:
        return _("This opening has been reviewed.")
    if opening.appointment.user_id == user.pk:
        return _("Nobody reviews an opening of their own.")
    return None


def why_not_answer(alert: Alert, user: "User") -> "Refusal | None":
    if not holds(user, Permission.GLASS_REVIEW):
        return _("Signals are answered by the data protection officer.")
    if alert.about_id == user.pk:
        return _("Nobody answers a signal about themselves.")
    if alert.answered_at is not None:
        return _("This signal has been answered.")
    return None


def why_not_decide_retention(case: Case, user: "User") -> "Refusal | None":
    if not holds(user, Permission.RETENTION_KEEP):
        return _("What is kept is decided by the data protection officer.")
    if not case.is_closed:
        return _("Only data of a closed case is decided about.")
    return None
