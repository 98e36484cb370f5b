"""Who may keep the registers of this room, and what may be done to their rows now."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.learning.states import CourseStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.learning.models import Certificate, Course


def why_not_keep(body_id: int | None, user: "User") -> "Refusal | None":
    """A register is kept by the drafters of its body; what belongs to no body, by the coordinator."""
    if body_id is None:
        return None if holds(user, Permission.QUESTIONS_KEEP) else _("The coordinator keeps this.")
    if holds(user, Permission.LEARNING_KEEP, body_id=body_id):
        return None
    if holds(user, Permission.LEARNING_KEEP):
        return _("Another body keeps this. You can read it.")
    return _("Drafters of the body keep this. You can read it.")


def why_not_plan(course: "Course", user: "User") -> "Refusal | None":
    """Changing what is planned, its sessions and trainers."""
    if course.status == CourseStatus.CANCELLED:
        return _("The training is cancelled. Plan it again first.")
    return why_not_keep(course.body_id, user)


def why_not_record(course: "Course", user: "User", *, today: date) -> "Refusal | None":
    if refusal := why_not_plan(course, user):
        return refusal
    if today < course.starts_on:
        return _("The training has not begun yet. Who came is recorded from its first day on.")
    return None


def why_not_take_back(course: "Course", user: "User") -> "Refusal | None":
    if course.status != CourseStatus.HELD:
        return _("Nobody has recorded yet who came.")
    _issued, standing = course.certified
    if standing:
        return _("Certificates were issued. Withdraw them first.")
    return why_not_keep(course.body_id, user)


def why_not_cancel(course: "Course", user: "User") -> "Refusal | None":
    if course.status == CourseStatus.HELD:
        return _("The training was held. If that is wrong, take back who came first.")
    if course.status == CourseStatus.CANCELLED:
        return _("The training is cancelled already.")
    return why_not_keep(course.body_id, user)


def why_not_plan_again(course: "Course", user: "User") -> "Refusal | None":
    if course.status != CourseStatus.CANCELLED:
        return _("The training is not cancelled.")
    return why_not_keep(course.body_id, user)


def why_not_issue(course: "Course", user: "User", *, count: int = 1) -> "Refusal | None":
    """No more certificates than people who came."""
    if refusal := why_not_keep(course.body_id, user):
        return refusal
    if course.status != CourseStatus.HELD:
        return _("Certificates are issued once it is recorded who came.")
    _issued, standing = course.certified
    left = (course.attended or 0) - standing
    if left <= 0:
        return _("Everybody who came has a certificate already.")
    if count > left:
        return _("%(attended)s people came; certificates can be issued to %(left)s more.") % {
            "attended": course.attended,
            "left": left,
        }
    return None


def why_not_withdraw(certificate: "Certificate", user: "User") -> "Refusal | None":
    if certificate.withdrawn_on is not None:
        return _("This certificate is withdrawn already.")
    return why_not_keep(certificate.course.body_id, user)
