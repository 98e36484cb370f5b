"""How Django knows this room."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "dayaq.indicators"
    label = "indicators"
