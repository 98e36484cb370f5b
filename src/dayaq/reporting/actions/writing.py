"""Writing a report: begun from the last one, saved as it grows, with its money and its documents."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from dayaq.access.refusal import Refusal, require
from dayaq.audit.models import Entry, record
from dayaq.kernel import files
from dayaq.reporting.models import EvidenceItem, Obligation, Report, Spending, Step
from dayaq.reporting.models.counted import as_lines, counted
from dayaq.reporting.models.reports import WRITTEN
from dayaq.reporting.policies import reports as may
from dayaq.reporting.states import Act, ReportStatus, Sensitivity

if TYPE_CHECKING:
    from dayaq.accounts.models import User

SITTING: Final = timedelta(minutes=15)
"""Savings of one person without a longer break are one entry of the history: forms save themselves."""


class SavedByAnother(Exception):
    """Somebody saved the report since the form was opened. Nothing was written over.

    `report` is how it stands now, to be shown beside what was typed.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report


class Incomplete(Exception):
    """A report cannot be sent as it is. `missing` says what it lacks, by field."""

    def __init__(self, missing: "Mapping[str, Refusal]") -> None:
        super().__init__(" ".join(str(sentence) for sentence in missing.values()))
        self.missing = missing


def locked(report: Report) -> Report:
    """The report as it stands now, held until the end of the transaction."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("obligation__cycle", "obligation__measure__direction", "obligation__body")
        .get(pk=report.pk)
    )


def step(report: Report, did: Act, *, by: "User", at: datetime, comment: str = "") -> None:
    """Add one step to the trail and one entry to the history: who did what, and what it said then."""
    Step.objects.create(
        report=report,
        did=did,
        by=by,
        at=at,
        comment=comment,
        revision=report.revision,
        snapshot=report.written(),
    )
    details: dict[str, Any] = {"comment": comment} if comment else {}
    record(f"report.{did}", report, by=by, at=at, revision=report.revision, **details)


@transaction.atomic
def begin_report(obligation: Obligation, *, by: "User", at: datetime) -> Report:
    """Begin the report of a body, with the numbers that its records give, and its last partners.

    What it planned then, and the sources of money it named, the form shows beside the empty fields.
    """
    obligation = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("cycle__version", "measure__direction", "report", "body")
        .get(pk=obligation.pk)
    )
    require(may.why_not_begin(obligation, by))

    last = Report.objects.before(obligation).first()
    report = Report.objects.create(
        obligation=obligation,
        drafted_by=by,
        begun_at=at,
        saved_at=at,
        result=as_lines(counted(obligation)),
        partners=last.partners if last else "",
    )
    report.authors.add(by)
    step(report, Act.BEGUN, by=by, at=at)
    return report


@transaction.atomic
def save_report(
    report: Report,
    *,
    by: "User",
    at: datetime,
    edit_number: int,
    fields: Mapping[str, Any],
    spendings: Sequence[Mapping[str, Any]] | None = None,
    evidence: Iterable[Mapping[str, Any]] = (),
) -> Report:
    """Save what was written so far; a draft may be incomplete.

    `edit_number` is that of the report the writer began from: where somebody saved since, raises
    `SavedByAnother` and writes nothing; what is the same as stands saved is no conflict.
    `spendings` replaces the money rows (None leaves them): source, amount (None: unknown),
    reason_if_unknown. `evidence` adds documents: title, number,
    dated_on, link, sensitivity, and content and file_name where the file itself is handed in.
    Saving the same again changes nothing.
    """
    report = locked(report)
    require(may.why_not_edit(report, by))
    changed = [name for name in WRITTEN if name in fields and getattr(report, name) != fields[name]]
    if spendings is not None and _rows(spendings) != _standing_rows(report):
        changed.append("spendings")
    if changed and report.edit_number != edit_number:
        raise SavedByAnother(report)

    for name in changed:
        if name in WRITTEN:
            setattr(report, name, fields[name])
    if spendings is not None and "spendings" in changed:
        _replace_spendings(report, spendings)
    if _attach(report, evidence):
        changed.append("evidence")
    return _saved(report, changed, by=by, at=at) if changed else report


@transaction.atomic
def remove_evidence(item: EvidenceItem, *, by: "User", at: datetime) -> Report:
    """Take a document out of a report that is still being written. Its hash stays in the history."""
    report = locked(item.report)
    require(may.why_not_edit(report, by))

    record("evidence.removed", report, by=by, at=at, title=item.title, sha256=item.sha256)
    item.delete()
    return _saved(report, ["evidence"], by=by, at=at)


def _saved(report: Report, changed: Sequence[str], *, by: "User", at: datetime) -> Report:
    report.edit_number += 1
    report.saved_at = at
    report.save(
        update_fields=["edit_number", "saved_at", *(name for name in changed if name in WRITTEN)]
    )
    report.authors.add(by)
    if not _is_same_sitting(report, by=by, at=at):
        record("report.saved", report, by=by, at=at, changed=list(changed))
    return report


def _is_same_sitting(report: Report, *, by: "User", at: datetime) -> bool:
    last = Entry.objects.about(report).first()
    return (
        last is not None
        and (last.did, last.by_id) == ("report.saved", by.pk)
        and at - last.at < SITTING
    )


def _rows(spendings: Sequence[Mapping[str, Any]]) -> list[tuple[str, Any, str]]:
    return [
        (str(s["source"]), s.get("amount"), str(s.get("reason_if_unknown") or ""))
        for s in spendings
    ]


def _standing_rows(report: Report) -> list[tuple[str, Any, str]]:
    return list(report.spendings.values_list("source", "amount", "reason_if_unknown"))


def _replace_spendings(report: Report, spendings: Sequence[Mapping[str, Any]]) -> None:
    report.spendings.all().delete()
    Spending.objects.bulk_create(
        Spending(report=report, source=source, amount=amount, reason_if_unknown=reason)
        for source, amount, reason in _rows(spendings)
    )


def _attach(report: Report, documents: Iterable[Mapping[str, Any]]) -> bool:
    """Add documents. A file is judged by its bytes; the same file twice in a report is kept once."""
    added = False
    for document in documents:
        content: bytes | None = document.get("content")
        kept: dict[str, Any] = {}
        if content is not None:
            require(files.why_not_keep(content))
            digest = sha256(content).hexdigest()
            if report.evidence.filter(sha256=digest).exists():
                continue
            kind = files.kind_of(content)
            kept = {
                "content": content,
                "sha256": digest,
                "content_type": files.KINDS[kind or ""],
                "file_name": files.named(str(document.get("file_name") or ""), kind or ""),
            }
        item = EvidenceItem.objects.create(
            report=report,
            title=str(document["title"]),
            number=str(document.get("number") or ""),
            dated_on=document.get("dated_on"),
            link=str(document.get("link") or ""),
            sensitivity=document.get("sensitivity") or Sensitivity.GOVERNMENT,
            **kept,
        )
        added = bool(item)
    return added


def become(report: Report, status: ReportStatus, *fields: str) -> None:
    """Move the report along its life, with the fields that change with it."""
    report.status = status
    report.edit_number += 1  # a form that was opened before cannot save over what happened since
    report.save(update_fields=["status", "edit_number", *fields])
