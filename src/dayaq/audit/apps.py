"""How Django knows this room."""

from functools import partial

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "dayaq.audit"
    label = "audit"

    def ready(self) -> None:
        """Second factors are kept by allauth; only its signals tell of a change."""
        from allauth.mfa import signals

        from dayaq.audit.sign_in import note_authenticator

        for signal, did in (
            (signals.authenticator_added, "second_factor.added"),
            (signals.authenticator_removed, "second_factor.removed"),
            (signals.authenticator_reset, "second_factor.renewed"),
            (signals.authentication_failed, "second_factor.refused"),
        ):
            signal.connect(partial(note_authenticator, did), weak=False, dispatch_uid=did)
