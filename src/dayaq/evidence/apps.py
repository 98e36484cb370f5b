"""How Django knows this room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "dayaq.evidence"
    label = "evidence"
