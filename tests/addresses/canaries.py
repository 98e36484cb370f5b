"""Canaries: a word of its own in every sealed field of the world, and who may ever hear it.

Whoever may open a row hears its words on the pages that open something, and in no title, header or
file name. Nobody else hears one anywhere. Beside the answers we listen to what is written down: every
value that any statement hands to the database, the log files, the e-mails.
"""

import io
import json
import logging
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core import mail
from django.db import connection
from django.urls import Resolver404

from dayaq.cases.models import CaseRecord, Protection
from dayaq.cases.models.people import PersonRecord
from dayaq.cases.states import Part
from dayaq.recovery.models import Correction, PlanVersion
from dayaq.vault.context import house
from dayaq.vault.models import Protected
from dayaq.vault.sealing import seal, sealed_fields, unseal
from tests.addresses.world import World

WORD = re.compile(r"kanar(\d+)x|\b(18\d\d-\d\d-\d\d)\b|\b(\d\d\.\d\d\.18\d\d)\b", re.IGNORECASE)
"""A date is of a time of which nothing else here tells."""

TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
FIRST_DAY = date(1801, 1, 1)
UNIT = frozenset({"manager", "worker"})
HOUSE_STAFF = frozenset({"shelter_head", "shelter_worker"})
DESK = UNIT | {"unassigned"}


@dataclass(frozen=True)
class Canary:
    """One sealed value: where it stands, and who may hear it."""

    place: str
    audience: frozenset[str]


def who_may_hear(row: Any, worlds: Mapping[str, World]) -> frozenset[str]:
    """Said by hand for each kind of row, and not by anything the product computes."""
    told: dict[str, Callable[[], frozenset[str]]] = {
        "cases": lambda: _of_case(row, worlds["cases"]),
        "referrals": lambda: _of_referral(row, worlds["referrals"]),
        "recovery": lambda: _of_plan(row, worlds["recovery"]),
        "shelters": lambda: _of_shelter(row),
    }
    return told[row._meta.app_label]()


def _of_case(row: Any, world: World) -> frozenset[str]:
    """The unit works on all cases; health may read needs and contact of one; state protection is nobody's."""
    if isinstance(row, Protection):
        return frozenset()
    shared = getattr(row, "PART", "") in {Part.NEEDS, Part.CONTACT}
    about = (isinstance(row, PersonRecord) and row.person_id == world.case.subject_id) or (
        isinstance(row, CaseRecord) and row.case_id == world.case.pk
    )
    return UNIT | {"helper"} if shared and about else UNIT


def _of_referral(row: Any, world: World) -> frozenset[str]:
    """A draft is its writer's; what was sent is the desk's too; a decision is the unit's."""
    if row._meta.model_name not in {"referral", "told", "opinion"}:
        return UNIT
    referral = getattr(row, "referral_id", row.pk)
    return frozenset({"responder"}) | (
        DESK if referral in {world.sent.pk, world.taken.pk} else frozenset()
    )


def _of_plan(row: Any, world: World) -> frozenset[str]:
    """A plan is the unit's; the words of a request are for the provider that was asked."""
    return UNIT | {"provider"} if row.pk == world.asked.pk else UNIT


def _of_shelter(row: Any) -> frozenset[str]:
    """Whoever works there; who works on the case of a resident learns where for some hours."""
    return HOUSE_STAFF | {"worker"} if row._meta.model_name == "location" else HOUSE_STAFF


SEALING: list[Any] = [
    model for model in apps.get_models() if issubclass(model, Protected) and sealed_fields(model)
]


NAMED = ("cases.Document.file_name", "cases:hand_out")
"""A file that is handed out bears its name, in a header."""

PAPER = b"The canary Kanar0x stands in this document."
"""A document, kept as it is."""


