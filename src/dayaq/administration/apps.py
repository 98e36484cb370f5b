"""How Django knows this room."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "dayaq.administration"
    label = "administration"
