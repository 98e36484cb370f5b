"""A file is sent, read in the background, and stored whole or given back with remarks."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import User
from dayaq.audit.models import record
from dayaq.directory.models import Body
from dayaq.imports import policies
from dayaq.imports.models import Import
from dayaq.imports.reading import Reading, Unreadable, Workbook, read
from dayaq.imports.sheets import Fault, Faulty, Sheet
from dayaq.imports.states import Status
from dayaq.imports.writing import with_remarks
from dayaq.jobs.actions import start
from dayaq.kernel.files import named
from dayaq.vault.scanning import ScannerUnavailable, scan

TASK = "imports.read"
FAULTS_SHOWN = 200
"""How many remarks the page shows; the file holds all."""

Say = Callable[[str, int, int], None]


@transaction.atomic
def send(
    sheet: Sheet, *, body: Body, content: bytes, name: str, by: User, at: datetime
) -> tuple[Import, bool]:
    """Take a file and have it read. The same file of the same body again is the import that it was.

    Gives the import and whether it is new. Raises Denied with a sentence.
    """
    require(policies.why_not_send(sheet, body.pk, by))
    require(policies.why_not_take(content))
    digest = sha256(content).hexdigest()
    Body.objects.select_for_update().get(pk=body.pk)  # two clicks wait for each other
    earlier = Import.objects.filter(sheet=sheet.code, body=body, sha256=digest)
    if known := earlier.exclude(status=Status.RETURNED).first():
        return known, False
    _refuse_malware(content)
    sent = Import.objects.create(
        sheet=sheet.code,
        body=body,
        name=named(name, "xlsx"),
        content=content,
        sha256=digest,
        sent_by=by,
        sent_at=at,
    )
    sent.job = start(
        TASK,
        _("Reading the file %(name)s") % {"name": sent.name},
        by=by,
        at=at,
        args={"import": sent.pk},
        result_url=reverse("imports:detail", args=[sheet.code, sent.pk]),
    )
    sent.save(update_fields=["job"])
    record("import.sent", sent, by=by, at=at, for_body=body, sha256=digest)
    return sent, True


def _refuse_malware(content: bytes) -> None:
    try:
        verdict = scan(BytesIO(content))
    except ScannerUnavailable:
        raise Denied(
            _(
                "The file could not be checked for malware just now. Try again in a few minutes; "
                "if it stays so, tell the administrator."
            )
        ) from None
    if verdict.finding:
        raise Denied(
            _("The file carries malware (%(name)s) and was not kept.") % {"name": verdict.finding}
        )


def carry_out(sent: Import, *, by: User, say: Say) -> Import:
    """Read the file, then store all its rows in one transaction, or give it back with every remark.

    Begun again after a crash, it finds nothing stored and does the same once more.
    """
    sheet, content = sent.kind, sent.file("content")
    try:
        with Workbook(content) as workbook:
            place = workbook.find(sheet)
            reading = Reading()
            for reading in read(workbook, sheet, place):
                say(_("Reading the rows"), reading.count, max(place.expected, reading.count))
            say(_("Comparing with what stands here"), reading.count, reading.count)
            faults = list(reading.faults)
            try:
                with transaction.atomic():
                    outcome = sheet.take(
                        reading.rows, body=sent.body, by=by, at=now(), is_trial=bool(faults)
                    )
                    if not faults:
                        return _stored(sent, reading, outcome.stored, outcome.known, by=by)
            except Faulty as faulty:
                faults += faulty.faults
            faults.sort(key=lambda fault: fault.row)
            say(_("Writing the remarks"), reading.count, reading.count)
            remarks = with_remarks(workbook, sheet, place, faults)
    except Unreadable as unreadable:
        return _returned(sent, by=by, refusal=str(unreadable))
    return _returned(sent, by=by, reading=reading, faults=faults, remarks=remarks)


def _stored(sent: Import, reading: Reading, stored: int, known: int, *, by: User) -> Import:
    """In the transaction that stores the rows."""
    return _ended(
        sent,
        Status.STORED,
        by=by,
        rows=reading.count,
        stored=stored,
        known=known,
        unread=reading.unread,
    )


@transaction.atomic
def _returned(
    sent: Import,
    *,
    by: User,
    refusal: str = "",
    reading: Reading | None = None,
    faults: list[Fault] | None = None,
    remarks: bytes | None = None,
) -> Import:
    titles = {column.code: str(column.title) for column in sent.kind.columns}
    found = faults or []
    return _ended(
        sent,
        Status.RETURNED,
        by=by,
        refusal=refusal,
        rows=reading.count if reading else 0,
        unread=reading.unread if reading else [],
        wrong=len({fault.row for fault in found}),
        faults=[
            [fault.row, titles.get(fault.column, ""), fault.sentence]
            for fault in found[:FAULTS_SHOWN]
        ],
        remarks=remarks,
    )


def _ended(sent: Import, status: Status, *, by: User, **fields: object) -> Import:
    own = Import.objects.select_for_update(of=("self",)).get(pk=sent.pk)
    if own.status != Status.READING:  # another worker was quicker
        return own
    at = now()
    for name, value in {**fields, "status": status, "ended_at": at}.items():
        setattr(own, name, value)
    own.save(update_fields=[*fields, "status", "ended_at"])
    did = "import.stored" if status == Status.STORED else "import.returned"
    record(did, own, by=by, at=at, for_body=own.body, rows=own.rows, stored=own.stored)
    return own
