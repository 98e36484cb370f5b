"""Say whether the product can serve, for whoever watches it without a browser."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dayaq.portal.views.health import warnings, why_not_well


class Command(BaseCommand):
    help = "Ask what /healthz asks: the database answers, no migration waits, the wall stands."

    def handle(self, *args: Any, **options: Any) -> str:  # noqa: ARG002
        refusal = why_not_well()
        if refusal is not None:
            raise CommandError(refusal["reason"])
        if found := warnings():
            return "\n".join(["Warning:", *found])
        return (
            "Everything is in order: the database answers, no migration waits, "
            "and row security is forced on all that is confidential."
        )
