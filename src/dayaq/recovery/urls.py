"""Addresses of this room. None says more than the reference of a case, which says nothing."""

from django.urls import path

from dayaq.recovery.views import answering, correcting, directory, plans, requests, rows, work

app_name = "recovery"

services = [
    path("services/", directory.services, name="services"),
    path("services/<int:pk>/", directory.service, name="service"),
    path("services/<int:pk>/change/", directory.revise_service, name="revise_service"),
    path("services/<int:pk>/verify/", directory.verify_service, name="verify_service"),
    path("services/<int:pk>/end/", directory.end_service, name="end_service"),
    path("providers/", directory.providers, name="providers"),
    path("providers/add/", directory.add_provider, name="add_provider"),
    path("providers/<int:pk>/", directory.provider, name="provider"),
    path("providers/<int:pk>/change/", directory.revise_provider, name="revise_provider"),
    path("providers/<int:pk>/services/add/", directory.add_service, name="add_service"),
    path("employers/", work.employers, name="employers"),
    path("employers/add/", work.add_employer, name="add_employer"),
    path("employers/<int:pk>/", work.employer, name="employer"),
    path("employers/<int:pk>/change/", work.revise_employer, name="revise_employer"),
    path("employers/<int:pk>/suspend/", work.suspend_employer, name="suspend_employer"),
    path("employers/<int:pk>/resume/", work.resume_employer, name="resume_employer"),
]

asking = [
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:pk>/", requests.request_, name="request"),
    path("requests/<uuid:pk>/accept/", requests.accept, name="accept"),
    path("requests/<uuid:pk>/return/", requests.return_, name="return"),
    path("requests/<uuid:pk>/done/", requests.finish, name="finish_request"),
    path("requests/<uuid:pk>/withdraw/", requests.withdraw, name="withdraw_request"),
    path("requests/<uuid:pk>/link/", requests.make_link, name="make_link"),
    path("answer/<slug:key>/", answering.answer, name="answer"),
]

of_a_person = [
    path("plans/", plans.plans, name="plans"),
    path("placements/", plans.placements, name="placements"),
    path("plans/<slug:reference>/", plans.plan, name="plan"),
    path("plans/<slug:reference>/open/", plans.open_, name="open_plan"),
    path("plans/<slug:reference>/begin/", plans.begin, name="begin_plan"),
    path("plans/<slug:reference>/agree/", plans.agree, name="agree_plan"),
    path("plans/<slug:reference>/close/", plans.close, name="close_plan"),
    path("plans/<slug:reference>/reopen/", plans.reopen, name="reopen_plan"),
    path("plans/<slug:reference>/versions/<int:number>/", plans.version, name="version"),
    path("plans/<slug:reference>/follow-ups/<uuid:pk>/hold/", plans.hold, name="hold"),
    path("plans/<slug:reference>/follow-ups/<uuid:pk>/miss/", plans.miss, name="miss"),
    path("plans/<slug:reference>/add/<slug:kind>/", rows.add, name="add_row"),
    path("plans/<slug:reference>/write/<slug:kind>/", rows.write, name="write_row"),
    path("plans/<slug:reference>/correct/<slug:kind>/", correcting.correct, name="correct"),
    path("plans/<slug:reference>/help/<uuid:pk>/ask/", requests.ask, name="ask"),
    path("plans/<slug:reference>/help/<uuid:pk>/begin/", rows.begin, name="begin_support"),
    path("plans/<slug:reference>/help/<uuid:pk>/finish/", rows.finish, name="finish_support"),
    path("plans/<slug:reference>/help/<uuid:pk>/drop/", rows.drop, name="drop_support"),
    path("plans/<slug:reference>/help/<uuid:pk>/again/", rows.plan_again, name="plan_again"),
    path("plans/<slug:reference>/help/<uuid:pk>/after/", rows.ask_after, name="ask_after"),
    path(
        "plans/<slug:reference>/placements/<uuid:pk>/after/",
        rows.ask_about_work,
        name="ask_about_work",
    ),
]

urlpatterns = [*services, *asking, *of_a_person]
