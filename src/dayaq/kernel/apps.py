"""How Django knows this room."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "dayaq.kernel"
    label = "kernel"
