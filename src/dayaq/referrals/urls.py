"""Addresses of this room. None says more than a reference, which says nothing."""

from django.urls import path

from dayaq.referrals.views import asking, desk, referring, watch

app_name = "referrals"
urlpatterns = [
    path("", referring.mine, name="mine"),
    path("new/", asking.begin, name="begin"),
    path("arrived/", desk.inbox, name="inbox"),
    path("bodies/", watch.of_bodies, name="of_bodies"),
    path("clocks/", watch.clocks, name="clocks"),
    path("clocks/<uuid:pk>/", watch.clock, name="clock"),
    path("<slug:reference>/", referring.referral, name="referral"),
    path("<slug:reference>/ask/<int:number>/", asking.ask, name="ask"),
    path("<slug:reference>/withdraw/", referring.withdraw, name="withdraw"),
    path("<slug:reference>/notice/", referring.notice, name="notice"),
    path("<slug:reference>/agreed/", referring.convert, name="convert"),
    path("<slug:reference>/pass-on/", referring.pass_on, name="pass_on"),
    path("<slug:reference>/take/", desk.take, name="take"),
    path("<slug:reference>/return/", desk.send_back, name="send_back"),
]
