"""Addresses of this room."""

from django.urls import path

from dayaq.proposals.views import opinions, proposals

app_name = "proposals"

urlpatterns = [
    path("", proposals.proposals, name="proposals"),
    path("begin/", proposals.begin_proposal, name="begin_proposal"),
    path("<int:pk>/", proposals.proposal, name="proposal"),
    path("<int:pk>/change/", proposals.revise_proposal, name="revise_proposal"),
    path("<int:pk>/drafts/add/", proposals.add_draft, name="add_draft"),
    path("<int:pk>/drafts/<int:number>/", proposals.draft, name="draft"),
    path("<int:pk>/drafts/<int:number>/file/", proposals.draft_file, name="draft_file"),
    path("<int:pk>/opinions/ask/", proposals.ask_opinions, name="ask_opinions"),
    path("<int:pk>/to/<slug:stage>/", proposals.move_proposal, name="move_proposal"),
    path("<int:pk>/take-back/", proposals.take_back, name="take_back_step"),
    path("opinions/", opinions.opinions, name="opinions"),
    path("opinions/<int:pk>/", opinions.opinion, name="opinion"),
    path("opinions/<int:pk>/write/", opinions.write_opinion, name="write_opinion"),
    path("opinions/<int:pk>/give/", opinions.give_opinion, name="give_opinion"),
    path("opinions/<int:pk>/return/", opinions.return_opinion, name="return_opinion"),
    path("opinions/<int:pk>/answer/", opinions.answer_opinion, name="answer_opinion"),
]
