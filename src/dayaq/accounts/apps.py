"""How Django knows this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "dayaq.accounts"
    label = "accounts"
