"""Opening what is covered: asked for, allowed, written down, and only then shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from dayaq.access.permissions import Permission, bodies_where
from dayaq.access.refusal import require
from dayaq.audit.recording import record_read
from dayaq.cases.models import Case, CaseRecord, Disclosure, Grant, Identity, PersonRecord
from dayaq.cases.models.catalogue import SECTIONS, Kind
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Basis, Part
from dayaq.vault.context import house
from dayaq.vault.names import stem
from dayaq.vault.sealing import unseal
from dayaq.vault.words import understand

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@dataclass(frozen=True)
class Opened:
    """A record with its words in clear, for the one answer that shows it."""

    row: "PersonRecord | CaseRecord"
    clear: dict[str, str]

    def value(self, name: str) -> Any:
        return self.clear[name] if name in self.clear else getattr(self.row, name)


def open_section(
    case: Case,
    part: Part,
    *,
    by: "User",
    at: datetime,
    why: str = "",
    sharing: Sharing | None = None,
) -> "dict[Kind, list[Opened]]":
    """The records of a section in clear, by kind; the reading is written down with them.

    The first time a body other than the lead reads, that counts as data that has left. `sharing` is
    what stands, where it was just asked for.
    """
    kinds = SECTIONS[part].kinds
    return open_kinds(case, part, kinds, by=by, at=at, why=why, sharing=sharing)


@transaction.atomic
def open_kinds(
    case: Case,
    part: Part,
    kinds: "Sequence[Kind]",
    *,
    by: "User",
    at: datetime,
    why: str = "",
    sharing: Sharing | None = None,
) -> "dict[Kind, list[Opened]]":
    """The same of the kinds that a room above keeps in this section."""
    sharing = sharing or Sharing.of(case, at=at)
    require(may.why_not_read(part, by, sharing, at=at))

    found: dict[Kind, list[Opened]] = {
        kind: [Opened(row, unseal(row)) for row in rows_of(case, kind, by=by)] for kind in kinds
    }
    flags = ("own_name",) if _is_of_own_name(found, by) else ()
    record_read(case, section=str(part), case=case, by=by, at=at, why=why, flags=flags)
    note_what_left(case, part, sharing, by=by, at=at)
    return found


def _is_of_own_name(found: "dict[Kind, list[Opened]]", by: "User") -> bool:
    """Does somebody whose identity was opened bear the reader's family name, in any spelling?"""
    own = {reading.family for reading in understand(by.full_name).readings if reading.family}
    names = [
        one.clear["family_name"] for one in found.get(Identity, []) if one.clear["family_name"]
    ]
    return any(stem(name) in own for name in names)


def rows_of(case: Case, kind: Kind, *, by: "User") -> "Sequence[PersonRecord | CaseRecord]":
    """The records of one kind that this person may see, still covered."""
    return list(kind.about(case).visible_to(by))


def note_what_left(case: Case, part: Part, sharing: Sharing, *, by: "User", at: datetime) -> None:
    """Another body than the lead has read this section: what it has seen cannot be called back."""
    mine = bodies_where(by, Permission.CASE_READ)
    if case.lead_id in mine:
        return
    for grant in sharing.grants:
        if grant.body_id in mine and part in grant.parts and grant.basis != Basis.LEAD:
            with house("disclosure", by=by):
                _once(case, part, grant, by=by, at=at)


def _once(case: Case, part: Part, grant: Grant, *, by: "User", at: datetime) -> None:
    known = Disclosure.objects.for_house().filter(
        case=case, part=part, body=grant.body_id, consent=grant.consent_id, kind="read"
    )
    if not known.exists():
        Disclosure.objects.create(
            case=case,
            part=part,
            body_id=grant.body_id,
            consent_id=grant.consent_id,
            kind="read",
            purpose=grant.purpose,
            left_at=at,
            by=by,
            readers=grant.readers,
        )
