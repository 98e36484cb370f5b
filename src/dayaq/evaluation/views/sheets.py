"""Questionnaires of a training or campaign: handed out, keyed in from paper, read; and trainings compared."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import form_page, press, require_form
from dayaq.access.permissions import UserRequest
from dayaq.evaluation import policies
from dayaq.evaluation.actions import sheets as acts
from dayaq.evaluation.forms import Papers, SlipsForm
from dayaq.evaluation.models import Question, Sheet
from dayaq.evaluation.models.results import fewest_shown
from dayaq.evaluation.models.results import results_of as told_by
from dayaq.evaluation.models.sheets import with_evaluation
from dayaq.evaluation.tables import EvaluationSearch, EvaluationTable
from dayaq.evaluation.views.ways import about, campaigns_crumb, results_of, sets_crumb, to
from dayaq.kernel.lists import show_list
from dayaq.kernel.pictures import drawn
from dayaq.learning.models import Course
from dayaq.learning.states import CourseStatus
from dayaq.learning.views.ways import courses_crumb, crumbs_of_course, keeps, reads


def sheet_for(request: UserRequest, pk: int) -> Sheet:
    """The questionnaire of a training or campaign that the person may see, or 404."""
    rows = Sheet.objects.visible_to(request.user).with_results()
    return get_object_or_404(rows.select_related("course", "campaign", "questions"), pk=pk)


def address_of(request: HttpRequest, sheet: Sheet) -> str:
    """Where anybody answers."""
    return request.build_absolute_uri(reverse("evaluation:door", args=[sheet.door]))


@require_safe
@reads
def sheet(request: UserRequest, pk: int) -> HttpResponse:
    """A questionnaire: its link, its picture for the wall, and what can be done with it."""
    known = sheet_for(request, pk)
    address = address_of(request, known)
    user = request.user
    return render(
        request,
        "evaluation/sheet.html",
        {
            "sheet": known,
            "address": address,
            "crumbs": about(known),
            "results": results_of(known),
            "picture": drawn(address),
            "slips": known.slips.count(),
            "why_not_open": policies.why_not_open(known, user),
            "why_not_close": policies.why_not_close(known, user),
            "why_not_key_in": policies.why_not_key_in(known, user),
            "why_not_issue_slips": policies.why_not_issue_slips(known, user),
        },
    )


def _act(request: UserRequest, pk: int, act: Any, said: object) -> HttpResponse:
    known = sheet_for(request, pk)
    return press(request, partial(act, known), done=said, back=to("sheet", known))


@require_POST
@keeps
def open_sheet(request: UserRequest, pk: int) -> HttpResponse:
    return _act(request, pk, acts.open_sheet, _("The questionnaire takes answers."))


@require_POST
@keeps
def close_sheet(request: UserRequest, pk: int) -> HttpResponse:
    return _act(request, pk, acts.close_sheet, _("The questionnaire takes no more answers."))


@require_form
@keeps
def key_in(request: UserRequest, pk: int) -> HttpResponse:
    """Papers, counted on one page."""
    known = sheet_for(request, pk)
    asked = list(known.questions.questions.all())
    form = Papers(request.POST or None, asked=asked)
    refusal = policies.why_not_key_in(known, request.user)
    if request.method == "POST" and refusal is None and form.is_valid():
        people = form.cleaned_data["people"]
        acts.key_in(
            known,
            people=people,
            counts=form.counts,
            remarks=form.remarks,
            by=request.user,
            at=now(),
        )
        said = ngettext("%(count)s paper is keyed in.", "%(count)s papers are keyed in.", people)
        messages.success(request, said % {"count": people})
        return HttpResponseRedirect(results_of(known))
    return render(
        request,
        "evaluation/papers.html",
        {
            "sheet": known,
            "form": form,
            "refusal": refusal,
            "title": _("Key in papers"),
            "crumbs": [*about(known), (_occasion(known), to("sheet", known))],
        },
        status=422 if form.errors else 403 if refusal and request.method == "POST" else 200,
    )


def _occasion(known: Sheet) -> str:
    return str(known.get_occasion_display())


@require_form
@never_cache
@keeps
def slips(request: UserRequest, pk: int) -> HttpResponse:
    """Slips to be cut and handed out; shown once, because only their hashes are kept."""
    known = sheet_for(request, pk)
    made: list[str] = []

    def issue(**asked: Any) -> None:
        made.extend(acts.issue_slips(known, **asked))

    answer = form_page(
        request,
        SlipsForm(request.POST or None, initial={"count": known.course and known.course.places}),
        issue,
        title=_("Slips for one answer each"),
        submit=_("Issue and show for printing"),
        done=_("The slips are issued. From now on each answers once, with a slip."),
        crumbs=[*about(known), (_occasion(known), to("sheet", known))],
        refusal=policies.why_not_issue_slips(known, request.user),
    )
    if not made:
        return answer
    door = address_of(request, known)
    pages = [{"slip": one, "picture": drawn(f"{door}?slip={one}")} for one in made]
    crumbs = [*about(known), (_occasion(known), to("sheet", known))]
    page = {"sheet": known, "pages": pages, "door": door, "crumbs": crumbs}
    return render(request, "evaluation/slips.html", page)


@require_safe
@reads
def results(request: UserRequest, pk: int) -> HttpResponse:
    """Everything that the questionnaires of a training brought, on one page."""
    seen = Course.objects.visible_to(request.user)
    course = get_object_or_404(with_evaluation(seen).select_related("body", "programme"), pk=pk)
    asked = Prefetch("questions__questions", queryset=Question.objects.order_by("position", "pk"))
    sheets = course.sheets.with_results().select_related("questions").prefetch_related(asked)
    fewest = fewest_shown()
    found = [told_by(one, fewest=fewest) for one in sheets]
    return render(
        request,
        "evaluation/results.html",
        {"course": course, "results": found, "fewest": fewest, "crumbs": crumbs_of_course(course)},
    )


@require_safe
@reads
def evaluations(request: UserRequest) -> HttpResponse:
    """Held trainings beside each other: who judged them, how, and which nobody judged."""
    held = Course.objects.visible_to(request.user).filter(status=CourseStatus.HELD)
    return show_list(
        request,
        rows=with_evaluation(held).with_body_name(),
        table=EvaluationTable,
        filters=EvaluationSearch,
        title=_("Evaluation of trainings"),
        name="evaluations",
        template="access/register.html",
        context={
            "crumbs": [courses_crumb()],
            "others": [campaigns_crumb()[::-1], sets_crumb()[::-1]],
            "lead": _(
                "Each held training with what participants and organisers said of it. "
                "Those without an evaluation say so."
            ),
        },
    )
