"""Every address answers everybody as it should, and nothing it is sent breaks it."""

from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver

from tests.addresses.rooms import EXPECTED, KNOWING, ROOMS, address_of
from tests.addresses.visitor import visitor
from tests.addresses.world import NOBODY, PEOPLE, At, answers

pytestmark = pytest.mark.django_db


def known() -> dict[str, str]:
    """Every address of the product, by name; one without a name by its pattern. And its view's module."""
    found: dict[str, str] = {}

    def walk(patterns, space: str, before: str) -> None:
        for one in patterns:
            if isinstance(one, URLPattern):
                name = f"{space}{one.name}" if one.name else f"{before}{one.pattern}"
                found[name] = one.callback.__module__
            else:
                within = f"{one.namespace}:" if one.namespace else space
                walk(one.url_patterns, within, f"{before}{one.pattern}")

    walk(get_resolver().url_patterns, "", "/")
    return found


OURS = {name for name, module in known().items() if module.startswith("dayaq.")}
"""What the sign-in's parts bring along answers in its own way."""


def test_every_address_has_its_expectations():
    missing = set(known()) - set(EXPECTED)
    assert missing == set(), "say in tests/addresses who gets which answer (see its first lines)"
    assert set(EXPECTED) - set(known()) == set(), "these addresses are gone"


def is_asked(who: str, room: str, expected: At, said: str) -> bool:
    """What is everybody's answer is asked by two; what rests on the role alone, by one of each role.

    Where a page opens in a room that knows people, all ask: a list of one's own rests on more than the role.
    """
    if said.isalnum():
        return who in {NOBODY, "coordinator"}
    told = answers(said)
    if who == NOBODY:
        return True
    first = next(other for other, post in PEOPLE.items() if post[1] == PEOPLE[who][1])
    rests_on_role = told[who] == "403" or (not expected.has_rows and room not in KNOWING)
    return who == first or told[who] != told[first] or not rests_on_role


@pytest.mark.parametrize("who", [NOBODY, *PEOPLE])
@pytest.mark.parametrize("room", ROOMS)
def test_everybody_gets_the_answer_that_is_meant_for_them(room, who, world):
    asker = visitor(world, who)
    wrong = {}
    for name, expected in ROOMS[room].ADDRESSES.items():
        address = address_of(name, expected.arguments(world))
        for method, said in (("GET", expected.get), ("POST", expected.post)):
            if not is_asked(who, room, expected, said):
                continue
            meant, got = answers(said)[who], asker.ask(method, address)
            if got != meant:
                wrong[f"{method} {name}"] = f"{got}, not {meant}"
    assert wrong == {}
    assert world.choir.wrong_until_now() == set()


@pytest.mark.parametrize("room", ROOMS)
def test_what_never_was_is_missing_even_for_who_may_see_the_rest(room, world):
    """Each part of an address is put wrong once: the answer is 404, as for what is hidden."""
    wrong = {}
    for name, expected in ROOMS[room].ADDRESSES.items():
        if name not in OURS:
            continue
        arguments = list(expected.arguments(world))
        method, said = ("GET", expected.get) if expected.get != "405" else ("POST", expected.post)
        who = next((p for p, status in answers(said).items() if status in FOUND), None)
        if who is None:
            continue
        asker = visitor(world, who)
        for position, argument in enumerate(arguments):
            never = [*arguments[:position], never_was(argument), *arguments[position + 1 :]]
            if (got := asker.ask(method, address_of(name, never))) != expected.missing_at(position):
                wrong[f"{method} {name} {never}"] = got
    assert wrong == {}


@pytest.mark.parametrize("room", ROOMS)
def test_what_weighs_much_asks_once_more_who_it_is(room, world):
    """Of those to whom it would open; to the others it says what it says to them anyway."""
    wrong = {}
    for name, expected in ROOMS[room].ADDRESSES.items():
        address = address_of(name, expected.arguments(world)) if expected.asks_again else ""
        for method, said in (("GET", expected.get), ("POST", expected.post)):
            if not address or said == "405":
                continue
            for who, status in answers(said).items():
                # Whose page opens is asked, also where what they send is refused afterwards.
                opens = {status, answers(expected.get)[who]} & FOUND
                meant = "401" if opens else status
                got = visitor(world, who).ask(method, address, was_away=True)
                if got != meant:
                    wrong[f"{method} {name} {who}"] = f"{got}, not {meant}"
    assert wrong == {}


FOUND = {"200", "302", "422"}


def never_was(argument: object) -> object:
    if isinstance(argument, int):
        return 987_654_321
    if isinstance(argument, UUID):
        return UUID(int=1)
    return "99.99.99" if "." in str(argument) else "zz9zz9"


@pytest.mark.parametrize("room", ROOMS)
def test_no_address_takes_a_method_that_it_has_no_answer_for(room, world):
    asker = visitor(world, "coordinator")
    taken = {
        f"{method} {name}": got
        for name, expected in ROOMS[room].ADDRESSES.items()
        if name in OURS and "404" not in {expected.get, expected.post}
        for method in ("DELETE",)
        if (got := asker.ask(method, address_of(name, expected.arguments(world)))) != "405"
    }
    assert taken == {}


ODD = {
    "q": "\0'\"<ə%_\\", "page": "-1", "sort": "nope", "export": "nope", "cycle": "x", "body": "x",
    "year": "0", "version": "x", "columns": "nope", "status": "nope", "group": "x", "from": "x",
    "to": "99999-1-1", "area": "nope", "next": "//elsewhere.example", "view": "x",
}  # fmt: skip


@pytest.mark.parametrize("room", ROOMS)
def test_odd_questions_and_odd_words_break_nothing(room, world):
    """As a scanner or a torn link asks: no answer is a fault of ours."""
    broken = {}
    for name, expected in ROOMS[room].ADDRESSES.items():
        address = address_of(name, expected.arguments(world))
        for method, said in (("GET", expected.get), ("POST", expected.post)):
            who = next((p for p, status in answers(said).items() if status in FOUND), None)
            if who is not None:
                got = visitor(world, who).ask(method, address, ODD)
                if got.startswith("5"):
                    broken[f"{method} {name}"] = got
    assert broken == {}
