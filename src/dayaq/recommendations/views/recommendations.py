"""International documents and what they recommend."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, holds
from dayaq.cooperation.papers import templates
from dayaq.cooperation.policies import why_not_steer
from dayaq.cooperation.states import Paper
from dayaq.cooperation.views.ways import may_add, reads, steers
from dayaq.imports.sheets import way_in
from dayaq.kernel.files import handed_out
from dayaq.kernel.lists import show_list
from dayaq.kernel.word import WORD
from dayaq.recommendations import papers
from dayaq.recommendations import policies as may
from dayaq.recommendations.actions import recommendations as acts
from dayaq.recommendations.forms import DocumentForm, MoveForm, RecommendationForm
from dayaq.recommendations.models import Recommendation, Reply, SourceDocument
from dayaq.recommendations.models.replies import with_answers
from dayaq.recommendations.tables import (
    DocumentSearch,
    DocumentTable,
    RecommendationSearch,
    RecommendationTable,
)
from dayaq.recommendations.views.ways import (
    documents_crumb,
    recommendations_crumb,
    replies_crumb,
    to,
)

STEER = Permission.COOPERATION_STEER


@require_safe
@reads
def documents(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=SourceDocument.objects.with_counts().select_related("issuer"),
        table=DocumentTable,
        filters=DocumentSearch,
        title=_("International documents"),
        name="international-documents",
        template="access/register.html",
        context={
            "crumbs": [recommendations_crumb()],
            "lead": _("Reports and conclusions about the country, as they were published."),
            "empty": _(
                "Add the first document; then its recommendations, one by one or from Excel."
            ),
            "add": may_add(request, "recommendations:add_document", _("Add a document"), who=STEER),
        },
    )


@require_safe
@reads
def document(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SourceDocument.objects.with_counts().select_related("issuer"), pk=pk)
    return render(
        request,
        "recommendations/document.html",
        {
            "document": found,
            "recommendations": with_answers(
                found.recommendations.prefetch_related("bodies__names")
            ),
            "why_not_steer": why_not_steer(request.user),
        },
    )


@require_form
@steers
def add_document(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        DocumentForm(request.POST or None, user=request.user),
        acts.add_document,
        title=_("Add a document"),
        done=_("The document has been added. Now its recommendations can be entered."),
        crumbs=[recommendations_crumb(), documents_crumb()],
        to=partial(to, "document"),
    )


@require_form
@steers
def revise_document(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(SourceDocument, pk=pk)
    again = get_object_or_404(SourceDocument, pk=pk)
    return form_page(
        request,
        DocumentForm(request.POST or None, instance=again, user=request.user),
        partial(acts.revise_document, known),
        title=_("Change the document"),
        done=_("The document has been changed."),
        crumbs=[recommendations_crumb(), documents_crumb(), (known.label, to("document", known))],
    )


@require_safe
@reads
def recommendations(request: UserRequest) -> HttpResponse:
    rows = Recommendation.objects.in_order().with_document().prefetch_related("bodies__names")
    return show_list(
        request,
        rows=with_answers(rows) if "answers" in request.GET.getlist("columns") else rows,
        table=RecommendationTable,
        filters=RecommendationSearch,
        title=_("Recommendations"),
        name="recommendations",
        template="access/register.html",
        context={
            "lead": _(
                "What international bodies recommend to the country, and how far it has come."
            ),
            "empty": _("Recommendations are entered on the page of their document."),
            "others": [
                *way_in("recommendations", request.user),
                replies_crumb()[::-1],
                documents_crumb()[::-1],
            ],
        },
    )


def recommendation_for(pk: int) -> Recommendation:
    rows = Recommendation.objects.with_document().prefetch_related("bodies__names")
    return get_object_or_404(rows, pk=pk)


@require_safe
@reads
def recommendation(request: UserRequest, pk: int) -> HttpResponse:
    found = recommendation_for(pk)
    user = request.user
    return render(
        request,
        "recommendations/recommendation.html",
        {
            "recommendation": found,
            "replies": Reply.objects.visible_to(user)
            .filter(recommendations=found)
            .with_body_name(),
            "may_answer": holds(user, Permission.COOPERATION_KEEP),
            "why_not_move": may.why_not_move(found, user),
            "why_not_remove": may.why_not_remove(found, user),
        },
    )


def _crumbs(known: Recommendation) -> list[tuple[object, str]]:
    return [
        recommendations_crumb(),
        (known.document.label, to("document", known.document)),
        (known.number, to("recommendation", known)),
    ]


@require_form
@steers
def add_recommendation(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(SourceDocument, pk=pk)
    return form_page(
        request,
        RecommendationForm(
            request.POST or None, user=request.user, initial={"next_on": known.next_report_on}
        ),
        partial(acts.add_recommendation, known),
        title=_("Add a recommendation"),
        lead=str(known),
        done=_("The recommendation has been added."),
        crumbs=[recommendations_crumb(), documents_crumb(), (known.label, to("document", known))],
        template="access/long_form.html",
    )


@require_form
@steers
def revise_recommendation(request: UserRequest, pk: int) -> HttpResponse:
    known = recommendation_for(pk)
    return form_page(
        request,
        RecommendationForm(
            request.POST or None, instance=recommendation_for(pk), user=request.user
        ),
        partial(acts.revise_recommendation, known),
        title=_("Change the recommendation"),
        done=_("The recommendation has been changed."),
        crumbs=_crumbs(known),
        template="access/long_form.html",
    )


@require_form
@steers
def move(request: UserRequest, pk: int) -> HttpResponse:
    known = recommendation_for(pk)
    return form_page(
        request,
        MoveForm(request.POST or None, known=known),
        partial(acts.move, known),
        title=_("Say how far it has come"),
        done=_("The status of the recommendation has been changed."),
        crumbs=_crumbs(known),
        refusal=may.why_not_move(known, request.user),
    )


@require_form
@steers
def remove_recommendation(request: UserRequest, pk: int) -> HttpResponse:
    known = recommendation_for(pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.remove_recommendation, known),
        title=_("Remove the recommendation"),
        submit=_("Remove"),
        done=_("The recommendation has been removed."),
        crumbs=_crumbs(known),
        to=lambda _none: to("document", known.document),
        refusal=may.why_not_remove(known, request.user),
    )


@require_safe
@reads
def answers(request: UserRequest, pk: int) -> HttpResponse:  # noqa: ARG001 - all roles read it
    """The table of a document's recommendations with what is answered to each."""
    known = get_object_or_404(SourceDocument.objects.select_related("issuer"), pk=pk)
    rows = with_answers(known.recommendations.prefetch_related("bodies__names"))
    made = templates.made(Paper.ANSWERS, templates.language_of_paper(), papers.compose(known, rows))
    return handed_out(made, WORD, f"answers-{known.pk}.docx")
