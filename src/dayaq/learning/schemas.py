"""What comes into this room from Excel: the columns of each sheet."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dayaq.access.permissions import Permission
from dayaq.directory.models import Body, Code, Region
from dayaq.imports.sheets import Column, Day, Named, OneOf, Sheet, Text, Whole, Wrong, plain
from dayaq.learning.actions.importing import bring_in_attendance
from dayaq.learning.models.training import AUDIENCES


def bodies() -> Named:
    """By every name that they have or had, and by their code."""
    for body in Body.objects.to_choose_from():
        names = [name for one in body.names.all() for name in (one.full, one.short)]
        yield [body.name, *names, body.code], body


def regions() -> Named:
    for region in Region.objects.exclude(kind__in=("republic", "economic_region")):
        yield [region.name, region.name_az, region.name_en, region.code], region


def audiences() -> Named:
    for code in Code.objects.of_list(AUDIENCES, on=localdate()):
        yield [code.name, code.name_az, code.name_en, code.code], code


class Number:
    """The number by which lists name a training: `T-17`, or 17."""

    @property
    def told(self) -> str:
        return _("The number of a training that stands here, as T-17")

    def __call__(self, cell: Any) -> int:
        digits = plain(cell).upper().removeprefix("T-").removeprefix("T")
        if not digits.isdecimal() or len(digits) > 12:
            raise Wrong(
                _("“%(cell)s” is not the number of a training.") % {"cell": plain(cell)[:40]}
            )
        return int(digits)


COUNT = Whole(most=100_000)

ATTENDANCE = Sheet(
    code="attendance",
    title=pgettext_lazy("register", "Trainings"),
    lead=gettext_lazy(
        "Who came to trainings: one row for each place of work and kind of people. A training that "
        "stands here is named by its number; another by its programme and days, and is added as held."
    ),
    columns=(
        Column("number", gettext_lazy("Number of the training"), Number(), example="T-17"),
        Column(
            "programme",
            pgettext_lazy("column", "Programme"),
            Text(300),
            note=gettext_lazy("Its title, where no number is given"),
        ),
        Column(
            "title",
            gettext_lazy("Title of the training"),
            Text(300),
            note=gettext_lazy("Empty to call it as the programme"),
        ),
        Column("first", gettext_lazy("First day"), Day(), example="07.03.2024"),
        Column("last", gettext_lazy("Last day"), Day(), example="08.03.2024"),
        Column("region", gettext_lazy("Region"), OneOf(regions, gettext_lazy("A region of the directory"))),
        Column("venue", pgettext_lazy("column", "Place"), Text(300)),
        Column(
            "body",
            gettext_lazy("Body they came from"),
            OneOf(bodies, gettext_lazy("A body of the directory, by any of its names")),
        ),
        Column("unit", gettext_lazy("Unit, hospital or firm"), Text(300)),
        Column(
            "audience",
            gettext_lazy("Who they are"),
            OneOf(audiences, gettext_lazy("An entry of the list of audiences")),
            is_required=True,
        ),
        Column("women", gettext_lazy("Women"), COUNT, example="12"),
        Column("men", gettext_lazy("Men"), COUNT, example="9"),
        Column("unsaid", gettext_lazy("Sex not recorded"), COUNT),
    ),
    keep=Permission.LEARNING_KEEP,
    take=bring_in_attendance,
    register="learning:courses",
)  # fmt: skip
