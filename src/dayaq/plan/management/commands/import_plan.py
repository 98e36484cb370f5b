"""Take the text of a decree into the database: read, and confirmed when nothing is left to ask."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.timezone import now

from dayaq.directory import shipped
from dayaq.directory.models import Body
from dayaq.plan import actions
from dayaq.plan.decree.questions import NotADecree
from dayaq.plan.models import Reading
from dayaq.plan.models.differences import difference
from dayaq.plan.states import PartyRole, ReadingStatus

if TYPE_CHECKING:
    from argparse import ArgumentParser

NOT_A_DECREE, WITH_QUESTIONS = 2, 3


class Command(BaseCommand):
    help = (
        "Read the text of a decree and make it the plan. A text with questions, or a changed text "
        "of a known plan, waits on the review page instead. Safe to repeat: a known text changes "
        "nothing."
    )

    def add_arguments(self, parser: "ArgumentParser") -> None:
        parser.add_argument("file", help="the text of the decree")
        parser.add_argument(
            "--review",
            action="store_true",
            help="only read: leave the confirmation to a person, even of a clean text",
        )

    def handle(self, *args: Any, file: str, review: bool, **options: Any) -> str:  # noqa: ARG002
        if not Body.objects.exists():
            shipped.load(at=now())
        at = now()
        try:
            reading = actions.begin_reading(_content(file), Path(file).name, by=None, at=at)
        except NotADecree as refusal:
            raise CommandError(str(refusal), returncode=NOT_A_DECREE) from None
        if reading.status == ReadingStatus.CONFIRMED:
            return f"Nothing changed: this text is {_known(reading)}."
        if reading.amends is not None:
            raise CommandError(self._changed(reading), returncode=WITH_QUESTIONS)
        if reading.questions:
            raise CommandError(self._asked(reading), returncode=WITH_QUESTIONS)
        if review:
            return f"{_counts(reading)}. Waiting for confirmation: {_address(reading)}"
        actions.confirm_all_clean_rows(reading, by=None, at=at)
        version = actions.confirm(reading, by=None, at=at)
        return f"Taken in as {version.plan.code}, version {version.number}: {_counts(reading)}."

    def _asked(self, reading: Reading) -> str:
        for question in reading.questions:
            where = question["clause"] or "text"
            lines = question["lines"]
            span = f"lines {min(lines)}–{max(lines)}" if lines else "whole text"
            self.stdout.write(f"{where}, {span}: {question['text']}")
        return f"{len(reading.questions)} questions to answer: {_address(reading)}"

    def _changed(self, reading: Reading) -> str:
        assert reading.amends is not None  # noqa: S101 (asked by the caller)
        current = reading.amends.current
        changed = difference(current.reading.result, reading.result)
        for row in changed.changed_rows:
            self.stdout.write(f"{row.clause}: {row.change}")
        for text in changed.texts:
            self.stdout.write(f"{text.label}: changed")
        return (
            f"This text differs from {current.plan.code}, version {current.number}. "
            f"Confirm the difference: {_address(reading)}"
        )


def _content(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise NotADecree("unreadable", path=file, reason=error.strerror or "error") from None


def _known(reading: Reading) -> str:
    version = reading.version
    return f"{version.plan.code}, version {version.number}"


def _counts(reading: Reading) -> str:
    return (
        f"{len(reading.result['directions'])} directions, {len(reading.measures)} measures, "
        f"{reading.count(PartyRole.EXECUTOR)} executor links, "
        f"{reading.count(PartyRole.INVOLVED)} involved, "
        f"{reading.count(PartyRole.RECOMMENDED)} recommended"
    )


def _address(reading: Reading) -> str:
    return settings.PUBLIC_ADDRESS + reverse("plan:reading", args=[reading.pk])
