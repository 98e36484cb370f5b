"""A referral and how it stands, on the side of whoever refers."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import GRANTS, Permission, UserRequest, bodies_where, holds
from dayaq.access.refusal import Denied
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.accounts.models import Appointment, Role
from dayaq.cases.forms.sharing import WhyForm
from dayaq.cases.models.codes import Codes
from dayaq.referrals.actions import identification
from dayaq.referrals.actions import referrals as acts
from dayaq.referrals.forms.acts import PassOnForm, RefusalForm
from dayaq.referrals.forms.identification import OpinionForm
from dayaq.referrals.models import Opinion, Referral, Told
from dayaq.referrals.models.asked import pages_of
from dayaq.referrals.models.clocks import clocks_of
from dayaq.referrals.models.telling import answers, codes_of_told
from dayaq.referrals.policies import identification as may_identify
from dayaq.referrals.policies import receipts as of_receipts
from dayaq.referrals.policies import referrals as may
from dayaq.referrals.states import ClockKind, Status
from dayaq.referrals.tables.referrals import LOOKS, ReferralSearch, ReferralTable
from dayaq.referrals.views.ways import crumbs_to, referral_for
from dayaq.vault.door import confidential
from dayaq.vault.sealing import Shredded

WHO_SEES = (
    Permission.REFERRAL_SEND,
    Permission.REFERRAL_RECEIVE,
    Permission.REFERRAL_WATCH,
    Permission.MECHANISM_READ,
)


@require_form
@confidential(Permission.REFERRAL_SEND)
@step_up(when=takes_out)
def mine(request: UserRequest) -> HttpResponse:
    """What is in one's own hands: drafts found again, answers that came."""
    rows = Referral.objects.visible_to(request.user).filter(post__user=request.user)
    return guarded_list(
        request,
        rows=rows.select_related("sender").prefetch_related("sender__names"),
        table=ReferralTable,
        filters=ReferralSearch,
        narrowed=("status", "track", "sort"),
        name="referrals",
        title=pgettext("list", "Referrals"),
        subject=Referral,
        crumbs=[],
        template="referrals/mine.html",
        context={
            "empty": _("You have referred nobody yet."),
            "may_receive": bool(bodies_where(request.user, Permission.REFERRAL_RECEIVE)),
        },
    )


def _to(referral: Referral) -> str:
    return reverse("referrals:referral", args=[referral.reference])


@require_form
@confidential(*WHO_SEES)
def referral(request: UserRequest, reference: str) -> HttpResponse:
    """How it stands, which clock runs, what is next. What was told stays covered until asked for."""
    found = referral_for(request.user, reference)
    opened = _opened(request, found) if request.method == "POST" else None
    keeps = may.keeps(found, request.user)
    clocks = clocks_of(referrals=[found])
    codes = Codes.of(Referral)
    context: dict[str, Any] = {
        "referral": found,
        "title": found.reference,
        "crumbs": _way_to(request),
        "look": LOOKS[Status(found.status)],
        "keeps": keeps,
        "running": [clock for clock in clocks if clock.is_running],
        "clocks": [clock for clock in clocks if not clock.is_running],
        "opened": opened,
        "next_page": min(found.step + 1, len(pages_of(found.track))),
        "why_not_write": may.why_not_write(found, request.user),
        "why_not_answer": may.why_not_answer(found, request.user),
        "why_not_withdraw": may.why_not_withdraw(found, request.user),
        "why_not_convert": may.why_not_convert(found, request.user),
        "why_not_give": of_receipts.why_not_give(found, request.user),
        "can_be_noted": found.can_become(Status.NOTED) and keeps,
        "source": codes.said(found.source),
        "return_reason": codes.said(found.return_reason),
        "outcome_reasons": ", ".join(codes.said(code) for code in found.outcome_reasons),
        "is_asked": any(c.is_running and c.kind == ClockKind.OPINION for c in clocks) and keeps,
        "may_read": Told.objects.visible_to(request.user).filter(referral=found).exists(),
    }
    return render(request, "referrals/referral.html", context)


def _way_to(request: UserRequest) -> Crumbs:
    """Heads and the coordinator come from the list of bodies, first responders from their own."""
    if holds(request.user, Permission.REFERRAL_SEND):
        return crumbs_to()
    return [(_("Referrals by body"), reverse("referrals:of_bodies"))]


