"""Addresses of this room."""

from django.urls import path

from dayaq.cooperation.views import opinions, proposals, recommendations

app_name = "cooperation"

recommended = [
    path("documents/", recommendations.documents, name="documents"),
    path("documents/add/", recommendations.add_document, name="add_document"),
    path("documents/<int:pk>/", recommendations.document, name="document"),
    path("documents/<int:pk>/change/", recommendations.revise_document, name="revise_document"),
    path("documents/<int:pk>/add/", recommendations.add_recommendation, name="add_recommendation"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path(
        "recommendations/<int:pk>/change/",
        recommendations.revise_recommendation,
        name="revise_recommendation",
    ),
    path("recommendations/<int:pk>/status/", recommendations.move, name="move_recommendation"),
    path(
        "recommendations/<int:pk>/remove/",
        recommendations.remove_recommendation,
        name="remove_recommendation",
    ),
]

proposed = [
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/begin/", proposals.begin_proposal, name="begin_proposal"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/change/", proposals.revise_proposal, name="revise_proposal"),
    path("proposals/<int:pk>/drafts/add/", proposals.add_draft, name="add_draft"),
    path("proposals/<int:pk>/drafts/<int:number>/", proposals.draft, name="draft"),
    path("proposals/<int:pk>/drafts/<int:number>/file/", proposals.draft_file, name="draft_file"),
    path("proposals/<int:pk>/opinions/ask/", proposals.ask_opinions, name="ask_opinions"),
    path("proposals/<int:pk>/to/<slug:stage>/", proposals.move_proposal, name="move_proposal"),
    path("proposals/<int:pk>/take-back/", proposals.take_back, name="take_back_step"),
    path("opinions/", opinions.opinions, name="opinions"),
    path("opinions/<int:pk>/", opinions.opinion, name="opinion"),
    path("opinions/<int:pk>/write/", opinions.write_opinion, name="write_opinion"),
    path("opinions/<int:pk>/give/", opinions.give_opinion, name="give_opinion"),
    path("opinions/<int:pk>/return/", opinions.return_opinion, name="return_opinion"),
    path("opinions/<int:pk>/answer/", opinions.answer_opinion, name="answer_opinion"),
]

urlpatterns = [*recommended, *proposed]
