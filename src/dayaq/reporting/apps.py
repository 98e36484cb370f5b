"""How Django knows this room."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "dayaq.reporting"
    label = "reporting"
