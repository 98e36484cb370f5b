"""What became of each measure: from one version to the next, and from plan to plan."""

from itertools import pairwise

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.plan import actions, policies
from dayaq.plan.forms import LinkForm
from dayaq.plan.models import Lineage, Measure, Plan, PlanVersion
from dayaq.plan.models.lines import lines_between, suggestions
from dayaq.plan.states import Relation


@require_safe
@needs(Permission.PLAN_READ)
def lineage(request: UserRequest) -> HttpResponse:
    """Which versions and plans follow one another, and how far their measures are linked."""
    plans = list(Plan.objects.select_related("predecessor").prefetch_related("versions__act"))
    steps: list[tuple[PlanVersion, PlanVersion]] = []
    for plan in plans:
        versions = sorted(plan.versions.all(), key=lambda version: version.number)
        steps += pairwise(versions)
        before = next((p for p in plans if p.pk == plan.predecessor_id), None)
        before = before or _nearest_before(plan, plans)
        if before:
            steps.append((max(before.versions.all(), key=lambda v: v.number), versions[0]))
    return render(request, "plan/lineage.html", {"plans": plans, "steps": steps})


@require_safe
@needs(Permission.PLAN_READ)
def desk(request: UserRequest, earlier: int, later: int) -> HttpResponse:
    """Two versions side by side: what is linked, what is likely, what stands alone."""
    before, after = _version(earlier), _version(later)
    return render(request, "plan/lineage_desk.html", _desk(request, before, after))


@require_POST
@needs(Permission.PLAN_KEEP)
def link(request: UserRequest, earlier: int, later: int) -> HttpResponse:
    before, after = _version(earlier), _version(later)
    form = _form(before, after, request)
    if form.is_valid():
        given = form.cleaned_data
        relation = Relation(given["relation"])
        refusal = policies.why_not_link(given["earlier"], given["later"], relation, request.user)
        if refusal is None:
            actions.link_measures(
                given["earlier"], given["later"], relation, by=request.user, at=now()
            )
            return redirect("plan:lineage_desk", earlier, later)
        form.add_error(None, str(refusal))
    page = {**_desk(request, before, after), "form": form}
    return render(request, "plan/lineage_desk.html", page, status=422)


@require_POST
@needs(Permission.PLAN_KEEP)
def unlink(request: UserRequest, earlier: int, later: int, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Lineage,
        Q(earlier=None) | Q(earlier__direction__version=earlier),
        Q(later=None) | Q(later__direction__version=later),
        pk=pk,
    )
    actions.unlink_measures(row, by=request.user, at=now())
    return redirect("plan:lineage_desk", earlier, later)


def _desk(request: UserRequest, before: PlanVersion, after: PlanVersion) -> dict[str, object]:
    lines = lines_between(before, after)
    may_keep = holds(request.user, Permission.PLAN_KEEP)
    return {
        "earlier": before,
        "later": after,
        "lines": lines,
        "suggestions": suggestions(before, after, lines) if may_keep else [],
        "may_keep": may_keep,
        "form": _form(before, after) if may_keep else None,
    }


def _form(before: PlanVersion, after: PlanVersion, request: UserRequest | None = None) -> LinkForm:
    return LinkForm(
        request.POST if request else None,
        earlier=Measure.objects.of(before).order_by("direction", "position"),
        later=Measure.objects.of(after).order_by("direction", "position"),
    )


def _version(pk: int) -> PlanVersion:
    return get_object_or_404(PlanVersion.objects.select_related("plan", "act"), pk=pk)


def _nearest_before(plan: Plan, plans: list[Plan]) -> Plan | None:
    """The plan that ended last before this one began."""
    ended = [p for p in plans if p.ends_on < plan.starts_on]
    return max(ended, key=lambda p: p.ends_on, default=None)
