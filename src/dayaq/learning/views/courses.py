"""Trainings: planned, held, who came."""

from copy import copy
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import UserRequest
from dayaq.imports.sheets import way_in
from dayaq.kernel.lists import show_list
from dayaq.learning import policies
from dayaq.learning.actions import training as acts
from dayaq.learning.forms.training import AttendanceLines, CourseForm, SessionForm
from dayaq.learning.models import Course, Session
from dayaq.learning.tables.training import CourseSearch, CourseTable
from dayaq.learning.views.panels import OF_COURSE
from dayaq.learning.views.ways import courses_crumb, crumbs_of_course, keeps, may_add, reads, to


@require_safe
@reads
def courses(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Course.objects.visible_to(request.user).with_body_name().select_related("region"),
        table=CourseTable,
        filters=CourseSearch,
        title=pgettext("register", "Trainings"),
        name="trainings",
        template="access/register.html",
        context={
            "lead": _("What was held and is planned, who came, and how it was judged."),
            "empty": _("Trainings are planned by a programme."),
            "add": may_add(request, "learning:plan_course", _("Plan a training")),
            "others": [
                *way_in("attendance", request.user),
            ],
        },
    )


def course_for(request: UserRequest, pk: int) -> Course:
    """The training, or 404. Hidden and missing are the same answer."""
    rows = Course.objects.visible_to(request.user).with_body()
    return get_object_or_404(rows.select_related("programme", "region"), pk=pk)


@require_safe
@reads
def course(request: UserRequest, pk: int) -> HttpResponse:
    found = course_for(request, pk)
    lines = found.attendance.select_related("body", "audience").prefetch_related("body__names")
    user = request.user
    return render(
        request,
        "learning/course.html",
        {
            "course": found,
            "lines": lines,
            "totals": {
                name: sum(getattr(line, name) for line in lines)
                for name in ("women", "men", "unsaid", "people")
            },
            "trainers": found.trainers.all(),
            "sessions": found.sessions.select_related("trainer"),
            "partners": found.partners.prefetch_related("names"),
            "certificates": found.certified[0],
            "panels": OF_COURSE.of(found, user),
            "why_not_plan": policies.why_not_plan(found, user),
            "why_not_record": policies.why_not_record(found, user, today=localdate()),
            "why_not_take_back": policies.why_not_take_back(found, user),
            "why_not_cancel": policies.why_not_cancel(found, user),
            "why_not_plan_again": policies.why_not_plan_again(found, user),
            "why_not_issue": policies.why_not_issue(found, user),
        },
    )


@require_form
@keeps
def plan_course(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        CourseForm(
            request.POST or None,
            user=request.user,
            initial={"programme": request.GET.get("programme", ""), "starts_on": localdate()},
        ),
        acts.plan_course,
        title=_("Plan a training"),
        lead=_("A training that has been held already is recorded in the same way."),
        done=_("The training is planned."),
        crumbs=[courses_crumb()],
        to=partial(to, "course"),
        template="access/long_form.html",
    )


@require_form
@keeps
def revise_course(request: UserRequest, pk: int) -> HttpResponse:
    known = course_for(request, pk)
    return form_page(
        request,
        CourseForm(request.POST or None, instance=copy(known), user=request.user),
        partial(acts.revise_course, known),
        title=_("Change the training"),
        done=_("The training has been changed."),
        crumbs=crumbs_of_course(known),
        refusal=policies.why_not_plan(known, request.user),
        template="access/long_form.html",
    )


def _with_reason(
    request: UserRequest, pk: int, act: Any, refusal: Any, **said: Any
) -> HttpResponse:
    known = course_for(request, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(act, known),
        crumbs=crumbs_of_course(known),
        refusal=refusal(known, request.user),
        **said,
    )


@require_form
@keeps
def cancel_course(request: UserRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        acts.cancel_course,
        policies.why_not_cancel,
        title=_("Cancel the training"),
        submit=_("Cancel the training"),
        done=_("The training is cancelled."),
    )


@require_form
@keeps
def plan_again(request: UserRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        acts.plan_again,
        policies.why_not_plan_again,
        title=_("Plan the training again"),
        submit=_("Plan again"),
        done=_("The training is planned again."),
    )


@require_form
@keeps
def take_back_attendance(request: UserRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        acts.take_back_attendance,
        policies.why_not_take_back,
        title=_("Take back who came"),
        lead=_("The training counts as planned again. The lines stay, to be corrected."),
        submit=_("Take back"),
        done=_("The training counts as planned again."),
    )


@require_form
@keeps
def attendance(request: UserRequest, pk: int) -> HttpResponse:
    """Who came, all lines on one page."""
    known = course_for(request, pk)
    refusal = policies.why_not_record(known, request.user, today=localdate())
    names = ("body", "unit", "audience", "women", "men", "unsaid")
    initial = [
        {name: getattr(line, f"{name}_id", getattr(line, name)) or "" for name in names}
        for line in known.attendance.all()
    ]
    lines: Any = AttendanceLines(request.POST or None, initial=initial, prefix="line")
    wrong = ""
    if request.method == "POST" and refusal is None and lines.is_valid():
        try:
            acts.record_attendance(known, lines.filled, by=request.user, at=now())
        except ValidationError as refused:
            wrong = " ".join(refused.messages)
        else:
            messages.success(request, _("It is recorded who came."))
            return HttpResponseRedirect(to("course", known))
    return render(
        request,
        "learning/attendance.html",
        {"course": known, "lines": lines, "refusal": refusal, "wrong": wrong},
        status=_status(request, refusal, wrong or lines.total_error_count()),
    )


def _status(request: UserRequest, refusal: Any, wrong: Any) -> int:
    if refusal:
        return 403 if request.method == "POST" else 200
    return 422 if wrong or request.method == "POST" else 200


@require_form
@keeps
def add_session(request: UserRequest, pk: int) -> HttpResponse:
    known = course_for(request, pk)
    return form_page(
        request,
        SessionForm(request.POST or None, course=known),
        partial(acts.add_session, known),
        title=_("Add a session"),
        done=_("The session has been added."),
        crumbs=crumbs_of_course(known),
        refusal=policies.why_not_plan(known, request.user),
    )


def _session_for(request: UserRequest, pk: int, session: int) -> Session:
    return get_object_or_404(Session, pk=session, course=course_for(request, pk))


@require_form
@keeps
def revise_session(request: UserRequest, pk: int, session: int) -> HttpResponse:
    known = _session_for(request, pk, session)
    return form_page(
        request,
        SessionForm(
            request.POST or None, instance=_session_for(request, pk, session), course=known.course
        ),
        partial(acts.revise_session, known),
        title=_("Change the session"),
        done=_("The session has been changed."),
        crumbs=crumbs_of_course(known.course),
        refusal=policies.why_not_plan(known.course, request.user),
    )


@require_form
@keeps
def remove_session(request: UserRequest, pk: int, session: int) -> HttpResponse:
    known = _session_for(request, pk, session)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.remove_session, known),
        title=_("Remove the session"),
        lead=str(known),
        submit=_("Remove"),
        done=_("The session has been removed."),
        crumbs=crumbs_of_course(known.course),
        refusal=policies.why_not_plan(known.course, request.user),
    )
