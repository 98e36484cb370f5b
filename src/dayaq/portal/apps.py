"""How Django knows this room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dayaq.portal"
    label = "portal"
