"""A section of a case: covered until asked for, opened with a record of it, written without loss."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.cases.actions.reading import Opened, open_section
from dayaq.cases.actions.writing import Overtaken, save_record
from dayaq.cases.forms.sheets import SheetForm, first_values, sheet_form, shown
from dayaq.cases.models import Case, Document, Note, Participation
from dayaq.cases.models.catalogue import SECTIONS, Kind, Section, kind_named
from dayaq.cases.models.codes import Codes
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import case_for, crumbs_to
from dayaq.vault.door import confidential
from dayaq.vault.sealing import Shredded

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User

NOT_BY_SHEET = (Document, Participation)
"""Kinds with pages of their own: a file is uploaded, another person is looked for."""


def section_named(name: str) -> Section:
    """The section of that name, or 404."""
    try:
        return SECTIONS[Part(name)]
    except (ValueError, KeyError):
        raise Http404 from None


def _why_not_write(case: Case, part: Part, user: "User", at: datetime) -> "Refusal | None":
    return may.why_not_write(case, part, user, Sharing.of(case, at=at), at=at)


@require_safe
@confidential(Permission.CASE_READ)
def section(request: UserRequest, reference: str, part: str) -> HttpResponse:
    """Its cover: nothing is opened by looking at an address, nor by going back to a page."""
    about, case = section_named(part), case_for(request.user, reference)
    why_not = may.why_not_read(about.part, request.user, Sharing.of(case, at=now()), at=now())
    return _covered(request, case, about, why_not)


def _covered(
    request: UserRequest, case: Case, about: Section, why_not: "Refusal | None"
) -> HttpResponse:
    context = {
        "case": case,
        "section": about,
        "title": about.title,
        "crumbs": crumbs_to(case),
        "why_not": why_not,
        "is_protection": about.part == Part.PROTECTION,
    }
    return render(request, "cases/covered.html", context, status=200)


@require_POST
@confidential(Permission.CASE_READ)
def open_(request: UserRequest, reference: str, part: str) -> HttpResponse:
    """Open the section once, on this answer alone; who read it, and when, stands in the record."""
    about, case = section_named(part), case_for(request.user, reference)
    at = now()
    sharing = Sharing.of(case, at=at)
    why_not = may.why_not_read(about.part, request.user, sharing, at=at)
    if why_not is not None:
        return _covered(request, case, about, why_not)
    return _opened(request, case, about, sharing, at=at)


def _opened(
    request: UserRequest, case: Case, about: Section, sharing: Sharing, *, at: datetime
) -> HttpResponse:
    try:
        found = open_section(case, about.part, by=request.user, at=at, sharing=sharing)
    except Shredded:
        return _covered(
            request, case, about, _("These data were destroyed. Nobody can read them again.")
        )
    codes = Codes.of(*about.kinds)
    return render(
        request,
        "cases/opened.html",
        {
            "case": case,
            "section": about,
            "title": about.title,
            "crumbs": crumbs_to(case),
            "opened_at": at,
            "groups": [
                {
                    "name": kind._meta.model_name,
                    "label": kind._meta.verbose_name
                    if kind in about.sheets
                    else kind._meta.verbose_name_plural,
                    "is_sheet": kind in about.sheets,
                    "is_log": kind is Note,
                    "is_here": kind not in NOT_BY_SHEET,
                    "is_document": kind is Document,
                    "is_people": kind is Participation,
                    "rows": [(row, list(shown(row, codes))) for row in found[kind]],
                }
                for kind in about.kinds
            ],
            "why_not_write": may.why_not_write(case, about.part, request.user, sharing, at=at),
        },
    )


@require_POST
@confidential(Permission.CASE_READ)
def write(request: UserRequest, reference: str, kind: str) -> HttpResponse:
    """The form of a record, filled with what it holds; or what was written in it, saved.

    Reached by POST alone: what is under cover never stands in an answer to an address.
    """
    model, case = kind_named(kind), case_for(request.user, reference)
    if model is None or model in NOT_BY_SHEET:
        raise Http404
    at = now()
    about = SECTIONS[model.PART]
    why_not = _why_not_write(case, about.part, request.user, at)
    if why_not is not None:
        return _covered(request, case, about, why_not)
    opened = _row(request, case, model, about, at)
    codes = Codes.of(model)
    made = sheet_form(model, codes, on=localdate(), opened=opened)
    if request.POST.get("do") != "save":
        form = made(initial=first_values(opened) if opened else {})
        return _form(request, case, about, model, form, opened)
    form = made(request.POST, initial=first_values(opened) if opened else {})
    if form.is_valid() and _save(request, case, model, form, opened, at=at):
        messages.success(request, _("Saved. The section is covered again."))
        return HttpResponseRedirect(reverse("cases:case", args=[case.reference]))
    return _form(request, case, about, model, form, opened)


def _row(
    request: UserRequest, case: Case, model: Kind, about: Section, at: datetime
) -> "Opened | None":
    """The record that is written in: the sheet, or the row of a list that was named; None for a new one."""
    wanted = request.POST.get("row", "")
    if model not in about.sheets and not wanted:
        return None
    rows: list[Opened] = open_section(case, about.part, by=request.user, at=at, why="write")[model]
    if model in about.sheets:
        return rows[0] if rows else None
    found = next((one for one in rows if str(one.row.pk) == wanted), None)
    if found is None or model is Note:
        raise Http404
    return found


def _save(
    request: UserRequest,
    case: Case,
    model: Kind,
    form: SheetForm,
    opened: "Opened | None",
    *,
    at: datetime,
) -> bool:
    values = dict(form.cleaned_data)
    revision = values.pop("revision")
    try:
        save_record(
            case,
            model,
            values,
            by=request.user,
            at=at,
            revision=revision,
            row=opened.row if opened else None,
        )
    except Overtaken as overtaken:
        form.add_error(None, str(overtaken))
        again: Any = request.POST.copy()
        again["revision"] = opened.row.revision if opened else ""
        form.data = again
        return False
    except Denied as denied:
        form.add_error(None, str(denied))
        return False
    return True


def _form(  # noqa: PLR0917 - all that the page shows
    request: UserRequest,
    case: Case,
    about: Section,
    model: Kind,
    form: SheetForm,
    opened: "Opened | None",
) -> HttpResponse:
    context = {
        "case": case,
        "section": about,
        "title": about.title,
        "crumbs": crumbs_to(case),
        "form": form,
        "heading": _("Case %(reference)s") % {"reference": case.reference},
        "action": reverse("cases:write", args=[case.reference, model._meta.model_name]),
        "back": reverse("cases:case", args=[case.reference]),
        "label": model._meta.verbose_name,
        "row": opened.row.pk if opened and model not in about.sheets else "",
        "saved": opened.row if opened else None,
        "overtaken": bool(form.non_field_errors()) and opened is not None,
        "theirs": list(shown(opened, Codes.of(model)))
        if opened and form.non_field_errors()
        else [],
    }
    return render(request, "cases/write.html", context, status=422 if form.errors else 200)
