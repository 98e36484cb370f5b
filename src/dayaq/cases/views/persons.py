"""The page of a person: their cases, their parts in others', who can read; who it is stays covered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import Permission, UserRequest, bodies_where
from dayaq.access.refusal import Denied, Refusal
from dayaq.cases.actions.people import open_person
from dayaq.cases.actions.writing import Overtaken, save_record
from dayaq.cases.forms.sheets import first_values, sheet_form, shown
from dayaq.cases.models import Contact, Identity, Person
from dayaq.cases.models.codes import Codes
from dayaq.cases.models.persons import Known, each_known, known, merges_of, parts_of, same_as
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import crumbs_to
from dayaq.directory.models import Body
from dayaq.vault.door import confidential
from dayaq.vault.sealing import Shredded

ABOUT: dict[Part, type[Identity] | type[Contact]] = {Part.IDENTITY: Identity, Part.CONTACT: Contact}
"""The sections that belong to a person, by name."""


def person_page(person: Person) -> str:
    return reverse("cases:person", args=[person.pk])


def person_for(request: UserRequest, pk: UUID) -> Known:
    """Somebody whom the asker may know, or 404: hidden and missing are the same answer."""
    rows = Person.objects.visible_to(request.user).select_related("key")
    found = known(get_object_or_404(rows, pk=pk), request.user, at=now())
    if found is None:
        raise Http404
    return found


@require_safe
@confidential(Permission.CASE_READ)
def person(request: UserRequest, pk: UUID) -> HttpResponse:
    found = person_for(request, pk)
    able = bodies_where(request.user, Permission.CASE_OPEN)
    taken = parts_of(found.person, request.user)
    merges = merges_of(found.person, request.user)
    same = same_as(found.person, merges, request.user)
    others = each_known(same, request.user, at=found.at) if same else {}
    context = {
        "person": found.person,
        "known": found,
        "title": _("Person"),
        "crumbs": crumbs_to(found.home.case if found.home else None),
        "sections": [_row(found, part, request) for part in ABOUT],
        "ways": [(way.case, _reading(way, found)) for way in found.ways],
        "taken": [one for one in taken if one.ended_at is None],
        "ended": [one for one in taken if one.ended_at is not None],
        "others": list(others.values()),
        "merges": merges,
        "may_open": any(way.case.lead_id in able for way in found.ways),
    }
    return render(request, "cases/person.html", context)


def _row(found: Known, part: Part, request: UserRequest) -> dict[str, Any]:
    """A section under cover: whether it opens to the asker, and when it was saved."""
    rows = ABOUT[part].of_person(found.person).visible_to(request.user)
    is_open = found.way_to(part) is not None
    saved = rows.values_list("saved_at", flat=True).first() if is_open else None
    return {"part": part, "is_open": is_open, "saved_at": saved}


def _reading(way: Any, found: Known) -> list[Body]:
    """The bodies that read who it is by the way of this case."""
    ids = way.sharing.bodies(way.part, at=found.at)
    return list(Body.objects.filter(pk__in=ids).to_choose_from())


def _section(name: str) -> Part:
    part = next((part for part in ABOUT if part == name), None)
    if part is None:
        raise Http404
    return part


def _why_not_write(found: Known, part: Part, request: UserRequest) -> "Refusal | None":
    way = found.way_to(part)
    if way is None:
        return _("This section is not open to you.")
    return may.why_not_write(way.case, way.part, request.user, way.sharing, at=found.at)


@require_POST
@confidential(Permission.CASE_READ)
def open_(request: UserRequest, pk: UUID, part: str) -> HttpResponse:
    """Who it is, or how to reach them, in clear for this answer alone."""
    found, about = person_for(request, pk), _section(part)
    why_not: Refusal | None = None
    rows: list[Any] = []
    try:
        opened = open_person(found, about, by=request.user, at=found.at)
        rows = opened[ABOUT[about]]
    except Denied as denied:
        why_not = str(denied)
    except Shredded:
        why_not = _("These data were destroyed. Nobody can read them again.")
    codes = Codes.of(ABOUT[about])
    way = found.way_to(about)
    context = {
        "person": found.person,
        "title": about.label,
        "crumbs": [*crumbs_to(), (_("Person"), person_page(found.person))],
        "opened_at": found.at,
        "why_not": why_not,
        "rows": [(row, list(shown(row, codes))) for row in rows],
        "why_not_write": why_not or _why_not_write(found, about, request),
        "write": _to_write(found, about) if way else "",
    }
    return render(request, "cases/opened_person.html", context)


def _to_write(found: Known, part: Part) -> str:
    name = ABOUT[part]._meta.model_name
    if found.home:
        return reverse("cases:write_person", args=[found.person.pk, name])
    return reverse("cases:write", args=[found.cases[0].reference, name])


@require_POST
@confidential(Permission.CASE_READ)
def write(request: UserRequest, pk: UUID, kind: str) -> HttpResponse:
    """What is known of somebody who came with a case and has none of their own."""
    found = person_for(request, pk)
    model = next((one for one in ABOUT.values() if one._meta.model_name == kind), None)
    if model is None or found.home is None:
        raise Http404
    why_not = _why_not_write(found, model.PART, request)
    if why_not is not None:
        raise Denied(why_not)
    opened = open_person(found, model.PART, by=request.user, at=found.at, why="write")[model]
    before = opened[0] if opened else None
    codes = Codes.of(model)
    made = sheet_form(model, codes, on=localdate(), opened=before)
    first = first_values(before) if before else {}
    is_saving = request.POST.get("do") == "save"
    form = made(request.POST if is_saving else None, initial=first)
    if is_saving and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            save_record(
                found.home.case,
                model,
                values,
                by=request.user,
                at=found.at,
                revision=values.pop("revision"),
                of=found.person,
            )
        except Overtaken as overtaken:
            form.add_error(None, str(overtaken))
            again: Any = request.POST.copy()
            again["revision"] = before.row.revision if before else ""
            form.data = again
        else:
            messages.success(request, _("Saved. The section is covered again."))
            return HttpResponseRedirect(person_page(found.person))
    context = {
        "title": model.PART.label,
        "heading": _("Person"),
        "label": model._meta.verbose_name,
        "crumbs": [*crumbs_to(), (_("Person"), person_page(found.person))],
        "form": form,
        "action": reverse("cases:write_person", args=[found.person.pk, kind]),
        "back": person_page(found.person),
        "theirs": list(shown(before, codes)) if before and form.non_field_errors() else [],
    }
    return render(request, "cases/write.html", context, status=422 if form.errors else 200)
