"""Load the fictional nation, or print its accounts."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from dayaq.portal.demonstration import people


class Command(BaseCommand):
    help = (
        "Load the demonstration into an empty database; loads nothing where there is data already."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accounts", action="store_true", help="print the accounts as JSON and load nothing"
        )

    def handle(self, *args: Any, accounts: bool, **options: Any) -> None:  # noqa: ARG002
        if not settings.IS_DEMO:
            raise CommandError(
                "The demonstration exists only in demonstration mode (DAYAQ_MODE=demo)."
            )
        if accounts:
            self.stdout.write(json.dumps(people.as_json(), ensure_ascii=False, indent=2))
            return
        from dayaq.portal.demonstration import nation

        self.stdout.write(nation.load(at=now(), say=self.stdout.write))
