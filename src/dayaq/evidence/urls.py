"""Addresses of this room."""

from django.urls import path

from dayaq.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.all_indicators, name="indicators"),
    path("<str:code>/", views.indicator, name="indicator"),
]
