"""Numbers are counted, covered, frozen once, and read behind the wall."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from dayaq.accounts.models import Role
from dayaq.evidence import actions, releases
from dayaq.evidence.compile import indicators
from dayaq.evidence.disclosure import Shown, cover
from dayaq.evidence.models import Release
from dayaq.indicators.terms import Cell, Indicator, Sensitivity, Unit
from dayaq.kernel.periods import Period
from tests import given

AT = datetime(2024, 3, 1, tzinfo=UTC)
YEAR = Period.of_year(2023)


def an_indicator(*cells: Cell, sensitivity: Sensitivity = Sensitivity.OPEN) -> Indicator:
    return Indicator(
        code="4.9.1-told",
        clauses=("4.9.1",),
        title="Told",
        unit=Unit.SHARE,
        numerator="told",
        denominator="all",
        method="counted",
        records="rows",
        count=lambda _scope: cells,
        sensitivity=sensitivity,
    )


def test_frozen_numbers_are_read_without_counting(db):
    actions.freeze(an_indicator(Cell(3, 4)), YEAR, occasion="cycle 1", at=AT)

    (figure,) = releases.for_edition("cycle 1")
    assert (figure.value, figure.title, figure.clauses) == (Decimal(75), "Told", ("4.9.1",))
    assert releases.for_report("4.9.1", YEAR, None) == [figure]
    assert releases.for_report("4.1.1", YEAR, None) == []


def test_freezing_again_changes_nothing(db):
    one = an_indicator(Cell(3, 4))

    assert actions.freeze(one, YEAR, occasion="cycle 1", at=AT) == 1
    assert actions.freeze(one, YEAR, occasion="cycle 1", at=AT) == 0


def test_a_correction_is_the_next_revision_beside_the_first(db):
    actions.freeze(an_indicator(Cell(3, 4)), YEAR, occasion="cycle 1", at=AT)
    later = datetime(2024, 4, 1, tzinfo=UTC)
    actions.freeze(an_indicator(Cell(4, 4)), YEAR, occasion="cycle 1", at=later)

    assert Release.objects.count() == 2
    (figure,) = releases.for_edition("cycle 1")
    assert figure.value == 100


def test_none_of_none_is_unknown_and_not_zero(db):
    actions.freeze(an_indicator(Cell(0, 0)), YEAR, occasion="cycle 1", at=AT)

    assert releases.for_edition("cycle 1")[0].value is None


def test_the_database_refuses_to_change_a_frozen_number(db):
    actions.freeze(an_indicator(Cell(3, 4)), YEAR, occasion="cycle 1", at=AT)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Release.objects.update(value=0)


def test_a_small_number_of_people_is_covered_with_whatever_gives_it_away():
    told = [
        Shown(Cell(number, None, breakdown, name), number)
        for number, breakdown, name in ((31, "", ""), (2, "s", "a"), (9, "s", "b"), (20, "s", "c"))
    ]

    shown = cover(told, Sensitivity.PEOPLE, smallest=5)

    assert [one.value for one in shown] == [31, None, None, 20]
    assert cover(told, Sensitivity.OPEN, smallest=5) == told


def test_the_rooms_indicators_are_found_and_shown(db, client):
    assert "4.9.1-on-time" in indicators()
    client.force_login(given.person("rena", at=given.body("labour"), role=Role.DRAFTER))

    assert client.get(reverse("evidence:indicators")).status_code == 200
    for code in indicators():
        assert client.get(reverse("evidence:indicator", args=[code])).status_code == 200
    assert client.get(reverse("evidence:indicator", args=["no-such"])).status_code == 404
