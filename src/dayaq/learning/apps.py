"""How Django knows this room."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "dayaq.learning"
    label = "learning"
