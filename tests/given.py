"""The world a story begins in, built through the product's own actions wherever there is one."""

from datetime import date

from dayaq.accounts.models import Appointment, Role, User
from dayaq.directory.models import Body, BodyName


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
