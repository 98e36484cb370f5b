"""Addresses of this room. None says more than a reference, which says nothing."""

from django.urls import path

from dayaq.referrals.views import (
    asking,
    desk,
    doors,
    identification,
    instruments,
    letters,
    referring,
    screening,
    watch,
)

app_name = "referrals"
urlpatterns = [
    path("", referring.mine, name="mine"),
    path("new/", asking.begin, name="begin"),
    path("arrived/", desk.inbox, name="inbox"),
    path("bodies/", watch.of_bodies, name="of_bodies"),
    path("clocks/", watch.clocks, name="clocks"),
    path("clocks/<uuid:pk>/", watch.clock, name="clock"),
    path("screenings/", screening.screenings, name="screenings"),
    path("screenings/<uuid:pk>/", screening.screening, name="screening"),
    path("screenings/with/<int:pk>/", screening.screen, name="screen"),
    path("instruments/", instruments.instruments, name="instruments"),
    path("instruments/add/", instruments.add_instrument, name="add_instrument"),
    path("instruments/<int:pk>/", instruments.instrument, name="instrument"),
    path("instruments/<int:pk>/change/", instruments.revise_instrument, name="revise_instrument"),
    path("instruments/<int:pk>/publish/", instruments.publish, name="publish"),
    path("instruments/<int:pk>/withdraw/", instruments.retire, name="retire_instrument"),
    path("instruments/<int:pk>/next/", instruments.next_version, name="next_version"),
    path("instruments/<int:pk>/preview/", instruments.preview, name="preview"),
    path("instruments/<int:pk>/paper/", screening.printed, name="instrument_paper"),
    path("instruments/<int:pk>/dimensions/add/", instruments.add_dimension, name="add_dimension"),
    path(
        "instruments/<int:pk>/dimensions/<int:dimension>/",
        instruments.revise_dimension,
        name="revise_dimension",
    ),
    path(
        "instruments/<int:pk>/dimensions/<int:dimension>/remove/",
        instruments.remove_dimension,
        name="remove_dimension",
    ),
    path(
        "instruments/<int:pk>/dimensions/<int:dimension>/signs/add/",
        instruments.add_sign,
        name="add_sign",
    ),
    path("instruments/<int:pk>/signs/<int:sign>/", instruments.revise_sign, name="revise_sign"),
    path(
        "instruments/<int:pk>/signs/<int:sign>/remove/",
        instruments.remove_sign,
        name="remove_sign",
    ),
    path("cases/<slug:reference>/screen/<int:pk>/", screening.screen_case, name="screen_case"),
    path("cases/<slug:reference>/", identification.identification, name="identification"),
    path("cases/<slug:reference>/begin/", identification.begin, name="begin_identification"),
    path("cases/<slug:reference>/stage/", identification.advance, name="advance"),
    path("cases/<slug:reference>/reflection/", identification.extend, name="extend"),
    path("cases/<slug:reference>/decide/", identification.decide, name="decide"),
    path("cases/<slug:reference>/told/<uuid:pk>/", identification.told, name="told"),
    path("cases/<slug:reference>/interview/", identification.interview, name="interview"),
    path("cases/<slug:reference>/review/", identification.challenge, name="challenge"),
    path(
        "cases/<slug:reference>/review/<uuid:pk>/back/", identification.take_back, name="take_back"
    ),
    path("cases/<slug:reference>/letters/", letters.letters, name="letters"),
    path("cases/<slug:reference>/letters/issue/", letters.issue, name="issue_letter"),
    path("cases/<slug:reference>/letters/<uuid:pk>/", letters.letter, name="letter"),
    path(
        "cases/<slug:reference>/letters/<uuid:pk>/withdraw/",
        letters.withdraw,
        name="withdraw_letter",
    ),
    path("letter/", doors.verify, name="verify"),
    path("<slug:reference>/", referring.referral, name="referral"),
    path("<slug:reference>/opinion/", referring.opinion, name="opinion"),
    path("<slug:reference>/ask/<int:number>/", asking.ask, name="ask"),
    path("<slug:reference>/withdraw/", referring.withdraw, name="withdraw"),
    path("<slug:reference>/notice/", referring.notice, name="notice"),
    path("<slug:reference>/agreed/", referring.convert, name="convert"),
    path("<slug:reference>/pass-on/", referring.pass_on, name="pass_on"),
    path("<slug:reference>/take/", desk.take, name="take"),
    path("<slug:reference>/return/", desk.send_back, name="send_back"),
]
