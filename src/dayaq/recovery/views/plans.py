"""The plan of a person on one page: what is wanted, who helps, which clock, what is next."""

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.cases.actions.reading import open_kinds
from dayaq.cases.models import Case
from dayaq.cases.models.codes import Codes
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import case_for, crumbs_to
from dayaq.kernel.together import together
from dayaq.recovery.actions import plans as acts
from dayaq.recovery.forms.plans import (
    AgreeForm,
    ClosePlanForm,
    FollowUpForm,
    MissForm,
    ReopenPlanForm,
)
from dayaq.recovery.models import (
    Correction,
    FollowUp,
    Goal,
    Placement,
    Plan,
    PlanVersion,
    Risk,
    ServiceReferral,
    Support,
)
from dayaq.recovery.models.plans import standing
from dayaq.recovery.policies import plans as may
from dayaq.recovery.states import FollowUpStatus, ServiceKind
from dayaq.recovery.tables.plans import (
    PlacementSearch,
    PlacementTable,
    PlanSearch,
    PlanTable,
)
from dayaq.recovery.views.fetching import plan_of, plan_page, row_of, way_to_plan
from dayaq.vault.door import confidential
from dayaq.vault.sealing import Shredded

if TYPE_CHECKING:
    from dayaq.accounts.models import User

KINDS = (Plan, Risk, Goal, Support, Placement, FollowUp, Correction)


@require_form
@confidential(Permission.CASE_READ)
@step_up(when=takes_out)
def plans(request: UserRequest) -> HttpResponse:
    rows = Plan.objects.visible_to(request.user).select_related("case__lead")
    return guarded_list(
        request,
        subject=Plan,
        rows=rows.prefetch_related("case__lead__names"),
        table=PlanTable,
        filters=PlanSearch,
        narrowed=("status", "due", "sort"),
        title=_("Recovery plans"),
        name="recovery-plans",
        template="recovery/list.html",
        crumbs=[(_("Recovery plans"), reverse("recovery:plans"))],
        context={
            "lead": _("Each made with one person. A plan is begun on the page of a case."),
            "others": [(reverse("recovery:placements"), _("Placements"))],
            "empty": _("No plan is open to you."),
        },
    )


@require_form
@confidential(Permission.CASE_READ)
@step_up(when=takes_out)
def placements(request: UserRequest) -> HttpResponse:
    way = (_("Recovery plans"), reverse("recovery:plans"))
    return guarded_list(
        request,
        subject=Placement,
        rows=Placement.objects.visible_to(request.user).select_related("case", "employer"),
        table=PlacementTable,
        filters=PlacementSearch,
        narrowed=("kind", "after", "sort"),
        title=_("Placements"),
        name="placements",
        template="recovery/list.html",
        crumbs=[way, (_("Placements"), reverse("recovery:placements"))],
        context={
            "crumbs": [way],
            "lead": _("Who began to work, and what became of it after six months."),
            "empty": _("Placements are written in the plan of a person."),
        },
    )


def covered_plan(case: Case, user: "User") -> dict[str, Any]:
    """What the page of a plan shows before its words are asked for: codes, dates, clocks."""
    at, today = now(), localdate()
    plan = plan_of(case, user)
    mine = {"case": case}
    supports, requests, follow_ups, risks, goals, placements, versions = together(
        Support.objects.filter(**mine).visible_to(user).select_related("provider"),
        ServiceReferral.objects.filter(**mine).visible_to(user).live().select_related("provider"),
        FollowUp.objects.filter(**mine).visible_to(user),
        Risk.objects.filter(**mine).visible_to(user),
        Goal.objects.filter(**mine).visible_to(user),
        Placement.objects.filter(**mine).visible_to(user).select_related("employer"),
        PlanVersion.objects.filter(**mine).visible_to(user),
    )
    live = {one.support_id: one for one in requests}
    return {
        "case": case,
        "plan": plan,
        "title": case.reference,
        "crumbs": crumbs_to(case),
        "today": today,
        "risks": len(standing(risks)),
        "goals": goals,
        "supports": [(one, live.get(one.pk)) for one in supports],
        "placements": placements,
        "follow_ups": follow_ups,
        "due": next((one for one in follow_ups if one.status == FollowUpStatus.DUE), None),
        "versions": versions,
        "why_not_read": may.why_not_read(case, user, at=at),
        "why_not_begin": may.why_not_begin(case, plan, user, at=at),
        "why_not_write": may.why_not_write(case, plan, user, at=at),
    }


@require_safe
@confidential(Permission.CASE_READ)
def plan(request: UserRequest, reference: str) -> HttpResponse:
    """Under cover: nothing is opened by looking at an address."""
    case = case_for(request.user, reference)
    return render(request, "recovery/plan.html", covered_plan(case, request.user))


@require_POST
@confidential(Permission.CASE_READ)
def open_(request: UserRequest, reference: str) -> HttpResponse:
    """The same with its words in clear, on this answer alone; recorded."""
    case = case_for(request.user, reference)
    context = covered_plan(case, request.user)
    if context["why_not_read"] is None and context["plan"] is not None:
        try:
            found = open_kinds(case, Part.PLAN, KINDS, by=request.user, at=now())
        except Shredded:
            context["is_shredded"] = True
        else:
            context |= _in_clear(found)
    return render(request, "recovery/plan.html", context)


