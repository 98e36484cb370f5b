"""Tasks: what bodies have to do by decisions, done, given back, or given more time."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, press, require_form
from dayaq.access.permissions import UserRequest
from dayaq.cooperation.views.ways import keeps, reads, steers
from dayaq.councils import policies as may
from dayaq.councils.actions import tasks as acts
from dayaq.councils.forms.tasks import AnswerTimeForm, ReportForm, TimeForm
from dayaq.councils.models import Deferral, Task
from dayaq.councils.tables import TaskSearch, TaskTable
from dayaq.councils.views.ways import meetings_crumb, tasks_crumb, to
from dayaq.kernel.lists import show_list


@require_safe
@reads
def tasks(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Task.objects.visible_to(request.user).with_all(),
        table=TaskTable,
        filters=TaskSearch,
        title=_("Tasks"),
        name="tasks",
        template="access/register.html",
        context={
            "crumbs": [meetings_crumb()],
            "lead": _("What meetings gave bodies to do, by when, and what came of it."),
            "empty": _("Tasks come from the decisions of meetings."),
        },
    )


def task_for(request: UserRequest, pk: int) -> Task:
    return get_object_or_404(Task.objects.visible_to(request.user).with_all(), pk=pk)


@require_safe
@reads
def task(request: UserRequest, pk: int) -> HttpResponse:
    found = task_for(request, pk)
    user = request.user
    deferrals = list(found.deferrals.select_related("asked_by"))
    waiting = next((d for d in deferrals if may.why_not_answer_time(d, user) is None), None)
    return render(
        request,
        "councils/task.html",
        {
            "task": found,
            "decision": found.decision,
            "meeting": found.decision.meeting,
            "deferrals": deferrals,
            "waiting": waiting,
            "is_overdue": found.is_overdue(on=localdate()),
            "why_not_report": may.why_not_report(found, user),
            "why_not_judge": may.why_not_judge(found, user),
            "why_not_drop": may.why_not_drop(found, user),
            "why_not_reopen": may.why_not_reopen(found, user),
            "why_not_ask_for_time": may.why_not_ask_for_time(found, user),
        },
    )


def _crumbs(known: Task) -> list[tuple[object, str]]:
    return [meetings_crumb(), tasks_crumb(), (known.number, to("task", known))]


@require_form
@keeps
def report(request: UserRequest, pk: int) -> HttpResponse:
    known = task_for(request, pk)
    return form_page(
        request,
        ReportForm(request.POST or None, instance=task_for(request, pk), user=request.user),
        partial(acts.report_task, known),
        title=_("Say that it is done"),
        lead=known.text,
        submit=_("Send"),
        done=_("The coordinator has been told."),
        crumbs=_crumbs(known),
        refusal=may.why_not_report(known, request.user),
    )


@require_POST
@steers
def accept(request: UserRequest, pk: int) -> HttpResponse:
    known = task_for(request, pk)
    act = partial(acts.accept_task, known)
    return press(request, act, done=_("The task is done."), back=to("task", known))


def _with_reason(
    request: UserRequest, pk: int, act: Any, why_not: Any, **said: Any
) -> HttpResponse:
    known = task_for(request, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(act, known),
        lead=known.text,
        crumbs=_crumbs(known),
        refusal=why_not(known, request.user),
        **said,
    )


@require_form
@steers
def give_back(request: UserRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        acts.return_task,
        may.why_not_judge,
        title=_("Give the task back"),
        submit=_("Give back"),
        done=_("The body has been told."),
    )


@require_form
@steers
def drop(request: UserRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        acts.drop_task,
        may.why_not_drop,
        title=_("The task is no longer needed"),
        submit=_("Drop it"),
        done=_("The task is dropped."),
    )


@require_form
@steers
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        acts.reopen_task,
        may.why_not_reopen,
        title=_("Open the task again"),
        submit=_("Open again"),
        done=_("The task is open again."),
    )


@require_form
@keeps
def ask_for_time(request: UserRequest, pk: int) -> HttpResponse:
    known = task_for(request, pk)
    return form_page(
        request,
        TimeForm(request.POST or None),
        partial(acts.ask_for_time, known),
        title=_("Ask for more time"),
        lead=_("The original deadline stays to be seen."),
        submit=_("Ask"),
        done=_("The coordinator answers; until then the deadline stays."),
        crumbs=_crumbs(known),
        refusal=may.why_not_ask_for_time(known, request.user),
    )


@require_form
@steers
def answer_time(request: UserRequest, pk: int, deferral: int) -> HttpResponse:
    known = task_for(request, pk)
    asked = get_object_or_404(Deferral, pk=deferral, task=known)
    return form_page(
        request,
        AnswerTimeForm(request.POST or None),
        partial(acts.answer_time, asked),
        title=_("Answer about more time"),
        lead=f"{asked.until:%d.%m.%Y}. {asked.reason}",
        submit=_("Answer"),
        done=_("The body has been told."),
        crumbs=_crumbs(known),
        refusal=may.why_not_answer_time(asked, request.user),
    )
