"""Addresses of this room."""

from django.urls import path

from dayaq.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.mine, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("<int:pk>/open/", views.open_one, name="open"),
]
