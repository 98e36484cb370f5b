"""The people of a case: the one it is about, and what others are to it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.cases.actions import people as acts
from dayaq.cases.actions.finding import find as find_people
from dayaq.cases.actions.hits import Hit
from dayaq.cases.forms import FindForm
from dayaq.cases.forms.people import IDENTITY, NEW, PartForm
from dayaq.cases.forms.sharing import WhyForm
from dayaq.cases.models import Case, Identity, Participation, Person
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import case_for, crumbs_to, searched_at, searched_now
from dayaq.vault.door import confidential
from dayaq.vault.words import understand, written_name


def people_page(case: Case) -> str:
    return reverse("cases:people", args=[case.reference])


@require_form
@confidential(Permission.CASE_READ)
def people(request: UserRequest, reference: str) -> HttpResponse:
    """Who takes part, under cover; asked for by POST, with the names and remarks that are open."""
    at, case = now(), case_for(request.user, reference)
    sharing = Sharing.of(case, at=at)
    why_not = may.why_not_read(Part.FAMILY, request.user, sharing, at=at)
    rows = Participation.objects.filter(case=case).visible_to(request.user)
    taken = [] if why_not else list(rows.select_related("saved_by", "ended_by"))
    told: dict[UUID, acts.Told] = {}
    if request.method == "POST" and why_not is None:
        told = acts.open_people(case, by=request.user, at=at)
    open_to = Identity.objects.filter(person__in=[case.subject_id, *(t.person_id for t in taken)])
    with_page = set(open_to.visible_to(request.user).values_list("person_id", flat=True))
    why_not_add = may.why_not_write(case, Part.FAMILY, request.user, sharing, at=at)
    context = {
        "case": case,
        "title": _("People in this case"),
        "crumbs": crumbs_to(case),
        "why_not": why_not,
        "why_not_add": why_not_add,
        "is_open": bool(told),
        "subject": told.get(case.pk),
        "has_page": case.subject_id in with_page,
        "has_ended": any(one.ended_at for one in taken),
        "taken": [
            {
                "taken": one,
                "told": told.get(one.pk),
                "has_page": one.person_id in with_page,
                "may_end": why_not_add is None and one.ended_at is None,
            }
            for one in taken
        ],
    }
    return render(request, "cases/people.html", context)


@require_form
@confidential(Permission.CASE_WRITE)
def add(request: UserRequest, reference: str) -> HttpResponse:
    """Search first; then somebody who was found, or a new person. Both are sent, never in an address."""
    at, case = now(), case_for(request.user, reference)
    sharing = Sharing.of(case, at=at)
    context: dict[str, Any] = {
        "case": case,
        "title": _("Add a person"),
        "crumbs": crumbs_to(case, (_("People in this case"), people_page(case))),
        "back": people_page(case),
        "refusal": may.why_not_write(case, Part.FAMILY, request.user, sharing, at=at),
        "hits": None,
    }
    is_adding = request.POST.get("do") == "add"
    form = FindForm(request.POST if request.method == "POST" and not is_adding else None)
    context["form"] = form
    if request.method == "POST" and context["refusal"] is not None:
        raise Denied(context["refusal"])
    if is_adding:
        found = _seen(request)
        part = PartForm(request.POST, known=[(str(one.pk), "") for one in found])
        if part.is_valid() and _added(request, case, part, found):
            return HttpResponseRedirect(people_page(case))
        context["part_form"] = part
    elif form.is_bound and form.is_valid():
        context |= _searched(request, form)
    wrong = form.errors or (is_adding and context["part_form"].errors)
    return render(request, "cases/add_person.html", context, status=422 if wrong else 200)


def _searched(request: UserRequest, form: FindForm) -> dict[str, Any]:
    """What was found, and the form that begins with what was typed: nobody types it twice."""
    given = form.cleaned_data
    hits = find_people(form.text, reference=given["reference"], by=request.user, at=now())
    searched_now(request)
    name = written_name(understand(given["name"]), given["name"])
    begun = {
        "family_name": name.family,
        "given_name": name.given,
        "patronymic": name.patronymic,
        "born": given["born"],
    }
    open_to = [hit for hit in hits if hit.name]
    known = [(str(hit.person.pk), _words_of(hit)) for hit in open_to]
    return {
        "hits": hits,
        "others": [hit for hit in hits if not hit.name],
        "part_form": PartForm(initial=begun, known=known),
    }


def _words_of(hit: Hit) -> str:
    cases = ", ".join(case.reference for case in hit.cases)
    return " · ".join(filter(None, (hit.name, hit.born[:4], cases)))


def _seen(request: UserRequest) -> list[Person]:
    """The person who was chosen among those found, if the asker may see them."""
    wanted = request.POST.get("person", NEW)
    try:
        key = UUID(wanted)
    except ValueError:
        return []
    rows = Person.objects.visible_to(request.user).filter(pk=key)
    return list(rows.select_related("key"))


def _added(request: UserRequest, case: Case, part: PartForm, found: list[Person]) -> bool:
    given = part.cleaned_data
    person = next((one for one in found if str(one.pk) == given["person"]), None)
    try:
        acts.add_person(
            case,
            given["involvement"],
            by=request.user,
            at=now(),
            searched_at=searched_at(request),
            person=person,
            identity=None if person else {name: given[name] for name in IDENTITY},
            remark=given["remark"],
        )
    except Denied as denied:
        part.add_error(None, str(denied))
        return False
    messages.success(request, _("The person takes part in the case from now on."))
    return True


@require_form
@confidential(Permission.CASE_WRITE)
def end(request: UserRequest, reference: str, pk: UUID) -> HttpResponse:
    at, case = now(), case_for(request.user, reference)
    rows = Participation.objects.filter(case=case).visible_to(request.user).select_related("case")
    taken = get_object_or_404(rows, pk=pk)
    sharing = Sharing.of(case, at=at)
    return form_page(
        request,
        WhyForm(request.POST or None),
        partial(acts.end_part, taken),
        title=_("End the part in the case"),
        lead=_("%(part)s: takes part no more. That it was so stays in the record.")
        % {"part": taken.get_involvement_display()},
        done=_("The person takes part no more."),
        submit=_("End it"),
        crumbs=crumbs_to(case, (_("People in this case"), people_page(case))),
        refusal=may.why_not_end_part(taken, case, request.user, sharing, at=at),
    )
