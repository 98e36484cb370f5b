"""Programmes, trainers, trainings and who came."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.changes import begin, locked, refuse_unsound, revise
from dayaq.audit.models import record
from dayaq.kernel.text import fold
from dayaq.learning import policies
from dayaq.learning.actions.facts import SETTLED, Settled
from dayaq.learning.actions.keeping import add, apart, change
from dayaq.learning.models import Attendance, Certificate, Course, Programme, Session, Trainer
from dayaq.learning.states import CourseStatus


def add_programme(**fields: Any) -> Programme:
    return add(Programme, "programme.added", **fields)


def revise_programme(programme: Programme, **fields: Any) -> Programme:
    return change(programme, "programme.revised", **fields)


def end_programme(programme: Programme, *, until: date, why: str, **asked: Any) -> Programme:
    """From the next day on nothing is planned by it. What was held stays."""
    return change(programme, "programme.ended", until=until, why=why, **asked)


def add_trainer(**fields: Any) -> Trainer:
    return add(Trainer, "trainer.added", **fields)


def revise_trainer(trainer: Trainer, **fields: Any) -> Trainer:
    return change(trainer, "trainer.revised", **fields)


@transaction.atomic
def plan_course(*, by: User, at: datetime, **fields: Any) -> Course:
    """A training is planned. Without a title of its own it is called as its programme."""
    fields["title"] = fields.get("title") or fields["programme"].title
    fields["ends_on"] = fields.get("ends_on") or fields["starts_on"]
    course = add(Course, "course.planned", by=by, at=at, **fields)
    SETTLED.tell(Settled(course, at))
    return course


@transaction.atomic
def revise_course(
    course: Course, *, by: User, at: datetime, seen: str = "", **fields: Any
) -> Course:
    course = locked(course)
    require(policies.why_not_plan(course, by))
    fields["ends_on"] = fields.get("ends_on") or fields["starts_on"]
    fields["title"] = fields.get("title") or fields["programme"].title
    own, links = apart(Course, fields)
    course = revise(course, "course.revised", own, by=by, at=at, seen=seen, links=links)
    SETTLED.tell(Settled(course, at))
    return course


@transaction.atomic
def cancel_course(course: Course, *, by: User, at: datetime, why: str) -> Course:
    course = locked(course)
    require(policies.why_not_cancel(course, by))
    gone = {"status": CourseStatus.CANCELLED}
    return revise(course, "course.cancelled", gone, by=by, at=at, why=why)


@transaction.atomic
def plan_again(course: Course, *, by: User, at: datetime, why: str) -> Course:
    """The training takes place after all."""
    course = locked(course)
    require(policies.why_not_plan_again(course, by))
    back = {"status": CourseStatus.PLANNED}
    return revise(course, "course.planned_again", back, by=by, at=at, why=why)


@transaction.atomic
def add_session(course: Course, *, by: User, at: datetime, **fields: Any) -> Session:
    """One sitting, on a day of the training."""
    course = locked(course)
    require(policies.why_not_plan(course, by))
    _on_a_day_of(course, fields["on"])
    return begin(Session(course=course, **fields), "session.added", by=by, at=at)


@transaction.atomic
def revise_session(
    session: Session, *, by: User, at: datetime, seen: str = "", **fields: Any
) -> Session:
    session = locked(session)
    require(policies.why_not_plan(session.course, by))
    _on_a_day_of(session.course, fields["on"])
    return revise(session, "session.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def remove_session(session: Session, *, by: User, at: datetime, why: str) -> None:
    """The sitting does not take place; the record keeps what it was."""
    session = locked(session)
    require(policies.why_not_plan(session.course, by))
    was = {"on": session.on.isoformat(), "subject": session.subject}
    record("session.removed", session, by=by, at=at, before=was, after={}, why=why)
    session.delete()


def _on_a_day_of(course: Course, day: date) -> None:
    if not course.starts_on <= day <= course.ends_on:
        raise ValidationError({"on": _("This is not a day of the training.")})


@transaction.atomic
def record_attendance(
    course: Course, lines: Sequence[dict[str, Any]], *, by: User, at: datetime
) -> Course:
    """Who came, by where from and by sex. The lines are the whole: what is no longer there is gone.

    Raises ValidationError with the number of the line that is not sound.
    """
    course = locked(course)
    require(policies.why_not_record(course, by, today=localdate(at)))
    if not lines:
        raise ValidationError(_("Enter at least one line: where people came from and how many."))
    before = "; ".join(str(line) for line in course.attendance.prefetch_related("body__names"))
    course.attendance.all().delete()
    kept = [_line(course, number, line) for number, line in enumerate(lines, start=1)]
    status = {"status": CourseStatus.HELD, "attended": sum(line.people for line in kept)}
    for name, value in status.items():
        setattr(course, name, value)
    course.save(update_fields=list(status))
    after = "; ".join(str(line) for line in kept)
    record("attendance.recorded", course, by=by, at=at, before=before, after=after)
    return course


def _line(course: Course, number: int, values: dict[str, Any]) -> Attendance:
    line = Attendance(course=course, **values)
    try:
        refuse_unsound(line)
    except ValidationError as wrong:
        raise ValidationError(
            _("Line %(number)s: %(sentence)s")
            % {"number": number, "sentence": " ".join(wrong.messages)}
        ) from wrong
    line.save()
    return line


@transaction.atomic
def take_back_attendance(course: Course, *, by: User, at: datetime, why: str) -> Course:
    """Who came was recorded by mistake: the training is planned again, its lines stay as a draft."""
    course = locked(course)
    require(policies.why_not_take_back(course, by))
    back = {"status": CourseStatus.PLANNED, "attended": None}
    return revise(course, "attendance.taken_back", back, by=by, at=at, why=why)


@transaction.atomic
def issue_certificates(
    course: Course, *, by: User, at: datetime, names: Sequence[str] = (), count: int = 0
) -> list[Certificate]:
    """As many as there are names, or `count` without one. No name is kept, only its print."""
    course = locked(course)
    wanted = list(names) or [""] * count
    require(policies.why_not_issue(course, by, count=len(wanted)))
    last = course.certificates.order_by("-number").values_list("number", flat=True).first() or 0
    issued = [
        Certificate(course=course, number=number, issued_on=localdate(at))
        for number, _name in enumerate(wanted, start=last + 1)
    ]
    for certificate, name in zip(issued, wanted, strict=True):
        certificate.name_print = print_of(certificate.code, name) if name else ""
    Certificate.objects.bulk_create(issued)
    record("certificate.issued", course, by=by, at=at, rows=len(issued))
    return issued


@transaction.atomic
def withdraw_certificate(
    certificate: Certificate, *, by: User, at: datetime, why: str
) -> Certificate:
    """It no longer counts; whoever verifies it is told so."""
    certificate = locked(certificate)
    require(policies.why_not_withdraw(certificate, by))
    gone = {"withdrawn_on": localdate(at), "why": why}
    return revise(certificate, "certificate.withdrawn", gone, by=by, at=at)


def print_of(code: str, name: str) -> str:
    """A print of a name that only somebody with the certificate and our key can compare."""
    told = f"{code}:{' '.join(fold(name).split())}"
    return salted_hmac("dayaq.learning.certificate", told, algorithm="sha256").hexdigest()
