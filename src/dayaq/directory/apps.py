"""How Django knows this room."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "dayaq.directory"
    label = "directory"
