"""Rows as PostgreSQL's COPY reads them: keys, seals and tokens made as the product makes them.

Works without a database, so that several processes can.
"""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.db.models import Model

from dayaq.cases.models import (
    Assignment,
    Case,
    Grant,
    Identity,
    Person,
    Situation,
    Trace,
    Transition,
)
from dayaq.cases.states import WHOLE, Basis, Purpose, Status
from dayaq.portal.demonstration import crowd
from dayaq.portal.demonstration.mechanism import ACCOUNTS
from dayaq.portal.demonstration.multitude.errand import Desk, Keys
from dayaq.portal.demonstration.multitude.lots import SHARED_PARTS, Lot, Lots
from dayaq.vault.blind import padded
from dayaq.vault.index import index_of
from dayaq.vault.keys import Keyring
from dayaq.vault.models import Alarm, DataKey
from dayaq.vault.sealing import Sealed, bound_to, covered
from dayaq.vault.words import Known, Name, words_of

Kind = type[Model]
Row = tuple[Kind, dict[str, object]]
TABLES: tuple[Kind, ...] = (
    DataKey, Person, Identity, Trace, Case, Grant, Assignment, Transition, Situation, Alarm,
)  # fmt: skip

FIRST = 1_000
"""The earlier people of the crowd belong to the stories that are told one by one."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_FORMS = ("ForcedLabour", "SexualExploitation", "ForcedBegging", "Servitude", "ChildLabour")


# --- text for COPY --------------------------------------------------------------------------------


def line(model: Kind, values: Mapping[str, object]) -> str:
    """One row. A column that is not named stands as the model's default."""
    fixed = _template(model, tuple(values))
    return "\t".join([text(values[name]) if said is None else said for name, said in fixed]) + "\n"


@cache
def _template(model: Kind, named: tuple[str, ...]) -> list[tuple[str, str | None]]:
    return [
        (name, None if name in named else text(field.get_default()))
        for name, field in ((field.attname, field) for field in fields_of(model))
    ]


@cache
def fields_of(model: Kind) -> list[Any]:
    """The columns of a table in the order in which `line` writes them."""
    return list(model._meta.concrete_fields)


