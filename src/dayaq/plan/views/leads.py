"""Which executor leads each measure: inferred from the order of the text until somebody says so."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.audit.models import Entry
from dayaq.kernel.lists import show_list
from dayaq.plan import actions
from dayaq.plan.forms import LeadForm, LeadsForm
from dayaq.plan.models import Lead, Measure, Party, PlanVersion
from dayaq.plan.states import Basis, PartyRole
from dayaq.plan.tables import LeadFilter, LeadTable


@require_safe
@needs(Permission.PLAN_KEEP)
def leads(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Lead.objects.of(_version()),
        table=LeadTable,
        filters=LeadFilter,
        title=_("Lead executors"),
        template="plan/leads.html",
        name="leads",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_KEEP)
def lead(request: UserRequest, pk: int) -> HttpResponse:
    """The lead of one measure, and who said so."""
    measure = get_object_or_404(
        Measure.objects.select_related("direction__version__plan", "lead__party"), pk=pk
    )
    executors = Party.objects.filter(measure=measure, role=PartyRole.EXECUTOR)
    executors = executors.select_related("body", "group").prefetch_related("body__names")
    form = LeadForm(
        request.POST or None,
        parties=executors.order_by("order"),
        initial={"party": measure.lead.party_id},
    )
    if request.method == "POST" and form.is_valid():
        actions.confirm_lead(measure, **form.cleaned_data, by=request.user, at=now())
        messages.success(request, _("The lead executor is confirmed."))
        return redirect("plan:leads")
    page = {
        "form": form,
        "measure": measure,
        "lead": measure.lead,
        "history": Entry.objects.about(measure).filter(did="lead.confirmed").select_related("by"),
    }
    return render(request, "plan/lead.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_KEEP)
def confirm_inferred(request: UserRequest) -> HttpResponse:
    """Many measures at once: by one decision the first-listed executor leads each."""
    inferred = Lead.objects.of(_version()).filter(basis=Basis.INFERRED)
    measures = Measure.objects.filter(lead__in=inferred).order_by("direction", "position")
    form = LeadsForm(request.POST or None, measures=measures)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["measures"]
        confirmed = actions.confirm_leads(
            chosen,
            decided_by=form.cleaned_data["decided_by"],
            decided_on=form.cleaned_data["decided_on"],
            by=request.user,
            at=now(),
        )
        messages.success(
            request,
            ngettext(
                "%(count)s lead executor is confirmed.",
                "%(count)s lead executors are confirmed.",
                len(confirmed),
            )
            % {"count": len(confirmed)},
        )
        return redirect("plan:leads")
    page = {"form": form, "leads": inferred}
    return render(request, "plan/confirm_leads.html", page, status=422 if form.errors else 200)


def _version() -> PlanVersion:
    version = PlanVersion.objects.in_force()
    if version is None:
        raise Http404(_("No plan has been taken in yet."))
    return version
