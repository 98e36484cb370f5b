"""Minutes of a meeting: what was said and decided, until they are signed."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import UserRequest
from dayaq.cooperation.papers import templates
from dayaq.cooperation.states import Paper
from dayaq.cooperation.views.ways import reads, steers
from dayaq.councils import papers
from dayaq.councils import policies as may
from dayaq.councils.actions import meetings as acts
from dayaq.councils.actions import tasks as deciding
from dayaq.councils.forms.meetings import HeardForm, SignedForm
from dayaq.councils.forms.tasks import DecisionForm
from dayaq.councils.models import Decision
from dayaq.councils.views.meetings import item_for, meeting_for
from dayaq.councils.views.ways import crumbs_of_meeting, to
from dayaq.kernel.files import handed_out
from dayaq.kernel.word import WORD


@require_form
@steers
def heard(request: UserRequest, pk: int, item: int) -> HttpResponse:
    known = item_for(request, pk, item)
    return form_page(
        request,
        HeardForm(request.POST or None, instance=item_for(request, pk, item), user=request.user),
        partial(acts.write_heard, known),
        title=_("Write what was said"),
        lead=str(known),
        done=_("It has been written down."),
        crumbs=crumbs_of_meeting(known.meeting),
        refusal=may.why_not_write_minutes(known.meeting, request.user),
    )


@require_form
@steers
def decide(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    return form_page(
        request,
        DecisionForm(
            request.POST or None,
            meeting=known,
            user=request.user,
            initial={"item": request.GET.get("item", "")},
        ),
        partial(deciding.decide, known),
        title=_("Record a decision"),
        lead=_(
            "Each body that is named gets a task with this deadline; the deadline stays the original."
        ),
        done=_("The decision has been recorded."),
        crumbs=crumbs_of_meeting(known),
        refusal=may.why_not_decide(known, request.user),
        to=lambda _decision: f"{to('meeting', known)}#decisions",
    )


def _decision_for(request: UserRequest, pk: int, number: int) -> Decision:
    return get_object_or_404(Decision, meeting=meeting_for(request, pk), number=number)


@require_form
@steers
def revise_decision(request: UserRequest, pk: int, number: int) -> HttpResponse:
    known = _decision_for(request, pk, number)
    return form_page(
        request,
        DecisionForm(
            request.POST or None,
            instance=_decision_for(request, pk, number),
            meeting=known.meeting,
            user=request.user,
        ),
        partial(deciding.revise_decision, known),
        title=_("Change the decision"),
        done=_("The decision has been changed."),
        crumbs=crumbs_of_meeting(known.meeting),
        refusal=may.why_not_write_minutes(known.meeting, request.user),
    )


@require_form
@steers
def remove_decision(request: UserRequest, pk: int, number: int) -> HttpResponse:
    known = _decision_for(request, pk, number)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(deciding.remove_decision, known),
        title=_("Remove the decision"),
        lead=known.text,
        submit=_("Remove"),
        done=_("The decision has been removed, with its tasks."),
        crumbs=crumbs_of_meeting(known.meeting),
        refusal=may.why_not_remove_decision(known, request.user),
    )


@require_form
@steers
def sign(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    return form_page(
        request,
        SignedForm(request.POST or None),
        partial(acts.sign_minutes, known),
        title=_("The minutes are signed"),
        lead=_("From here on the agenda, what was said and the decisions do not change."),
        done=_("The minutes are closed."),
        crumbs=crumbs_of_meeting(known),
        refusal=may.why_not_sign(known, request.user),
    )


@require_form
@steers
def correct(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.correct_minutes, known),
        title=_("Open the minutes again"),
        submit=_("Open again"),
        done=_("The minutes can be corrected now."),
        crumbs=crumbs_of_meeting(known),
        refusal=may.why_not_correct(known, request.user),
    )


@require_safe
@reads
def meeting_minutes(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    if not known.took_place:
        raise Http404
    made = templates.made(Paper.MINUTES, templates.language_of_paper(), papers.compose(known))
    return handed_out(made, WORD, f"minutes-{known.number}.docx")
