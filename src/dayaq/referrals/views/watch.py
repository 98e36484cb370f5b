"""What whoever answers for a body sees: its referrals, its clocks, and why terms were missed."""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, bodies_where, holds
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.cases.models.clocks import span
from dayaq.cases.models.codes import Codes
from dayaq.referrals.actions import clocks as acts
from dayaq.referrals.forms.acts import MissedForm
from dayaq.referrals.models import Clock, Referral
from dayaq.referrals.models.clocks import clock_seen_by
from dayaq.referrals.policies import referrals as may
from dayaq.referrals.tables.clocks import ClockSearch, ClockTable
from dayaq.referrals.tables.referrals import ReferralSearch, ReferralTable
from dayaq.vault.door import confidential

WATCH = (Permission.REFERRAL_WATCH, Permission.MECHANISM_READ)
BOTH = (Permission.REFERRAL_SEND, Permission.REFERRAL_RECEIVE)


@require_form
@confidential(*WATCH)
@step_up(when=takes_out)
def of_bodies(request: UserRequest) -> HttpResponse:
    """Referrals that one's body sent, with their answers; the coordinator sees all of them."""
    rows = Referral.objects.visible_to(request.user)
    if not holds(request.user, Permission.MECHANISM_READ):
        rows = rows.sent_by(bodies_where(request.user, Permission.REFERRAL_WATCH))
    return guarded_list(
        request,
        rows=rows.select_related("sender").prefetch_related("sender__names"),
        table=ReferralTable,
        filters=ReferralSearch,
        narrowed=("status", "track", "sort"),
        name="referrals-of-body",
        title=_("Referrals by body"),
        subject=Referral,
        crumbs=[],
        template="referrals/list.html",
        context={"empty": _("Your body has referred nobody yet.")},
    )


@require_form
@confidential(*WATCH)
@step_up(when=takes_out)
def clocks(request: UserRequest) -> HttpResponse:
    rows = Clock.objects.visible_to(request.user)
    return guarded_list(
        request,
        rows=rows.select_related("body").prefetch_related("body__names"),
        table=ClockTable,
        filters=ClockSearch,
        narrowed=("stands", "kind", "sort"),
        name="clocks",
        title=_("Clocks"),
        subject=Clock,
        crumbs=[],
        template="referrals/list.html",
        context={"empty": _("No clock has run yet.")},
    )


@require_form
@confidential(*WATCH, *BOTH)
def clock(request: UserRequest, pk: str) -> HttpResponse:
    """One clock, and why it was missed."""
    found = clock_seen_by(request.user, pk)
    if found is None:
        raise Http404
    at = now()
    refusal = may.why_not_explain(found.body_id, request.user)
    if refusal is None and not found.is_late(at=at):
        refusal = _("This term has not been missed.")
    stands = span(found.due_at, found.met_at or at)
    return form_page(
        request,
        MissedForm(
            request.POST or None,
            codes=Codes(frozenset({"missed-reason"})),
            initial={"reason": found.missed_reason, "words": found.missed_words},
        ),
        partial(acts.explain, found),
        title=found.number,
        lead=f"{found.get_kind_display()}: {stands}. {found.body.short_name}",
        done=_("The reason is kept."),
        crumbs=[_way_back(request, found)],
        refusal=refusal,
    )


def _way_back(request: UserRequest, clock: Clock) -> tuple[object, str]:
    """To the list for whoever has one, else to what the clock runs for."""
    if any(holds(request.user, permission) for permission in WATCH):
        return _("Clocks"), reverse("referrals:clocks")
    if clock.referral_id is not None:
        return clock.number, reverse("referrals:referral", args=[clock.number])
    return clock.number, reverse("cases:case", args=[clock.number])
