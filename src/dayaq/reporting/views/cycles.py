"""Cycles: the list, planning one, and the page from which it is opened, watched and closed."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.directory.models import Body
from dayaq.kernel.lists import show_list
from dayaq.reporting import actions
from dayaq.reporting.forms import CycleForm, ReasonForm
from dayaq.reporting.models import Cycle
from dayaq.reporting.models.coverage import BodyStanding, of_bodies
from dayaq.reporting.models.owed import unresolved
from dayaq.reporting.policies import cycles as may
from dayaq.reporting.states import HANDED_IN, Binding, CycleStatus
from dayaq.reporting.tables import CycleTable

reads = needs(Permission.REPORT_READ_ALL)
keeps = needs(Permission.CYCLE_KEEP)


@require_safe
@reads
def index(request: UserRequest) -> HttpResponse:
    required = Q(obligations__binding=Binding.REQUIRED)
    rows = Cycle.objects.select_related("version__plan").annotate(
        owed=Count("obligations", filter=required),
        reported=Count(
            "obligations", filter=required & Q(obligations__report__status__in=HANDED_IN)
        ),
    )
    return show_list(
        request,
        rows=rows,
        table=CycleTable,
        name="cycles",
        title=_("Reporting cycles"),
        template="reporting/cycles.html",
        context={
            "why_not_plan": may.why_not_keep_cycles(request.user),
            "empty": _(
                "Plan the first cycle: a period, and the window in which reports are handed in."
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
def plan(request: UserRequest) -> HttpResponse:
    form = CycleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cycle = actions.plan_cycle(
                form.cleaned_data.pop("version"), by=request.user, at=now(), **form.cleaned_data
            )
        except Denied as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reporting:cycle", cycle.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/plan_cycle.html", {"form": form}, status=status)


@require_safe
@reads
def detail(request: UserRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


def _page(request: UserRequest, pk: int, form: ReasonForm | None = None) -> HttpResponse:
    cycle = get_object_or_404(Cycle.objects.select_related("version__plan"), pk=pk)
    today = localdate()
    standings = of_bodies(cycle, on=today)
    bodies = {b.pk: b for b in Body.objects.filter(pk__in=standings).prefetch_related("names")}
    ranked = sorted(standings.values(), key=_most_missing_first)
    as_of = cycle.opens_on if cycle.status == CycleStatus.PLANNED else today
    user = request.user
    context = {
        "cycle": cycle,
        "form": form or ReasonForm(),
        "rows": [(bodies[s.body_id], s) for s in ranked if s.required],
        "guests": [(bodies[s.body_id], s) for s in ranked if s.invited],
        "required": sum(s.required for s in ranked),
        "reported": sum(s.reported for s in ranked),
        "overdue": sum(s.overdue for s in ranked),
        "returned": sum(s.returned for s in ranked),
        "accepted": sum(s.accepted for s in ranked),
        "unresolved": () if cycle.status == CycleStatus.CLOSED else unresolved(cycle, on=as_of),
        "history": Entry.objects.about(cycle).select_related("by")[:20],
        "why_not_open": may.why_not_open(cycle, user),
        "why_not_refresh": may.why_not_refresh(cycle, user),
        "why_not_close": may.why_not_close(cycle, user, on=today),
        "why_not_reopen": may.why_not_reopen(cycle, user),
        "why_not_keep": may.why_not_keep_cycles(user),
    }
    status = 422 if form is not None else 200
    return render(request, "reporting/cycle.html", context, status=status)


def _most_missing_first(standing: BodyStanding) -> tuple[int, int, int]:
    return -standing.overdue, -standing.unreported, standing.body_id


def _act(request: UserRequest, pk: int, act: Callable[[Cycle], str]) -> HttpResponse:
    cycle = get_object_or_404(Cycle, pk=pk)
    try:
        messages.success(request, act(cycle))
    except Denied as refusal:
        messages.error(request, str(refusal))
    return redirect("reporting:cycle", pk)


@require_POST
@keeps
def open_(request: UserRequest, pk: int) -> HttpResponse:
    def act(cycle: Cycle) -> str:
        actions.open_cycle(cycle, by=request.user, at=now())
        return _("The cycle is open; the bodies have been told.")

    return _act(request, pk, act)


@require_POST
@keeps
def refresh(request: UserRequest, pk: int) -> HttpResponse:
    def act(cycle: Cycle) -> str:
        changed = actions.refresh_obligations(cycle, by=request.user, at=now())
        return _("%(added)d obligations added, %(withdrawn)d withdrawn.") % {
            "added": changed.added,
            "withdrawn": changed.withdrawn,
        }

    return _act(request, pk, act)


@require_POST
@keeps
def close(request: UserRequest, pk: int) -> HttpResponse:
    def act(cycle: Cycle) -> str:
        actions.close_cycle(cycle, by=request.user, at=now())
        return _("The cycle is closed. Its numbers are being frozen.")

    return _act(request, pk, act)


@require_POST
@keeps
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form)

    def act(cycle: Cycle) -> str:
        actions.reopen_cycle(cycle, reason=form.cleaned_data["comment"], by=request.user, at=now())
        return _("The cycle is open again.")

    return _act(request, pk, act)
