"""Opinions on drafts: asked of one's body, written, signed."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import form_page, press, require_form
from dayaq.access.permissions import UserRequest
from dayaq.cooperation.forms.kept import CommentForm
from dayaq.cooperation.views.ways import keeps, reads, signs
from dayaq.kernel.lists import show_list
from dayaq.proposals import policies as may
from dayaq.proposals.actions import opinions as acts
from dayaq.proposals.forms import AnswerForm, OpinionForm
from dayaq.proposals.models import Opinion
from dayaq.proposals.tables import OpinionSearch, OpinionTable
from dayaq.proposals.views.ways import crumbs_of_proposal, proposals_crumb, to


@require_safe
@reads
def opinions(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Opinion.objects.visible_to(request.user).with_all(),
        table=OpinionTable,
        filters=OpinionSearch,
        title=_("Opinions"),
        name="opinions",
        template="access/register.html",
        context={
            "crumbs": [proposals_crumb()],
            "lead": _("What bodies think of drafts, asked with a deadline."),
            "empty": _("Nobody has asked for an opinion yet."),
        },
    )


def opinion_for(request: UserRequest, pk: int) -> Opinion:
    return get_object_or_404(Opinion.objects.visible_to(request.user).with_all(), pk=pk)


@require_safe
@reads
def opinion(request: UserRequest, pk: int) -> HttpResponse:
    found = opinion_for(request, pk)
    user = request.user
    return render(
        request,
        "proposals/opinion.html",
        {
            "opinion": found,
            "proposal": found.draft.proposal,
            "today": localdate(),
            "may_read_words": found.given_on is not None or user.body_ids() & {found.body_id},
            "why_not_write": may.why_not_write(found, user),
            "why_not_give": may.why_not_give(found, user),
            "why_not_answer": may.why_not_answer(found, user),
        },
    )


def _crumbs(known: Opinion) -> list[tuple[object, str]]:
    return [*crumbs_of_proposal(known.draft.proposal), (_("Opinion"), to("opinion", known))]


@require_form
@keeps
def write_opinion(request: UserRequest, pk: int) -> HttpResponse:
    known = opinion_for(request, pk)
    return form_page(
        request,
        OpinionForm(request.POST or None, instance=opinion_for(request, pk), user=request.user),
        partial(acts.write_opinion, known),
        title=_("Write the opinion"),
        lead=_("The approver of your body signs it; then the others see it."),
        submit=_("Send to the approver"),
        done=_("The opinion is with the approver."),
        crumbs=_crumbs(known),
        refusal=may.why_not_write(known, request.user),
    )


@require_POST
@signs
def give_opinion(request: UserRequest, pk: int) -> HttpResponse:
    known = opinion_for(request, pk)
    act = partial(acts.give_opinion, known)
    return press(request, act, done=_("The opinion has been given."), back=to("opinion", known))


@require_form
@signs
def return_opinion(request: UserRequest, pk: int) -> HttpResponse:
    known = opinion_for(request, pk)
    return form_page(
        request,
        CommentForm(request.POST or None),
        partial(acts.return_opinion, known),
        title=_("Return to the drafter"),
        submit=_("Return"),
        done=_("The opinion has gone back to the drafter."),
        crumbs=_crumbs(known),
        refusal=may.why_not_give(known, request.user),
    )


@require_form
@keeps
def answer_opinion(request: UserRequest, pk: int) -> HttpResponse:
    known = opinion_for(request, pk)
    return form_page(
        request,
        AnswerForm(request.POST or None, instance=opinion_for(request, pk), user=request.user),
        partial(acts.answer_opinion, known),
        title=_("Answer the remarks"),
        lead=_("Say what was taken into the draft, and why the rest was not."),
        done=_("The answer has been saved."),
        crumbs=_crumbs(known),
        refusal=may.why_not_answer(known, request.user),
    )