def _opened(request: UserRequest, found: Referral) -> Any:
    """What was told, in clear, on this answer alone; who read it stands in the record."""
    try:
        told, clear = acts.read_told(found, by=request.user, at=now())
    except (Told.DoesNotExist, Shredded):
        return None
    words = acts.return_words(found)
    codes = codes_of_told()
    pages = [
        (page.title, list(answers(told, clear, codes, page.names)))
        for page in pages_of(found.track)
    ]
    return {"pages": [page for page in pages if page[1]], "return_words": words}


@require_form
@confidential(Permission.REFERRAL_SEND)
def withdraw(request: UserRequest, reference: str) -> HttpResponse:
    found = referral_for(request.user, reference)
    return form_page(
        request,
        WhyForm(request.POST or None),
        partial(acts.withdraw, found),
        title=_("Withdraw the referral"),
        lead=_("What was told is destroyed at once and cannot be brought back. The line stays."),
        done=_("The referral is withdrawn; what was told is destroyed."),
        submit=_("Withdraw"),
        crumbs=crumbs_to(found),
        refusal=may.why_not_withdraw(found, request.user),
        to=_to,
    )


@require_form
@confidential(Permission.REFERRAL_SEND)
def notice(request: UserRequest, reference: str) -> HttpResponse:
    """The adult does not agree any more: a notice without a name stays."""
    found = referral_for(request.user, reference)
    told = Told.objects.visible_to(request.user).filter(referral=found).first()
    return form_page(
        request,
        RefusalForm(request.POST or None, codes=codes_of_told(), on=localdate()),
        partial(acts.send_notice, found),
        title=_("The person no longer agrees"),
        lead=_(
            "Name, contact and story are removed at once. What remains is a notice that can be counted."
        ),
        done=_("The notice is sent. It holds no name."),
        submit=_("Make a notice of it"),
        crumbs=crumbs_to(found),
        refusal=may.why_not_note(found, told, request.user)
        if told is not None
        else _("This referral cannot become a notice any more."),
        to=_to,
    )


@require_POST
@confidential(Permission.REFERRAL_SEND)
def convert(request: UserRequest, reference: str) -> HttpResponse:
    """The person agrees after all."""
    found = referral_for(request.user, reference)
    try:
        acts.convert(found, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, str(denied))
        return HttpResponseRedirect(_to(found))
    messages.success(request, _("Go on where the notice stopped. It is still counted once."))
    return HttpResponseRedirect(reverse("referrals:ask", args=[found.reference, 2]))


@require_form
@confidential(Permission.REFERRAL_SEND)
def opinion(request: UserRequest, reference: str) -> HttpResponse:
    """The referring body takes part: what it thinks is heard before a decision."""
    found = referral_for(request.user, reference)
    asked = acts.opinion_asked(found)
    refusal = (
        may_identify.why_not_give_opinion(asked, request.user)
        if asked is not None
        else _("Nobody has asked you for an opinion.")
    )
    return form_page(
        request,
        OpinionForm(request.POST or None),
        partial(_answered, asked),
        title=_("What do you think?"),
        lead=_("You met the person first. Your opinion is heard before it is decided."),
        done=_("Your opinion is given. You see the outcome here."),
        submit=_("Give the opinion"),
        crumbs=crumbs_to(found),
        refusal=refusal,
        to=lambda _result: _to(found),
    )


def _answered(asked: "Opinion | None", **said: Any) -> Any:
    if asked is None:
        raise Denied(_("Nobody has asked you for an opinion."))
    return identification.give_opinion(asked, **said)


@require_form
@confidential(Permission.REFERRAL_SEND)
def pass_on(request: UserRequest, reference: str) -> HttpResponse:
    found = referral_for(request.user, reference)
    able = [role for role in Role if Permission.REFERRAL_SEND in GRANTS[role]]
    posts = (
        Appointment.objects.holding_on(localdate())
        .filter(body=found.sender_id, user__is_active=True)
        .in_roles(able)
        .exclude(user=request.user)
        .select_related("user")
        .order_by("user__full_name")
    )
    keeps = may.keeps(found, request.user)
    return form_page(
        request,
        PassOnForm(request.POST or None, posts=posts),
        partial(acts.pass_on, found),
        title=_("Pass on to a colleague"),
        lead=_("Your colleague goes on with it; you no longer see it."),
        done=_("It is in your colleague's hands now."),
        submit=_("Pass on"),
        crumbs=crumbs_to(found),
        refusal=None if keeps else _("This referral is in the hands of somebody else."),
        to=lambda _result: reverse("referrals:mine"),
    )
