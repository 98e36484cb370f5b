"""Question sets: read, written, put into use."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, press, require_form
from dayaq.access.permissions import UserRequest
from dayaq.evaluation import policies
from dayaq.evaluation.actions import questions as acts
from dayaq.evaluation.forms import QuestionForm, SetForm
from dayaq.evaluation.models import Question, QuestionSet
from dayaq.evaluation.tables import SetSearch, SetTable, set_rows
from dayaq.evaluation.views.ways import evaluations_crumb, sets_crumb, to
from dayaq.kernel.lists import show_list
from dayaq.learning.views.ways import keeps, may_add, reads


@require_safe
@reads
def question_sets(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=set_rows(QuestionSet.objects.visible_to(request.user)),
        table=SetTable,
        filters=SetSearch,
        title=_("Question sets"),
        name="question-sets",
        template="access/register.html",
        context={
            "crumbs": [evaluations_crumb()],
            "lead": _(
                "What participants and organisers are asked. A version that was used never changes."
            ),
            "add": may_add(request, "evaluation:add_set", _("Add a question set")),
        },
    )


def set_for(request: UserRequest, pk: int) -> QuestionSet:
    rows = QuestionSet.objects.visible_to(request.user).select_related("body")
    return get_object_or_404(rows.prefetch_related("body__names", "questions"), pk=pk)


@require_safe
@reads
def question_set(request: UserRequest, pk: int) -> HttpResponse:
    known = set_for(request, pk)
    user = request.user
    return render(
        request,
        "evaluation/question_set.html",
        {
            "set": known,
            "versions": QuestionSet.objects.filter(code=known.code).exclude(pk=pk),
            "uses": known.sheets.count(),
            "why_not_edit": policies.why_not_edit(known, user),
            "why_not_put_into_use": policies.why_not_put_into_use(known, user),
            "why_not_retire": policies.why_not_retire(known, user),
            "why_not_keep": policies.why_not_keep(known.body_id, user),
        },
    )


@require_form
@keeps
def add_set(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        SetForm(request.POST or None, user=request.user),
        acts.add_set,
        title=_("Add a question set"),
        done=_("The set has been added. Now add its questions."),
        crumbs=[evaluations_crumb(), sets_crumb()],
        to=partial(to, "question_set"),
    )


def _crumbs(known: QuestionSet) -> list[tuple[object, str]]:
    return [evaluations_crumb(), sets_crumb(), (str(known), to("question_set", known))]


@require_form
@keeps
def revise_set(request: UserRequest, pk: int) -> HttpResponse:
    known = set_for(request, pk)
    return form_page(
        request,
        SetForm(request.POST or None, instance=set_for(request, pk), user=request.user),
        partial(acts.revise_set, known),
        title=_("Change title and opening words"),
        done=_("The set has been changed."),
        crumbs=_crumbs(known),
        refusal=policies.why_not_edit(known, request.user),
    )


@require_POST
@keeps
def put_into_use(request: UserRequest, pk: int) -> HttpResponse:
    known = set_for(request, pk)
    act = partial(acts.put_into_use, known)
    return press(request, act, done=_("The set is in use."), back=to("question_set", known))


@require_POST
@keeps
def next_version(request: UserRequest, pk: int) -> HttpResponse:
    known = set_for(request, pk)
    said = _("The next version is begun. What is in use stays until it is put into use.")
    act = partial(acts.next_version, known)
    here = partial(to, "question_set")
    return press(request, act, done=said, back=here(known), to=here)


@require_form
@keeps
def retire_set(request: UserRequest, pk: int) -> HttpResponse:
    known = set_for(request, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.retire_set, known),
        title=_("Retire the set"),
        lead=_("It is asked no longer. What it brought stays."),
        submit=pgettext("question set", "Retire"),
        done=_("The set is retired."),
        crumbs=_crumbs(known),
        refusal=policies.why_not_retire(known, request.user),
    )


@require_form
@keeps
def add_question(request: UserRequest, pk: int) -> HttpResponse:
    known = set_for(request, pk)
    return form_page(
        request,
        QuestionForm(request.POST or None),
        partial(acts.add_question, known),
        title=_("Add a question"),
        done=_("The question has been added."),
        crumbs=_crumbs(known),
        refusal=policies.why_not_edit(known, request.user),
    )


def _question_for(request: UserRequest, pk: int, question: int) -> Question:
    return get_object_or_404(Question, pk=question, set=set_for(request, pk))


@require_form
@keeps
def revise_question(request: UserRequest, pk: int, question: int) -> HttpResponse:
    known = _question_for(request, pk, question)
    return form_page(
        request,
        QuestionForm(request.POST or None, instance=_question_for(request, pk, question)),
        partial(acts.revise_question, known),
        title=_("Change the question"),
        done=_("The question has been changed."),
        crumbs=_crumbs(known.set),
        refusal=policies.why_not_edit(known.set, request.user),
    )


@require_POST
@keeps
def remove_question(request: UserRequest, pk: int, question: int) -> HttpResponse:
    known = _question_for(request, pk, question)
    act = partial(acts.remove_question, known)
    return press(
        request, act, done=_("The question has been removed."), back=to("question_set", known.set)
    )


@require_POST
@keeps
def move_up(request: UserRequest, pk: int, question: int) -> HttpResponse:
    known = _question_for(request, pk, question)
    act = partial(acts.move_up, known)
    return press(
        request, act, done=_("The question has been moved."), back=to("question_set", known.set)
    )


@require_safe
@reads
def paper(request: UserRequest, pk: int) -> HttpResponse:
    """The set on paper, to be filled in by hand."""
    known = set_for(request, pk)
    return render(
        request,
        "evaluation/paper.html",
        {"set": known, "back": reverse("evaluation:question_set", args=[pk])},
    )
