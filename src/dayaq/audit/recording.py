"""What is written down besides changes: that somebody read, and that something left the house."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from dayaq.audit.models import Entry, Subject, entry, record
from dayaq.directory.models import Body

if TYPE_CHECKING:
    from dayaq.accounts.models import User

READ = "section.read"
EXPORTED = "list.exported"


def read_of(
    subject: models.Model,
    *,
    section: str,
    case: models.Model | None,
    by: "User | None",
    at: datetime,
    why: str,
    for_body: Body | None = None,
    fields: Iterable[str] = (),
    flags: Iterable[str] = (),
) -> Entry:
    """That somebody opened a confidential section; not yet written.

    `fields` names what was revealed, never what it says. `flags` are signals that only the reading
    room can know and that the watch over unusual access looks for (see `audit.watch`): `own_name`.
    """
    details: dict[str, Any] = {"section": section}
    if named := sorted(fields):
        details["fields"] = named
    if raised := sorted(flags):
        details["flags"] = raised
    return entry(
        READ, subject, by=by, at=at, case=case, for_body=for_body, purpose=why, details=details
    )


def record_read(subject: models.Model, **read: Any) -> Entry:
    """Write down what `read_of` says, in the transaction that shows it."""
    written = read_of(subject, **read)
    written.save(force_insert=True)
    return written


def record_all(entries: Iterable[Entry]) -> None:
    """Write down several things at once, in their order."""
    Entry.objects.bulk_create(entries)


def record_export(
    subject: Subject,
    *,
    what: str,
    purpose: str,
    rows: int,
    sha256: str,
    by: "User | None",
    at: datetime,
    narrowed: Mapping[str, str] | None = None,
    case: models.Model | None = None,
    for_body: Body | None = None,
    operator: str = "",
) -> Entry:
    """Something left the house: what for, how narrowed, how many rows, the hash of the file.

    `what` is the plain name of the list or document. `narrowed` tells the filters by their codes;
    a text that was typed may be somebody's name and is not handed over. `operator` names who did it at
    the machine. Raises ValueError if no purpose is given.
    """
    if not purpose.strip():
        raise ValueError("an export says what it is for")
    told: dict[str, Any] = {
        "list": what,
        "narrowed": dict(narrowed or {}),
        "rows": rows,
        "sha256": sha256,
    }
    if operator:
        told["operator"] = operator
    return record(
        EXPORTED,
        subject,
        by=by,
        at=at,
        case=case,
        for_body=for_body,
        purpose=purpose.strip(),
        **told,
    )
