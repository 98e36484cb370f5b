"""Every address answers everybody as it should, and nothing it is sent breaks it."""

import logging
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from importlib import import_module
from types import ModuleType, SimpleNamespace
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.timezone import now
from pytest_django import DjangoDbBlocker

from dayaq.accounts.models import User
from tests import addresses, given
from tests.addresses.world import NOBODY, PEOPLE, At, World, answers, everybody

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.addresses.urls")]

ROOMS: dict[str, ModuleType] = {
    found.name: module
    for found in pkgutil.iter_modules(addresses.__path__)
    if hasattr(module := import_module(f"tests.addresses.{found.name}"), "ADDRESSES")
}
EXPECTED: dict[str, At] = {
    name: expected for room in ROOMS.values() for name, expected in room.ADDRESSES.items()
}
DOOR = settings.LOGIN_URL if settings.LOGIN_URL.startswith("/") else reverse(settings.LOGIN_URL)


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


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, World]]:
    """Each room's part of one world. Built once, looked at from all sides, and never kept."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    logging.disable(logging.CRITICAL)  # thousands of refusals are meant
    with django_db_blocker.unblock(), _kept_open():
        people = everybody()
        visitors = {name: Visitor(people.get(name)) for name in [NOBODY, *PEOPLE]}
        built = {
            name: SimpleNamespace(people=people, at=now(), visitors=visitors) for name in ROOMS
        }
        for name, room in ROOMS.items():
            if hasattr(room, "build"):
                room.build(built[name])
        yield built
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(worlds: dict[str, World], room: str) -> World:
    return worlds[room]


def _kept_open() -> transaction.Atomic:
    """As around every test: what must be outermost may be within it."""
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined]
    return outermost


NOTHING: Mapping[str, str] = {}


class Visitor:
    """Somebody in front of the product; whatever they do is undone before they do the next."""

    def __init__(self, person: User | None) -> None:
        self.canaries: list[bytes] = []
        """Words that no answer to this person may hold."""
        self.client = Client(raise_request_exception=False)
        if person is not None:
            self.client.force_login(person)
            given.stepped_up(self.client)
        self.client.get("/healthz")  # the first page of a session also writes it
        self.cookies = copy(self.client.cookies)

    def ask(
        self,
        method: str,
        address: str,
        data: Mapping[str, str] = NOTHING,
        *,
        was_away: bool = False,
    ) -> str:
        """The status, or `door`. A form of which nothing was filled in still has its token.

        `was_away`: it is a while since they showed who they are.
        """
        if method == "POST":
            data = {"csrfmiddlewaretoken": "token", **data}
        before = transaction.savepoint()
        try:
            if was_away and "_auth_user_id" in self.client.session:
                given.stepped_up(self.client, until=0)
            if method in {"GET", "POST"}:
                answer = getattr(self.client, method.lower())(address, data)
            else:
                answer = self.client.generic(method, address)
            leads_to = urlsplit(answer.headers.get("Location", "")).path
            told = b"".join(answer.streaming_content) if answer.streaming else answer.content
        finally:
            transaction.savepoint_rollback(before)
            self.client.cookies = copy(self.cookies)
        if any(word in told for word in self.canaries):
            return f"{answer.status_code} and a secret"
        return "door" if answer.status_code == 302 and leads_to == DOOR else str(answer.status_code)


def visitor(world: World, name: str, canaries: Iterable[str] = ()) -> Visitor:
    """Somebody who signed in once; nobody has knocked too often."""
    cache.clear()
    found: Visitor = world.visitors[name]
    found.canaries = [word.encode() for word in canaries]
    return found


def address_of(name: str, arguments) -> str:
    return name if name.startswith("/") else reverse(name, args=list(arguments))


def test_every_address_has_its_expectations():
    missing = set(known()) - set(EXPECTED)
    assert missing == set(), "say in tests/addresses who gets which answer (see its first lines)"
    assert set(EXPECTED) - set(known()) == set(), "these addresses are gone"


def is_asked(who: str, expected: At, said: str) -> bool:
    """What is everybody's answer is asked by two; what rests on the role alone, by one of each role."""
    if said.isalnum():
        return who in {NOBODY, "coordinator"}
    told = answers(said)
    if who == NOBODY:
        return True
    first = next(other for other, post in PEOPLE.items() if post[1] == PEOPLE[who][1])
    rests_on_role = not expected.has_rows or told[who] == "403"
    return who == first or told[who] != told[first] or not rests_on_role


@pytest.mark.parametrize("who", [NOBODY, *PEOPLE])
@pytest.mark.parametrize("room", ROOMS)
def test_everybody_gets_the_answer_that_is_meant_for_them(room, who, world):
    knows = getattr(ROOMS[room], "KNOW_THEM", set())
    canaries = () if who in knows else getattr(ROOMS[room], "CANARIES", ())
    asker = visitor(world, who, canaries)
    wrong = {}
    for name, expected in ROOMS[room].ADDRESSES.items():
        address = address_of(name, expected.arguments(world))
        for method, said in (("GET", expected.get), ("POST", expected.post)):
            if not is_asked(who, expected, said):
                continue
            meant, got = answers(said)[who], asker.ask(method, address)
            if got != meant:
                wrong[f"{method} {name}"] = f"{got}, not {meant}"
    assert wrong == {}


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
