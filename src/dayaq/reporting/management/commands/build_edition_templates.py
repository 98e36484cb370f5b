"""Make the shipped Word templates of the edition anew, after their words or look were changed."""

from typing import Any

from django.core.management.base import BaseCommand

from dayaq.reporting.editions import template, word
from dayaq.reporting.editions.building import LANGUAGES


class Command(BaseCommand):
    help = "Write the shipped templates into the source tree. For developers; safe to repeat."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> str:  # noqa: ARG002
        for language in LANGUAGES:
            (word.DATA / f"edition-{language}.docx").write_bytes(template.build(language))
        return f"{len(LANGUAGES)} templates written"
