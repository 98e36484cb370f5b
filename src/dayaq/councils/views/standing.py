"""Standing bodies and who sits in them."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.cooperation.policies import why_not_steer
from dayaq.cooperation.views.ways import may_add, reads, steers
from dayaq.councils import policies as may
from dayaq.councils.actions import meetings as acts
from dayaq.councils.forms.meetings import EndSeatForm, SeatForm, StandingForm
from dayaq.councils.models import Meeting, Membership, StandingBody
from dayaq.councils.models.watch import spans_until
from dayaq.councils.tables import StandingSearch, StandingTable
from dayaq.councils.views.ways import meetings_crumb, standing_crumb, to
from dayaq.kernel.lists import show_list


@require_safe
@reads
def standing_bodies(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=StandingBody.objects.with_members(on=localdate()).with_last_meeting(),
        table=StandingTable,
        filters=StandingSearch,
        title=_("Standing bodies"),
        name="standing-bodies",
        template="access/register.html",
        context={
            "crumbs": [meetings_crumb()],
            "lead": _("Commissions and working groups: who sits in them, and whether they meet."),
            "empty": _("Add the first commission or working group, then its members."),
            "add": may_add(
                request,
                "councils:add_standing_body",
                _("Add a standing body"),
                who=Permission.COOPERATION_STEER,
            ),
        },
    )


@require_safe
@reads
def standing_body(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        StandingBody.objects.select_related("quorum_rule", "interval_rule"), pk=pk
    )
    today = localdate()
    everybody = list(found.members.in_order_of_seats())
    return render(
        request,
        "councils/standing_body.html",
        {
            "standing": found,
            "members": [m for m in everybody if m.holds_on(today)],
            "others": [m for m in everybody if not m.holds_on(today)],
            "spans": spans_until(found, on=today),
            "quorum": found.quorum_on(today),
            "meetings": Meeting.objects.visible_to(request.user).filter(standing=found)[:8],
            "why_not_steer": why_not_steer(request.user),
        },
    )


def _crumbs(known: StandingBody) -> list[tuple[object, str]]:
    return [meetings_crumb(), standing_crumb(), (str(known), to("standing_body", known))]


@require_form
@steers
def add_standing_body(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        StandingForm(request.POST or None, user=request.user),
        acts.add_standing_body,
        title=_("Add a standing body"),
        done=_("The standing body has been added. Now its members can be entered."),
        crumbs=[meetings_crumb(), standing_crumb()],
        to=partial(to, "standing_body"),
        template="access/long_form.html",
    )


@require_form
@steers
def revise_standing_body(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(StandingBody, pk=pk)
    again = get_object_or_404(StandingBody, pk=pk)
    return form_page(
        request,
        StandingForm(request.POST or None, instance=again, user=request.user),
        partial(acts.revise_standing_body, known),
        title=_("Change the standing body"),
        done=_("The standing body has been changed."),
        crumbs=_crumbs(known),
        template="access/long_form.html",
    )


@require_form
@steers
def seat(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(StandingBody, pk=pk)
    return form_page(
        request,
        SeatForm(request.POST or None, user=request.user, initial={"since": localdate()}),
        partial(acts.seat, known),
        title=_("Add a member"),
        done=_("The member has been added."),
        crumbs=_crumbs(known),
        template="access/long_form.html",
    )


def _seat_for(pk: int, member: int) -> Membership:
    rows = Membership.objects.select_related("standing", "body")
    return get_object_or_404(rows, standing=pk, pk=member)


@require_form
@steers
def revise_seat(request: UserRequest, pk: int, member: int) -> HttpResponse:
    known = _seat_for(pk, member)
    return form_page(
        request,
        SeatForm(request.POST or None, instance=_seat_for(pk, member), user=request.user),
        partial(acts.revise_seat, known),
        title=_("Change the membership"),
        done=_("The membership has been changed."),
        crumbs=_crumbs(known.standing),
        template="access/long_form.html",
        context={"row": known},
    )


@require_form
@steers
def end_seat(request: UserRequest, pk: int, member: int) -> HttpResponse:
    known = _seat_for(pk, member)
    return form_page(
        request,
        EndSeatForm(request.POST or None, initial={"until": localdate()}),
        partial(acts.end_seat, known),
        title=_("End the membership"),
        lead=str(known),
        done=_("The membership has its last day."),
        crumbs=_crumbs(known.standing),
        refusal=may.why_not_end_seat(known, request.user),
    )
