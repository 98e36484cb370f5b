"""Texts handed in: the list of readings, handing in, putting aside, making one the plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.kernel.lists import show_list
from dayaq.plan import actions
from dayaq.plan.decree.questions import NotADecree
from dayaq.plan.forms import ActForm, PlaceForm, ReasonForm, TextForm
from dayaq.plan.models import Reading
from dayaq.plan.states import ReadingStatus
from dayaq.plan.tables import ReadingFilter, ReadingTable


@require_safe
@needs(Permission.PLAN_IMPORT)
def readings(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Reading.objects.listed(),
        table=ReadingTable,
        filters=ReadingFilter,
        title=_("Import and review"),
        template="plan/readings.html",
        name="readings",
        context={"empty": _("No text has been handed in yet.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_IMPORT)
def begin(request: UserRequest) -> HttpResponse:
    """Hand in a text. It is read at once: that takes a fraction of a second."""
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        at = now()
        try:
            reading = actions.begin_reading(form.content, form.name, by=request.user, at=at)
        except NotADecree as refusal:
            form.add_error(None, _(refusal.message) % refusal.params)
        else:
            _say_what_happened(request, reading, is_new=reading.started_at == at)
            if reading.status == ReadingStatus.CONFIRMED:
                return redirect("plan:version", reading.version.pk)
            return redirect("plan:reading", reading.pk)
    status = 422 if form.errors else 200
    return render(request, "plan/begin.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_IMPORT)
def act(request: UserRequest, pk: int) -> HttpResponse:
    """The details of the act that approves the plan, or of the one that changes it."""
    reading = get_object_or_404(Reading.objects.select_related("amends", "source"), pk=pk)
    form = ActForm(request.POST or None, initial=reading.act)
    if request.method == "POST" and form.is_valid():
        actions.state_act(reading, by=request.user, at=now(), **form.details)
        return redirect("plan:reading", reading.pk)
    status = 422 if form.errors else 200
    return render(request, "plan/act.html", {"form": form, "reading": reading}, status=status)


@require_POST
@needs(Permission.PLAN_IMPORT)
def place(request: UserRequest, pk: int) -> HttpResponse:
    reading = get_object_or_404(Reading, pk=pk)
    form = PlaceForm(request.POST)
    if form.is_valid():
        actions.place(reading, form.cleaned_data["plan"], by=request.user, at=now())
    return redirect("plan:reading", pk)


@require_POST
@needs(Permission.PLAN_IMPORT)
def again(request: UserRequest, pk: int) -> HttpResponse:
    """Read the text once more, with what the directory has learnt since."""
    reading = actions.read_again(get_object_or_404(Reading, pk=pk), by=request.user, at=now())
    messages.info(
        request,
        _("The text was read again. Open questions: %(count)s.")
        % {"count": len(reading.questions)},
    )
    return redirect("plan:reading", pk)


@require_POST
@needs(Permission.PLAN_IMPORT)
def confirm(request: UserRequest, pk: int) -> HttpResponse:
    version = actions.confirm(get_object_or_404(Reading, pk=pk), by=request.user, at=now())
    messages.success(
        request,
        _("The reading is confirmed: it is now version %(number)s of the plan.")
        % {"number": version.number},
    )
    return redirect("plan:version", version.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_IMPORT)
def discard(request: UserRequest, pk: int) -> HttpResponse:
    reading = get_object_or_404(Reading.objects.select_related("source"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.discard(reading, **form.cleaned_data, by=request.user, at=now())
        messages.info(request, _("The reading was discarded. Its text is kept."))
        return redirect("plan:readings")
    status = 422 if form.errors else 200
    return render(request, "plan/discard.html", {"form": form, "reading": reading}, status=status)


def _say_what_happened(request: UserRequest, reading: Reading, *, is_new: bool) -> None:
    if is_new:
        messages.info(request, _("The text was read. Please review it row by row."))
    elif reading.status == ReadingStatus.CONFIRMED:
        messages.info(
            request,
            _("Nothing changed: this text is version %(number)s of the plan “%(plan)s”.")
            % {"number": reading.version.number, "plan": reading.version.plan.code},
        )
    else:
        messages.info(request, _("Nothing changed: this text is in review already."))
