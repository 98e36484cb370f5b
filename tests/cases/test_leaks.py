"""No canary sings where none may: every address, every role, every method, and all that is written down.

A canary is a word that stands in one sealed field alone. Whoever may open a section sees its canaries
there; nobody sees one anywhere else: not in a page, a header, a file, an error, a log, an e-mail, a
session, the record of changes or the rows that queries bring.
"""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils.timezone import now

from dayaq.accounts.models import Role
from dayaq.audit.models import Entry
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import emergency, merging, people, sealing, sharing
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models.catalogue import SECTIONS
from dayaq.cases.states import Basis, ConsentForm, Involvement, Part, Purpose
from dayaq.notices.models import Notice
from dayaq.vault.context import asking, house
from dayaq.vault.sealing import sealed_fields
from tests import given

pytestmark = pytest.mark.django_db

WRITTEN = [
    kind
    for section in SECTIONS.values()
    for kind in section.kinds
    if kind.__name__ not in {"Document", "Participation", "Protection"}
]
"""Kinds of records that a form writes."""


def canary(kind, field) -> str:
    """A word for this field alone; one that looks like a date where it must be one."""
    number = sum(ord(c) * n for n, c in enumerate(f"{kind.__name__}.{field}", 3))
    if kind._meta.get_field(field).kind == "date":
        return f"19{50 + number % 40}-0{1 + number % 9}-1{number % 9}"
    if kind._meta.get_field(field).kind == "email":
        return f"canary{number}@example.org"
    return f"Kanar{kind.__name__}{field}".replace("_", "")


CANARIES = {kind: {field: canary(kind, field) for field in sealed_fields(kind)} for kind in WRITTEN}
REMARK = "KanarConsentremark"
CAME = {"family_name": "KanarCamefamily", "given_name": "KanarCamegiven"}
"""Somebody who came with the case."""

PART_REMARK = "KanarParticipationremark"
DATES = {word for words in CANARIES.values() for word in words.values() if word[:2] == "19"}


def songs(part: str) -> set[str]:
    """The canaries of one section."""
    with_people = {*CAME.values(), PART_REMARK} if part == Part.FAMILY else set()
    told = {w for kind in WRITTEN if part == kind.PART for w in CANARIES[kind].values()}
    return told | with_people


ALL = {word for words in CANARIES.values() for word in words.values()}
ALL |= {REMARK, PART_REMARK, *CAME.values()}
IN_TEXT = ALL - DATES
"""Dates stand on many pages by chance; they are looked for in what is about the case alone."""


@pytest.fixture
def noon():
    return now()


@pytest.fixture
def world(unit, centre, amina, marat, bruno, bella, words, noon):
    """A case whose every field sings, shared in part, opened in an emergency, sealed in part."""
    with asking(amina, at=noon):
        case = acts.open_case(lead=unit, by=amina, at=noon, searched_at=noon)
        for kind, values in CANARIES.items():
            save_record(case, kind, values, by=amina, at=noon, revision=None)
        taken = people.add_person(
            case,
            Involvement.WITNESS,
            by=amina,
            at=noon,
            searched_at=noon,
            identity=CAME,
            remark=PART_REMARK,
        )
        twin = acts.open_case(lead=unit, by=amina, at=noon, searched_at=noon)
        merge = merging.propose(
            case.subject, twin.subject, reason="The same day.", by=amina, at=noon
        )
        consent = sharing.take_consent(
            case,
            text=words,
            is_given=True,
            form=ConsentForm.SPOKEN,
            purposes=[Purpose.ASSISTANCE],
            recipients=[centre],
            parts=[Part.NEEDS, Part.CONTACT],
            by=amina,
            at=noon,
            remark=REMARK,
        )
        grant = sharing.grant(
            case,
            body=centre,
            parts=[Part.NEEDS],
            purpose=Purpose.ASSISTANCE,
            basis=Basis.CONSENT,
            consent=consent,
            lapses_at=noon + timedelta(days=30),
            by=amina,
            at=noon,
        )
    with asking(marat, at=noon):
        seal = sealing.seal_case(
            case,
            kind="court",
            decided_by="Court",
            decided_on=noon.date(),
            number="1",
            holders=[unit],
            parts=[Part.LEGAL],
            by=marat,
            at=noon,
        )
    with asking(bella, at=noon):
        assignment = sharing.assign(case, bruno.posts[0], by=bella, at=noon)
    opening = emergency.break_glass(
        case.reference,
        appointment=bella.posts[0],
        parts=[Part.WHEREABOUTS],
        minutes=60,
        reason="Danger to somebody.",
        by=bella,
        at=noon,
    )
    rows = {"consent": consent, "grant": grant, "seal": seal, "assigned": assignment}
    rows |= {"taken": taken, "person": case.subject, "came": taken.person, "merge": merge}
    return {"case": case, "opening": opening, **rows}


