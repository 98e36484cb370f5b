"""Sealed values: no clear text ever stands on a row; opening one is an act of its own.

AES-256-GCM-SIV under the key of the person, bound to table, row, field and key: a value that was
moved elsewhere does not open.
"""

import re
import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NoReturn, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.db import models

from dayaq.vault.keys import KeyUnavailable, keyring
from dayaq.vault.models import DataKey
from dayaq.vault.register import wrapping_version

VERSION: Final = b"\x01"
_NONCE = 12


class Tampered(Exception):
    """A sealed value is not what was written there: changed, moved, or never sealed at all."""


class Shredded(Exception):
    """The key was destroyed on purpose; what it sealed can never be read again."""


class Sealed:
    """A value under cover. Shows nothing, compares as nothing, leaves the process in no form."""

    __slots__ = ("_bytes",)

    def __init__(self, stored: bytes) -> None:
        self._bytes = stored

    def __str__(self) -> str:
        return "•••"

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __bool__(self) -> bool:
        """Is anything written there? Tells no more."""
        return bool(self._bytes)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a sealed value is not taken elsewhere")

    @property
    def stored(self) -> bytes:
        return self._bytes


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """A column of sealed text. `kind` says how it is written: line, text, date, phone, email.

    Assigning clear text to it is refused: use `seal`.
    """

    def __init__(self, *args: Any, kind: str = "line", **kwargs: Any) -> None:
        self.kind = kind
        kwargs.setdefault("default", bytes)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"kind": self.kind} if self.kind != "line" else {})

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed:  # noqa: ARG002
        return Sealed(bytes(value or b""))

    def get_default(self) -> Any:
        return Sealed(b"")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed: clear text is not stored in it")
        return super().get_db_prep_value(value.stored, connection, prepared)

    def value_to_string(self, obj: models.Model) -> NoReturn:  # noqa: ARG002
        raise TypeError(f"{self.name} is sealed: it is not written out with its row")


class KeyedRow(Protocol):
    """A row with a random id whose sealed fields belong to one key."""

    pk: Any

    @property
    def _meta(self) -> Any: ...

    @property
    def key(self) -> DataKey: ...


def new_key() -> DataKey:
    """A fresh data key, wrapped by the current master key and stored. Within `house(…)`."""
    version = wrapping_version()
    wrapped = keyring().wrap(version, secrets.token_bytes(32))
    return DataKey.objects.create(wrapped=wrapped, master_version=version)


def box(key: DataKey) -> AESGCMSIV:
    """What seals and opens under this key. Raises Shredded, KeyUnavailable."""
    if key.shredded_at is not None or key.wrapped is None or key.master_version is None:
        raise Shredded("The key of this person was destroyed.")
    return AESGCMSIV(keyring().unwrap(key.master_version, bytes(key.wrapped)))


def bound_to(table: str, row: object, field: str, key: object) -> bytes:
    """What a sealed value is tied to besides its key."""
    return f"{table}|{row}|{field}|{key}|v1".encode()


def covered(sealer: AESGCMSIV, text: str, tied: bytes) -> bytes:
    """The text as it is stored, tied to what `bound_to` names."""
    nonce = secrets.token_bytes(_NONCE)
    return VERSION + nonce + sealer.encrypt(nonce, text.encode(), tied)


def seal(row: KeyedRow, **values: str) -> None:
    """Put clear text under cover on the row, which is not saved yet. An empty text stays empty."""
    sealer = None
    for name, text in values.items():
        field = row._meta.get_field(name)
        if not isinstance(field, SealedField):
            raise TypeError(f"{name} is not a sealed field")
        if not text:
            setattr(row, name, Sealed(b""))
            continue
        sealer = sealer or box(row.key)
        tied = bound_to(row._meta.db_table, row.pk, name, row.key.pk)
        setattr(row, name, Sealed(covered(sealer, text, tied)))


def unseal(row: KeyedRow, *names: str) -> dict[str, str]:
    """The clear text of the named fields, of all sealed ones where none is named.

    Whoever calls this records the reading. Raises Shredded, Tampered, KeyUnavailable.
    """
    wanted: Iterable[str] = names or sealed_fields(type(row))
    found: dict[str, str] = {}
    opener = None
    for name in wanted:
        value = getattr(row, name)
        if not isinstance(value, Sealed):
            raise Tampered(f"{name} holds something that was not sealed")
        if not value:
            found[name] = ""
            continue
        opener = opener or box(row.key)
        found[name] = _opened(opener, value.stored, row, name)
    return found


def _opened(opener: AESGCMSIV, stored: bytes, row: KeyedRow, name: str) -> str:
    if stored[:1] != VERSION or len(stored) < 1 + _NONCE + 16:
        raise Tampered(f"{name} holds something that was not sealed")
    nonce, text = stored[1 : 1 + _NONCE], stored[1 + _NONCE :]
    try:
        tied = bound_to(row._meta.db_table, row.pk, name, row.key.pk)
        return opener.decrypt(nonce, text, tied).decode()
    except InvalidTag:
        raise Tampered(f"{name} was changed, or moved from another row") from None


def sealed_fields(model: Any) -> list[str]:
    """The names of a model's sealed fields, in order."""
    return [f.name for f in model._meta.concrete_fields if isinstance(f, SealedField)]


PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def partial_date(text: str) -> bool:
    """`1999`, `1999-03` or `1999-03-08`: a date as far as it is known."""
    found = PARTIAL_DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


__all__ = [
    "KeyUnavailable",
    "Sealed",
    "SealedField",
    "Shredded",
    "Tampered",
    "bound_to",
    "box",
    "covered",
    "new_key",
    "partial_date",
    "seal",
    "sealed_fields",
    "unseal",
]