@dataclass
class Choir:
    """All canaries of the world, and every note that was heard where it may not be."""

    canaries: list[Canary] = field(default_factory=lambda: [Canary("a document", UNIT)])
    wrong: set[str] = field(default_factory=set)
    heard: set[tuple[str, str, int]] = field(default_factory=set)
    """Rightly: by whom, at which address, which canary."""

    def sow(self, worlds: Mapping[str, World]) -> None:
        """Put another word into every sealed field of every row."""
        with house("story"):
            for model in SEALING:
                for row in model._base_manager.all():
                    self._cover(row, who_may_hear(row, worlds))

    def _cover(self, row: Any, audience: frozenset[str]) -> None:
        names = sealed_fields(type(row))
        for name in names:
            sung = word(len(self.canaries), row._meta.get_field(name).kind)
            if isinstance(
                row, PlanVersion | Correction
            ):  # holds what stood in other rows, written out
                sung = unseal(row, name)[name].replace("Kanarda", sung)
            seal(row, **{name: sung})
            self.canaries.append(Canary(f"{row._meta.label}.{name}", audience))
        written = {name: getattr(row, name) for name in names}
        type(row)._base_manager.filter(pk=row.pk).update(**written)

    def wrong_until_now(self) -> set[str]:
        """What was heard wrongly since this was asked last."""
        found, self.wrong = self.wrong, set()
        return found

    def listen(self, who: str, method: str, answer: Any, content: bytes) -> None:
        """What one answer told: on an opening page to its audience, and nowhere else."""
        page = in_clear(answer, content)
        around = json.dumps(dict(answer.headers)) + "".join(TITLE.findall(page))
        around += "".join(f"{one.subject} {one.body}" for one in mail.outbox)
        try:
            at = answer.resolver_match.view_name
        except Resolver404:  # no page stands at this address
            at = "nowhere"
        for number in numbers(around):
            place = self.canaries[number].place
            if (place, at) != NAMED:
                self.wrong.add(f"{place} to {who}: around {method} {at}")
        for number in numbers(page):
            canary = self.canaries[number]
            if who in canary.audience and (method, at) in OPENING:
                self.heard.add((who, at, number))
            else:
                self.wrong.add(f"{canary.place} to {who}: {method} {at}")


OPENING = {
    ("POST", "cases:open_section"), ("POST", "cases:write"), ("POST", "cases:hand_out"),
    ("POST", "cases:open_person"), ("POST", "cases:write_person"), ("POST", "cases:merge"),
    ("POST", "cases:people"), ("POST", "cases:find"), ("GET", "cases:consents"),
    ("POST", "referrals:referral"), ("POST", "referrals:identification"),
    ("GET", "referrals:ask"),  # what one wrote oneself and has not sent
    ("POST", "referrals:letter"),
    ("POST", "recovery:open_plan"), ("POST", "recovery:version"), ("POST", "recovery:request"),
    ("POST", "shelters:address"), ("POST", "shelters:stay"),
}  # fmt: skip
"""What shows what is covered, to whoever may and asks."""


def word(number: int, kind: str) -> str:
    """The canary of this number, in the form that the field's kind takes."""
    if kind == "date":
        return (FIRST_DAY + timedelta(days=number)).isoformat()
    return f"kanar{number}x@example.org" if kind == "email" else f"Kanar{number}x"


def numbers(text: str) -> set[int]:
    """The canaries that sing in a text."""
    found = set()
    for number, day, said in WORD.findall(text):
        if number:
            found.add(int(number))
        else:
            turned = day or "-".join(reversed(said.split(".")))
            found.add((date.fromisoformat(turned) - FIRST_DAY).days)
    return found


def in_clear(answer: Any, content: bytes) -> str:
    """What a reader of the answer can see, unpacked where it is a workbook or another archive."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    return content.decode("utf-8", "replace")


class Listener(logging.Handler):
    """Stands where log files are written."""

    def __init__(self, choir: Choir) -> None:
        super().__init__(logging.DEBUG)
        self.choir = choir

    def emit(self, record: logging.LogRecord) -> None:
        for number in numbers(self.format(record)):
            self.choir.wrong.add(f"{self.choir.canaries[number].place}: in the log")


@contextmanager
def listening(choir: Choir) -> Iterator[None]:
    """To all that is said to the database and to the logs: neither ever holds a word in clear."""

    def statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if params and (sung := numbers(str(params))):
            places = {
                choir.canaries[number].place for number in sung if number < len(choir.canaries)
            }
            choir.wrong.update(f"{place}: in {sql[:60]}" for place in places)
        return execute(sql, params, many, context)

    loggers = [logging.getLogger(name) for name in ("django", "dayaq", "procrastinate")]
    before = [(logger, logger.handlers[:], logger.propagate) for logger in loggers]
    listener = Listener(choir)
    for logger in loggers:
        logger.handlers[:], logger.propagate = [listener], False
    try:
        with connection.execute_wrapper(statement):
            yield
    finally:
        for logger, handlers, propagate in before:
            logger.handlers[:], logger.propagate = handlers, propagate
