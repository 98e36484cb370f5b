"""How Django knows this room, and what its notices say."""

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "dayaq.recovery"
    label = "recovery"
