"""Answers to recommendations: written once, approved, used in every report that asks."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import form_page, press, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.cooperation.forms.kept import CommentForm
from dayaq.cooperation.views.ways import keeps, may_add, reads, signs
from dayaq.kernel.lists import show_list
from dayaq.recommendations import policies as may
from dayaq.recommendations.actions import replies as acts
from dayaq.recommendations.forms import ReplyForm
from dayaq.recommendations.models import Reply
from dayaq.recommendations.tables import ReplySearch, ReplyTable
from dayaq.recommendations.views.ways import recommendations_crumb, replies_crumb, to


@require_safe
@reads
def replies(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Reply.objects.visible_to(request.user).with_body_name().with_number_served(),
        table=ReplyTable,
        filters=ReplySearch,
        title=_("Answers"),
        name="answers",
        template="access/register.html",
        context={
            "crumbs": [recommendations_crumb()],
            "lead": _("What bodies answer to recommendations; one answer may serve several."),
            "empty": _("Write an answer on the page of a recommendation, or here."),
            "add": may_add(
                request,
                "recommendations:begin_reply",
                _("Write an answer"),
                who=Permission.COOPERATION_KEEP,
            ),
        },
    )


def reply_for(request: UserRequest, pk: int) -> Reply:
    return get_object_or_404(Reply.objects.visible_to(request.user).with_body(), pk=pk)


@require_safe
@reads
def reply(request: UserRequest, pk: int) -> HttpResponse:
    found = reply_for(request, pk)
    user = request.user
    return render(
        request,
        "recommendations/reply.html",
        {
            "reply": found,
            "recommendations": found.recommendations.with_document(),
            "why_not_write": may.why_not_write(found, user),
            "why_not_send": may.why_not_send(found, user),
            "why_not_decide": may.why_not_decide(found, user),
            "why_not_replace": may.why_not_replace(found, user),
        },
    )


def _crumbs(known: Reply) -> list[tuple[object, str]]:
    return [recommendations_crumb(), replies_crumb(), (known.number, to("reply", known))]


@require_form
@keeps
def begin_reply(request: UserRequest) -> HttpResponse:
    about = request.GET.get("recommendation", "")
    return form_page(
        request,
        ReplyForm(
            request.POST or None,
            user=request.user,
            initial={"recommendations": [about] if about else [], "as_of": localdate()},
        ),
        acts.begin_reply,
        title=_("Write an answer"),
        lead=_(
            "The approver of your body approves it; then it stands in the tables of all its documents."
        ),
        done=_("The answer has been saved. Send it to the approver when it is ready."),
        crumbs=[recommendations_crumb(), replies_crumb()],
        to=partial(to, "reply"),
    )


@require_form
@keeps
def revise_reply(request: UserRequest, pk: int) -> HttpResponse:
    known = reply_for(request, pk)
    return form_page(
        request,
        ReplyForm(request.POST or None, instance=reply_for(request, pk), user=request.user),
        partial(acts.revise_reply, known),
        title=_("Change the answer"),
        done=_("The answer has been changed."),
        crumbs=_crumbs(known),
        refusal=may.why_not_write(known, request.user),
    )


def _done(request: UserRequest, pk: int, act: Any, done: str) -> HttpResponse:
    known = reply_for(request, pk)
    return press(request, partial(act, known), done=done, back=to("reply", known))


@require_POST
@keeps
def send_reply(request: UserRequest, pk: int) -> HttpResponse:
    return _done(request, pk, acts.send_reply, _("The answer is with the approver."))


@require_POST
@signs
def approve_reply(request: UserRequest, pk: int) -> HttpResponse:
    return _done(request, pk, acts.approve_reply, _("The answer has been approved."))


@require_form
@signs
def return_reply(request: UserRequest, pk: int) -> HttpResponse:
    known = reply_for(request, pk)
    return form_page(
        request,
        CommentForm(request.POST or None),
        partial(acts.return_reply, known),
        title=_("Return to the drafter"),
        submit=_("Return"),
        done=_("The answer has gone back to the drafter."),
        crumbs=_crumbs(known),
        refusal=may.why_not_decide(known, request.user),
    )


@require_POST
@keeps
def replace_reply(request: UserRequest, pk: int) -> HttpResponse:
    return _done(request, pk, acts.replace_reply, _("The status of the answer has been changed."))
