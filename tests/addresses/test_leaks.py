"""No canary sings where none may: beyond what `test_addresses` walks, and with either wall down.

Every address × everybody × GET and POST is walked there once, and listened to. Here is the rest: every
section and kind of record, lists as files, the search, the other methods, the pages of refusals. Then
each wall alone must keep the same silence, and with none left the strangers hear: the walk can fail.
"""

from collections.abc import Collection, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from dayaq.cases.models.catalogue import SECTIONS
from dayaq.cases.models.people import ReadQuerySet
from dayaq.cases.states import Part
from dayaq.vault import context
from dayaq.vault.context import HOUSE, Asker, house
from tests.addresses.canaries import OPENING, SEALING, numbers
from tests.addresses.rooms import KNOWING, ROOMS, address_of
from tests.addresses.visitor import Visitor, visitor
from tests.addresses.world import NOBODY, PEOPLE, World, answers

pytestmark = pytest.mark.django_db

CONFIDENTIAL = ("cases", "referrals", "recovery", "shelters")
AT_CASES = ("manager", "worker", "unassigned", "helper", "other_manager", "other_worker")
STRANGERS = ("helper", "other_manager", "other_worker")
"""Who has the roles and works elsewhere."""

SECTION = {"cases:section", "cases:open_section", "cases:open_person"}
RECORD = {"cases:write", "cases:write_person"}
MORE: dict[str, list[str]] = {
    **{name: [part.value for part in Part] for name in SECTION},
    **{
        name: [str(k._meta.model_name) for s in SECTIONS.values() for k in s.kinds]
        for name in RECORD
    },
}
"""What else the last part of an address may be."""

Worlds = dict[str, World]


