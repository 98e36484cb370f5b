"""Screening: choose an instrument, tick what was seen, read what it comes to and why."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dayaq.access.pages import Crumbs, require_form
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.access.refusal import Denied
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.cases.models import Case
from dayaq.cases.models.codes import Codes
from dayaq.cases.views.fetching import case_for
from dayaq.referrals.actions import screening as acts
from dayaq.referrals.forms.screening import ScreeningForm
from dayaq.referrals.models.screening import Instrument, Screening
from dayaq.referrals.states import Result
from dayaq.referrals.tables.screening import RESULT_LOOKS, ScreeningSearch, ScreeningTable
from dayaq.referrals.views.asking import posts_of
from dayaq.referrals.views.identification import crumbs_to as crumbs_to_identification
from dayaq.vault.door import confidential

SEES = (Permission.REFERRAL_SEND, Permission.REFERRAL_WATCH, Permission.CASE_READ)


def _crumbs() -> Crumbs:
    return [(_("Screenings"), reverse("referrals:screenings"))]


def instrument_for(pk: int) -> Instrument:
    rows = Instrument.objects.prefetch_related("dimensions__signs")
    return get_object_or_404(rows, pk=pk)


@require_form
@confidential(*SEES)
@step_up(when=takes_out)
def screenings(request: UserRequest) -> HttpResponse:
    """Those one held, and those of one's body: the negative ones count too."""
    rows = Screening.objects.visible_to(request.user)
    return guarded_list(
        request,
        subject=Screening,
        rows=rows.select_related("instrument", "region"),
        table=ScreeningTable,
        filters=ScreeningSearch,
        narrowed=("result", "topic", "sort"),
        title=_("Screenings"),
        name="screenings",
        template="referrals/screenings.html",
        crumbs=[],
        context={
            "instruments": Instrument.objects.in_force(on=localdate()),
            "may_screen": bool(posts_of(request.user)),
            "empty": _("Nobody has been screened yet."),
        },
    )


@require_form
@confidential(Permission.REFERRAL_SEND)
def screen(request: UserRequest, pk: int) -> HttpResponse:
    return _screened(request, instrument_for(pk), None)


@require_form
@confidential(Permission.CASE_WRITE)
def screen_case(request: UserRequest, reference: str, pk: int) -> HttpResponse:
    """Screening within the identification of a case."""
    return _screened(request, instrument_for(pk), case_for(request.user, reference))


def _screened(request: UserRequest, instrument: Instrument, case: Case | None) -> HttpResponse:
    codes = Codes.of(Screening)
    form = ScreeningForm(request.POST or None, instrument=instrument, codes=codes, on=localdate())
    posts = posts_of(request.user)
    if request.method == "POST" and form.is_valid():
        try:
            row = acts.screen(
                instrument,
                posts[0],
                seen=form.seen,
                by=request.user,
                at=now(),
                case=case,
                **form.facts(),
            )
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            return HttpResponseRedirect(reverse("referrals:screening", args=[row.pk]))
    crumbs = crumbs_to_identification(case) if case is not None else _crumbs()
    context = {
        "form": form,
        "instrument": instrument,
        "case": case,
        "title": instrument.title,
        "crumbs": crumbs,
        "back": crumbs[-1][1],
    }
    return render(request, "referrals/screen.html", context, status=422 if form.errors else 200)


@require_safe
@confidential(*SEES)
def screening(request: UserRequest, pk: str) -> HttpResponse:
    """What it comes to, dimension by dimension, and what may be done next."""
    rows = Screening.objects.visible_to(request.user).select_related("region", "body", "referral")
    found = get_object_or_404(rows, pk=pk)
    instrument = instrument_for(found.instrument_id)
    case = Case.objects.visible_to(request.user).filter(screenings=found).first()
    context: dict[str, Any] = {
        "screening": found,
        "instrument": instrument,
        "verdict": instrument.verdict(set(found.seen)),
        "look": RESULT_LOOKS[Result(found.result)],
        "title": pgettext("screening", "Result"),
        "crumbs": crumbs_to_identification(case) if case is not None else _crumbs(),
        "case": case,
        "may_refer": found.referral_id is None
        and found.case_id is None
        and any(post.pk == found.post_id for post in posts_of(request.user)),
    }
    return render(request, "referrals/screening.html", context)


@require_safe
@needs(*SEES, Permission.INSTRUMENT_KEEP)
def printed(request: UserRequest, pk: int) -> HttpResponse:
    """The instrument on paper, for the field. Says nothing of what it is about on its first line."""
    instrument = instrument_for(pk)
    return render(request, "referrals/instrument_paper.html", {"instrument": instrument})
