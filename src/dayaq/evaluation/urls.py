"""Addresses of this room."""

from django.urls import path

from dayaq.evaluation.views import answering, campaigns, questions, sheets, tests

app_name = "evaluation"

urlpatterns = [
    path("questions/", questions.question_sets, name="question_sets"),
    path("questions/add/", questions.add_set, name="add_set"),
    path("questions/<int:pk>/", questions.question_set, name="question_set"),
    path("questions/<int:pk>/change/", questions.revise_set, name="revise_set"),
    path("questions/<int:pk>/paper/", questions.paper, name="paper"),
    path("questions/<int:pk>/use/", questions.put_into_use, name="put_into_use"),
    path("questions/<int:pk>/retire/", questions.retire_set, name="retire_set"),
    path("questions/<int:pk>/next/", questions.next_version, name="next_version"),
    path("questions/<int:pk>/question/", questions.add_question, name="add_question"),
    path(
        "questions/<int:pk>/question/<int:question>/",
        questions.revise_question,
        name="revise_question",
    ),
    path(
        "questions/<int:pk>/question/<int:question>/remove/",
        questions.remove_question,
        name="remove_question",
    ),
    path("questions/<int:pk>/question/<int:question>/up/", questions.move_up, name="move_up"),
    path("", sheets.evaluations, name="evaluations"),
    path("programmes/<int:pk>/test/", tests.choose_test, name="choose_test"),
    path("trainings/<int:pk>/results/", sheets.results, name="results"),
    path("campaigns/", campaigns.evaluations, name="campaigns"),
    path("campaigns/<int:pk>/ask/", campaigns.ask_audience, name="ask_audience"),
    path("campaigns/<int:pk>/results/", campaigns.results, name="campaign_results"),
    path("questionnaires/<int:pk>/", sheets.sheet, name="sheet"),
    path("questionnaires/<int:pk>/open/", sheets.open_sheet, name="open_sheet"),
    path("questionnaires/<int:pk>/close/", sheets.close_sheet, name="close_sheet"),
    path("questionnaires/<int:pk>/papers/", sheets.key_in, name="key_in"),
    path("questionnaires/<int:pk>/slips/", sheets.slips, name="slips"),
    path("a/<slug:door>/", answering.door, name="door"),
    path("a/<slug:door>/thanks/", answering.thanks, name="thanks"),
]
