"""How Django knows this room."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "dayaq.plan"
    label = "plan"
