"""Reading without a grant: emergencies with their review, and state protection by two people."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.accounts.models import Appointment, Role
from dayaq.audit.models import Entry
from dayaq.cases.actions import emergency as acts
from dayaq.cases.forms.sharing import GlassForm, OpeningForm, VerdictForm
from dayaq.cases.models import Case, Opening
from dayaq.cases.models.cases import references_of
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import sharing as may
from dayaq.cases.states import OpeningKind
from dayaq.cases.tables import OpeningSearch, OpeningTable
from dayaq.cases.views.fetching import case_for, crumbs_from, crumbs_to
from dayaq.vault.door import confidential


def _posts(request: UserRequest) -> Any:
    return (
        Appointment.objects.holding_on(localdate())
        .filter(user=request.user)
        .in_roles((Role.CASE_WORKER, Role.CASE_MANAGER))
        .select_related("body")
        .prefetch_related("body__names")
    )


@require_form
@confidential(Permission.GLASS_BREAK)
@step_up()
def break_glass(request: UserRequest) -> HttpResponse:
    """A case that is not mine, at once, for some minutes. The same sentence for hidden and missing."""
    form = GlassForm(request.POST or None, posts=_posts(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            opening = acts.break_glass(given.pop("reference"), by=request.user, at=now(), **given)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            if opening is not None and not _is_closed_to(opening):
                messages.warning(
                    request,
                    _(
                        "Open to you for %(minutes)s minutes. The coordinator and the data protection "
                        "officer were told."
                    )
                    % {"minutes": opening.minutes},
                )
                return HttpResponseRedirect(reverse("cases:case", args=[opening.case.reference]))
            form.add_error(
                None,
                _(
                    "There is no case that can be opened under this reference. The attempt is recorded."
                ),
            )
    context = {"form": form, "title": _("Emergency opening"), "crumbs": crumbs_to()}
    return render(request, "cases/glass.html", context, status=422 if form.errors else 200)


def _is_closed_to(opening: Opening) -> bool:
    """A seal closes everything that was asked for: then nothing is said of the case either."""
    seals = Sharing.of(opening.case, at=now()).seals
    return all(any(seal.closes(part) for seal in seals) for part in opening.parts)


@require_form
@confidential(Permission.GLASS_REVIEW, Permission.CASE_READ)
@step_up(when=takes_out)
def openings(request: UserRequest) -> HttpResponse:
    """The openings that this person may know of: all of them at the desk, else those of one's cases."""
    rows = Opening.objects.visible_to(request.user)
    return guarded_list(
        request,
        subject=Opening,
        rows=rows.select_related("appointment__user", "appointment__body").prefetch_related(
            "appointment__body__names"
        ),
        table=OpeningTable,
        filters=OpeningSearch,
        title=_("Openings"),
        name="openings",
        narrowed=("kind", "verdict", "sort"),
        template="cases/openings.html",
        crumbs=[*crumbs_from(request), (_("Openings"), reverse("cases:openings"))],
        context={
            "crumbs": crumbs_from(request),
            "empty": _("Nobody has opened a section without a grant."),
        },
    )


def _opening_for(request: UserRequest, pk: str) -> Opening:
    rows = Opening.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("appointment__user", "appointment__body", "agreed_by", "reviewed_by"),
        pk=pk,
    )


@require_form
@confidential(Permission.GLASS_REVIEW, Permission.CASE_READ)
def opening(request: UserRequest, pk: str) -> HttpResponse:
    """One opening: who, why, how long, what was read meanwhile; its review where that is due."""
    found = _opening_for(request, pk)
    refusal = may.why_not_review(found, request.user)
    form = VerdictForm(request.POST or None)
    if request.method == "POST":
        if refusal is not None:
            raise Denied(refusal)
        if form.is_valid():
            try:
                acts.review_opening(found, by=request.user, at=now(), **form.cleaned_data)
            except Denied as denied:
                form.add_error(None, str(denied))
            else:
                messages.success(request, _("The review is recorded."))
                return HttpResponseRedirect(reverse("cases:opening", args=[found.pk]))
    context = {
        "opening": found,
        "reference": references_of([found.case_id]).get(found.case_id, ""),
        "sees_case": Case.objects.visible_to(request.user).filter(pk=found.case_id).exists(),
        "title": _("Opening"),
        "crumbs": crumbs_from(request, (_("Openings"), reverse("cases:openings"))),
        "form": form,
        "why_not_review": refusal,
        "why_not_stop": may.why_not_stop(found, request.user),
        "why_not_agree": may.why_not_agree(found, request.user),
        "is_live": found.is_live(at=now()),
        "is_protection": found.kind == OpeningKind.PROTECTION,
        "read": _read_during(found),
    }
    return render(request, "cases/opening.html", context, status=422 if form.errors else 200)


def _read_during(opening: Opening) -> Any:
    """What the opener read in the case while it was open."""
    if opening.begun_at is None:
        return []
    rows = Entry.objects.of_case(opening.case_id).filter(
        did="section.read", by=opening.appointment.user, at__gte=opening.begun_at
    )
    end = opening.stopped_at or opening.ends_at
    return [
        (e.at, e.details.get("section", "")) for e in (rows.filter(at__lte=end) if end else rows)
    ]


@require_POST
@confidential(Permission.GLASS_REVIEW, Permission.GLASS_BREAK)
def stop(request: UserRequest, pk: str) -> HttpResponse:
    found = _opening_for(request, pk)
    acts.stop(found, by=request.user, at=now())
    messages.success(request, _("The opening is over."))
    return HttpResponseRedirect(reverse("cases:openings"))


@require_form
@confidential(Permission.GLASS_BREAK)
def ask_protection(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    return form_page(
        request,
        OpeningForm(request.POST or None, posts=_posts(request)),
        partial(acts.ask_protection, case),
        title=_("Ask to read state protection"),
        lead=_(
            "A case manager of the body that leads the case must agree; then the minutes begin."
        ),
        done=_("You have asked. A second person must agree."),
        submit=_("Ask"),
        crumbs=crumbs_to(case),
    )


@require_POST
@confidential(Permission.CASE_SEAL)
def agree(request: UserRequest, pk: str) -> HttpResponse:
    found = _opening_for(request, pk)
    if found.kind != OpeningKind.PROTECTION:
        raise Http404
    acts.agree_to_protection(found, by=request.user, at=now())
    messages.success(request, _("Agreed: the minutes have begun."))
    return HttpResponseRedirect(reverse("cases:opening", args=[found.pk]))
