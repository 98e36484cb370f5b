"""The shipped files come into the database once, and give way to what an administrator changed."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dayaq.directory import shipped
from dayaq.directory.models import (
    Body,
    BodyGroup,
    BodyName,
    Code,
    Holiday,
    Parameter,
    ParameterValue,
    Region,
)
from dayaq.vault.context import house

NOON = datetime(2025, 3, 8, 12, tzinfo=UTC)


@pytest.fixture
def loaded(db):
    return shipped.load(at=NOON)


def test_everything_that_ships_is_there(loaded):
    assert Body.objects.count() >= 41
    assert BodyGroup.objects.filter(is_involved_class=False).count() >= 5
    assert BodyGroup.objects.filter(is_involved_class=True).count() >= 5
    assert Region.objects.filter(kind="district").count() == 66
    assert Region.objects.get(code="AZ-NX").parent is not None
    assert date(2024, 1, 1) in Holiday.objects.days()
    assert Code.objects.filter(list__code="country").count() == 249
    assert Code.objects.exclude(broader=None).exists()
    assert Body.objects.get(code="national-coordinator").parent.code == "mia"


def test_a_second_run_adds_nothing(loaded):
    again = shipped.load(at=NOON)

    assert not again.changed_anything


def test_it_takes_few_queries_however_many_rows(loaded):
    with CaptureQueriesContext(connection) as queries:
        shipped.load(at=NOON)

    assert len(queries) <= 20


def test_the_duty_follows_the_successor_and_the_old_name_stays(loaded):
    old = Body.objects.with_names().get(code="education")
    day_before, day_of = date(2022, 7, 27), date(2022, 7, 28)

    assert old.bearer_on(day_before) == old
    assert old.bearer_on(day_of).code == "science-education"
    assert old.name_on(day_of, language="az") == "Təhsil Nazirliyi"


def test_a_parameter_keeps_the_values_of_all_times(loaded):
    worth = Parameter.objects.value_of

    assert worth("allowance.one_time", on=date(2023, 12, 31), default="") == "400"
    assert worth("allowance.one_time", on=date(2024, 1, 1), default="") == "700"
    assert worth("no.such", on=date(2024, 1, 1), default="7") == "7"


def test_what_an_administrator_changed_stays_changed(loaded):
    BodyName.objects.filter(body__code="mia", language="az").update(full="Daxili İşlər Nazirliyi!")
    ParameterValue.objects.filter(parameter__code="reflection.period").update(value="45")
    Holiday.objects.filter(on=date(2024, 1, 1)).update(is_withdrawn=True)

    shipped.load(at=NOON)

    assert BodyName.objects.get(body__code="mia", language="az").full == "Daxili İşlər Nazirliyi!"
    assert ParameterValue.objects.get(parameter__code="reflection.period").value == "45"
    assert date(2024, 1, 1) not in Holiday.objects.days()


def test_what_is_missing_is_added(loaded):
    gone = Region.objects.filter(kind="district").first()
    assert gone is not None
    with house("forget_region"):  # cases may name a region: what forgets one looks there first
        gone.delete()

    assert shipped.load(at=NOON).counts["regions"] == 1
    assert Region.objects.get(code=gone.code).parent_id == gone.parent_id


def test_the_command_says_how_much_it_added(loaded, capsys):
    call_command("load_directory")

    assert capsys.readouterr().out.startswith("0 bodies, ")


@pytest.mark.parametrize("spelling", ["tehsil nazir", "TƏHSİL NAZIR", "тәһсил"])
def test_a_body_is_found_by_any_of_its_names_in_any_spelling(loaded, spelling):
    assert "education" in set(Body.objects.named_like(spelling).values_list("code", flat=True))