def patterns(
    resolver: URLResolver | None = None, before: str = "", above: tuple[Any, ...] = ()
) -> Iterator[tuple[str, dict[str, object]]]:
    """Every named address with the arguments that it and the addresses above it take."""
    for one in (resolver or get_resolver()).url_patterns:
        way = (*above, one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{before}{one.namespace}:" if one.namespace else before
            yield from patterns(one, inner, way)
        elif one.name:
            taken: dict[str, object] = {}
            for part in way:
                taken |= part.converters or dict.fromkeys(part.regex.groupindex)
            yield f"{before}{one.name}", taken


def addresses(world) -> Iterator[str]:
    """Every address there is, filled with what belongs to the case wherever it fits."""
    fitting = {
        "reference": [world["case"].reference],
        "part": [part.value for part in Part],
        "kind": [kind._meta.model_name for kind in WRITTEN],
    }
    for name, converters in patterns():
        choices = []
        for argument, converter in converters.items():
            is_row = type(converter).__name__ == "UUIDConverter"
            row = [world[one].pk for one in ROWS.get(name, ("opening",))] if is_row else None
            choices.append(fitting.get(argument) or row or OTHERWISE)
        found = [
            address
            for values in product(*choices)
            if (address := filled(name, dict(zip(converters, values, strict=True))))
        ]
        assert found, f"{name} cannot be filled"
        is_ours = any(choice is not OTHERWISE for choice in choices)
        yield from found if is_ours else found[:1]


ROWS = {
    "cases:withdraw": ("consent",),
    "cases:end_grant": ("grant",),
    "cases:lift": ("seal",),
    "cases:unassign": ("assigned",),
    "cases:end_part": ("taken",),
    **{f"cases:{act}merge": ("merge",) for act in ("", "agree_", "refuse_", "undo_")},
    "cases:person": ("person", "came"),
    "cases:open_person": ("person", "came"),
    "cases:write_person": ("person", "came"),
}
"""Which row an address names by its key; the others name an opening."""

OTHERWISE = ("1", "4.1.1", "4.1", "az", "xlsx", "obligations", "2024")


def filled(name: str, values: dict[str, object]) -> str:
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return ""


def may_open(name: str) -> set[str]:
    """The canaries that this person may see, on the pages that open something."""
    if name in {"amina", "marat"}:
        return ALL
    opened = {"bruno": {Part.NEEDS}, "bella": {Part.NEEDS, Part.WHEREABOUTS}}
    return {word for part in opened.get(name, ()) for word in songs(part)}


OPENING = ("/section/", "/write/", "/consent/", "/find/", "/person/", "/people/", "/same/")
"""Pages that show what is covered, when it is asked for."""


CAST = ("amina", "marat", "bruno", "bella", "chloe", "dalia", "petra", "omar", "adil", "karim")
FAR = (
    Role.APPROVER,
    Role.HEAD,
    Role.VERIFIER,
    Role.PROVIDER,
    Role.SHELTER_MANAGER,
    Role.SHELTER_WORKER,
    Role.FIRST_RESPONDER,
)
ALL_WAYS = {"amina", "chloe", "nobody"}
"""Who tries every method; an address answers to the others' unusual ones by 405 before it asks who."""


def methods(name: str, *, is_about_cases: bool) -> tuple[str, ...]:
    if is_about_cases:
        ways = ("get", "post", "head", "options", "put", "delete")
        return ways if name in ALL_WAYS else ways[:2]
    return ("get", "post") if name == "amina" else ("get",)


def test_every_role_is_in_the_cast(request):
    cast = [request.getfixturevalue(name) for name in CAST]

    assert {post.role for person in cast for post in person.posts} | set(FAR) == set(Role)


class Heard(logging.Handler):
    """What would stand in the log files."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@pytest.fixture
def heard(monkeypatch):
    handler = Heard()
    for name in ("django", "django.request", "dayaq", "procrastinate"):
        logger = logging.getLogger(name)
        monkeypatch.setattr(logger, "propagate", False)
        monkeypatch.setattr(logger, "handlers", [handler])
    return handler.said


@pytest.mark.parametrize("name", [*CAST, *FAR, "nobody"])
def test_no_canary_sings_where_none_may(world, client, name, request, heard):
    """All methods on the addresses of cases; on the others what they answer to."""
    if name in CAST:
        client.force_login(request.getfixturevalue(name))
    elif name != "nobody":
        client.force_login(given.person("far", at=given.body("tourism"), role=Role(name)))
    leaked = []
    for address in addresses(world):
        if "logout" in address or address == "/demo/sign-in/":
            continue
        is_about_cases = address.startswith("/cases")
        for method in methods(name, is_about_cases=is_about_cases):
            answer = getattr(client, method)(address)
            assert answer.status_code < 500, (method, address)
            content = b"".join(answer) if answer.streaming else answer.content
            text = content.decode("utf-8", "replace") + json.dumps(dict(answer.headers))
            sung = {word for word in (ALL if is_about_cases else IN_TEXT) if word in text}
            allowed = may_open(name) if any(at in address for at in OPENING) else set()
            leaked += [(method, address, word) for word in sung - allowed]
    assert not leaked
    assert not [said for said in heard if any(word in said for word in IN_TEXT)]
    kept_elsewhere()


def kept_elsewhere() -> None:
    """What is written down besides: the record, notices, e-mails, sessions."""
    written = [json.dumps(row, default=str) for row in Entry.objects.values()]
    written += [json.dumps(row, default=str) for row in Notice.objects.values()]
    written += [f"{m.subject} {m.body}" for m in mail.outbox]
    written += [json.dumps(s.get_decoded(), default=str) for s in Session.objects.all()]
    assert written
    assert not [text for text in written if any(word in text for word in ALL)]


def test_the_canaries_sing_to_those_who_may_hear_them(world, client, amina, bruno, bella):
    """Without this the silence of the others would prove nothing."""
    case = world["case"]
    for person, parts in ((amina, set(SECTIONS) - {Part.PROTECTION}), (bruno, {Part.NEEDS})):
        client.force_login(person)
        for part in parts - {Part.DOCUMENTS}:
            text = client.post(reverse("cases:open_section", args=[case.reference, part])).text
            if part == Part.FAMILY:
                text += client.post(reverse("cases:people", args=[case.reference])).text
            said = {word for word in songs(part) - DATES if word in text}
            assert said == songs(part) - DATES, part


def test_no_canary_stands_in_clear_in_the_database(world):
    with connection.cursor() as cursor, house("story"):
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT "{table}"::text FROM "{table}"')
            rows = "\n".join(row for (row,) in cursor.fetchall())
            assert not [word for word in ALL if word in rows], table
            assert not [w for w in IN_TEXT if w.encode().hex() in rows], table