def text(value: object) -> str:
    """A value as COPY reads it. Words of people are sealed, so nothing needs escaping."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    if value is None:
        return r"\N"
    if isinstance(value, Sealed):
        value = value.stored
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def new_id() -> str:
    """A random UUID, as the database writes it out."""
    drawn = secrets.token_hex(16)
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-a{drawn[17:20]}-{drawn[20:]}"


def reference(number: int) -> str:
    """The reference of the n-th case: looks like any other, the same each time, no two alike."""
    drawn = blake2b(b"multitude %d" % number, digest_size=8).digest()
    bits = int.from_bytes(drawn, "little")
    return "".join(_LETTERS[bits >> 5 * at & 31] for at in range(10))


# --- people and their cases -----------------------------------------------------------------------


class Writer:
    """Writes the rows of people by number. Each of several writers gives tokens of its own.

    The n-th of P writers gives under every word the numbers n, n + P, n + 2P …, beginning where the
    product's tallies stood, so that no two give the same and none has to ask another.
    """

    def __init__(
        self,
        lots: Lots,
        keys: Keys,
        keyring: Keyring,
        *,
        taken: Mapping[int, int],
        place: int = 0,
        of: int = 1,
    ) -> None:
        self.lots, self.keys, self.keyring = lots, keys, keyring
        self.index = index_of(keys.fingerprint)
        self.crowd = crowd.Crowd()
        self.taken, self.place, self.of = taken, place, of
        self.given: dict[int, int] = {}
        """How many numbers of each bucket this writer has given."""

    def tallies(self) -> dict[int, int]:
        """For each bucket the first number that is free after what this writer gave."""
        return {
            bucket: self.taken.get(bucket, 0) + self.place + self.of * (given - 1) + 1
            for bucket, given in self.given.items()
        }

    def sheets(self, numbers: range) -> dict[Kind, bytes]:
        """The rows of these people and their cases, by table."""
        found: dict[Kind, list[str]] = {model: [] for model in TABLES}
        for number in numbers:
            for model, values in self._rows(number):
                found[model].append(line(model, values))
        return {model: "".join(lines).encode() for model, lines in found.items()}

    def _rows(self, number: int) -> Iterator[Row]:
        told, lot = self.crowd.person(FIRST + number), self.lots.lot(number)
        readers, at = self.lots.readers(lot), lot.opened_at.isoformat()
        key, person, case = new_id(), new_id(), new_id()
        secret = secrets.token_bytes(32)
        wrapped = self.keyring.wrap(self.keys.master, secret)
        sealer = AESGCMSIV(secret)
        yield DataKey, {
            "id": key, "readers": readers.cover, "wrapped": wrapped, "made_at": at,
            "master_version": self.keys.master,
        }  # fmt: skip
        yield Person, {"id": person, "readers": readers.cover, "key_id": key, "opened_at": at}
        yield Trace, {
            "id": new_id(), "person_id": person, "tokens": self._tokens(told),
            "index_version": self.keys.search,
        }  # fmt: skip
        yield Case, _case(number, told, lot) | {
            "id": case, "readers": readers.cover, "subject_id": person, "opened_at": at,
        }  # fmt: skip
        saved = {"revision": 1, "saved_at": at, "saved_by_id": lot.lead.worker}
        yield Identity, _identity(told, sealer, key) | saved | {
            "person_id": person, "readers": readers.identity,
        }  # fmt: skip
        yield Situation, _situation(lot, sealer, key) | saved | {
            "case_id": case, "readers": readers.situation,
        }  # fmt: skip
        yield from _sharing(lot, case, readers.sharing)
        yield from _steps(lot, case, readers.cover)

    def _tokens(self, told: crowd.Person) -> list[int]:
        name = Name(told.family, told.given, told.patronymic)
        known = Known((name,), told.born, (told.document,) if told.document else ())
        tokens = set()
        for word in map(self.index.word, words_of(known)):
            given = self.given.get(word.bucket, 0)
            self.given[word.bucket] = given + 1
            number = self.taken.get(word.bucket, 0) + self.place + self.of * given
            tokens.add(self.index.token(word, number))
        return padded(tokens)


def _case(number: int, told: crowd.Person, lot: Lot) -> dict[str, object]:
    is_child = int(told.born[:4]) > lot.opened_at.year - 18
    found: dict[str, object] = {
        "reference": reference(number),
        "lead_id": lot.lead.body,
        "status": lot.status.value,
        "majority": "majority@1:child" if is_child else "majority@1:adult",
        "opened_by_id": lot.lead.worker,
        "reviewed_at": lot.reviewed_at,
    }
    if lot.closed_at is None:
        return found | {"clock_at": lot.clock_at, "clock": lot.clock}
    return found | {
        "closed_at": lot.closed_at,
        "closed_by_id": lot.lead.worker,
        "closure_reason": "closure-reason@1:plan_completed",
    }


def _identity(told: crowd.Person, sealer: AESGCMSIV, key: str) -> dict[str, object]:
    row = new_id()
    clear = {
        "family_name": told.family,
        "given_name": told.given,
        "patronymic": told.patronymic,
        "born": told.born,
        "document_number": told.document,
    }
    return {
        "id": row,
        "sex": "sex@2022:2" if told.is_woman else "sex@2022:1",
        "document_kind": "identity-document@1:identity_card" if told.document else "",
        **{name: _sealed(Identity, sealer, row, name, key, said) for name, said in clear.items()},
    }


def _situation(lot: Lot, sealer: AESGCMSIV, key: str) -> dict[str, object]:
    row, account = new_id(), ACCOUNTS[lot.draw % len(ACCOUNTS)]
    return {
        "id": row,
        "exploitation": [f"exploitation-form@2.0:{_FORMS[lot.draw % len(_FORMS)]}"],
        "account": _sealed(Situation, sealer, row, "account", key, account),
    }


def _sealed(model: Kind, sealer: AESGCMSIV, row: str, name: str, key: str, said: str) -> bytes:  # noqa: PLR0917 - all that the seal is tied to
    tied = bound_to(model._meta.db_table, row, name, key)
    return covered(sealer, said, tied) if said else b""


def _sharing(lot: Lot, case: str, readers: str) -> Iterator[Row]:
    """The lead's grant, another body's, and whoever is assigned."""
    at, by = lot.opened_at.isoformat(), lot.lead.worker
    given = {"case_id": case, "readers": readers, "given_at": at, "given_by_id": by}
    yield Grant, given | {
        "id": new_id(), "body_id": lot.lead.body, "parts": sorted(WHOLE),
        "purpose": Purpose.PROTECTION.value, "basis": Basis.LEAD.value,
    }  # fmt: skip
    if lot.shared_with is not None:
        yield from _referral(lot, lot.shared_with, given)
    if lot.is_assigned:
        yield Assignment, given | {"id": new_id(), "appointment_id": lot.lead.post}


def _referral(lot: Lot, other: Desk, given: dict[str, object]) -> Iterator[Row]:
    grant = given | {
        "id": new_id(), "body_id": other.body, "parts": list(SHARED_PARTS),
        "purpose": Purpose.ASSISTANCE.value, "basis": Basis.REFERRAL.value,
        "lapses_at": lot.lapses_at,
    }  # fmt: skip
    if lot.closed_at is None:
        yield Grant, grant
        yield Alarm, {"id": grant["id"], "at": lot.lapses_at}
    else:
        ended = {"ended_at": lot.closed_at, "ended_by_id": lot.lead.worker, "end_reason": "closed"}
        yield Grant, grant | ended


def _steps(lot: Lot, case: str, readers: str) -> Iterator[Row]:
    """Opened, decided, closed."""
    before: Status | None = None
    for after, moment, reason in lot.steps():
        yield Transition, {
            "id": new_id(), "readers": readers, "case_id": case, "revision": 1,
            "saved_at": moment, "saved_by_id": lot.lead.worker, "before": before.value if before else "",
            "after": after.value, "decided_on": f"{moment:%Y-%m-%d}", "body_id": lot.lead.body,
            "reason": reason,
        }  # fmt: skip
        before = after
