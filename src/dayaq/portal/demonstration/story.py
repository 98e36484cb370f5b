"""What fictional people write, drawn from prepared sentences by a fixed seed."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from random import Random
from typing import Any

from dayaq.plan.models import Measure
from dayaq.reporting.states import Declared, Sensitivity, Source, Verified

SEED = 2173


class Fate(StrEnum):
    """How far a report came before the demonstration stops looking."""

    NOTHING = "nothing"
    DRAFT = "draft"
    WITH_APPROVER = "with_approver"
    BACK_WITH_DRAFTER = "back_with_drafter"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    ACCEPTED_AT_SECOND_TRY = "accepted_at_second_try"


CLOSED_YEAR = {
    Fate.ACCEPTED: 76,
    Fate.ACCEPTED_AT_SECOND_TRY: 9,
    Fate.RETURNED: 3,
    Fate.NOTHING: 12,
}
OPEN_YEAR = {
    Fate.ACCEPTED: 24,
    Fate.ACCEPTED_AT_SECOND_TRY: 4,
    Fate.SUBMITTED: 14,
    Fate.RETURNED: 6,
    Fate.BACK_WITH_DRAFTER: 3,
    Fate.WITH_APPROVER: 10,
    Fate.DRAFT: 14,
    Fate.NOTHING: 25,
}
INVITED_YEAR = {Fate.ACCEPTED: 55, Fate.NOTHING: 45}

FINDINGS = {
    Verified.FULLY: 38,
    Verified.MOSTLY: 27,
    Verified.PARTIALLY: 20,
    Verified.NOT: 6,
    Verified.NO_EVIDENCE: 9,
}
DECLARED_REGULAR = {
    Declared.PERFORMED: 72,
    Declared.PARTLY_PERFORMED: 20,
    Declared.NOT_PERFORMED: 8,
}
DECLARED_RUNNING = {
    Declared.IN_PROGRESS: 74,
    Declared.COMPLETED: 16,
    Declared.NOT_STARTED: 6,
    Declared.SUSPENDED: 4,
}
DECLARED_LAST_YEAR = {Declared.COMPLETED: 68, Declared.IN_PROGRESS: 26, Declared.NOT_STARTED: 6}


@dataclass(frozen=True, slots=True)
class Written:
    """The content of one report, as the form would send it."""

    fields: dict[str, Any]
    spendings: list[dict[str, Any]]
    evidence: list[dict[str, Any]]


class Storyteller:
    """Draws everything from one random source, so that each load tells the same story."""

    def __init__(self, kinds: dict[str, list[str]]) -> None:
        self.random = Random(SEED)  # noqa: S311 - a story, not a secret
        self.texts: dict[str, Any] = json.loads(
            files("dayaq.portal.demonstration").joinpath("texts.json").read_text()
        )
        self.kinds = kinds

    def choose(self, weights: dict[Any, int]) -> Any:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def sometimes(self, share: float) -> bool:
        return self.random.random() < share

    def say(self, key: str) -> str:
        return str(self.random.choice(self.texts[key]))

    def moment(self, first: date, last: date) -> datetime:
        """A working moment between two days, both included."""
        day = first + timedelta(days=self.random.randint(0, max(0, (last - first).days)))
        return datetime(
            day.year,
            day.month,
            day.day,
            self.random.randint(5, 12),
            self.random.randint(0, 59),
            tzinfo=UTC,
        )

    def report(self, measure: Measure, year: int) -> Written:
        """What a body writes about a measure for a year."""
        if self.sometimes(0.05):
            return Written(
                {"is_nothing_to_report": True, "nothing_reason": self.say("nothing")}, [], []
            )
        kind = next(
            (k for k in self.kinds.get(measure.clause, []) if k in self.texts), "cooperation"
        )
        told = self.texts[kind]
        fields = {
            "is_nothing_to_report": False,
            "facts": " ".join(self._fill(t) for t in self.random.sample(told["facts"], 2)),
            "result": self._fill(self.random.choice(told["result"])),
            "declared": self._declared(measure, year),
            "next_plan": self._fill(self.random.choice(told["next_plan"])),
            "problems": self.say("problems") if self.sometimes(0.35) else "",
            "decision_needed": self.say("decisions") if self.sometimes(0.15) else "",
            "partners": self.say("partners") if self.sometimes(0.45) else "",
        }
        return Written(fields, self._money(), self._documents(told["evidence"], year))

    def finding(self) -> tuple[Verified, str]:
        verified: Verified = self.choose(FINDINGS)
        return verified, str(self.random.choice(self.texts["rationale"][verified.value]))

    def _declared(self, measure: Measure, year: int) -> Declared:
        if measure.is_regular:
            weights = DECLARED_REGULAR
        else:
            weights = DECLARED_LAST_YEAR if measure.year_to == year else DECLARED_RUNNING
        chosen: Declared = self.choose(weights)
        return chosen

    def _fill(self, text: str) -> str:
        return text.format(
            n=self.random.randint(2, 9), m=self.random.randint(3, 14), month=self.say("months")
        )

    def _money(self) -> list[dict[str, Any]]:
        if not self.sometimes(0.4):
            return []
        sources = self.random.sample(list(Source), self.random.choice((1, 1, 2)))
        return [
            {"source": source, "amount": None, "reason_if_unknown": "Ayrıca büdcə sətri yoxdur"}
            if self.sometimes(0.3)
            else {
                "source": source,
                "amount": Decimal(self.random.randint(8, 480) * 250),
                "reason_if_unknown": "",
            }
            for source in sources
        ]

    def _documents(self, titles: list[str], year: int) -> list[dict[str, Any]]:
        if not self.sometimes(0.8):
            return []
        return [
            {
                "title": title,
                "number": f"{self.random.randint(1, 9)}-{self.random.randint(10, 980)}/{year % 100}",
                "dated_on": date(year, self.random.randint(2, 12), self.random.randint(1, 28)),
                "sensitivity": self.choose(
                    {Sensitivity.GOVERNMENT: 70, Sensitivity.PUBLIC: 25, Sensitivity.RESTRICTED: 5}
                ),
            }
            for title in self.random.sample(titles, self.random.choice((1, 1, 2)))
        ]
