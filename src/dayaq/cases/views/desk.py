"""The data protection desk: what waits for it, what bodies see, what is kept and what must go."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dayaq.access.pages import require_form
from dayaq.access.permissions import Permission, UserRequest, holds
from dayaq.access.refusal import Denied
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.cases.actions.keeping import decide_retention
from dayaq.cases.forms.sharing import KeepingForm
from dayaq.cases.models import Alert, Case, Opening
from dayaq.cases.models.desk import MOST, closed_case, keepings, seen_by
from dayaq.cases.states import Fate
from dayaq.cases.tables import KeepingTable, SeenTable
from dayaq.directory.models import Body
from dayaq.vault.door import confidential
from dayaq.vault.protection import gaps

WATCH = (Permission.GLASS_REVIEW, Permission.PREVIEW_AS, Permission.RETENTION_KEEP)


def _crumbs(*more: tuple[object, str]) -> list[tuple[object, str]]:
    return [(_("Data protection"), reverse("cases:desk")), *more]


@require_safe
@confidential(*WATCH)
def desk(request: UserRequest) -> HttpResponse:
    today = localdate()
    openings = Opening.objects.visible_to(request.user)
    context = {
        "title": _("Data protection"),
        "crumbs": [],
        **openings.counted(at=now()),
        "due": len(keepings(on=today, is_due=True))
        if holds(request.user, Permission.RETENTION_KEEP)
        else None,
        "unanswered": Alert.objects.visible_to(request.user).unanswered().count(),
        "gaps": gaps(),
    }
    return render(request, "cases/desk.html", context)


class PreviewForm(forms.Form):
    body = forms.ModelChoiceField(label=gettext_lazy("Body"), queryset=Body.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.to_choose_from()  # type: ignore[attr-defined]


@require_form
@confidential(Permission.PREVIEW_AS)
@step_up(when=takes_out)
def preview(request: UserRequest) -> HttpResponse:
    """What a body would see if it looked now: references and names of sections, no data."""
    form = PreviewForm(request.GET if "body" in request.GET else None)
    body = form.cleaned_data["body"] if form.is_valid() else None
    return guarded_list(
        request,
        subject=Case,
        rows=seen_by(body, request.user, at=now()) if body else [],
        table=SeenTable,
        title=_("See as a body"),
        name="seen-by-body",
        narrowed=("body",),
        template="cases/preview.html",
        crumbs=_crumbs((_("See as a body"), reverse("cases:preview"))),
        context={
            "form": form,
            "crumbs": _crumbs(),
            "empty": _("This body reads no case.") if body else _("Choose a body."),
        },
    )


@require_form
@confidential(Permission.RETENTION_KEEP)
@step_up(when=takes_out)
def retention(request: UserRequest) -> HttpResponse:
    is_all = request.GET.get("all") == "1"
    return guarded_list(
        request,
        subject=Case,
        rows=keepings(on=localdate(), is_due=not is_all),
        table=KeepingTable,
        title=_("What is kept and until when"),
        name="retention",
        narrowed=("all",),
        template="cases/retention.html",
        crumbs=_crumbs((_("What is kept and until when"), reverse("cases:retention"))),
        context={
            "crumbs": _crumbs(),
            "is_all": is_all,
            "most": MOST,
            "empty": _("No data have reached their time."),
        },
    )


def _destroys(request: HttpRequest) -> bool:
    """Is something sent that cannot be undone?"""
    return request.method == "POST" and request.POST.get("fate") in {Fate.PSEUDONYMISE, Fate.SHRED}


@require_form
@confidential(Permission.RETENTION_KEEP)
@step_up(when=_destroys)
def decide(request: UserRequest, reference: str) -> HttpResponse:
    """Keep longer with a reason, remove who it is about, or destroy. The last two cannot be undone."""
    found = keepings(on=localdate(), reference=reference.upper())
    if not found:
        raise Http404
    case = closed_case(reference.upper(), by=request.user)
    form = KeepingForm(request.POST or None)
    needs_word = False
    if request.method == "POST" and form.is_valid():
        fate = form.cleaned_data["fate"]
        needs_word = fate != Fate.EXTEND and request.POST.get("sure") != "yes"
        if not needs_word and _decided(request, case, form):
            return HttpResponseRedirect(reverse("cases:retention"))
    context = {
        "form": form,
        "title": case.reference,
        "crumbs": _crumbs((_("What is kept and until when"), reverse("cases:retention"))),
        "keepings": found,
        "needs_word": needs_word,
        "today": localdate(),
    }
    return render(
        request, "cases/decide_retention.html", context, status=422 if form.errors else 200
    )


def _decided(request: UserRequest, case: Case, form: KeepingForm) -> bool:
    try:
        decide_retention(case, by=request.user, at=now(), **form.cleaned_data)
    except Denied as denied:
        form.add_error(None, str(denied))
        return False
    messages.success(request, _("The decision is carried out and recorded."))
    return True
