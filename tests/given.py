"""The world a story begins in, built through the product's own actions wherever there is one."""

from datetime import UTC, date, datetime
from pathlib import Path

import dayaq
from dayaq.accounts.models import Appointment, Role, User
from dayaq.directory import shipped
from dayaq.directory.models import Body, BodyName
from dayaq.plan import actions
from dayaq.plan.models import Plan, PlanVersion

DECREE = Path(dayaq.__file__).parent / "plan" / "data" / "decree-2173.txt"


def the_nation(at: datetime = datetime(2020, 7, 27, 9, tzinfo=UTC)) -> PlanVersion:
    """The shipped directory, and the decree as the plan in force. Made once; a second call finds it."""
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
        email=f"{username}@example.org",
    )
    if role is not None:
        Appointment.objects.create(user=someone, body=at, role=role, since=since)
    return someone
