"""Meetings: planned, invited to, held; and their agenda."""

from copy import copy
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, press, require_form
from dayaq.access.permissions import Permission, UserRequest, holds
from dayaq.cooperation.views.ways import reads, steers
from dayaq.councils import policies as may
from dayaq.councils.actions import meetings as acts
from dayaq.councils.forms.meetings import ItemForm, MeasuresForm, MeetingForm, PresenceForm
from dayaq.councils.models import AgendaItem, Meeting, StandingBody
from dayaq.councils.models.agenda import suggestions
from dayaq.councils.models.calendar import as_calendar
from dayaq.councils.tables import MeetingSearch, MeetingTable
from dayaq.councils.views.ways import (
    crumbs_of_meeting,
    meetings_crumb,
    standing_crumb,
    tasks_crumb,
    to,
)
from dayaq.kernel.files import handed_out
from dayaq.kernel.lists import show_list


@require_safe
@reads
def meetings(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Meeting.objects.visible_to(request.user).select_related("standing"),
        table=MeetingTable,
        filters=MeetingSearch,
        title=_("Meetings"),
        name="meetings",
        template="access/register.html",
        context={
            "lead": _("Meetings of the commission and the working group, with their decisions."),
            "empty": _("Meetings are planned on the page of their standing body."),
            "others": [
                *templates_link(request),
                tasks_crumb()[::-1],
                standing_crumb()[::-1],
            ],
        },
    )


def templates_link(request: UserRequest) -> list[tuple[str, object]]:
    """Where the secretary keeps the Word templates of minutes and answers."""
    if not holds(request.user, Permission.COOPERATION_STEER):
        return []
    return [(reverse("cooperation:paper_templates"), _("Word templates"))]


def meeting_for(request: UserRequest, pk: int) -> Meeting:
    """The meeting, or 404. Hidden and missing are the same answer."""
    rows = Meeting.objects.visible_to(request.user).select_related("standing__quorum_rule")
    return get_object_or_404(rows, pk=pk)


@require_safe
@reads
def meeting(request: UserRequest, pk: int) -> HttpResponse:
    found = meeting_for(request, pk)
    user, today = request.user, localdate()
    agenda = AgendaItem.objects.select_related("speaker", "proposal", "recommendation__document")
    prefetch_related_objects([found], Prefetch("items", agenda))
    decisions = found.decisions.select_related("item").prefetch_related("tasks__body__names")
    may_steer = holds(user, Permission.COOPERATION_STEER)
    is_to_come = found.status in may.TO_COME
    return render(
        request,
        "councils/meeting.html",
        {
            "meeting": found,
            "items": found.items.all(),
            "decisions": decisions,
            "presences": found.presences.select_related("member__body").prefetch_related(
                "member__body__names"
            ),
            "suggestions": suggestions(found, on=today) if may_steer and is_to_come else [],
            "today": today,
            "why_not_revise": may.why_not_revise(found, user),
            "why_not_change_agenda": may.why_not_change_agenda(found, user),
            "why_not_invite": may.why_not_invite(found, user),
            "why_not_record": may.why_not_record(found, user, today=today),
            "why_not_write_minutes": may.why_not_write_minutes(found, user),
            "why_not_decide": may.why_not_decide(found, user),
            "why_not_sign": may.why_not_sign(found, user),
            "why_not_correct": may.why_not_correct(found, user),
            "why_not_plan_again": may.why_not_plan_again(found, user),
        },
    )


@require_form
@steers
def plan_meeting(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(StandingBody, pk=pk)
    return form_page(
        request,
        MeetingForm(request.POST or None),
        partial(acts.plan_meeting, known),
        title=_("Plan a meeting"),
        lead=str(known),
        done=_("The meeting has been planned. Now its agenda can be put together."),
        crumbs=[meetings_crumb(), standing_crumb(), (str(known), to("standing_body", known))],
        to=partial(to, "meeting"),
    )


@require_form
@steers
def revise_meeting(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    return form_page(
        request,
        MeetingForm(request.POST or None, instance=meeting_for(request, pk)),
        partial(acts.revise_meeting, known),
        title=_("Change the meeting"),
        done=_("The meeting has been changed. Whoever was invited is told."),
        crumbs=crumbs_of_meeting(known),
        refusal=may.why_not_revise(known, request.user),
    )


@require_POST
@steers
def invite(request: UserRequest, pk: int) -> HttpResponse:
    return _done(
        request, meeting_for(request, pk), acts.invite, _("The members have been invited.")
    )


def _done(request: UserRequest, known: Meeting, act: Any, done: str) -> HttpResponse:
    return press(request, partial(act, known), done=done, back=to("meeting", known))


@require_form
@steers
def cancel_meeting(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.cancel_meeting, known),
        title=_("Cancel the meeting"),
        submit=_("Cancel the meeting"),
        done=_("The meeting has been cancelled. Whoever was invited is told."),
        crumbs=crumbs_of_meeting(known),
        refusal=may.why_not_cancel(known, request.user),
    )


@require_form
@steers
def plan_meeting_again(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.plan_meeting_again, known),
        title=_("Plan the meeting again"),
        submit=_("Plan again"),
        done=_("The meeting is planned again."),
        crumbs=crumbs_of_meeting(known),
        refusal=may.why_not_plan_again(known, request.user),
    )


