"""Addresses of this room."""

from django.urls import path

from dayaq.partnership import views

app_name = "partnership"
urlpatterns = [
    *(address for register in views.ALL for address in register.urls()),
    path("requests/<int:pk>/answer/", views.answer, name="answer"),
]
