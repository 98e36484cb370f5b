"""Documents of a case: kept under cover, opened with a record of it, removed with a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.audit.recording import record_read
from dayaq.audit.refusals import record_refusal
from dayaq.cases.actions.reading import note_what_left
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.sharing import locked
from dayaq.cases.models import Case, Document
from dayaq.cases.models.readers import Sharing, stored
from dayaq.cases.policies import cases as may
from dayaq.cases.policies.documents import why_not_keep
from dayaq.cases.states import Part
from dayaq.kernel.files import named
from dayaq.vault import files
from dayaq.vault.context import house
from dayaq.vault.kinds import KINDS, kind_of
from dayaq.vault.scanning import ScannerUnavailable, Verdict, scan
from dayaq.vault.sealing import seal, unseal
from dayaq.vault.streams import chunks

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User

LEFT_BEHIND = timedelta(hours=24)
"""A file without a row, or whose row was removed, stays so long: longer than any backup takes."""


@dataclass(frozen=True)
class HandedOut:
    """A document in clear, for the one answer that carries it. The pieces are opened as they are taken."""

    document: Document
    title: str
    name: str
    content_type: str
    size: int
    pieces: Iterator[bytes]


def keep_document(
    case: Case,
    clear: IO[bytes],
    *,
    name: str,
    title: str,
    by: "User",
    at: datetime,
    kind: str = "",
) -> Document:
    """Keep a file in the case, from a stream that can be read from anywhere, such as an upload.

    It is judged by its bytes, shown to the scanner where there is one, and lies under cover on the
    disk before its row is written. Raises Denied with a sentence for the person.
    """
    require(_why_not_write(case, by, at=at))
    require(why_not_keep(clear, at=at))
    verdict = _scanned(case, clear, by=by, at=at)
    ending = kind_of(clear) or ""
    row = Document(
        case=case,
        kind=kind,
        content_type=KINDS[ending],
        size=clear.seek(0, 2),
        file=uuid4(),
        saved_at=at,
        saved_by=by,
        scanned_at=at if verdict.is_scanned else None,
    )
    row.case = Case.objects.for_house().select_related("subject__key").get(pk=case.pk)
    seal(row, title=title.strip() or name, file_name=named(name, ending))
    files.keep(row, row.file, clear)
    try:
        _write(row, by=by, at=at)
    except BaseException:
        files.remove(row.file)
        raise
    return row


@transaction.atomic
def _write(row: Document, *, by: "User", at: datetime) -> None:
    case = locked(row.case)
    require(_why_not_write(case, by, at=at))
    row.readers = stored(Sharing.of(case, at=at).readers(Part.DOCUMENTS, at=at))
    with house("keep_document", by=by):
        row.save(force_insert=True)
    scanned = row.scanned_at is not None
    note("document.kept", case, by=by, at=at, document=str(row.pk), scanned=scanned)


def _why_not_write(case: Case, by: "User", *, at: datetime) -> "Refusal | None":
    return may.why_not_write(case, Part.DOCUMENTS, by, Sharing.of(case, at=at), at=at)


def _scanned(case: Case, clear: IO[bytes], *, by: "User", at: datetime) -> Verdict:
    try:
        verdict = scan(clear)
    except ScannerUnavailable:
        raise Denied(
            _(
                "The file could not be checked for malware just now. Try again in a few minutes; "
                "if it stays so, tell the administrator."
            )
        ) from None
    if verdict.finding:
        refusal = _("The file carries malware (%(name)s) and was not kept.") % {
            "name": verdict.finding
        }
        record_refusal("document.refused", case, by=by, at=at, why=refusal, case=case)
        raise Denied(refusal)
    return verdict


@transaction.atomic
def open_document(document: Document, *, by: "User", at: datetime, why: str = "") -> HandedOut:
    """The document in clear; the reading is written down with it.

    Raises Denied, and from the vault Missing, Damaged, Shredded, KeyUnavailable.
    """
    rows = Document.objects.visible_to(by).select_related("case__subject__key")
    row = rows.filter(pk=document.pk).first()
    if row is None:
        raise Denied(_("This section is not open to you."))
    sharing = Sharing.of(row.case, at=at)
    require(may.why_not_read(Part.DOCUMENTS, by, sharing, at=at))
    if row.removed_at is not None:
        raise Denied(_("This document was removed."))

    clear = unseal(row, "title", "file_name")
    stream = files.opened(row, row.file)
    record_read(
        row, section=str(Part.DOCUMENTS), case=row.case, by=by, at=at, why=why, fields=("file",)
    )
    note_what_left(row.case, Part.DOCUMENTS, sharing, by=by, at=at)
    return HandedOut(
        document=row,
        title=clear["title"],
        name=clear["file_name"],
        content_type=row.content_type,
        size=row.size,
        pieces=_then_closed(stream),
    )


def _then_closed(stream: IO[bytes]) -> Iterator[bytes]:
    with stream:
        yield from chunks(stream)


@transaction.atomic
def remove_document(document: Document, *, by: "User", at: datetime, reason: str) -> Document:
    """Take the document out of the case. Its line stays, with the reason; its bytes go within a day."""
    case = locked(document.case)
    require(_why_not_write(case, by, at=at))
    if not reason.strip():
        raise Denied(_("Say why the document is removed."))
    with house("remove_document", by=by):
        rows = Document.objects.for_house().filter(case=case, pk=document.pk)
        row = rows.select_for_update(of=("self",)).get()
        if row.removed_at is not None:
            raise Denied(_("This document was removed."))
        row.removed_at, row.removal_reason = at, reason.strip()
        row.save(update_fields=["removed_at", "removal_reason"])
    note("document.removed", case, by=by, at=at, document=str(row.pk), reason=row.removal_reason)
    return row


def clear_away(*, at: datetime) -> int:
    """Delete files that nothing needs any more; how many. Safe to repeat and to be killed in.

    That is: begun and never finished, kept without a row because somebody pulled the plug, removed, or
    destroyed with the key of their person.
    """
    before = at - LEFT_BEHIND
    cleared = files.clear_unfinished(before=before)
    old = [name for name, since in files.kept() if since < before]
    for start in range(0, len(old), 1000):
        some = old[start : start + 1000]
        with transaction.atomic(), house("clear_away"):
            rows = Document.objects.for_house().filter(file__in=some)
            needed = rows.filter(case__subject__key__shredded_at=None).exclude(
                removed_at__lt=before
            )
            gone = set(some) - set(needed.values_list("file", flat=True))
        for name in gone:
            files.remove(name)
        cleared += len(gone)
    return cleared
