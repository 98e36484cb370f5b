"""What each measure is by its kind, and what it will be measured by: read from the shipped file.

A reading of the text by people, not the law's word. A plan without a file of its own simply has
no kinds yet.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_SHIPPED = "plan/data/measure_kinds.json"


class Kind(TextChoices):
    PROPOSAL = "proposal", _("Proposal")
    REGULAR = "regular", _("Regular work")
    SERVICE = "service", _("Service")
    TRAINING = "training", _("Training")
    AWARENESS = "awareness", _("Awareness raising")
    COOPERATION = "cooperation", _("Cooperation")
    MONITORING = "monitoring", _("Monitoring")
    DEVELOPMENT = "development", _("Development")


@dataclass(frozen=True, slots=True)
class ExpectedIndicator:
    """An indicator by which a measure is to be judged: computed by the room that names this code.

    Without a code, or while no room computes it, it is only announced.
    """

    az: str
    en: str
    code: str = ""

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.az


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """The kinds of one measure, the rooms that will hold its records, and its indicators."""

    kinds: tuple[Kind, ...]
    rooms: tuple[str, ...]
    indicators: tuple[ExpectedIndicator, ...]


_NOTHING = MeasureKind((), (), ())


def kind_of(plan_code: str, clause: str) -> MeasureKind:
    """What is known about the measure of that clause in the plan with that code, as `2020-2024`."""
    return _shipped().get((plan_code, clause), _NOTHING)


def expected_in(plan_code: str) -> list[tuple[str, ExpectedIndicator]]:
    """Every indicator expected in that plan with its measure's clause, in the order of the plan."""
    return [
        (clause, indicator)
        for (code, clause), kind in _shipped().items()
        if code == plan_code
        for indicator in kind.indicators
    ]


def clauses_in(plan_code: str) -> list[str]:
    """The clauses of that plan's measures, in its order."""
    return [clause for code, clause in _shipped() if code == plan_code]


@cache
def _shipped() -> MappingProxyType[tuple[str, str], MeasureKind]:
    content = json.loads(files("dayaq").joinpath(_SHIPPED).read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            (content["plan"], row["clause"]): MeasureKind(
                tuple(Kind(kind) for kind in row["kinds"]),
                tuple(row["registers"]),
                tuple(ExpectedIndicator(**one) for one in row["indicators"]),
            )
            for row in content["measures"]
        }
    )
