"""Make the shipped Word templates of this room's papers anew, after their words or look were changed."""

from typing import Any

from django.core.management.base import BaseCommand

from dayaq.cooperation.papers import shipped
from dayaq.cooperation.papers.templates import DATA, LANGUAGES
from dayaq.cooperation.states import Paper


class Command(BaseCommand):
    help = "Write the shipped templates into the source tree. For developers; safe to repeat."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> str:  # noqa: ARG002
        for paper in Paper:
            for language in LANGUAGES:
                path = DATA / f"{paper.value}-{language}.docx"
                path.write_bytes(shipped.build(paper, language))
        return f"{len(Paper) * len(LANGUAGES)} templates written"
