"""The page of an obligation: the law, the report as written or read, its trail, what one may do."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import Permission, UserRequest, bodies_where, needs
from dayaq.access.refusal import Denied
from dayaq.kernel.files import handed_out
from dayaq.reporting import actions
from dayaq.reporting.forms import (
    DocumentForm,
    ExtensionAnswerForm,
    ExtensionForm,
    MoneyForms,
    ReasonForm,
    ReportForm,
    money_of,
)
from dayaq.reporting.models import EvidenceItem, Obligation, Report, Step
from dayaq.reporting.models.counted import counted
from dayaq.reporting.models.reports import WRITTEN
from dayaq.reporting.policies import cycles as may_in_cycle
from dayaq.reporting.policies import reports as may
from dayaq.reporting.states import Act, ReportStatus, Sensitivity
from dayaq.reporting.views.reading import Reading, reading

if TYPE_CHECKING:
    from dayaq.accounts.models import User

reads = needs(Permission.REPORT_READ_ALL, Permission.REPORT_READ_OWN)
MORE = ("next_plan", "problems", "decision_needed", "partners")


@require_safe
@reads
def page(request: UserRequest, pk: int) -> HttpResponse:
    return sheet(request, pk)


@require_safe
@reads
def report(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    return redirect("reporting:obligation", found.obligation_id)


@require_POST
@needs(Permission.REPORT_DRAFT)
def begin(request: UserRequest, pk: int) -> HttpResponse:
    obligation = get_object_or_404(Obligation.objects.visible_to(request.user), pk=pk)
    try:
        actions.begin_report(obligation, by=request.user, at=now())
    except Denied as refusal:
        messages.error(request, str(refusal))
    return redirect("reporting:obligation", pk)


class Typed:
    """The forms of a report as they were sent: its words, its money, a document to add."""

    def __init__(self, request: UserRequest, report: Report) -> None:
        is_regular = report.obligation.measure.is_regular
        self.words = ReportForm(request.POST, is_regular=is_regular)
        self.money = MoneyForms(request.POST, prefix="money")
        self.document = DocumentForm(request.POST, request.FILES, prefix="document")

    @property
    def is_valid(self) -> bool:
        return all([self.words.is_valid(), self.money.is_valid(), self.document.is_valid()])


@require_POST
@needs(Permission.REPORT_DRAFT)
def write(request: UserRequest, pk: int) -> HttpResponse:
    """Save what was typed, then do what the pressed button says. Nothing typed is lost."""
    found = _written_by(request.user, pk)
    typed = Typed(request, found)
    do, _colon, which = request.POST.get("do", "save").partition(":")
    if not typed.is_valid:
        return sheet(request, found.obligation_id, typed=typed)
    try:
        found = actions.save_report(
            found,
            by=request.user,
            at=now(),
            edit_number=typed.words.cleaned_data["edit_number"],
            fields=typed.words.said,
            spendings=money_of(typed.money, but=which if do == "remove-money" else ""),
            evidence=typed.document.documents,
        )
        _press(request, found, do, which)
    except actions.SavedByAnother as other:
        return sheet(request, found.obligation_id, typed=typed, theirs=other.report)
    except actions.Incomplete as incomplete:
        for field, sentence in incomplete.missing.items():
            typed.words.add_error(field if field in typed.words.fields else None, str(sentence))
        return sheet(request, found.obligation_id, typed=typed)
    except Denied as refusal:
        messages.error(request, str(refusal))
    address = redirect("reporting:obligation", found.obligation_id)
    address["Location"] += AFTERWARDS.get(do, "")
    return address


AFTERWARDS = {
    "add-money": "?rows=1#money",
    "remove-money": "#money",
    "add-document": "#documents",
    "remove-document": "#documents",
}
"""Where on the page each button leads back to."""


def _press(request: UserRequest, found: Report, do: str, which: str) -> None:
    """What a button of the form does beyond saving."""
    if do == "send":
        actions.send(found, by=request.user, at=now())
        messages.success(request, _("The report was sent to the approver."))
    elif do == "remove-document" and which.isdigit():
        item = get_object_or_404(EvidenceItem, pk=which, report=found)
        actions.remove_evidence(item, by=request.user, at=now())
    elif do == "save":
        messages.success(request, _("The draft is saved."))


@require_POST
@needs(Permission.REPORT_DRAFT)
def autosave(request: UserRequest, pk: int) -> HttpResponse:
    """Save quietly what can be saved; answers with one line about it."""
    found = _written_by(request.user, pk)
    typed = Typed(request, found)
    if not typed.words.is_valid():
        return render(request, "reporting/_saved.html", {"report": None}, status=422)
    money = money_of(typed.money) if typed.money.is_valid() else None
    context: dict[str, Any] = {}
    try:
        context["report"] = actions.save_report(
            found,
            by=request.user,
            at=now(),
            edit_number=typed.words.cleaned_data["edit_number"],
            fields=typed.words.said,
            spendings=money,
        )
    except actions.SavedByAnother as other:
        context["theirs"] = other.report
    except Denied as refusal:
        context["refusal"] = str(refusal)
    return render(request, "reporting/_saved.html", context)


@require_safe
@reads
def evidence(request: UserRequest, pk: int) -> HttpResponse:
    """The file of a document, always as a download, for those who may see it."""
    item = get_object_or_404(
        EvidenceItem.objects.visible_to(request.user).exclude(file_name=""), pk=pk
    )
    return handed_out(bytes(item.content or b""), item.content_type, item.file_name)


def _written_by(user: "User", pk: int) -> Report:
    return get_object_or_404(
        Report.objects.visible_to(user).select_related(
            "obligation__measure", "obligation__cycle__version"
        ),
        pk=pk,
    )


def sheet(
    request: UserRequest,
    pk: int,
    *,
    typed: Typed | None = None,
    theirs: Report | None = None,
    returning: ReasonForm | None = None,
    asking: ExtensionForm | None = None,
    answering: ExtensionAnswerForm | None = None,
) -> HttpResponse:
    """The page of an obligation as this person may see and use it."""
    user = request.user
    obligation = get_object_or_404(
        Obligation.objects.visible_to(user)
        .select_related(
            "cycle__version__plan", "measure__direction", "report__approved_by", "party__body"
        )
        .prefetch_related("body__names", "extensions__asked_by")
        .annotate(author_ids=ArrayAgg("report__authors", filter=Q(report__authors__isnull=False))),
        pk=pk,
    )
    found = obligation.reported
    is_ours = obligation.body_id in bodies_where(user, Permission.REPORT_READ_OWN)
    can_read = found is not None and (is_ours or found.submitted_at is not None)
    steps = list(found.steps.select_related("by")) if found and can_read else []
    context: dict[str, Any] = {
        "obligation": obligation,
        "report": found,
        "can_read": can_read,
        "cycle": obligation.cycle,
        "measure": obligation.measure,
        "lines": (obligation.measure.first_line, obligation.measure.last_line),
        "today": localdate(),
        "schedule": obligation.schedule(on=localdate()),
        "figures": counted(obligation),
        "steps": _with_waits(steps),
        "waiting": _waits_for(obligation, steps),
        "is_ours": is_ours,
        "returning": returning or ReasonForm(),
        "asking": asking or ExtensionForm(),
        "answering": answering or ExtensionAnswerForm(),
        "pending": next((e for e in obligation.extensions.all() if e.is_granted is None), None),
    }
    context |= _what_one_may(obligation, user)
    if found and can_read:
        context["comment"] = (
            next((s.comment for s in reversed(steps) if s.did == Act.RETURNED), "")
            if found.status == ReportStatus.RETURNED
            else ""
        )
        if context["why_not_edit"] is None:
            context |= _writing(request, obligation, found, typed=typed, theirs=theirs)
        else:
            context["said"] = _said(found, steps, is_ours=is_ours, user=user)
    failed = any([typed, returning, asking, answering])
    return render(request, "reporting/obligation.html", context, status=422 if failed else 200)


def _what_one_may(obligation: Obligation, user: "User") -> dict[str, Any]:
    """Each act with its sentence of refusal; None where it may be done now."""
    may_do: dict[str, Any] = {
        "why_not_begin": may.why_not_begin(obligation, user),
        "why_not_remind": may_in_cycle.why_not_remind(obligation, user),
        "why_not_ask": may_in_cycle.why_not_ask_extension(obligation, user),
    }
    for extension in obligation.extensions.all():
        if extension.is_granted is None:
            extension.obligation = obligation
            may_do["why_not_decide"] = may_in_cycle.why_not_decide_extension(extension, user)
    found = obligation.reported
    if found is None:
        return may_do
    found.obligation = obligation
    authors = {found.drafted_by_id, *(getattr(obligation, "author_ids", None) or [])}
    return may_do | {
        "why_not_edit": may.why_not_edit(found, user),
        "why_not_recall": may.why_not_recall(found, user),
        "why_not_return": may.why_not_return_to_drafter(found, user),
        "why_not_approve": may.why_not_approve(found, user, authors=authors),
        "why_not_accept": may.why_not_accept(found, user, authors=authors),
        "why_not_return_to_body": may.why_not_return_to_body(found, user, authors=authors),
    }


def _writing(
    request: UserRequest,
    obligation: Obligation,
    found: Report,
    *,
    typed: Typed | None,
    theirs: Report | None,
) -> dict[str, Any]:
    """The forms, with what was said the last time beside them, and what another saved meanwhile."""
    last = Report.objects.before(obligation).select_related("obligation__cycle").first()
    spent = [
        {"source": s.source, "amount": s.amount, "reason_if_unknown": s.reason_if_unknown}
        for s in found.spendings.all()
    ]
    if not spent and last is not None and found.edit_number == 0:
        spent = [{"source": s.source} for s in last.spendings.all()]  # the same sources, as a start
    rows = [*spent, *([{}] if "rows" in request.GET or not spent else [])]
    words = typed.words if typed else ReportForm.of(found)
    if typed and theirs is None:
        found.refresh_from_db(fields=["edit_number"])
    if typed:  # a next saving starts from what stands now, knowingly
        again = request.POST.copy()
        again["edit_number"] = str((theirs or found).edit_number)
        words.data = again
    return {
        "form": words,
        "money": typed.money if typed else MoneyForms(initial=rows, prefix="money"),
        "document": typed.document if typed else DocumentForm(prefix="document"),
        "documents": list(found.evidence.all()),
        "last": last,
        "more": [words[name] for name in MORE],
        "more_is_open": any(words[name].value() or words[name].errors for name in MORE),
        "theirs": _differences(words, theirs) if theirs else {},
        "their_saving": theirs,
    }


def _differences(words: ReportForm, theirs: Report) -> dict[str, Any]:
    return {
        name: getattr(theirs, name)
        for name in WRITTEN
        if getattr(theirs, name) != words.cleaned_data.get(name)
    }


def _said(found: Report, steps: list[Step], *, is_ours: bool, user: "User") -> Reading:
    """What the report says to this reader: outside its body, only what was handed in."""
    last = steps[-1].snapshot if steps else {}
    if found.is_editable and is_ours:
        last = found.written()
    elif not is_ours:
        handed_in = [s.snapshot for s in steps if s.did == Act.APPROVED]
        last = handed_in[-1] if handed_in else {}
    sees_restricted = is_ours or any(
        bodies_where(user, p) for p in (Permission.REPORT_ACCEPT, Permission.MEASURE_VERIFY)
    )
    closed = frozenset() if sees_restricted else frozenset({Sensitivity.RESTRICTED.value})
    return reading(last, closed=closed)


def _with_waits(steps: list[Step]) -> list[tuple[Step, int]]:
    """Each step with the days that passed until it since the step before."""
    days = [(localdate(step.at) - localdate(before.at)).days for before, step in pairwise(steps)]
    return list(zip(steps, [0, *days], strict=False))


def _waits_for(obligation: Obligation, steps: list[Step]) -> dict[str, Any] | None:
    """Who has to act next, and since when."""
    found = obligation.reported
    if found is None or not steps or found.status == ReportStatus.ACCEPTED:
        return None
    who = {
        ReportStatus.DRAFT: _("the drafter"),
        ReportStatus.RETURNED: _("the drafter"),
        ReportStatus.WITH_APPROVER: _("the approver"),
        ReportStatus.SUBMITTED: _("the coordinator"),
    }[ReportStatus(found.status)]
    return {"who": who, "days": (localdate() - localdate(steps[-1].at)).days}
