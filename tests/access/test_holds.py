"""Who may do what: a role of today, at that body, gives a permission; nothing else does."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from dayaq.access.permissions import GRANTS, Permission, bodies_where, holds
from dayaq.accounts.models import Appointment, Role, User
from dayaq.directory.models import Body
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def labour() -> Body:
    return Body.objects.get(code="labour")


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_the_right_role_at_the_right_body_holds(labour):
    drafter = given.person("d", at=labour, role=Role.DRAFTER)

    assert holds(drafter, Permission.REPORT_DRAFT)
    assert holds(drafter, Permission.REPORT_DRAFT, body_id=labour.pk)
    assert bodies_where(drafter, Permission.REPORT_DRAFT) == {labour.pk}


def test_the_role_at_another_body_or_the_body_without_the_role_does_not(labour):
    elsewhere = given.person("e", at=Body.objects.get(code="health"), role=Role.DRAFTER)
    beside = given.person("b", at=labour, role=None)

    assert not holds(elsewhere, Permission.REPORT_DRAFT, body_id=labour.pk)
    assert not holds(beside, Permission.REPORT_DRAFT)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(-1, None, True), (0, 0, True), (1, None, False), (-9, -1, False)],
)
def test_only_an_appointment_of_today_counts(labour, since, until, expected):
    today = localdate()
    someone = given.person("s", at=labour, role=None)
    Appointment.objects.create(
        user=someone,
        body=labour,
        role=Role.DRAFTER,
        since=today + timedelta(days=since),
        until=None if until is None else today + timedelta(days=until),
    )

    assert holds(someone, Permission.REPORT_DRAFT) is expected


def test_a_closed_account_holds_nothing(labour):
    drafter = given.person("d", at=labour, role=Role.DRAFTER, since=date(2020, 1, 1))
    User.objects.filter(pk=drafter.pk).update(is_active=False)

    assert not holds(fresh(drafter), Permission.REPORT_DRAFT)


def test_administrators_read_no_report_and_change_none():
    assert not {p for p in GRANTS[Role.ADMINISTRATOR] if p.startswith("report.")}


def test_every_role_has_its_permissions_and_every_permission_a_role():
    assert set(GRANTS) == set(Role)
    assert set.union(*(set(granted) for granted in GRANTS.values())) == set(Permission)
