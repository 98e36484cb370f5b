"""How Django knows this room, and what its notices say."""

from django.apps import AppConfig


class SheltersConfig(AppConfig):
    name = "dayaq.shelters"
    label = "shelters"
