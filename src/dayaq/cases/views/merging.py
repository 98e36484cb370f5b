"""Records that may be one person: proposed after a search, compared side by side, decided, taken apart."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied, Refusal
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.cases.actions import merging as acts
from dayaq.cases.actions.hits import person_of
from dayaq.cases.actions.reading import Opened
from dayaq.cases.forms.merging import GroundsForm, ProposeForm
from dayaq.cases.forms.sheets import said_of
from dayaq.cases.models import Case, Identity, Merge, Person
from dayaq.cases.models.codes import Codes
from dayaq.cases.models.merging import Side
from dayaq.cases.models.persons import Known, each_known
from dayaq.cases.models.telling import whom_to_ask
from dayaq.cases.policies import merging as may
from dayaq.cases.tables import MergeSearch, MergeTable
from dayaq.cases.views.fetching import crumbs_from, crumbs_to
from dayaq.vault.door import confidential

MINIMUM = (
    "family_name",
    "given_name",
    "patronymic",
    "other_names",
    "born",
    "birth_place",
    "sex",
    "citizenships",
    "personal_number",
    "document_number",
)
"""What tells whether two records are one person, and no more."""

WHO = (Permission.CASE_READ, Permission.GLASS_REVIEW)
LIST = gettext_lazy("Records that may be one person")


def _crumbs(request: UserRequest) -> Crumbs:
    return crumbs_from(request, (LIST, reverse("cases:merges")))


@require_form
@confidential(*WHO)
@step_up(when=takes_out)
def merges(request: UserRequest) -> HttpResponse:
    rows = Merge.objects.visible_to(request.user)
    return guarded_list(
        request,
        subject=Merge,
        rows=rows.select_related("proposed_by"),
        table=MergeTable,
        filters=MergeSearch,
        title=LIST,
        name="merges",
        narrowed=("status", "sort"),
        template="cases/merges.html",
        crumbs=_crumbs(request),
        context={
            "crumbs": crumbs_from(request),
            "empty": _("No two records are held to be one person."),
        },
    )


# --- side by side ---------------------------------------------------------------------------------


def _sides(people: list[Person], known: dict[UUID, Known]) -> list[dict[str, Any]]:
    """Each record as the asker may know it: its cases, or with whom to talk."""
    strangers = [person.pk for person in people if person.pk not in known]
    leads = whom_to_ask(strangers) if strangers else {}
    return [
        {
            "person": person,
            "known": known.get(person.pk),
            "cases": _cases(known.get(person.pk)),
            "leads": leads.get(person.pk, []),
        }
        for person in people
    ]


def _cases(found: Known | None) -> list[Case]:
    return [way.case for way in found.ways] if found else []


def _compared(people: list[Person], opened: "dict[UUID, Opened | None]") -> list[dict[str, Any]]:
    """Field by field: what the one says, what the other says, and whether they agree."""
    codes = Codes.of(Identity)
    rows = []
    for name in MINIMUM:
        words = [said_of(opened.get(person.pk), name, codes) for person in people]
        if any(words):
            field: Any = Identity._meta.get_field(name)
            label = str(field.verbose_name)
            is_known = all(words)
            rows.append(
                {
                    "label": label[:1].upper() + label[1:],
                    "words": words,
                    "agrees": is_known and words[0].casefold() == words[1].casefold(),
                    "differs": is_known and words[0].casefold() != words[1].casefold(),
                }
            )
    return rows


@require_form
@confidential(Permission.CASE_OPEN)
def propose(request: UserRequest) -> HttpResponse:
    """Two that a search found, marked by whoever searched; what is open of them stands side by side."""
    marked = request.POST.getlist("same")
    found = [person_of(handle, request.user) for handle in marked]
    people = list({person.pk: person for person in found if person is not None}.values())
    if len(people) != 2:
        messages.warning(request, _("Search for the person, then mark two of those found."))
        return HttpResponseRedirect(reverse("cases:find"))
    is_proposing = request.POST.get("do") == "propose"
    form = ProposeForm(request.POST if is_proposing else None)
    if is_proposing and form.is_valid():
        try:
            made = acts.propose(*people, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Proposed. Those who lead the records decide."))
            return HttpResponseRedirect(reverse("cases:merge", args=[made.pk]))
    known = each_known(people, request.user, at=now())
    opened = acts.compare(known, by=request.user, at=now())
    context = {
        "title": _("One person?"),
        "crumbs": [*crumbs_to(), (_("Find a person"), reverse("cases:find"))],
        "form": form,
        "marked": marked,
        "sides": _sides(people, known),
        "compared": _compared(people, opened),
        "both_known": len(known) == len(people),
    }
    return render(request, "cases/propose_merge.html", context, status=422 if form.errors else 200)


def _merge_for(request: UserRequest, pk: UUID) -> tuple[Merge, list[Person]]:
    """The proposal with both records; of the one that is hidden from the asker only its key is used."""
    rows = Merge.objects.visible_to(request.user)
    found = get_object_or_404(
        rows.select_related("proposed_by", "kept_agreed_by", "merged_agreed_by", "ended_by"), pk=pk
    )
    seen = {
        person.pk: person
        for person in Person.objects.visible_to(request.user)
        .filter(pk__in=[found.kept_id, found.merged_id])
        .select_related("key")
    }
    people = [seen.get(found.person_id(side)) or Person(pk=found.person_id(side)) for side in Side]
    found.kept, found.merged = people
    return found, people


@require_form
@confidential(*WHO)
def merge(request: UserRequest, pk: UUID) -> HttpResponse:
    """Under cover; asked for by POST, with what is open of both side by side."""
    at = now()
    found, people = _merge_for(request, pk)
    known = each_known(people, request.user, at=at)
    is_open = request.method == "POST"
    opened = acts.compare(known, by=request.user, at=at) if is_open else {}
    sides = may.sides_of(found, request.user, known)
    context = {
        "merge": found,
        "title": _("One person?"),
        "crumbs": _crumbs(request),
        "sides": [
            shown | {"side": side, "agreed": _agreed(found, side)}
            for side, shown in zip(Side, _sides(people, known), strict=True)
        ],
        "compared": _compared(people, opened) if is_open else [],
        "both_known": len(known) == len(people),
        "is_open": is_open,
        "may_compare": bool(known),
        "why_not_agree": may.why_not_agree(found, request.user, sides),
        "why_not_refuse": may.why_not_refuse(found, request.user, sides),
        "why_not_undo": may.why_not_undo(found, request.user, sides),
    }
    return render(request, "cases/merge.html", context)


def _agreed(found: Merge, side: Side) -> "dict[str, Any] | None":
    if not found.agreed(side):
        return None
    return {
        "at": getattr(found, f"{side}_agreed_at"),
        "by": getattr(found, f"{side}_agreed_by"),
        "grounds": getattr(found, f"{side}_grounds"),
    }


def _decision(
    request: UserRequest,
    pk: UUID,
    act: Callable[..., Merge],
    why_not: "Callable[..., Refusal | None]",
    **said: Any,
) -> HttpResponse:
    found, people = _merge_for(request, pk)
    sides = may.sides_of(found, request.user, each_known(people, request.user, at=now()))
    back = reverse("cases:merge", args=[found.pk])
    return form_page(
        request,
        GroundsForm(request.POST or None),
        partial(act, found),
        crumbs=[*_crumbs(request), (_("One person?"), back)],
        refusal=why_not(found, request.user, sides),
        **said,
    )


@require_form
@confidential(Permission.MERGE_DECIDE)
def agree(request: UserRequest, pk: UUID) -> HttpResponse:
    return _decision(
        request,
        pk,
        acts.agree,
        may.why_not_agree,
        title=_("They are one person"),
        lead=_(
            "You agree for your side. Nobody reads more than before: each record keeps its own readers."
        ),
        done=_("Your decision is recorded."),
        submit=_("They are one person"),
    )


@require_form
@confidential(Permission.CASE_OPEN)
def refuse(request: UserRequest, pk: UUID) -> HttpResponse:
    return _decision(
        request,
        pk,
        acts.refuse,
        may.why_not_refuse,
        title=_("They are two people"),
        lead=_("The records stay apart. New facts can be proposed again."),
        done=_("Your decision is recorded."),
        submit=_("They are two people"),
    )


@require_form
@confidential(Permission.MERGE_DECIDE, Permission.GLASS_REVIEW)
def undo(request: UserRequest, pk: UUID) -> HttpResponse:
    return _decision(
        request,
        pk,
        acts.undo,
        may.why_not_undo,
        title=_("Take them apart"),
        lead=_(
            "Both records are again exactly as they were. What was written in each stays in each."
        ),
        done=_("They are two records again."),
        submit=_("Take them apart"),
    )
