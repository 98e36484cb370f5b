"""Accounts, appointments, deputies and hand-over: what changes, and who may not."""

from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dayaq.access.permissions import Permission, holds
from dayaq.access.refusal import Denied
from dayaq.accounts.models import Appointment, Role, User
from dayaq.accounts.second_factor import has_second_factor
from dayaq.administration.actions import accounts, posts
from dayaq.audit.changes import state_of
from dayaq.audit.models import Entry
from dayaq.directory.models import Body
from tests import given

TODAY = date(2025, 3, 10)
NEAR_MISSES = ["bruno", "dalia", "elvin"]


def post_of(user: User) -> Appointment:
    return user.appointments.get(deputy_for=None)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def open_one(by, at, username="javid"):
    return accounts.open_account(
        by=by, at=at, username=username, full_name="Cavid", email="c@example.org", language="az"
    )


def test_a_new_account_opens_nothing_until_a_password_is_set(amina, noon):
    account = open_one(amina, noon)

    assert not account.has_usable_password()
    assert account.posts == []
    entry = Entry.objects.about(account).get()
    assert entry.did == "account.opened"
    assert "password" not in entry.details["after"]
    assert "session_seal" not in entry.details["after"]


@pytest.mark.parametrize("username", ["amina", "AMINA"])
def test_two_accounts_never_differ_by_case_alone(amina, noon, username):
    with pytest.raises(ValidationError, match="already"):
        open_one(amina, noon, username)


@pytest.mark.parametrize("who", NEAR_MISSES)
def test_nobody_else_opens_an_account(who, noon, request):
    with pytest.raises(Denied):
        open_one(request.getfixturevalue(who), noon)

    assert not User.objects.filter(username="javid").exists()


def test_closing_ends_all_sessions_and_reopening_revives_none(amina, dalia, noon):
    dalias_session = dalia.get_session_auth_hash()

    accounts.close_account(dalia, by=amina, at=noon, why="Left the ministry")
    assert not fresh(dalia).is_active
    with pytest.raises(Denied, match="closed already"):
        accounts.close_account(dalia, by=amina, at=noon, why="Again")

    accounts.reopen_account(dalia, by=amina, at=noon, why="Came back")
    assert fresh(dalia).is_active
    assert fresh(dalia).get_session_auth_hash() != dalias_session
    assert [e.did for e in Entry.objects.about(dalia)] == ["account.reopened", "account.closed"]


def test_nobody_closes_their_own_account(amina, noon):
    with pytest.raises(Denied, match="Nobody closes their own account"):
        accounts.close_account(amina, by=amina, at=noon, why="Tired")


@pytest.mark.parametrize("who", NEAR_MISSES)
@pytest.mark.parametrize(
    "act", [accounts.close_account, accounts.reset_second_factor, accounts.reopen_account]
)
def test_nobody_else_decides_about_an_account(who, act, gunay, noon, request):
    with pytest.raises(Denied):
        act(gunay, by=request.getfixturevalue(who), at=noon, why="Because")

    assert not Entry.objects.about(gunay).exists()


def test_resetting_the_second_factor_forgets_it_and_ends_sessions(amina, dalia, noon):
    TOTP.activate(dalia, "JBSWY3DPEHPK3PXP")
    session = dalia.get_session_auth_hash()

    accounts.reset_second_factor(dalia, by=amina, at=noon, why="Lost the telephone")

    assert not has_second_factor(dalia)
    assert fresh(dalia).get_session_auth_hash() != session
    entry = Entry.objects.about(dalia).get()
    assert entry.details == {"why": "Lost the telephone", "kinds": ["totp"]}


def test_one_ends_ones_own_sessions_but_not_anothers(dalia, gunay, noon):
    session = dalia.get_session_auth_hash()

    accounts.end_sessions(dalia, by=dalia, at=noon)

    assert fresh(dalia).get_session_auth_hash() != session
    with pytest.raises(Denied):
        accounts.end_sessions(gunay, by=dalia, at=noon)


def test_a_closed_account_gets_no_link(amina, dalia, noon):
    accounts.close_account(dalia, by=amina, at=noon, why="Left")

    with pytest.raises(Denied, match="closed"):
        accounts.invite(fresh(dalia), by=amina, at=noon)


