"""Who may keep the registers of this room, and what may be done to their rows now."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.learning.states import Asked, CourseStatus, SetStatus, SheetStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.learning.models import Certificate, Course, QuestionSet, Sheet


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


# --- question sets and questionnaires -------------------------------------------------------------


def why_not_edit(known: "QuestionSet", user: "User") -> "Refusal | None":
    """Only a draft is edited: answers belong to the questions as they were asked."""
    if known.status != SetStatus.DRAFT:
        return _("This version is or was in use. Begin the next version to change it.")
    return why_not_keep(known.body_id, user)


def why_not_put_into_use(known: "QuestionSet", user: "User") -> "Refusal | None":
    if not known.can_become(SetStatus.IN_FORCE):
        return _("This version is in use already.")
    asked = list(known.questions.all())
    if not asked:
        return _("There is no question in it yet.")
    if any(q.asked in {Asked.CHOICE, Asked.SEVERAL} and len(q.options) < 2 for q in asked):
        return _("A question to choose from needs at least two answers.")
    return why_not_keep(known.body_id, user)


def why_not_retire(known: "QuestionSet", user: "User") -> "Refusal | None":
    if not known.can_become(SetStatus.RETIRED):
        return _("This version is not in use.")
    return why_not_keep(known.body_id, user)


def why_not_open(sheet: "Sheet", user: "User | None") -> "Refusal | None":
    """`user` is None for the clock."""
    if not sheet.can_become(SheetStatus.OPEN):
        return _("The questionnaire is open already.")
    return None if user is None else why_not_keep(sheet.body_id, user)


def why_not_close(sheet: "Sheet", user: "User | None") -> "Refusal | None":
    if not sheet.can_become(SheetStatus.CLOSED):
        return _("The questionnaire is not open.")
    return None if user is None else why_not_keep(sheet.body_id, user)


def why_not_answer(sheet: "Sheet", *, today: date) -> "Refusal | None":
    """Anybody who has the address answers, while it is open."""
    if sheet.status == SheetStatus.WAITING:
        return _("This questionnaire is not open yet. Please come back later.")
    is_over = sheet.closes_on is not None and sheet.closes_on < today
    if sheet.status == SheetStatus.CLOSED or is_over:
        return _("This questionnaire is closed. Thank you for wishing to answer.")
    return None


def why_not_key_in(sheet: "Sheet", user: "User") -> "Refusal | None":
    if sheet.status != SheetStatus.OPEN:
        return _("Open the questionnaire first; then papers can be keyed in.")
    return why_not_keep(sheet.body_id, user)


def why_not_issue_slips(sheet: "Sheet", user: "User") -> "Refusal | None":
    if sheet.status == SheetStatus.CLOSED:
        return _("The questionnaire is closed.")
    return why_not_keep(sheet.body_id, user)