def asked(worlds: Worlds, who: str, rooms: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Method, address and name of all that does not end at this person's role or at the method."""
    for room in rooms:
        for name, expected in ROOMS[room].ADDRESSES.items():
            arguments = list(expected.arguments(worlds[room]))
            for method, said in (("GET", expected.get), ("POST", expected.post)):
                if answers(said)[who] in {"403", "405", "door"}:
                    continue
                for last in MORE.get(name, arguments[-1:]) or [None]:
                    yield method, address_of(name, [*arguments[:-1], last][: len(arguments)]), name


def silent(asker: Visitor) -> bool:
    wrong = asker.choir.wrong_until_now()
    assert wrong == set()
    return not wrong


@pytest.mark.parametrize("who", AT_CASES)
def test_no_section_and_no_kind_of_record_tells_whom_it_may_not(worlds, who):
    asker = visitor(worlds["cases"], who)
    for method, address, name in asked(worlds, who, ["cases"]):
        if name in MORE:
            asker.ask(method, address)

    assert silent(asker)


@pytest.mark.parametrize("who", PEOPLE)
def test_no_list_that_leaves_as_a_file_tells_more_than_its_page(worlds, who):
    """A workbook is written from the same rows: two of all people take one out."""
    asker = visitor(worlds["cases"], who)
    kinds = ("csv", "xlsx") if who in {"worker", "other_manager"} else ("csv",)
    for room in sorted(KNOWING):
        for name, expected in ROOMS[room].ADDRESSES.items():
            if expected.has_rows or answers(expected.get)[who] != "200":
                continue
            for kind in kinds:
                asker.ask("GET", f"{address_of(name, [])}?export={kind}&q=Sirrnaz")
                if answers(expected.post)[who] not in {"405", "403"}:
                    purpose = {"purpose": "A table of the year."}
                    asker.ask("POST", f"{address_of(name, [])}?export={kind}", purpose)

    assert silent(asker)


@pytest.mark.parametrize("who", AT_CASES)
def test_a_search_names_nobody_to_whom_it_may_not(worlds, who):
    """What is found is shown by its names only to whoever may open it."""
    asker = visitor(worlds["cases"], who)
    said = [
        asker.ask("POST", address_of("cases:find", []), sought)
        for sought in ({"name": "Sirrnaz"}, {"reference": worlds["cases"].case.reference})
    ]

    assert said == ["200", "200"]
    assert silent(asker)


@pytest.mark.parametrize("who", ["manager", NOBODY])
def test_no_other_method_tells_more(worlds, who):
    """Whoever knows most, and nobody. HEAD is the same view as GET, and DELETE has its test beside."""
    asker = visitor(worlds["cases"], who)
    for room in CONFIDENTIAL:
        for name, expected in ROOMS[room].ADDRESSES.items():
            address = address_of(name, expected.arguments(worlds[room]))
            for method in ("OPTIONS", "PUT"):
                asker.ask(method, address)

    assert silent(asker)


@pytest.mark.urls(settings.ROOT_URLCONF)
def test_the_pages_of_refusals_say_nothing_either(worlds):
    """As they are shown, with the reason that was given."""
    who = "other_manager"
    asker = visitor(worlds["cases"], who)
    for room in CONFIDENTIAL:
        for name, expected in ROOMS[room].ADDRESSES.items():
            for method, said in (("GET", expected.get), ("POST", expected.post)):
                if answers(said)[who] in {"403", "404"}:
                    asker.ask(method, address_of(name, expected.arguments(worlds[room])))

    assert silent(asker)


HEARERS = {"worker": "cases recovery shelters", "manager": "referrals", "responder": "referrals"}
UNHEARD = {
    "cases.Transition.explanation",
    "recovery.ServiceReferral.remark",
    "referrals.Letter.code",  # printed in groups of four
    "referrals.Letter.facts",  # for a template of the ministry, which this world has none of
    "referrals.Opinion.text",
    *(f"referrals.Told.{name}" for name in ("guardian", "lives_with", "trusted", "best_interests")),
}
"""On no page that a bare question opens: kept for the record, a child's alone, or on a page that asks more."""


@pytest.mark.parametrize("who", HEARERS)
def test_whoever_may_hear_does(worlds, who):
    """Without this the silence of the others would prove nothing."""
    asker = visitor(worlds["cases"], who)
    for method, address, name in asked(worlds, who, HEARERS[who].split()):
        if (method, name) in OPENING:
            asker.ask(method, address)
    choir = asker.choir
    heard = {choir.canaries[number].place for by, _at, number in choir.heard if by == who}
    rooms = tuple(f"{room}." for room in HEARERS[who].split())
    meant = {c.place for c in choir.canaries if who in c.audience and c.place.startswith(rooms)}

    assert meant - heard <= UNHEARD
    assert silent(asker)


# --- one wall at a time -----------------------------------------------------------------------------


@pytest.fixture
def no_belt(monkeypatch):
    """`visible_to` lets everything through."""
    monkeypatch.setattr(ReadQuerySet, "visible_to", lambda rows, _user: rows.scoped())


@pytest.fixture
def no_wall(monkeypatch):
    """Row security lets everything through: whoever asks is the house."""
    genuine = context.signed

    def as_the_house(asker: Asker, **more: Any) -> str:
        return str(genuine(Asker(asker.name, asker.tokens | {HOUSE}), **more))

    monkeypatch.setattr(context, "signed", as_the_house)


def walk(worlds: Worlds, who: str) -> set[str]:
    """What a stranger hears wrongly at the addresses that open something."""
    asker = visitor(worlds["cases"], who)
    asker.choir.wrong_until_now()
    for method, address, name in asked(worlds, who, CONFIDENTIAL):
        if (method, name) in OPENING:
            asker.ask(method, address)
    return asker.choir.wrong_until_now()


@pytest.mark.parametrize("who", STRANGERS)
def test_the_wall_alone_keeps_silence(worlds, no_belt, who):
    assert walk(worlds, who) == set()


@pytest.mark.parametrize("who", STRANGERS)
def test_the_belt_alone_keeps_silence(worlds, no_wall, who):
    assert walk(worlds, who) == set()


@pytest.mark.parametrize("who", STRANGERS)
def test_without_both_the_strangers_hear(worlds, no_belt, no_wall, who):
    """The walk finds leaks where there are any."""
    assert walk(worlds, who) != set()


def test_no_canary_stands_in_clear_in_the_database(worlds):
    with connection.cursor() as cursor, house("story"):
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        tables = [table for (table,) in cursor.fetchall()]
        assert {model._meta.db_table for model in SEALING} <= set(tables)
        for table in tables:
            cursor.execute(f'SELECT "{table}"::text FROM "{table}"')
            rows = "\n".join(row for (row,) in cursor.fetchall())
            assert numbers(rows) == set(), table
            assert b"Kanar".hex() not in rows, table
