"""How Django knows this room."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "dayaq.imports"
    label = "imports"
