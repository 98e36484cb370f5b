"""What is kept and until when, as the data protection desk is shown it: the earliest first."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from dayaq.cases.actions import cases as acts
from dayaq.cases.actions.keeping import decide_retention
from dayaq.cases.models import desk
from dayaq.cases.models.desk import keepings
from dayaq.cases.states import Fate
from dayaq.vault import destroyed
from dayaq.vault.context import asking, house
from dayaq.vault.models import DataClass
from dayaq.vault.tasks import list_destroyed

CONTACT, IDENTIFYING = DataClass.CONTACT, DataClass.IDENTIFYING


def close(case, by, at):
    with asking(by, at=at):
        acts.close(case, by=by, at=at, reason="closure-reason@1:plan_completed")


def decided(case, fate, by, at, data_class=CONTACT, **more):
    with asking(by, at=at):
        decide_retention(case, fate, data_class=data_class, reason="Why", by=by, at=at, **more)


def due(on: date) -> list[tuple[str, date]]:
    return [(one.data_class, one.until) for one in keepings(on=on, is_due=True)]


@pytest.fixture
def closed_on(case, amina, noon):
    close(case, amina, noon)
    return localdate(noon)


def test_each_class_has_its_day_and_is_due_from_it_on(closed_on):
    year, five = closed_on + timedelta(days=365), closed_on + timedelta(days=1825)

    assert due(year - timedelta(days=1)) == []
    assert due(year) == [(CONTACT, year)]
    assert [kept for kept, _until in due(five)] == [CONTACT, IDENTIFYING, DataClass.SENSITIVE]
    assert len(keepings(on=closed_on)) == 4


def test_a_case_closed_shortly_before_midnight_counts_by_the_day_in_baku(case, amina, noon):
    late = noon.replace(hour=21)  # one in the morning of the next day in Baku
    close(case, amina, late)
    year = localdate(late) + timedelta(days=365)

    assert due(year - timedelta(days=1)) == []
    assert due(year) == [(CONTACT, year)]


def test_what_is_kept_longer_comes_back_on_its_day(case, closed_on, petra, noon):
    longer = closed_on + timedelta(days=500)
    decided(case, Fate.EXTEND, petra, noon, until=longer)

    assert due(longer - timedelta(days=1)) == []
    assert due(longer) == [(CONTACT, longer)]
    (kept,) = [one for one in keepings(on=closed_on) if one.data_class == CONTACT]
    assert kept.decided == "Keep longer"


@pytest.mark.parametrize("fate", [Fate.PSEUDONYMISE, Fate.SHRED])
def test_what_was_removed_is_not_asked_about_again(case, closed_on, petra, noon, fate):
    decided(case, fate, petra, noon)

    assert (CONTACT, closed_on + timedelta(days=365)) not in due(closed_on + timedelta(days=4000))


def test_of_very_many_the_desk_is_shown_those_that_were_closed_first(
    case, closed_on, unit, amina, noon, monkeypatch
):
    monkeypatch.setattr(desk, "MOST", 1)
    with asking(amina, at=noon):
        other = acts.open_case(lead=unit, by=amina, at=noon, searched_at=noon)
    close(other, amina, noon + timedelta(days=1))

    assert {one.reference for one in keepings(on=closed_on)} == {case.reference}


def test_a_destroyed_key_is_listed_outside_the_database_once(
    case, closed_on, petra, noon, settings, tmp_path
):
    settings.AUDIT_CHECKPOINT_DIR = tmp_path
    list_destroyed(noon)
    before = destroyed.read(tmp_path / destroyed.NAME)
    decided(case, Fate.SHRED, petra, noon)

    list_destroyed(noon)
    list_destroyed(noon)

    with house("story"):
        assert before == {}
        found = destroyed.read(tmp_path / destroyed.NAME)
        assert list(found) == [str(type(case.subject).objects.for_house().get().key_id)]
    assert len((tmp_path / destroyed.NAME).read_text().splitlines()) == 1
