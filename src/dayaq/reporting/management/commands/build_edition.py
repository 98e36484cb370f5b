"""Write the files of a year's information into a folder."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now
from jinja2 import TemplateError

from dayaq.reporting.editions import building, snapshot
from dayaq.reporting.editions.document import compose
from dayaq.reporting.editions.trial import told_plainly
from dayaq.reporting.models import Cycle, Edition, EditionFile
from dayaq.reporting.states import CycleStatus

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = (
        "Write the yearly information as Word, PDF and Excel. A signed edition is written as it "
        "was signed; otherwise it is made of what is known now. Changes nothing in the database."
    )

    def add_arguments(self, parser: "ArgumentParser") -> None:
        parser.add_argument("--year", type=int, required=True, help="the year reported about")
        parser.add_argument("--lang", choices=building.LANGUAGES, required=True)
        parser.add_argument("--out", required=True, metavar="DIR", help="made if it is not there")

    def handle(self, *args: Any, year: int, lang: str, out: str, **options: Any) -> str:  # noqa: ARG002
        cycle = (
            Cycle.objects.annual()
            .filter(period_last__year=year)
            .exclude(status=CycleStatus.PLANNED)
            .select_related("version__plan", "version__act", "version__reading__source")
            .order_by("-version__number", "-pk")
            .first()
        )
        if cycle is None:
            raise CommandError(f"No reporting cycle of {year} has been opened.")
        folder = Path(out)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            files = list(_signed(cycle, lang) or _fresh(cycle, lang, at=now()))
            for file in files:
                (folder / file.name).write_bytes(bytes(file.content))
                self.stdout.write(str(folder / file.name))
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}.") from None
        except TemplateError as fault:
            raise CommandError(told_plainly(fault)) from None
        edition = files[0].edition
        state = "as signed" if edition.is_signed else "not signed"
        return f"{edition}, {state}, SHA-256 of the snapshot {edition.snapshot_sha256}"


def _signed(cycle: Cycle, language: str) -> list[EditionFile]:
    edition = cycle.editions.signed().order_by("-number").first()
    if edition is None:
        return []
    return list(edition.files.filter(language=language).select_related("edition__cycle"))


def _fresh(cycle: Cycle, language: str, *, at: datetime) -> list[EditionFile]:
    """The files as they would be built now; nothing of them is kept."""
    latest = cycle.editions.defer("snapshot").order_by("-number").first()
    number = latest.number if latest else 1
    taken = snapshot.take(cycle, at, number=number, previous=Edition.objects.before(cycle))
    edition = Edition(cycle=cycle, number=number, snapshot_sha256=snapshot.sha256(taken))
    document = compose(taken, language)
    made = [building.render(document, language, form) for form in building.FORMATS]
    return [
        EditionFile(edition=edition, language=language, format=one.format, content=one.content)
        for one in made
    ]
