"""Addresses of this room."""

from django.urls import path

from dayaq.learning.views import certificates, courses, programmes

app_name = "learning"

urlpatterns = [
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
    path("certificate/", certificates.verify, name="verify"),
    path("certificate/<slug:code>/", certificates.verify, name="certificate"),
]
