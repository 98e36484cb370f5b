"""Deciding on a report: taking it back, approving, returning, accepting it, and giving more time."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.access.refusal import Denied
from dayaq.reporting import actions
from dayaq.reporting.forms import ExtensionAnswerForm, ExtensionForm, ReasonForm
from dayaq.reporting.models import Extension, Obligation, Report
from dayaq.reporting.states import ReportStatus
from dayaq.reporting.views.reports import sheet


def _act(request: UserRequest, pk: int, act: Callable[[Report], Report], said: str) -> HttpResponse:
    """Perform one act on a report that the person may see, and say what came of it."""
    report = get_object_or_404(
        Report.objects.visible_to(request.user).select_related("obligation"), pk=pk
    )
    try:
        act(report)
    except Denied as refusal:
        messages.error(request, str(refusal))
    except actions.Incomplete as incomplete:
        messages.error(request, str(incomplete))
    else:
        messages.success(request, said)
    return redirect("reporting:obligation", report.obligation_id)


@require_POST
@needs(Permission.REPORT_DRAFT)
def recall(request: UserRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda report: actions.recall(report, by=request.user, at=now()),
        _("The report is back with you."),
    )


@require_POST
@needs(Permission.REPORT_APPROVE)
def approve(request: UserRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda report: actions.approve(report, by=request.user, at=now()),
        _("The report was approved and submitted to the coordinator."),
    )


@require_POST
@needs(Permission.REPORT_ACCEPT)
def accept(request: UserRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda report: actions.accept(report, by=request.user, at=now()),
        _("The report was accepted."),
    )


@require_POST
@needs(Permission.REPORT_APPROVE, Permission.REPORT_ACCEPT)
def return_(request: UserRequest, pk: int) -> HttpResponse:
    """Returned by the approver to the drafter, or by the coordinator to the body."""
    report = get_object_or_404(
        Report.objects.visible_to(request.user).select_related("obligation"), pk=pk
    )
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return sheet(request, report.obligation_id, returning=form)
    is_coordinator = report.status == ReportStatus.SUBMITTED and holds(
        request.user, Permission.REPORT_ACCEPT
    )
    act = actions.return_to_body if is_coordinator else actions.return_to_drafter
    return _act(
        request,
        pk,
        lambda found: act(found, comment=form.cleaned_data["comment"], by=request.user, at=now()),
        _("The report was returned with your comment."),
    )


@require_POST
@needs(Permission.REPORT_DRAFT, Permission.REPORT_APPROVE)
def ask_extension(request: UserRequest, pk: int) -> HttpResponse:
    obligation = get_object_or_404(Obligation.objects.visible_to(request.user), pk=pk)
    form = ExtensionForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_extension(obligation, by=request.user, at=now(), **form.cleaned_data)
        except Denied as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The coordinator was asked for more time."))
            return redirect("reporting:obligation", pk)
    return sheet(request, pk, asking=form)


@require_POST
@needs(Permission.CYCLE_KEEP)
def decide_extension(request: UserRequest, pk: int) -> HttpResponse:
    extension = get_object_or_404(Extension.objects.visible_to(request.user), pk=pk)
    form = ExtensionAnswerForm(request.POST)
    is_granted = request.POST.get("do") == "grant"
    if form.is_valid():
        try:
            actions.decide_extension(
                extension,
                is_granted=is_granted,
                answer=form.cleaned_data["answer"],
                by=request.user,
                at=now(),
            )
        except Denied as refusal:
            form.add_error("answer", str(refusal))
        else:
            messages.success(
                request,
                _("More time was granted.") if is_granted else _("The request was refused."),
            )
            return redirect("reporting:obligation", extension.obligation_id)
    return sheet(request, extension.obligation_id, answering=form)
