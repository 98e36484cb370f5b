"""The plan as the law wrote it: its versions, what each changed, and the source line by line."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.audit.models import Entry
from dayaq.plan.models import Plan, PlanVersion, Reading, SourceText
from dayaq.plan.models.differences import difference
from dayaq.plan.states import DEEDS, REPAIRS
from dayaq.plan.views.paper import by_line
from dayaq.plan.views.paper import source_lines as lines_of

AROUND = 8
"""Lines shown before and after those that a link points at."""


@require_safe
@needs(Permission.PLAN_READ)
def versions(request: UserRequest) -> HttpResponse:
    """Every plan with its versions and the acts that made them."""
    plans = Plan.objects.select_related("predecessor").prefetch_related("versions__act")
    return render(request, "plan/versions.html", {"plans": plans})


@require_safe
@needs(Permission.PLAN_READ)
def version(request: UserRequest, pk: int) -> HttpResponse:
    """One version: its act, its proof, its chapters verbatim, its notes and commitments."""
    version = get_object_or_404(
        PlanVersion.objects.select_related(
            "plan__predecessor", "act", "reading__source", "reading__ended_by"
        )
        .defer("reading__source__content")
        .with_neighbours(),
        pk=pk,
    )
    page = {
        "plan_version": version,
        "plan": version.plan,
        "reading": version.reading,
        "directions": version.directions.with_counts(),
        "counts": version.counts,
        "notes": version.notes.prefetch_related("commitments"),
    }
    return render(request, "plan/version.html", page)


@require_safe
@needs(Permission.PLAN_READ)
def history(request: UserRequest, pk: int) -> HttpResponse:
    """Who did what from the first reading of the text to the version."""
    version = get_object_or_404(PlanVersion.objects.select_related("plan", "reading"), pk=pk)
    entries = [
        {"at": e.at, "by": e.by, "said": DEEDS.get(e.did, e.did), "details": e.details}
        for e in Entry.objects.about(version.reading).select_related("by")
    ]
    page = {"plan_version": version, "plan": version.plan, "entries": entries}
    return render(request, "plan/history.html", page)


@require_safe
@needs(Permission.PLAN_READ)
def changes(request: UserRequest, pk: int) -> HttpResponse:
    """What a version says otherwise than the one before it."""
    later = get_object_or_404(PlanVersion.objects.select_related("plan", "act", "reading"), pk=pk)
    earlier = get_object_or_404(
        PlanVersion.objects.select_related("act", "reading"),
        plan=later.plan,
        number=later.number - 1,
    )
    page = {
        "plan_version": later,
        "plan": later.plan,
        "earlier": earlier,
        "difference": difference(earlier.reading.result, later.reading.result),
    }
    return render(request, "plan/changes.html", page)


@require_safe
@needs(Permission.PLAN_READ)
def source(request: UserRequest, sha256: str) -> HttpResponse:
    """The whole source, every line with its number; any line can be pointed at."""
    source = get_object_or_404(SourceText, sha256=sha256)
    return _source_page(request, source, 1, len(source.lines), frozenset())


@require_safe
@needs(Permission.PLAN_READ)
def source_lines(request: UserRequest, sha256: str, first: int, last: int) -> HttpResponse:
    """The lines that a value was read from, and some around them."""
    source = get_object_or_404(SourceText, sha256=sha256)
    if not 1 <= first <= last <= len(source.lines):
        raise Http404
    marked = frozenset(range(first, last + 1))
    return _source_page(request, source, first - AROUND, last + AROUND, marked)


@require_safe
@needs(Permission.PLAN_READ)
def original(request: UserRequest, sha256: str) -> HttpResponse:  # noqa: ARG001
    """The bytes as they were handed in."""
    source = get_object_or_404(SourceText, sha256=sha256)
    response = HttpResponse(bytes(source.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{source.sha256[:12]}.txt"'
    return response


def _source_page(
    request: UserRequest, source: SourceText, first: int, last: int, marked: frozenset[int]
) -> HttpResponse:
    reading = Reading.objects.standing().filter(source=source).first()
    repairs = reading.result["repairs"] if reading else []
    page = {
        "source": source,
        "lines": lines_of(source.lines, first, last, by_line(repairs), asked=marked),
        "marked": (min(marked), max(marked)) if marked else None,
        "repairs": [
            {**repair, "label": REPAIRS.get(repair["kind"], repair["kind"])}
            for repair in repairs
            if not marked or repair["line"] in marked
        ],
        "whole": reverse("plan:source", args=[source.sha256]),
    }
    return render(request, "plan/source.html", page)
