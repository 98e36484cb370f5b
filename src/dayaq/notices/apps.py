"""How Django knows this room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "dayaq.notices"
    label = "notices"
