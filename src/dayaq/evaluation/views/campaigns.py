"""How campaigns were judged: the audience is asked, its answers are read, campaigns are compared."""

from functools import partial

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import press
from dayaq.access.permissions import UserRequest
from dayaq.awareness.models import Campaign
from dayaq.evaluation.actions import sheets as acts
from dayaq.evaluation.models import Question
from dayaq.evaluation.models.results import fewest_shown, results_of
from dayaq.evaluation.models.sheets import with_audience
from dayaq.evaluation.tables import CampaignSearch, CampaignTable
from dayaq.evaluation.views.ways import crumbs_of_campaign, evaluations_crumb, to
from dayaq.kernel.lists import show_list
from dayaq.learning.views.ways import keeps, reads


def campaign_for(request: UserRequest, pk: int) -> Campaign:
    """The campaign, or 404. Hidden and missing are the same answer."""
    return get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)


@require_POST
@keeps
def ask_audience(request: UserRequest, pk: int) -> HttpResponse:
    """A link and a picture for the audience; next is the page that shows them."""
    known = campaign_for(request, pk)
    return press(
        request,
        partial(acts.ask_audience, known),
        done=_("The questionnaire takes answers."),
        back=reverse("awareness:campaign", args=[known.pk]),
        to=partial(to, "sheet"),
    )


@require_safe
@reads
def results(request: UserRequest, pk: int) -> HttpResponse:
    """What the audience said, how the organisers see it, and what a study outside found."""
    known = campaign_for(request, pk)
    asked = Prefetch("questions__questions", queryset=Question.objects.order_by("position", "pk"))
    sheets = known.sheets.with_results().select_related("questions").prefetch_related(asked)
    fewest = fewest_shown()
    found = [results_of(one, fewest=fewest) for one in sheets]
    return render(
        request,
        "evaluation/campaign_results.html",
        {
            "campaign": known,
            "results": found,
            "score": next((one.score for one in found), None),
            "people": sum(one.people for one in found),
            "fewest": fewest,
            "crumbs": crumbs_of_campaign(known),
        },
    )


@require_safe
@reads
def evaluations(request: UserRequest) -> HttpResponse:
    """Campaigns beside each other: how the audience and the organisers judged them."""
    seen = Campaign.objects.visible_to(request.user).with_body_name()
    return show_list(
        request,
        rows=with_audience(seen),
        table=CampaignTable,
        filters=CampaignSearch,
        title=_("Evaluation of campaigns"),
        name="campaign-evaluations",
        template="access/register.html",
        context={
            "crumbs": [evaluations_crumb()],
            "lead": _("Each campaign with what its audience and its organisers said of it."),
        },
    )
