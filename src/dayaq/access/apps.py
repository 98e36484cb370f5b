"""How Django knows this room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "dayaq.access"
    label = "access"
