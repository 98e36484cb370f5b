"""Keeping bodies, regions, days off, codes and parameters: what changes and what is recorded."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dayaq.access.refusal import Denied
from dayaq.administration.actions import bodies, facts, places, rules
from dayaq.audit.changes import state_of
from dayaq.audit.models import Entry
from dayaq.directory.models import (
    Body,
    BodyGroup,
    BodyName,
    Code,
    CodeList,
    Holiday,
    Parameter,
    ParameterValue,
    Region,
    Succession,
)

NEAR_MISSES = ["bruno", "dalia", "elvin"]


def new_name(body, by, at, since=date(2025, 1, 1)):
    return bodies.add_name(
        body,
        by=by,
        at=at,
        language="az",
        full="Daxili Asayiş Nazirliyi",
        short="DAN",
        since=since,
        source="An act of 2024",
    )


def test_a_new_name_ends_the_one_before_on_the_day_before(amina, mia, noon):
    old = mia.names.get(language="az")

    new_name(mia, amina, noon)

    mia = Body.objects.with_names().get(pk=mia.pk)
    assert mia.name_on(date(2024, 12, 31), language="az") == old.full
    assert mia.name_on(date(2025, 1, 1), language="az") == "Daxili Asayiş Nazirliyi"
    assert [entry.did for entry in Entry.objects.about(old)] == ["name.ended"]
    entry = Entry.objects.get(did="name.added")
    assert entry.by == amina
    assert entry.details["after"]["since"] == "2025-01-01"


def test_a_name_between_two_others_holds_until_the_later_one(amina, mia, noon):
    new_name(mia, amina, noon)

    between = new_name(mia, amina, noon, since=date(2024, 1, 1))

    assert between.until == date(2024, 12, 31)


def test_two_names_cannot_begin_on_one_day(amina, mia, noon):
    new_name(mia, amina, noon)

    with pytest.raises(ValidationError, match="begins on this day already"):
        new_name(mia, amina, noon)


def test_the_database_refuses_two_names_at_once(mia):
    with pytest.raises(IntegrityError, match="a_body_has_one_name_at_a_time"), transaction.atomic():
        BodyName.objects.create(body=mia, language="az", full="X", since=date(2024, 1, 1))


def test_a_name_that_overlaps_another_is_refused_in_a_sentence(amina, mia, noon):
    new = new_name(mia, amina, noon)

    with pytest.raises(ValidationError, match="has another name in this language"):
        bodies.revise_name(new, by=amina, at=noon, seen=state_of(new), since=date(2020, 1, 1))


@pytest.mark.parametrize("who", NEAR_MISSES)
def test_nobody_else_names_a_body(who, mia, noon, request):
    with pytest.raises(Denied):
        new_name(mia, request.getfixturevalue(who), noon)

    assert not Entry.objects.filter(did="name.added").exists()


def test_what_says_something_else_is_no_longer_confirmed(amina, mia, noon):
    name = mia.names.get(language="az")
    facts.confirm(name, by=amina, at=noon, source="The decree, article 1")
    name.refresh_from_db()
    assert name.confirmed_by == "Amina"
    assert name.confirmed_on == date(2025, 3, 10)

    bodies.revise_name(name, by=amina, at=noon, seen=state_of(name), full="Daxili işlər nazirliyi")

    name.refresh_from_db()
    assert not name.is_confirmed
    entry = Entry.objects.filter(did="name.revised").get()
    assert entry.details["before"]["confirmed_by"] == "Amina"


def test_that_a_name_has_ended_is_no_doubt_about_it(amina, mia, noon):
    name = mia.names.get(language="az")
    facts.confirm(name, by=amina, at=noon, source="The decree, article 1")

    new_name(mia, amina, noon)

    name.refresh_from_db()
    assert name.is_confirmed


def test_a_confirmation_is_withdrawn_with_a_reason(amina, mia, noon):
    name = mia.names.get(language="az")
    facts.confirm(name, by=amina, at=noon, source="The decree, article 1")

    facts.doubt(name, by=amina, at=noon, why="Misread")

    name.refresh_from_db()
    assert not name.is_confirmed
    assert Entry.objects.get(did="name.doubted").details["why"] == "Misread"


@pytest.mark.parametrize("who", NEAR_MISSES)
def test_nobody_else_confirms(who, mia, noon, request):
    name = mia.names.get(language="az")

    with pytest.raises(Denied):
        facts.confirm(name, by=request.getfixturevalue(who), at=noon, source="Hearsay")


def test_who_saves_second_is_told_that_somebody_was_quicker(amina, mia, noon):
    name = mia.names.get(language="az")
    seen = state_of(name)
    bodies.revise_name(name, by=amina, at=noon, seen=seen, short="DIN")

    with pytest.raises(ValidationError, match="Somebody else changed this"):
        bodies.revise_name(name, by=amina, at=noon, seen=seen, short="DiN")

    name.refresh_from_db()
    assert name.short == "DIN"


def test_saving_without_a_change_writes_nothing_down(amina, mia, noon):
    name = mia.names.get(language="az")

    bodies.revise_name(name, by=amina, at=noon, seen=state_of(name), full=name.full)

    assert not Entry.objects.filter(did="name.revised").exists()


def succeed(body, by, at, successor, on=date(2025, 1, 1)):
    return bodies.say_successor(
        body, by=by, at=at, successor=successor, on=on, act="Decree 1", source="The decree"
    )


def test_a_duty_follows_the_successor_that_was_named(amina, mia, labour, noon):
    succeed(labour, amina, noon, mia)

    labour = Body.objects.with_names().get(pk=labour.pk)
    assert labour.bearer_on(date(2024, 12, 31)) == labour
    assert labour.bearer_on(date(2025, 1, 1)) == mia


def test_naming_another_successor_replaces_the_first_and_keeps_its_trace(amina, mia, labour, noon):
    succeed(labour, amina, noon, mia)

    succeed(labour, amina, noon, Body.objects.get(code="health"))

    assert Succession.objects.get(predecessor=labour).successor.code == "health"
    entry = Entry.objects.get(did="succession.revised")
    assert entry.details["before"]["successor"] == str(mia)


def test_duties_never_return_to_where_they_began(amina, mia, labour, noon):
    succeed(labour, amina, noon, mia)

    with pytest.raises(ValidationError, match="would return"):
        succeed(mia, amina, noon, labour)
    with pytest.raises(ValidationError, match="would return"):
        succeed(mia, amina, noon, mia)


def test_a_body_is_not_a_part_of_itself_nor_of_its_parts(amina, mia, noon):
    part = Body.objects.get(code="national-coordinator")

    with pytest.raises(ValidationError, match="part of itself"):
        bodies.revise_body(mia, by=amina, at=noon, seen=state_of(mia), parent=part)


def test_a_new_body_has_its_names_from_the_start(amina, noon):
    body = bodies.add_body(
        by=amina,
        at=noon,
        code="new-agency",
        kind="agency",
        parent=None,
        since=date(2025, 1, 1),
        name_az="Yeni Agentlik",
        short_az="YA",
        name_en="New Agency",
        short_en="",
        source="A decree",
    )

    assert body.name_on(None, language="en") == "New Agency"
    assert Entry.objects.about(body).get().did == "body.added"


def test_a_code_that_exists_is_refused_in_a_sentence(amina, noon):
    with pytest.raises(ValidationError, match="already exists"):
        bodies.add_group(by=amina, at=noon, code="other-state-bodies", name_az="X")

    assert BodyGroup.objects.filter(code="other-state-bodies").count() == 1


def test_a_withdrawn_day_off_is_a_working_day_and_can_come_back(amina, noon):
    day = Holiday.objects.get(on=date(2025, 1, 1))

    places.withdraw_holiday(day, by=amina, at=noon, why="Decision of the Cabinet")
    assert day.on not in Holiday.objects.days()
    with pytest.raises(ValidationError, match="withdrawn already"):
        places.withdraw_holiday(day, by=amina, at=noon, why="Again")

    places.add_holiday(
        by=amina,
        at=noon,
        why="Another decision",
        on=day.on,
        name_az=day.name_az,
        name_en=day.name_en,
        source=day.source,
    )
    assert day.on in Holiday.objects.days()
    dids = [entry.did for entry in Entry.objects.about(day)]
    assert dids == ["holiday.reinstated", "holiday.withdrawn"]


@pytest.mark.parametrize("who", NEAR_MISSES)
def test_nobody_else_withdraws_a_day_off(who, noon, request):
    day = Holiday.objects.get(on=date(2025, 1, 1))

    with pytest.raises(Denied):
        places.withdraw_holiday(day, by=request.getfixturevalue(who), at=noon, why="Rest")

    assert day.on in Holiday.objects.days()


def test_a_region_changes_with_its_history(amina, noon):
    region = Region.objects.get(code="AZ-BA")

    places.revise_region(region, by=amina, at=noon, seen=state_of(region), name_en="Baku")

    entry = Entry.objects.about(region).get()
    assert entry.details == {"before": {"name_en": "Baku City"}, "after": {"name_en": "Baku"}}


def test_a_new_version_of_a_list_begins_with_the_codes_that_hold(amina, noon):
    old = CodeList.objects.get(code="evidence-kind")
    retired = old.codes.all()[0]
    rules.retire_code(retired, by=amina, at=noon, until=date(2025, 3, 1), why="Out of use")

    new = rules.add_version(
        old, by=amina, at=noon, version="2", system="dayaq", name_az="Sübut növü", name_en="Kind"
    )

    assert new.codes.count() == old.codes.count() - 1
    assert not new.codes.filter(code=retired.code).exists()
    assert Code.objects.filter(pk=retired.pk).exists()
    with pytest.raises(ValidationError, match="already exists"):
        rules.add_version(
            old, by=amina, at=noon, version="2", system="dayaq", name_az="X", name_en="X"
        )


def test_a_broader_code_is_the_new_versions_own(amina, noon):
    old = CodeList.objects.filter(codes__broader__isnull=False)[0]

    new = rules.add_version(
        old, by=amina, at=noon, version="new", system=old.system, name_az="X", name_en="X"
    )

    broader = [code.broader for code in new.codes.exclude(broader=None)]
    assert broader
    assert all(code.list_id == new.pk for code in broader)


def test_a_new_value_ends_the_one_before(amina, noon):
    term = Parameter.objects.get(code="reflection.period")

    rules.add_value(
        term, by=amina, at=noon, value=" 045 ", since=date(2026, 1, 1), source="A law", note=""
    )

    worth = Parameter.objects.value_of
    assert worth(term.code, on=date(2025, 12, 31), default="") == "30"
    assert worth(term.code, on=date(2026, 1, 1), default="") == "45"


@pytest.mark.parametrize(
    ("code", "nonsense", "sentence"),
    [
        ("reflection.period", "soon", "whole number"),
        ("reflection.period", "-3", "negative"),
        ("allowance.one_time", "NaN", "Enter a number"),
        ("working_group.quorum", "3/2", "share"),
        ("report.annual_due", "02-30", "month and the day"),
        ("reminders.steps", "1,,2", "whole number"),
        ("reminders.steps", "1,1", "only once"),
        ("inspections.moratorium", "maybe", "yes"),
        ("verification.fully_from", "120", "between 0 and 100"),
    ],
)
def test_nonsense_is_no_value(amina, noon, code, nonsense, sentence):
    parameter = Parameter.objects.get(code=code)

    with pytest.raises(ValidationError, match=sentence):
        rules.add_value(
            parameter,
            by=amina,
            at=noon,
            value=nonsense,
            since=date(2026, 1, 1),
            source="A law",
            note="",
        )

    assert not ParameterValue.objects.filter(parameter=parameter, since=date(2026, 1, 1)).exists()


@pytest.mark.parametrize("who", NEAR_MISSES)
def test_nobody_else_sets_a_value(who, noon, request):
    parameter = Parameter.objects.get(code="reflection.period")

    with pytest.raises(Denied):
        rules.add_value(
            parameter,
            by=request.getfixturevalue(who),
            at=noon,
            value="5",
            since=date(2026, 1, 1),
            source="",
            note="",
        )


def test_the_row_is_locked_before_anything_is_asked(amina, mia, noon):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    name = mia.names.get(language="az")
    with CaptureQueriesContext(connection) as queries:
        bodies.revise_name(name, by=amina, at=noon, seen=state_of(name), short="D")

    first_read = next(q["sql"] for q in queries if q["sql"].startswith("SELECT"))
    assert "FOR UPDATE" in first_read
