"""What is unusual in the access log is seen, told to the desk alone, and answered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions.finding import find
from dayaq.cases.actions.reading import open_section
from dayaq.cases.actions.watching import answer, watch
from dayaq.cases.models import Alert, Case
from dayaq.cases.states import Part, Signal
from dayaq.directory.models import Parameter, ParameterValue
from dayaq.notices.models import Notice
from dayaq.vault.context import asking
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon():
    """A Wednesday. The ninth is a day off: the eighth of March fell on a Sunday."""
    return datetime(2026, 3, 11, 8, tzinfo=UTC)


def read(person, case, at, part=Part.IDENTITY):
    with asking(person, at=at):
        open_section(Case.objects.visible_to(person).get(pk=case.pk), part, by=person, at=at)


def raised() -> set[tuple[str, str, int]]:
    return {(a.signal, a.about.username, a.count) for a in Alert.objects.all()}


def test_ordinary_work_gives_no_signal(case, amina, noon):
    read(amina, case, noon)

    assert watch(at=noon + timedelta(minutes=1)) == 0
    assert not raised()


def test_many_cases_within_an_hour_give_one_signal_that_counts_on(amina, unit, petra, noon):
    ParameterValue.objects.filter(parameter__code="watch.cases_per_hour").update(value="2")
    assert Parameter.objects.value_of("watch.cases_per_hour", on=noon.date(), default="20") == "2"
    for number in range(4):
        at = noon + timedelta(minutes=number)
        with asking(amina, at=at):
            one = acts.open_case(lead=unit, by=amina, at=at, searched_at=at)
        read(amina, one, at, Part.NEEDS)
        watch(at=at + timedelta(seconds=1))

    assert raised() == {(Signal.MANY, "amina", 4)}
    assert Notice.objects.filter(to=petra, code="cases.unusual").count() == 1


def test_what_a_search_shows_opens_no_case_and_very_many_searches_give_a_signal(case, amina, noon):
    ParameterValue.objects.filter(parameter__code="watch.cases_per_hour").update(value="0")
    ParameterValue.objects.filter(parameter__code="watch.searches_per_hour").update(value="2")
    for minute in range(3):
        at = noon + timedelta(minutes=minute)
        with asking(amina, at=at):
            assert find("Kanarlı Sirrnaz", by=amina, at=at)
        watch(at=at + timedelta(seconds=1))

    assert raised() == {(Signal.SEARCHES, "amina", 3)}


def test_what_was_read_while_nobody_watched_is_looked_over_afterwards(case, amina, noon):
    night = datetime(2026, 3, 11, 20, tzinfo=UTC)
    watch(at=noon)
    read(amina, case, night)

    watch(at=night + timedelta(days=2))

    assert raised() == {(Signal.AFTER_HOURS, "amina", 1)}
    assert {alert.day.isoformat() for alert in Alert.objects.all()} == {"2026-03-12"}


def test_reading_at_night_or_on_a_sunday_gives_a_signal(case, amina, marat, noon):
    night = datetime(2026, 3, 11, 20, tzinfo=UTC)  # midnight in Baku
    sunday = datetime(2026, 3, 15, 8, tzinfo=UTC)
    for person, at in ((amina, night), (marat, sunday)):
        read(person, case, at)
        watch(at=at + timedelta(minutes=1))

    assert raised() == {(Signal.AFTER_HOURS, "amina", 1), (Signal.AFTER_HOURS, "marat", 1)}


def test_opening_the_identity_of_one_s_own_family_name_gives_a_signal(case, unit, noon):
    cousin = given.person("cousin", at=unit, role=Role.CASE_MANAGER)
    type(cousin).objects.filter(pk=cousin.pk).update(full_name="Kamran Kanarli")
    cousin.refresh_from_db()

    read(cousin, case, noon, Part.NEEDS)
    watch(at=noon + timedelta(seconds=1))
    assert not raised()
    read(cousin, case, noon + timedelta(minutes=1))
    watch(at=noon + timedelta(minutes=2))

    assert raised() == {(Signal.OWN_NAME, "cousin", 1)}


def test_the_desk_answers_once_and_nobody_about_themselves(amina, petra, client, noon):
    alert = Alert.objects.create(
        signal=Signal.MANY, about=amina, day=noon.date(), count=30, raised_at=noon
    )
    own = Alert.objects.create(
        signal=Signal.MANY, about=petra, day=noon.date(), count=30, raised_at=noon
    )
    client.force_login(petra)
    assert client.get(reverse("cases:alert", args=[own.pk])).status_code == 404
    page = reverse("cases:alert", args=[alert.pk])
    assert client.post(page, {"finding": ""}).status_code == 422
    assert client.post(page, {"finding": "A handover of cases."}).status_code == 302

    assert "A handover of cases." in client.get(page).text
    with pytest.raises(Denied, match="has been answered"):
        answer(alert, finding="Again", by=petra, at=noon)
    client.force_login(amina)
    assert client.get(reverse("cases:alerts")).status_code == 403
