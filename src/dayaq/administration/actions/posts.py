"""Appointments: giving a role, ending it, naming a deputy, handing over. Nothing is overwritten."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import Appointment, User
from dayaq.administration import policies
from dayaq.audit.changes import begin, locked, own_fields, told
from dayaq.audit.models import record
from dayaq.directory.models import Body


@transaction.atomic
def appoint(
    account: User,
    *,
    by: User,
    at: datetime,
    body: Body,
    role: str,
    since: date,
    until: date | None,
    order_number: str,
) -> Appointment:
    """Give the person a role at a body, by an order, from a day on."""
    account = locked(account)
    require(policies.why_not_appoint(account, by))
    post = Appointment(
        user=account, body=body, role=role, since=since, until=until, order_number=order_number
    )
    _refuse_twice(post)
    return begin(post, "appointment.given", by=by, at=at)


@transaction.atomic
def end_post(post: Appointment, *, by: User, at: datetime, until: date, why: str) -> None:
    """Let the role end with the day `until`, and its deputies with it.

    A post that would end before it began was given by mistake: its row goes, its record stays.
    """
    locked(post.user)
    post = locked(post)
    require(policies.why_not_end(post, by, today=localdate(at)))
    if post.until is not None and until > post.until:
        raise ValidationError({"until": _("The appointment ends earlier than that already.")})
    if until < localdate(at) - timedelta(days=1):
        raise ValidationError(
            {"until": _("A role cannot be taken back for days that have passed.")}, code="past"
        )
    _end(post, until, by=by, at=at, why=why)


@transaction.atomic
def name_deputy(
    post: Appointment,
    *,
    by: User,
    at: datetime,
    deputy: User,
    since: date,
    until: date,
    order_number: str,
) -> Appointment:
    """Let a colleague from the same body stand in for the post, for a span of days."""
    deputy = locked(deputy)
    post = locked(post)
    today = localdate(at)
    require(policies.why_not_name_deputy(post, by, today=today))
    if deputy.pk == post.user_id:
        raise ValidationError({"deputy": _("Nobody is their own deputy.")})
    if not deputy.is_active or not deputy.appointments.filter(body=post.body).holding_on(today):
        raise ValidationError({"deputy": _("A deputy is somebody who works at the same body.")})
    if since < today:
        raise ValidationError({"since": _("A deputy begins today or later.")})
    if since < post.since or (post.until is not None and until > post.until):
        raise ValidationError(
            {"until": _("The appointment itself does not hold on all these days.")}
        )
    stand_in = Appointment(
        user=deputy,
        body=post.body,
        role=post.role,
        since=since,
        until=until,
        order_number=order_number,
        deputy_for=post,
    )
    _refuse_twice(stand_in)
    return begin(stand_in, "deputy.named", by=by, at=at, stands_in_for=str(post.user))


@transaction.atomic
def hand_over(
    post: Appointment,
    *,
    by: User,
    at: datetime,
    successor: User,
    last_day: date,
    order_number: str,
) -> Appointment:
    """End one person's post with a day and begin another's the next. The work stays the body's."""
    for person in sorted((post.user, successor), key=lambda user: user.pk):
        locked(person)
    post = locked(post)
    require(policies.why_not_hand_over(post, by, today=localdate(at)))
    require(policies.why_not_appoint(successor, by))
    if successor.pk == post.user_id:
        raise ValidationError({"successor": _("This person holds the post already.")})
    if last_day < max(post.since, localdate(at) - timedelta(days=1)):
        raise ValidationError(
            {"last_day": _("The last day lies before today or before the first day.")}
        )
    if post.until is not None and last_day >= post.until:
        raise ValidationError({"last_day": _("The appointment ends by then anyway.")})
    next_post = Appointment(
        user=successor,
        body=post.body,
        role=post.role,
        since=last_day + timedelta(days=1),
        until=post.until,
        order_number=order_number,
    )
    _refuse_twice(next_post)
    _end(post, last_day, by=by, at=at, handed_to=str(successor))
    return begin(next_post, "appointment.handed_over", by=by, at=at, taken_from=str(post.user))


def _end(post: Appointment, until: date, *, by: User, at: datetime, **why: Any) -> None:
    """End a post and, with it, everybody who stands in for it."""
    for stand_in in post.deputies.select_for_update():
        if stand_in.until is None or stand_in.until > until:
            _end(stand_in, until, by=by, at=at, **why)
    if until < post.since:
        record(
            "appointment.withdrawn", post, by=by, at=at, before=told(post, own_fields(post)), **why
        )
        post.delete()
        return
    before = told(post, ["until"])
    post.until = until
    post.save(update_fields=["until"])
    record(
        "appointment.ended", post, by=by, at=at, before=before, after=told(post, ["until"]), **why
    )


def _refuse_twice(post: Appointment) -> None:
    """Nobody holds a role at a body twice on one day; the database would refuse it wordlessly."""
    if post.until is not None and post.until < post.since:
        raise ValidationError({"until": _("The last day is before the first.")}, code="order")
    others = Appointment.objects.filter(user=post.user, body=post.body, role=post.role)
    for other in others:
        is_apart = (post.until is not None and post.until < other.since) or (
            other.until is not None and other.until < post.since
        )
        if not is_apart:
            raise ValidationError(
                _("%(person)s holds this role at this body already, from %(since)s.")
                % {"person": post.user, "since": date_format(other.since, "SHORT_DATE_FORMAT")},
                code="twice",
            )
