"""The world a story begins in, built through the product's own actions wherever there is one."""

import time
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from django.test import Client

import dayaq
from dayaq.access import step_up
from dayaq.accounts.models import Appointment, Role, User
from dayaq.directory import shipped
from dayaq.directory.models import Body, BodyName
from dayaq.plan import actions
from dayaq.plan.models import Plan, PlanVersion
from dayaq.reporting import actions as reporting
from dayaq.reporting.models import Cycle, Obligation, Report
from dayaq.reporting.states import CycleKind, Declared, ReportStatus

DECREE = Path(dayaq.__file__).parent / "plan" / "data" / "decree-2173.txt"


def the_nation(at: datetime = datetime(2020, 7, 27, 9, tzinfo=UTC)) -> PlanVersion:
    """The shipped directory, and the decree as the plan in force. A second call finds both."""
    shipped.load(at=at)
    return plan(DECREE.read_bytes(), at=at)


def plan(content: bytes, *, at: datetime, name: str = "decree.txt") -> PlanVersion:
    """The plan that a text without questions makes."""
    reading = actions.begin_reading(content, name, by=None, at=at)
    if reading.is_in_review:
        actions.confirm_all_clean_rows(reading, by=None, at=at)
        return actions.confirm(reading, by=None, at=at)
    return reading.version


def the_plan() -> PlanVersion:
    """The plan of the decree, as it stands before every story."""
    return Plan.objects.get(code="2020-2024").current


def body(code: str, name: str | None = None, *, kind: str = "ministry") -> Body:
    """A body of that code, with an Azerbaijani name."""
    found, is_new = Body.objects.get_or_create(code=code, defaults={"kind": kind})
    if is_new:
        BodyName.objects.create(body=found, language="az", full=name or code)
    return found


def person(username: str, *, at: Body, role: Role | None, since: date = date(2020, 1, 1)) -> User:
    """Somebody who works at that body, in that role or in none."""
    someone = User.objects.create_user(
        username,
        password="correct horse battery",
        full_name=username.capitalize(),
        language="en",
        email=f"{username}@example.org",
    )
    if role is not None:
        Appointment.objects.create(user=someone, body=at, role=role, since=since)
    return someone


def stepped_up(client: Client, *, until: float | None = None) -> None:
    """Whoever is signed in there has just shown again who they are, or a while ago."""
    session = client.session
    lasts = time.time() + 600 if until is None else until
    session[step_up.SESSION_KEY] = {"user": int(session["_auth_user_id"]), "until": lasts}
    session.save()


def cycle(
    version: PlanVersion, *, by: User, at: datetime, year: int = 2023, is_open: bool = True
) -> Cycle:
    """A year to be reported about in January of the next, opened unless told otherwise."""
    planned = reporting.plan_cycle(
        version,
        kind=CycleKind.ANNUAL,
        name=f"{year}",
        period_first=date(year, 1, 1),
        period_last=date(year, 12, 31),
        opens_on=date(year + 1, 1, 1),
        closes_on=date(year + 1, 1, 20),
        by=by,
        at=at,
    )
    return reporting.open_cycle(planned, by=by, at=at) if is_open else planned


def report_at(
    status: ReportStatus,
    obligation: Obligation,
    *,
    drafter: User,
    approver: User,
    coordinator: User,
    at: datetime,
    **said: object,
) -> Report:
    """A report brought to a status by the acts of real people, half an hour between each."""
    clock = (at + timedelta(minutes=30 * n) for n in count())
    report = reporting.begin_report(obligation, by=drafter, at=next(clock))
    declared = Declared.PERFORMED if obligation.measure.is_regular else Declared.IN_PROGRESS
    fields = {"facts": "Two seminars were held in Baku.", "declared": declared, **said}
    report = reporting.save_report(
        report, by=drafter, at=next(clock), edit_number=report.edit_number, fields=fields
    )
    if status == ReportStatus.DRAFT:
        return report
    report = reporting.send(report, by=drafter, at=next(clock))
    if status == ReportStatus.WITH_APPROVER:
        return report
    report = reporting.approve(report, by=approver, at=next(clock))
    if status == ReportStatus.ACCEPTED:
        return reporting.accept(report, by=coordinator, at=next(clock))
    if status == ReportStatus.RETURNED:
        return reporting.return_to_body(
            report, comment="Name the dates.", by=coordinator, at=next(clock)
        )
    return report