def test_no_record_holds_the_link(amina, dalia, noon):
    link = accounts.invite(dalia, by=amina, at=noon)

    token = link.strip("/").rpartition("/")[2]
    assert token
    assert all(token not in str(entry.details) for entry in Entry.objects.all())


def appoint(account, by, at, body, role=Role.VERIFIER, since=TODAY, until=None):
    return posts.appoint(
        account,
        by=by,
        at=at,
        body=body,
        role=role,
        since=since,
        until=until,
        order_number="№ 7",
    )


def test_an_appointment_gives_its_permissions_from_its_first_day(amina, dalia, mia, noon):
    appoint(dalia, amina, noon, mia, role=Role.COORDINATOR, since=date(2020, 1, 1))

    assert holds(fresh(dalia), Permission.PLAN_IMPORT)
    entry = Entry.objects.get(did="appointment.given")
    assert entry.details["after"]["order_number"] == "№ 7"


def test_nobody_holds_a_role_twice_at_once(amina, dalia, mia, noon):
    with pytest.raises(ValidationError, match="holds this role at this body already"):
        appoint(dalia, amina, noon, mia, role=Role.DRAFTER)

    appoint(dalia, amina, noon, Body.objects.get(code="health"), role=Role.DRAFTER)


def test_the_database_refuses_a_role_held_twice(dalia, mia):
    with pytest.raises(IntegrityError, match="nobody_holds_a_role_twice"), transaction.atomic():
        Appointment.objects.create(user=dalia, body=mia, role=Role.DRAFTER, since=TODAY)


def test_a_role_may_be_held_again_after_it_ended(amina, bruno, mia, noon):
    appoint(bruno, amina, noon, mia, role=Role.ADMINISTRATOR)

    assert bruno.appointments.count() == 2


def test_a_span_that_ends_before_it_begins_is_refused(amina, dalia, mia, noon):
    with pytest.raises(ValidationError, match="before the first"):
        appoint(dalia, amina, noon, mia, until=TODAY - timedelta(days=1))


@pytest.mark.parametrize("who", NEAR_MISSES)
def test_nobody_else_appoints(who, gunay, mia, noon, request):
    with pytest.raises(Denied):
        appoint(gunay, request.getfixturevalue(who), noon, mia)

    assert gunay.appointments.count() == 1


def test_nobody_makes_themselves_an_administrator(dalia, mia, noon):
    with pytest.raises(Denied):
        appoint(dalia, dalia, noon, mia, role=Role.ADMINISTRATOR)


def test_an_ended_post_is_kept_with_its_days(amina, dalia, noon):
    posts.end_post(post_of(dalia), by=amina, at=noon, until=TODAY, why="Moved")

    post = post_of(dalia)
    assert post.until == TODAY
    assert Entry.objects.about(post).get().details["why"] == "Moved"
    with pytest.raises(ValidationError, match="earlier than that"):
        posts.end_post(post, by=amina, at=noon, until=TODAY + timedelta(days=1), why="Later")


def test_a_post_given_by_mistake_goes_and_its_record_stays(amina, dalia, mia, noon):
    post = appoint(dalia, amina, noon, mia)

    posts.end_post(post, by=amina, at=noon, until=TODAY - timedelta(days=1), why="Wrong person")

    assert not Appointment.objects.filter(pk=post.pk).exists()
    entry = Entry.objects.get(did="appointment.withdrawn")
    assert entry.details["before"]["role"] == Role.VERIFIER


def test_a_role_is_not_taken_back_for_days_that_have_passed(amina, dalia, noon):
    with pytest.raises(ValidationError, match="days that have passed"):
        posts.end_post(
            post_of(dalia), by=amina, at=noon, until=TODAY - timedelta(days=9), why="Backdated"
        )


def test_the_last_administrator_does_not_lock_the_door_behind_them(amina, dalia, mia, noon):
    with pytest.raises(Denied, match="own last appointment"):
        posts.end_post(post_of(amina), by=amina, at=noon, until=TODAY, why="Tired")

    second = given.person("ilham", at=mia, role=Role.ADMINISTRATOR)
    posts.end_post(post_of(amina), by=second, at=noon, until=TODAY, why="Retired")
    assert post_of(amina).until == TODAY


def name_deputy(post, by, at, deputy, since=TODAY, until=TODAY + timedelta(days=14)):
    return posts.name_deputy(
        post, by=by, at=at, deputy=deputy, since=since, until=until, order_number="№ 8"
    )


