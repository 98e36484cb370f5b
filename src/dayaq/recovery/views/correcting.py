"""Correcting what was settled in a plan. Reached by POST alone: covered words stand at no address."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.cases.actions.reading import Opened, open_kinds
from dayaq.cases.models import Case
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import case_for
from dayaq.recovery.actions.correcting import correct as act
from dayaq.recovery.forms.correcting import FORMS
from dayaq.recovery.models.corrections import MODELS
from dayaq.recovery.policies import plans as may
from dayaq.recovery.states import Corrected
from dayaq.recovery.views.fetching import plan_of, plan_page, way_to_plan
from dayaq.vault.door import confidential

_WORDS = {True: "yes", False: "no"}


@require_POST
@confidential(Permission.CASE_WRITE)
def correct(request: UserRequest, reference: str, kind: str) -> HttpResponse:
    """A settled row with what stands in it; or what is true instead, saved with the reason."""
    case = case_for(request.user, reference)
    if kind not in FORMS:
        raise Http404
    opened = _opened(request, case, kind)
    refusal = may.why_not_write(case, plan_of(case, request.user), request.user, at=now())
    refusal = refusal or may.why_not_correct(opened.row)
    is_saved = request.POST.get("do") == "save"
    form = FORMS[kind](request.POST) if is_saved else FORMS[kind](initial=_first(opened, kind))
    if is_saved and refusal is None and form.is_valid():
        values = dict(form.cleaned_data)
        more = {"why": values.pop("why"), "revision": values.pop("revision")}
        try:
            act(opened.row, kind, values, by=request.user, at=now(), **more)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Corrected. What stood there before is kept."))
            return HttpResponseRedirect(plan_page(case))
    context = {
        "case": case,
        "title": case.reference,
        "heading": _("Correct: %(what)s") % {"what": Corrected(kind).label},
        "crumbs": way_to_plan(case),
        "form": form,
        "kind": kind,
        "row": opened.row.pk,
        "back": plan_page(case),
        "refusal": refusal,
        "corrects": True,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "recovery/row.html", context, status=status)


def _opened(request: UserRequest, case: Case, kind: str) -> Opened:
    model, wanted = MODELS[kind], request.POST.get("row", "")
    rows = open_kinds(case, Part.PLAN, (model,), by=request.user, at=now(), why="correct")
    found = next((one for one in rows[model] if str(one.row.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _first(opened: Opened, kind: str) -> dict[str, Any]:
    row: Any = opened.row
    names = [name for name in FORMS[kind].base_fields if name != "why"]
    values = {name: opened.clear.get(name, getattr(row, name)) for name in names}
    return {name: _WORDS[one] if isinstance(one, bool) else one for name, one in values.items()}
