"""What is written in a plan, row by row: new rows by a form, rows that are there by opening them."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.cases.actions.reading import Opened, open_kinds
from dayaq.cases.actions.writing import Overtaken
from dayaq.cases.forms.sheets import first_values, shown
from dayaq.cases.models import Case
from dayaq.cases.models.codes import Codes
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import case_for
from dayaq.recovery.actions import plans, supports
from dayaq.recovery.forms.plans import (
    WRITTEN,
    AfterForm,
    AfterWorkForm,
    BeginForm,
    DropForm,
    FinishOwnForm,
    Written,
    row_form,
)
from dayaq.recovery.models import Placement, Risk
from dayaq.recovery.policies import plans as may
from dayaq.recovery.states import SupportStatus
from dayaq.recovery.views.fetching import plan_of, plan_page, row_of, support_of, way_to_plan
from dayaq.vault.door import confidential

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User

ACTS = {
    "risk": plans.write_risk,
    "goal": plans.write_goal,
    "help": supports.write_support,
    "placement": supports.write_placement,
}


def _titles() -> dict[str, tuple[str, str, str]]:
    """For each kind: of a new row, of one that is there, and what is said once it is saved."""
    return {
        "risk": (_("Judge a risk"), "", _("The risk is written down.")),
        "goal": (_("Add a goal"), _("Goal"), _("The goal is written down.")),
        "help": (_("Add a service to the plan"), _("Service"), _("The service is in the plan.")),
        "placement": (_("Add a placement"), _("Placement"), _("The placement is written down.")),
    }


def _kind(name: str) -> Written:
    try:
        return WRITTEN[name]
    except KeyError:
        raise Http404 from None


def _why_not(case: Case, user: "User") -> "Refusal | None":
    return may.why_not_write(case, plan_of(case, user), user, at=now())


@require_form
@confidential(Permission.CASE_WRITE)
def add(request: UserRequest, reference: str, kind: str) -> HttpResponse:
    written, case = _kind(kind), case_for(request.user, reference)
    made = row_form(written, case=case, user=request.user)
    title, _known, done = _titles()[kind]
    return form_page(
        request,
        made(request.POST or None),
        partial(_added, kind, case),
        title=title,
        done=done,
        crumbs=way_to_plan(case),
        refusal=_why_not(case, request.user),
    )


def _added(kind: str, case: Case, /, *, by: "User", at: datetime, **values: Any) -> Any:
    values.pop("revision", None)
    return ACTS[kind](case, values, by=by, at=at)


@require_POST
@confidential(Permission.CASE_WRITE)
def write(request: UserRequest, reference: str, kind: str) -> HttpResponse:
    """A row that is there, filled with what it holds; or what was written in it, saved.

    Reached by POST alone: what is under cover never stands in an answer to an address.
    """
    written, case = _kind(kind), case_for(request.user, reference)
    if written.model is Risk:
        raise Http404  # judged again, never rewritten
    opened = _opened(request, case, written)
    made = row_form(written, case=case, user=request.user, opened=opened)
    first = first_values(opened)
    if request.POST.get("do") != "save":
        return _shown(request, case, kind, made(initial=first), opened)
    form = made(request.POST, initial=first)
    if form.is_valid() and _saved(request, case, kind, form, opened):
        messages.success(request, _titles()[kind][2])
        return HttpResponseRedirect(plan_page(case))
    return _shown(request, case, kind, form, opened)


def _opened(request: UserRequest, case: Case, written: Written) -> Opened:
    rows = open_kinds(case, Part.PLAN, (written.model,), by=request.user, at=now(), why="write")
    wanted = request.POST.get("row", "")
    found = next((one for one in rows[written.model] if str(one.row.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _saved(request: UserRequest, case: Case, kind: str, form: Any, opened: Opened) -> bool:
    values: Mapping[str, Any] = dict(form.cleaned_data)
    revision = values.pop("revision")  # type: ignore[attr-defined]
    act: Any = ACTS[kind]
    try:
        act(case, values, row=opened.row, revision=revision, by=request.user, at=now())
    except Overtaken as overtaken:
        form.add_error(None, str(overtaken))
        again: Any = request.POST.copy()
        again["revision"] = opened.row.revision
        form.data = again
        return False
    except Denied as denied:
        form.add_error(None, str(denied))
        return False
    return True


def _shown(request: UserRequest, case: Case, kind: str, form: Any, opened: Opened) -> HttpResponse:
    is_refused = bool(form.is_bound and form.non_field_errors())
    names = [*WRITTEN[kind].names, *WRITTEN[kind].later]
    context = {
        "case": case,
        "title": case.reference,
        "heading": _titles()[kind][1],
        "crumbs": way_to_plan(case),
        "form": form,
        "kind": kind,
        "row": opened.row.pk,
        "back": plan_page(case),
        "theirs": list(shown(opened, Codes.of(WRITTEN[kind].model), names)) if is_refused else [],
        "refusal": _why_not(case, request.user),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "recovery/row.html", context, status=status)


# --- the life of a service --------------------------------------------------------------------------


@require_form
@confidential(Permission.CASE_WRITE)
def begin(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    case = case_for(request.user, reference)
    known = support_of(case, request.user, pk)
    return form_page(
        request,
        BeginForm(request.POST or None, initial={"provider": known.provider}),
        partial(supports.begin_support, known),
        title=_("The help has begun"),
        lead=known.get_kind_display(),
        done=_("Written down."),
        submit=_("Write it down"),
        crumbs=way_to_plan(case),
        refusal=_why_not(case, request.user)
        or may.why_not_move_support(known, SupportStatus.RUNNING),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def finish(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    case = case_for(request.user, reference)
    known = support_of(case, request.user, pk)
    return form_page(
        request,
        FinishOwnForm(request.POST or None),
        partial(supports.finish_support, known),
        title=_("The help is over"),
        lead=known.get_kind_display(),
        done=_("Written down."),
        submit=_("Write it down"),
        crumbs=way_to_plan(case),
        refusal=_why_not(case, request.user)
        or may.why_not_move_support(known, SupportStatus.FINISHED),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def drop(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    case = case_for(request.user, reference)
    known = support_of(case, request.user, pk)
    return form_page(
        request,
        DropForm(request.POST or None),
        partial(supports.drop_support, known),
        title=_("The help is not needed"),
        lead=known.get_kind_display(),
        done=_("Written down."),
        submit=_("Write it down"),
        crumbs=way_to_plan(case),
        refusal=_why_not(case, request.user)
        or may.why_not_move_support(known, SupportStatus.DROPPED),
    )


@require_POST
@confidential(Permission.CASE_WRITE)
def plan_again(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    case = case_for(request.user, reference)
    supports.plan_again(support_of(case, request.user, pk), by=request.user, at=now())
    messages.success(request, _("The service is in the plan again."))
    return HttpResponseRedirect(plan_page(case))


@require_form
@confidential(Permission.CASE_WRITE)
def ask_after(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    case = case_for(request.user, reference)
    known = support_of(case, request.user, pk)
    return form_page(
        request,
        AfterForm(request.POST or None, initial={"after": known.after}),
        partial(supports.ask_after, known),
        title=_("What became of it"),
        lead=known.get_kind_display(),
        done=_("Written down."),
        submit=_("Write it down"),
        crumbs=way_to_plan(case),
        refusal=_why_not(case, request.user) or may.why_not_ask_after(known),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def ask_about_work(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    case = case_for(request.user, reference)
    known = row_of(Placement, case, request.user, pk)
    return form_page(
        request,
        AfterWorkForm(request.POST or None),
        partial(supports.ask_about_work, known),
        title=_("What became of the work"),
        lead=known.get_kind_display(),
        done=_("Written down."),
        submit=_("Write it down"),
        crumbs=way_to_plan(case),
        refusal=_why_not(case, request.user) or may.why_not_ask_about_work(known),
    )
