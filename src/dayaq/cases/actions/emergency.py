"""Reading without a grant: in an emergency, or by two people where the state protects somebody."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import Appointment, Role, User
from dayaq.cases.actions.lapsing import put_out, wake
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.actions.sharing import locked
from dayaq.cases.models import Case, Opening
from dayaq.cases.policies import sharing as may
from dayaq.cases.states import OpeningKind, Part, Verdict
from dayaq.notices.actions import tell
from dayaq.vault.context import house

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def break_glass(
    reference: str,
    *,
    appointment: Appointment,
    parts: Collection[str],
    minutes: int,
    reason: str,
    by: User,
    at: datetime,
) -> Opening | None:
    """Open sections of a case that is not yours, at once, for some minutes; told and reviewed.

    None where there is no such case, or where a seal closes it: both look the same to the asker,
    who must know the reference. The attempt is written down in either case.
    """
    require(may.why_not_break_glass(by, appointment, minutes=minutes, parts=parts))
    with house("break_glass", by=by):
        found = Case.objects.for_house().filter(reference=reference.strip().upper()).first()
        if found is None:
            return None
        case = locked(found)
        opening = Opening.objects.create(
            case=case,
            kind=OpeningKind.EMERGENCY,
            appointment=appointment,
            parts=sorted(set(parts)),
            reason=reason,
            minutes=minutes,
            asked_at=at,
            begun_at=at,
            ends_at=at + timedelta(minutes=minutes),
        )
        wake(opening.pk, at + timedelta(minutes=minutes))
        settle(case, at=at)
        note("glass.broken", case, by=by, at=at, parts=opening.parts, minutes=minutes)
        _tell_watchers(opening, at=at)
    return opening


def _tell_watchers(opening: Opening, *, at: datetime) -> None:
    """The coordinator and the data protection officer hear of it at once, without a word of whom."""
    tell(
        _holders_of(Role.DATA_PROTECTION, Role.COORDINATOR, on=at),
        "cases.glass_broken",
        key=f"glass:{opening.pk}",
        url=reverse("cases:openings"),
        at=at,
        minutes=opening.minutes,
    )


def _holders_of(*roles: Role, on: datetime) -> "Iterable[User]":
    posts = Appointment.objects.holding_on(localdate(on)).in_roles(roles).select_related("user")
    return [post.user for post in posts if post.user.is_active]


@transaction.atomic
def ask_protection(
    case: Case, *, appointment: Appointment, minutes: int, reason: str, by: User, at: datetime
) -> Opening:
    """Ask to read what is done to protect somebody; nothing opens until a second person agrees."""
    require(may.why_not_break_glass(by, appointment, minutes=minutes, parts=[Part.COVER]))
    case = locked(case)
    with house("ask_protection", by=by):
        opening = Opening.objects.create(
            case=case,
            kind=OpeningKind.PROTECTION,
            appointment=appointment,
            parts=[Part.PROTECTION],
            reason=reason,
            minutes=minutes,
            asked_at=at,
            readers=case.readers,
        )
        settle(case, at=at)
    note("protection.asked", case, by=by, at=at, minutes=minutes)
    _tell_the_second(opening, case, by=by, at=at)
    return opening


def _tell_the_second(opening: Opening, case: Case, *, by: User, at: datetime) -> None:
    """Those of the lead who may agree hear that somebody waits for them."""
    posts = Appointment.objects.holding_on(localdate(at)).in_roles((Role.CASE_MANAGER,))
    able = posts.filter(body=case.lead_id).exclude(user=by).select_related("user")
    tell(
        [post.user for post in able if post.user.is_active],
        "cases.protection_asked",
        key=f"protection:{opening.pk}",
        url=reverse("cases:opening", args=[opening.pk]),
        at=at,
    )


@transaction.atomic
def agree_to_protection(opening: Opening, *, by: User, at: datetime) -> Opening:
    """The second person agrees: the minutes begin."""
    case = locked(opening.case)
    opening = _locked_opening(opening)
    require(may.why_not_agree(opening, by))

    with house("agree", by=by):
        opening.agreed_by, opening.begun_at = by, at
        opening.ends_at = at + timedelta(minutes=opening.minutes)
        opening.save(update_fields=["agreed_by", "begun_at", "ends_at"])
        wake(opening.pk, opening.ends_at)
        settle(case, at=at)
    note("protection.opened", case, by=by, at=at, minutes=opening.minutes)
    return opening


def _locked_opening(opening: Opening) -> Opening:
    with house("lock_opening"):
        return (
            Opening.objects.for_house()
            .select_related("appointment", "case")
            .select_for_update(of=("self",))
            .get(pk=opening.pk)
        )


@transaction.atomic
def stop(opening: Opening, *, by: User, at: datetime) -> Opening:
    """It ends before its time."""
    opening = _locked_opening(opening)
    require(may.why_not_stop(opening, by))

    with house("stop_opening", by=by):
        opening.stopped_at = at
        opening.save(update_fields=["stopped_at"])
        put_out([opening.pk])
        case = Case.objects.for_house().get(pk=opening.case_id)
        settle(case, at=at)
        note("glass.closed", case, by=by, at=at)
    return opening


@transaction.atomic
def review_opening(
    opening: Opening, verdict: Verdict, *, finding: str, by: User, at: datetime
) -> Opening:
    """Somebody else looks afterwards at why it was opened and what was read."""
    opening = _locked_opening(opening)
    require(may.why_not_review(opening, by))
    if not finding.strip():
        raise Denied(_("Write down what the review found."))

    with house("review_opening", by=by):
        opening.verdict, opening.finding = verdict, finding.strip()
        opening.reviewed_at, opening.reviewed_by = at, by
        opening.save(update_fields=["verdict", "finding", "reviewed_at", "reviewed_by"])
        case = Case.objects.for_house().get(pk=opening.case_id)
        note("glass.reviewed", case, by=by, at=at, verdict=str(verdict))
    return opening
