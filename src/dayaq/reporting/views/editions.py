"""The yearly information: the list of editions, one edition, building and signing it, its files."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.db.models.fields.json import KT, KeyTransform
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.audit.words import said
from dayaq.kernel.files import handed_out
from dayaq.kernel.lists import show_list
from dayaq.reporting.actions import editions as actions
from dayaq.reporting.editions.building import FILES, FORMATS, LANGUAGES
from dayaq.reporting.models import Cycle, Edition, EditionFile
from dayaq.reporting.policies import editions as may
from dayaq.reporting.states import CycleStatus, Verified
from dayaq.reporting.tables import EditionTable

reads = needs(Permission.EDITION_READ)


@require_safe
@reads
def index(request: UserRequest) -> HttpResponse:
    """The editions this person may see; for the coordinator, with building a new one."""
    rows = (
        Edition.objects.visible_to(request.user)
        .without_content()
        .prefetch_related(Prefetch("files", EditionFile.objects.without_content()))
    )
    cycles = (
        Cycle.objects.annual().exclude(status=CycleStatus.PLANNED).select_related("version__plan")
        if holds(request.user, Permission.EDITION_BUILD)
        else Cycle.objects.none()
    )
    return show_list(
        request,
        rows=rows,
        table=EditionTable,
        name="editions",
        title=_("Annual information"),
        template="reporting/editions.html",
        context={
            "cycles": cycles,
            "may_build": holds(request.user, Permission.EDITION_BUILD),
            "empty": _("No edition has been signed yet."),
        },
    )


def edition_for(request: UserRequest, pk: int) -> Edition:
    """The edition without its large content, or 404: hidden and missing are the same answer."""
    return get_object_or_404(
        Edition.objects.visible_to(request.user)
        .without_content()
        .select_related("previous__cycle")
        .defer("previous__snapshot")
        .annotate(
            totals=KeyTransform("totals", "snapshot"),
            differences=KeyTransform("differences", "snapshot"),
            last_year=KT("snapshot__last_year__year"),
        ),
        pk=pk,
    )


@require_safe
@never_cache
@reads
def detail(request: UserRequest, pk: int) -> HttpResponse:
    edition: Any = edition_for(request, pk)
    job = may.running_build(edition) if edition.is_building else None
    is_builder = holds(request.user, Permission.EDITION_BUILD)
    context = {
        "edition": edition,
        "job": job,
        "is_interrupted": edition.is_building and job is None,
        "counts": edition.totals and edition.totals["all"],
        "statuses": edition.totals and _statuses(edition.totals["all"]["statuses"]),
        "changed": edition.totals and edition.totals["changed"],
        "files": _files(edition),
        "differences": _differences(edition.differences),
        "why_not_sign": may.why_not_sign(edition, request.user),
        "is_builder": is_builder,
        "why_not_build": may.why_not_build(edition.cycle, request.user) if is_builder else None,
        "checked": _checked(edition) if "check" in request.GET else None,
        "history": [
            {"words": said(entry.did), "by": entry.by, "at": entry.at}
            for entry in Entry.objects.about(edition).select_related("by")[:20]
        ],
    }
    return render(request, "reporting/edition.html", context)


def _statuses(counts: dict[str, int]) -> list[dict[str, object]]:
    """How many measures have each verified status, in words."""
    labels = {status.value: status.label for status in Verified} | {"unknown": _("Unknown")}
    return [
        {"value": status, "label": labels[status], "count": count}
        for status, count in sorted(counts.items(), key=lambda item: list(labels).index(item[0]))
    ]


def _files(edition: Edition) -> list[dict[str, object]]:
    """One row a language, one file a format."""
    known = {
        (file.language, file.format): file
        for file in edition.files.without_content().select_related("template")
    }
    return [
        {
            "language": language,
            "formats": [
                {"label": FILES[form], "file": known[language, form]}
                for form in FORMATS
                if (language, form) in known
            ],
        }
        for language in LANGUAGES
        if any((language, form) in known for form in FORMATS)
    ]


def _differences(found: dict[str, Any] | None) -> list[dict[str, object]]:
    """What changed since the edition before, measure by measure, in the words of states."""
    if not found:
        return []
    labels = {status.value: status.label for status in Verified} | {"unknown": _("Unknown")}
    rows: list[dict[str, object]] = [
        *({"clause": clause, "note": _("New measure")} for clause in found["new"]),
        *({"clause": clause, "note": _("No longer in the plan")} for clause in found["gone"]),
    ]
    for one in found["changed"]:
        notes = []
        if "text" in one:
            notes.append(_("Text of the law"))
        if "executors" in one:
            notes.append(_("Executors"))
        if "reports" in one:
            before, after = one["reports"]
            notes.append(
                _("Reports: %(before)s → %(after)s") % {"before": before, "after": after}
                if before != after
                else _("Content of reports")
            )
        verified = [{"value": v, "label": labels[v]} for v in one.get("verified", ())]
        rows.append({"clause": one["clause"], "verified": verified, "note": "; ".join(notes)})
    return rows


def _checked(edition: Edition) -> dict[str, object]:
    """Do the snapshot and the files still have the hashes they were kept with?"""
    whole = Edition.objects.get(pk=edition.pk)
    return {
        "snapshot": whole.is_intact,
        "files": all(file.is_intact for file in whole.files.all()),
    }


@require_safe
@never_cache
@reads
def progress(request: UserRequest, pk: int) -> HttpResponse:
    """How far the build is; once it has ended, the page is asked to show itself anew."""
    edition = edition_for(request, pk)
    job = may.running_build(edition) if edition.is_building else None
    if job is None:
        response = HttpResponse(status=200)
        response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "reporting/_edition_progress.html", {"edition": edition, "job": job})


@require_POST
@needs(Permission.EDITION_BUILD)
def build(request: UserRequest) -> HttpResponse:
    asked = request.POST.get("cycle", "")
    cycle = get_object_or_404(Cycle, pk=asked if asked.isdigit() else 0)
    try:
        edition = actions.build_edition(cycle, by=request.user, at=now())
    except Denied as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:editions")
    return redirect("reporting:edition", edition.pk)


@require_POST
@needs(Permission.EDITION_SIGN)
def sign(request: UserRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    try:
        actions.sign_edition(edition, by=request.user, at=now())
    except Denied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The edition is signed. From now on it never changes."))
    return redirect("reporting:edition", edition.pk)


@require_safe
@never_cache
@reads
def file(request: UserRequest, pk: int, language: str, form: str) -> HttpResponse:
    edition = edition_for(request, pk)
    kept = get_object_or_404(
        EditionFile.objects.select_related("edition__cycle").defer("edition__snapshot"),
        edition=edition,
        language=language,
        format=form,
    )
    return handed_out(bytes(kept.content), FORMATS[form], kept.name)
