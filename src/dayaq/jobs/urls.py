"""Addresses of this room."""

from django.urls import path

from dayaq.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.mine, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
]
