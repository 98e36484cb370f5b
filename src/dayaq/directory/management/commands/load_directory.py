"""Take the shipped bodies, regions, holidays, code lists and parameters into the database."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from dayaq.directory import shipped


class Command(BaseCommand):
    help = "Add what the shipped files hold and the database lacks. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> str:  # noqa: ARG002
        loaded = shipped.load(at=now())
        return ", ".join(f"{count} {noun}" for noun, count in loaded.counts.items())
