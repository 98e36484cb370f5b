"""How Django knows this room."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "dayaq.vault"
    label = "vault"

    def ready(self) -> None:
        """From the first connection on, a confidential table without a context is an error."""
        from django.db.backends.signals import connection_created

        from dayaq.vault.guard import stand_guard

        connection_created.connect(stand_guard, dispatch_uid="vault.guard")
