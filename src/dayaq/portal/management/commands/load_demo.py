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
        "Load the demonstration into an empty database; loads nothing where there is data already. "
        "With --cases it then fills the register with fictional cases."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accounts", action="store_true", help="print the accounts as JSON and load nothing"
        )

        parser.add_argument("--cases", type=int, default=0, help="fill the register with so many")
        parser.add_argument(
            "--superuser", default="", help="where the superuser of the database signs in"
        )

    def handle(
        self,
        *args: Any,  # noqa: ARG002
        accounts: bool,
        cases: int,
        superuser: str,
        **options: Any,  # noqa: ARG002
    ) -> None:
        if not settings.IS_DEMO:
            raise CommandError(
                "The demonstration exists only in demonstration mode (DAYAQ_MODE=demo)."
            )
        if accounts:
            self.stdout.write(json.dumps(people.as_json(), ensure_ascii=False, indent=2))
            return
        from dayaq.portal.demonstration import nation

        self.stdout.write(nation.load(at=now(), say=self.stdout.write))
        if cases:
            self._fill(cases, superuser)

    def _fill(self, cases: int, superuser: str) -> None:
        from dayaq.portal.demonstration.multitude.filling import Refused, fill

        try:
            said = fill(cases, superuser=superuser, at=now(), say=self._say)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(said)

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