def test_the_head_names_a_deputy_who_then_has_the_role(elvin, farid, gunay, noon):
    stand_in = name_deputy(post_of(farid), elvin, noon, gunay)

    assert stand_in.deputy_for == post_of(farid)
    assert (stand_in.role, stand_in.body) == (Role.APPROVER, post_of(farid).body)
    assert Entry.objects.get(did="deputy.named").details["stands_in_for"] == "Farid"


def test_the_approver_names_a_deputy_for_the_drafter_but_not_for_the_head(
    elvin, farid, gunay, noon
):
    name_deputy(post_of(gunay), farid, noon, elvin)

    with pytest.raises(Denied, match="named by the head"):
        name_deputy(post_of(elvin), farid, noon, gunay)


def test_an_administrator_names_any_deputy(amina, elvin, farid, noon):
    name_deputy(post_of(elvin), amina, noon, farid)


@pytest.mark.parametrize("who", ["hasan", "gunay", "dalia", "bruno"])
def test_nobody_else_names_a_deputy(who, farid, gunay, noon, request):
    with pytest.raises(Denied):
        name_deputy(post_of(farid), request.getfixturevalue(who), noon, gunay)

    assert gunay.appointments.count() == 1


def test_a_deputy_works_at_the_same_body_and_is_somebody_else(elvin, farid, dalia, noon):
    with pytest.raises(ValidationError, match="same body"):
        name_deputy(post_of(farid), elvin, noon, dalia)
    with pytest.raises(ValidationError, match="own deputy"):
        name_deputy(post_of(farid), elvin, noon, farid)
    with pytest.raises(ValidationError, match="today or later"):
        name_deputy(post_of(farid), elvin, noon, elvin, since=TODAY - timedelta(days=1))


def test_a_deputy_goes_when_the_post_goes(amina, elvin, farid, gunay, noon):
    stand_in = name_deputy(post_of(farid), elvin, noon, gunay)

    posts.end_post(post_of(farid), by=amina, at=noon, until=TODAY + timedelta(days=2), why="Left")

    stand_in.refresh_from_db()
    assert stand_in.until == TODAY + timedelta(days=2)


def test_who_could_name_the_deputy_can_end_it_but_not_the_post(elvin, farid, gunay, noon):
    stand_in = name_deputy(post_of(farid), elvin, noon, gunay)

    posts.end_post(stand_in, by=elvin, at=noon, until=TODAY, why="Back from leave")
    with pytest.raises(Denied):
        posts.end_post(post_of(farid), by=elvin, at=noon, until=TODAY, why="Coup")


def hand_over(post, by, at, successor, last_day=TODAY):
    return posts.hand_over(
        post, by=by, at=at, successor=successor, last_day=last_day, order_number="№ 9"
    )


def test_a_focal_point_hands_over_in_one_act(amina, gunay, dalia, labour, noon):
    begun = hand_over(post_of(gunay), amina, noon, dalia)

    assert post_of(gunay).until == TODAY
    assert begun.since == TODAY + timedelta(days=1)
    assert (begun.user, begun.role, begun.body) == (dalia, Role.DRAFTER, labour)
    assert Entry.objects.get(did="appointment.handed_over").details["taken_from"] == "Gunay"
    assert Entry.objects.get(did="appointment.ended").details["handed_to"] == "Dalia"


def test_a_hand_over_that_fails_leaves_everything_as_it_was(amina, gunay, labour, noon):
    other = given.person("kamil", at=labour, role=Role.DRAFTER)

    with pytest.raises(ValidationError, match="already"):
        hand_over(post_of(gunay), amina, noon, other)

    assert post_of(gunay).until is None


@pytest.mark.parametrize("who", ["bruno", "dalia", "elvin", "farid"])
def test_nobody_else_hands_over(who, gunay, hasan, noon, request):
    with pytest.raises(Denied):
        hand_over(post_of(gunay), request.getfixturevalue(who), noon, hasan)


def test_who_changes_an_account_second_is_told(amina, dalia, noon):
    seen = state_of(dalia)
    accounts.revise_account(dalia, by=amina, at=noon, seen=seen, position="Adviser")

    with pytest.raises(ValidationError, match="Somebody else"):
        accounts.revise_account(dalia, by=amina, at=noon, seen=seen, position="Chief")
