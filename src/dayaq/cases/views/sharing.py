"""Who can read this? Grants to bodies, assignments of people, and the page that tells the person."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, bodies_where
from dayaq.accounts.models import Appointment, Role
from dayaq.cases.actions import sharing as acts
from dayaq.cases.forms.sharing import AssignForm, GrantForm, WhyForm
from dayaq.cases.models import Assignment, Case, Consent, Disclosure, Grant
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import sharing as may
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import case_for, crumbs_to
from dayaq.directory.models import Body
from dayaq.kernel.together import together
from dayaq.vault.door import confidential


def readers_page(case: Case) -> str:
    return reverse("cases:readers", args=[case.reference])


def _who_reads(
    sharing: Sharing, bodies: dict[int, Body], *, at: datetime
) -> list[tuple[Part, list[Body]]]:
    """For each section the bodies that read it at this moment, in the order of their names."""
    ids = {part: sharing.bodies(part, at=at) for part in Part if part != Part.COVER}
    return [(part, [bodies[pk] for pk in bodies if pk in found]) for part, found in ids.items()]


@require_safe
@confidential(Permission.CASE_READ)
def readers(request: UserRequest, reference: str) -> HttpResponse:
    at = now()
    case = case_for(request.user, reference)
    sharing = Sharing.of(case, at=at)
    bodies = Body.objects.by_number()
    past, left = together(
        Grant.objects.filter(case=case)
        .visible_to(request.user)
        .exclude(ended_at=None)
        .select_related("body", "ended_by"),
        Disclosure.objects.filter(case=case).visible_to(request.user).select_related("body"),
    )
    context: dict[str, Any] = {
        "case": case,
        "title": _("Who can read this?"),
        "crumbs": crumbs_to(case),
        "parts": _who_reads(sharing, bodies, at=at),
        "grants": [
            (grant, may.why_not_end_grant(grant, case, request.user)) for grant in sharing.grants
        ],
        "past": past,
        "working": [(one, may.why_not_unassign(one, request.user)) for one in sharing.assignments],
        "openings": sharing.openings,
        "seals": [
            (
                seal,
                may.why_not_lift(seal, request.user),
                [body for body in bodies.values() if body.pk in seal.holders],
            )
            for seal in sharing.seals
        ],
        "left": left,
        "may_grant": may.why_not_share(case, request.user) is None,
        "may_seal": may.why_not_seal(case, request.user) is None,
        "may_assign": bool(bodies_where(request.user, Permission.CASE_ASSIGN)),
    }
    return render(request, "cases/readers.html", context)


@require_safe
@confidential(Permission.CASE_READ)
def for_the_person(request: UserRequest, reference: str) -> HttpResponse:
    """The same on paper, for the person: plain words, their language, nothing that says what it is about."""
    at = now()
    case = case_for(request.user, reference)
    sharing, bodies = Sharing.of(case, at=at), Body.objects.by_number()
    language = "en" if request.GET.get("language") == "en" else "az"
    with translation.override(language):
        consents = Consent.objects.filter(case=case).visible_to(request.user)
        context = {
            "case": case,
            "language": language,
            "today": localdate(),
            "parts": [
                (part, _plainly(reading)) for part, reading in _who_reads(sharing, bodies, at=at)
            ],
            "consents": consents.standing(at=at).count(),
        }
        return render(request, "cases/for_the_person.html", context)


def _plainly(bodies: list[Body]) -> list[Body]:
    """The ministries these units belong to: the name of a unit on paper may tell what it is about."""
    found: dict[int, Body] = {}
    for body in bodies:
        while body.parent is not None:
            body = body.parent  # noqa: PLW2901 - up to the outermost
        found.setdefault(body.pk, body)
    return list(found.values())


@require_form
@confidential(Permission.GRANT_GIVE)
def grant(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    consents = Consent.objects.filter(case=case).visible_to(request.user).standing(at=now())
    return form_page(
        request,
        GrantForm(request.POST or None, case=case, consents=consents),
        partial(acts.grant, case),
        title=_("Let another body read"),
        lead=_("Only the sections that it needs, for a purpose, until a day."),
        done=_("The body reads these sections from now on."),
        submit=_("Let it read"),
        crumbs=crumbs_to(case, (_("Who can read this?"), readers_page(case))),
        refusal=may.why_not_share(case, request.user),
    )


@require_form
@confidential(Permission.GRANT_GIVE)
def end_grant(request: UserRequest, reference: str, pk: str) -> HttpResponse:
    case = case_for(request.user, reference)
    rows = Grant.objects.filter(case=case).visible_to(request.user).select_related("body")
    given = get_object_or_404(rows, pk=pk)
    return form_page(
        request,
        WhyForm(request.POST or None),
        partial(acts.end_grant, given),
        title=_("Stop reading"),
        lead=_("%(body)s reads no more, from this moment.") % {"body": given.body.short_name},
        done=_("The body reads no more."),
        submit=_("Stop reading"),
        crumbs=crumbs_to(case, (_("Who can read this?"), readers_page(case))),
        refusal=may.why_not_end_grant(given, case, request.user),
    )


@require_form
@confidential(Permission.CASE_ASSIGN)
def assign(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    assigned = Assignment.objects.filter(case=case).visible_to(request.user).live()
    posts = (
        Appointment.objects.holding_on(localdate())
        .filter(body__in=bodies_where(request.user, Permission.CASE_ASSIGN))
        .in_roles((Role.CASE_WORKER, Role.CASE_MANAGER))
        .exclude(pk__in=assigned.values("appointment"))
        .select_related("user")
        .order_by("user__full_name")
    )
    return form_page(
        request,
        AssignForm(request.POST or None, posts=posts),
        partial(_assign, case),
        title=_("Assign somebody"),
        lead=_("A case worker reads only the cases that are assigned to them."),
        done=_("Assigned."),
        submit=_("Assign"),
        crumbs=crumbs_to(case, (_("Who can read this?"), readers_page(case))),
    )


def _assign(case: Case, *, appointment: Appointment, **said: Any) -> Assignment:
    return acts.assign(case, appointment, **said)


@require_POST
@confidential(Permission.CASE_ASSIGN)
def unassign(request: UserRequest, reference: str, pk: str) -> HttpResponse:
    case = case_for(request.user, reference)
    rows = Assignment.objects.filter(case=case).visible_to(request.user)
    acts.unassign(get_object_or_404(rows, pk=pk), by=request.user, at=now())
    messages.success(request, _("They work on the case no more."))
    return HttpResponseRedirect(readers_page(case))