def _corrections(found: dict[Any, Any]) -> dict[str, list[dict[str, Any]]]:
    """What stood in a row before it was corrected, and why, by the row."""
    by_row: dict[str, list[dict[str, Any]]] = {}
    for one in found[Correction]:
        told = {"at": one.row.saved_at, "why": one.clear["why"]}
        told["before"] = list(one.row.before(one.clear["was"]))
        by_row.setdefault(str(one.row.row), []).append(told)
    return by_row


def _in_clear(found: dict[Any, Any]) -> dict[str, Any]:
    codes = Codes.of(Risk)
    newest = {risk.pk for risk in standing([one.row for one in found[Risk]])}
    return {
        "is_open": True,
        "opened_at": now(),
        "words": {str(one.row.pk): one.clear for kind in KINDS for one in found[kind]},
        "corrections": _corrections(found),
        "open_risks": [
            (one.row, codes.said(one.row.kind), one.clear, one.row.pk in newest)
            for one in found[Risk]
        ],
    }


@require_POST
@confidential(Permission.CASE_WRITE)
def begin(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    acts.begin_plan(case, by=request.user, at=now())
    messages.success(request, _("The plan is begun. Write down what the person wants to reach."))
    return HttpResponseRedirect(plan_page(case))


@require_form
@confidential(Permission.CASE_WRITE)
def agree(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    return form_page(
        request,
        AgreeForm(request.POST or None),
        partial(acts.agree, case),
        title=_("Agree the plan"),
        lead=_("Read the plan to the person. As it is agreed it is kept, word for word."),
        done=_("The plan is agreed. The next conversation is set."),
        submit=_("The person agrees"),
        crumbs=way_to_plan(case),
        refusal=may.why_not_write(case, plan_of(case, request.user), request.user, at=now()),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def close(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    return form_page(
        request,
        ClosePlanForm(request.POST or None),
        partial(acts.close_plan, case),
        title=_("Close the plan"),
        lead=_("Nothing is due any more. What was written stays, and it can be reopened."),
        done=_("The plan is closed."),
        submit=_("Close the plan"),
        crumbs=way_to_plan(case),
        refusal=may.why_not_write(case, plan_of(case, request.user), request.user, at=now()),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def reopen(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    known = plan_of(case, request.user)
    if known is None:
        raise Http404
    return form_page(
        request,
        ReopenPlanForm(request.POST or None),
        partial(acts.reopen_plan, case),
        title=_("Reopen the plan"),
        done=_("The plan is open again."),
        submit=_("Reopen the plan"),
        crumbs=way_to_plan(case),
        refusal=may.why_not_reopen(case, known, request.user, at=now()),
    )


@require_POST
@confidential(Permission.CASE_READ)
def version(request: UserRequest, reference: str, number: int) -> HttpResponse:
    """The plan as it was agreed then, in clear, on this answer alone."""
    case = case_for(request.user, reference)
    rows = PlanVersion.objects.filter(case=case).visible_to(request.user)
    known = get_object_or_404(rows, number=number)
    found = open_kinds(case, Part.PLAN, (PlanVersion,), by=request.user, at=now())
    clear = next(one.clear for one in found[PlanVersion] if one.row.pk == known.pk)
    codes, kinds = Codes.of(Risk), dict(ServiceKind.choices)
    kept = json.loads(clear["words"])
    return render(
        request,
        "recovery/version.html",
        {
            "case": case,
            "version": known,
            "title": case.reference,
            "crumbs": way_to_plan(case),
            "risks": [{**one, "kind": codes.said(one["kind"])} for one in kept["risks"]],
            "goals": [{**one, "kind": kinds[one["kind"]]} for one in kept["goals"]],
            "services": [{**one, "kind": kinds[one["kind"]]} for one in kept["services"]],
        },
    )


@require_form
@confidential(Permission.CASE_WRITE)
def hold(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    case = case_for(request.user, reference)
    known = row_of(FollowUp, case, request.user, pk)
    return form_page(
        request,
        FollowUpForm(request.POST or None),
        partial(acts.hold_follow_up, known),
        title=_("Follow-up"),
        lead=_(
            "How does the person live now? They need not answer; what was not asked stays open."
        ),
        done=_("Written down. The next conversation is set."),
        submit=_("Write it down"),
        crumbs=way_to_plan(case),
        refusal=_why_not_settle(case, request.user) or may.why_not_hold(known),
        context={
            "others": [
                (
                    reverse("recovery:miss", args=[case.reference, known.pk]),
                    _("It did not take place"),
                )
            ]
        },
        template="recovery/step.html",
    )


def _why_not_settle(case: Case, user: "User") -> Any:
    return may.why_not_write(case, plan_of(case, user), user, at=now())


@require_form
@confidential(Permission.CASE_WRITE)
def miss(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    case = case_for(request.user, reference)
    known = row_of(FollowUp, case, request.user, pk)
    return form_page(
        request,
        MissForm(request.POST or None),
        partial(acts.miss_follow_up, known),
        title=_("The conversation did not take place"),
        done=_("Written down. Another conversation is set."),
        submit=_("Write it down"),
        crumbs=way_to_plan(case),
        refusal=_why_not_settle(case, request.user) or may.why_not_miss(known),
    )
