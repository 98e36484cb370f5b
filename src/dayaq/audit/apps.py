"""How Django knows this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "dayaq.audit"
    label = "audit"
