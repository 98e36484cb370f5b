"""Addresses of this room."""

from django.urls import path

from dayaq.learning.views import answering, certificates, courses, evaluation, programmes, questions

app_name = "learning"

teaching = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/add/", programmes.add_programme, name="add_programme"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("programmes/<int:pk>/change/", programmes.revise_programme, name="revise_programme"),
    path("programmes/<int:pk>/end/", programmes.end_programme, name="end_programme"),
    path("trainers/", programmes.trainers, name="trainers"),
    path("trainers/add/", programmes.add_trainer, name="add_trainer"),
    path("trainers/<int:pk>/", programmes.trainer, name="trainer"),
    path("trainings/", courses.courses, name="courses"),
    path("trainings/plan/", courses.plan_course, name="plan_course"),
    path("trainings/<int:pk>/", courses.course, name="course"),
    path("trainings/<int:pk>/change/", courses.revise_course, name="revise_course"),
    path("trainings/<int:pk>/cancel/", courses.cancel_course, name="cancel_course"),
    path("trainings/<int:pk>/plan-again/", courses.plan_again, name="plan_again"),
    path("trainings/<int:pk>/attendance/", courses.attendance, name="attendance"),
    path(
        "trainings/<int:pk>/attendance/take-back/",
        courses.take_back_attendance,
        name="take_back_attendance",
    ),
    path("trainings/<int:pk>/sessions/add/", courses.add_session, name="add_session"),
    path(
        "trainings/<int:pk>/sessions/<int:session>/", courses.revise_session, name="revise_session"
    ),
    path(
        "trainings/<int:pk>/sessions/<int:session>/remove/",
        courses.remove_session,
        name="remove_session",
    ),
    path("trainings/<int:pk>/certificates/", certificates.certificates, name="certificates"),
    path("trainings/<int:pk>/certificates/issue/", certificates.issue, name="issue"),
    path(
        "trainings/<int:pk>/certificates/<int:number>/print/",
        certificates.print_certificate,
        name="print_certificate",
    ),
    path(
        "trainings/<int:pk>/certificates/<int:number>/withdraw/",
        certificates.withdraw,
        name="withdraw_certificate",
    ),
]

judging = [
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
    path("evaluation/", evaluation.evaluations, name="evaluations"),
    path("trainings/<int:pk>/results/", evaluation.results, name="results"),
    path("questionnaires/<int:pk>/", evaluation.sheet, name="sheet"),
    path("questionnaires/<int:pk>/open/", evaluation.open_sheet, name="open_sheet"),
    path("questionnaires/<int:pk>/close/", evaluation.close_sheet, name="close_sheet"),
    path("questionnaires/<int:pk>/papers/", evaluation.key_in, name="key_in"),
    path("questionnaires/<int:pk>/slips/", evaluation.slips, name="slips"),
]

for_anybody = [
    path("a/<slug:door>/", answering.door, name="door"),
    path("a/<slug:door>/thanks/", answering.thanks, name="thanks"),
    path("certificate/", certificates.verify, name="verify"),
    path("certificate/<slug:code>/", certificates.verify, name="certificate"),
]

urlpatterns = [*teaching, *judging, *for_anybody]