@require_safe
@reads
def calendar(request: UserRequest, pk: int) -> HttpResponse:
    """The meeting as a file for a calendar."""
    known = meeting_for(request, pk)
    address = request.build_absolute_uri(reverse("councils:meeting", args=[pk]))
    told = as_calendar(known, address=address, at=now())
    return handed_out(told.encode(), "text/calendar; charset=utf-8", f"meeting-{known.number}.ics")


# --- the agenda --------------------------------------------------------------------------------------


@require_form
@steers
def add_item(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    return form_page(
        request,
        ItemForm(request.POST or None, user=request.user),
        partial(acts.add_item, known),
        title=_("Add a point"),
        done=_("The point stands on the agenda."),
        crumbs=crumbs_of_meeting(known),
        refusal=may.why_not_change_agenda(known, request.user),
        to=lambda _item: f"{to('meeting', known)}#agenda",
        template="access/long_form.html",
    )


@require_form
@steers
def add_measures(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    return form_page(
        request,
        MeasuresForm(request.POST or None),
        partial(acts.add_measures, known),
        title=_("Add measures of the plan"),
        lead=_("Each measure becomes a point of the agenda, in the words of the law."),
        submit=_("Add"),
        done=_("The measures stand on the agenda."),
        crumbs=crumbs_of_meeting(known),
        refusal=may.why_not_change_agenda(known, request.user),
        to=lambda _items: f"{to('meeting', known)}#agenda",
    )


@require_POST
@steers
def take_up(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """Put on the agenda what is suggested: the code names it."""
    known = meeting_for(request, pk)
    found = next((s for s in suggestions(known, on=localdate()) if s.code == code), None)
    if found is None:
        messages.error(request, _("This stands on the agenda already, or is settled."))
        return redirect(to("meeting", known))
    act = partial(_take_up, fields=found.fields)
    return _done(request, known, act, _("The point stands on the agenda."))


def _take_up(known: Meeting, *, fields: dict[str, Any], by: Any, at: Any) -> AgendaItem:
    return acts.add_item(known, by=by, at=at, **fields)


def item_for(request: UserRequest, pk: int, item: int) -> AgendaItem:
    meeting = meeting_for(request, pk)
    found = get_object_or_404(AgendaItem, pk=item, meeting=meeting)
    found.meeting = meeting
    return found


@require_form
@steers
def revise_item(request: UserRequest, pk: int, item: int) -> HttpResponse:
    known = item_for(request, pk, item)
    return form_page(
        request,
        ItemForm(request.POST or None, instance=copy(known), user=request.user),
        partial(acts.revise_item, known),
        title=_("Change the point"),
        done=_("The point has been changed."),
        crumbs=crumbs_of_meeting(known.meeting),
        refusal=may.why_not_change_agenda(known.meeting, request.user),
        template="access/long_form.html",
    )


@require_form
@steers
def remove_item(request: UserRequest, pk: int, item: int) -> HttpResponse:
    known = item_for(request, pk, item)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.remove_item, known),
        title=_("Remove the point"),
        lead=str(known),
        submit=_("Remove"),
        done=_("The point has been removed."),
        crumbs=crumbs_of_meeting(known.meeting),
        refusal=may.why_not_change_agenda(known.meeting, request.user),
    )


@require_POST
@steers
def move_item_up(request: UserRequest, pk: int, item: int) -> HttpResponse:
    known = item_for(request, pk, item)

    def act(_meeting: Meeting, *, by: Any, at: Any) -> None:
        acts.move_item_up(known, by=by, at=at)

    return _done(request, known.meeting, act, _("The point has been moved."))


# --- who came ----------------------------------------------------------------------------------------


@require_form
@steers
def presence(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    members = list(known.standing.members.holding_on(known.day).in_order_of_seats())
    before = dict(known.presences.values_list("member", "came"))
    return form_page(
        request,
        PresenceForm(
            request.POST or None, members=members, before=before, initial={"guests": known.guests}
        ),
        partial(acts.record_presence, known),
        title=pgettext("meeting", "Who came"),
        lead=_("Mark the alternate where one came, and nobody where the chair was empty."),
        done=_("It is recorded who came."),
        crumbs=crumbs_of_meeting(known),
        refusal=may.why_not_record(known, request.user, today=localdate()),
        template="councils/presence.html",
    )
