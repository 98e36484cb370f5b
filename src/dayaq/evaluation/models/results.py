"""What a questionnaire brought, question by question, once enough have answered to hide in."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.timezone import localdate

from dayaq.directory.models import Parameter
from dayaq.evaluation.models.questions import Question
from dayaq.evaluation.models.sheets import Sheet
from dayaq.evaluation.states import Asked, Occasion


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice: how many made it, of how many who answered the question."""

    label: str
    number: int
    of: int
    is_right: bool | None = None

    @property
    def percent(self) -> int:
        return round(self.number * 100 / self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class Found:
    """What one question brought."""

    question: Question
    bars: list[Bar]
    remarks: list[str]
    mean: Decimal | None
    right: Decimal | None


@dataclass(frozen=True, slots=True)
class Results:
    """What one questionnaire brought. Below the fewest answers nothing but their number is told."""

    sheet: Sheet
    people: int
    fewest: int
    found: list[Found]
    score: Decimal | None
    right: Decimal | None

    @property
    def is_shown(self) -> bool:
        return self.people >= self.fewest or (
            self.people > 0 and self.sheet.occasion == Occasion.ORGANISER
        )


def fewest_shown() -> int:
    """How many must have answered before anything is shown: one of three could be guessed."""
    return int(Parameter.objects.value_of("answers.shown_from", on=localdate(), default="5"))


def results_of(sheet: Sheet, *, fewest: int) -> Results:
    """Counted from the answers, in three queries. `sheet` comes from `with_results`."""
    people = sheet.people or 0  # type: ignore[attr-defined]
    results = Results(sheet, people, fewest, [], sheet.score, sheet.right)  # type: ignore[attr-defined]
    if not results.is_shown:
        return Results(sheet, people, fewest, [], None, None)
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    chosen = sheet.answers.exclude(choice="").values_list("question", "choice")
    for question, choice, number in chosen.annotate(n=Sum("number")):
        counted[question][choice] = number
    remarks: dict[int, list[str]] = defaultdict(list)
    told = sheet.answers.filter(choice="").order_by("pk")  # random numbers: no order of coming
    for question, words in told.values_list("question", "words"):
        remarks[question].append(words)
    for one in sheet.questions.questions.all():
        results.found.append(_found(one, counted[one.pk], remarks[one.pk], people))
    return results


def _found(question: Question, counted: dict[str, int], remarks: list[str], people: int) -> Found:
    answered = people if question.asked == Asked.SEVERAL else sum(counted.values())
    bars = [
        Bar(label, counted.get(choice, 0), answered, question.is_right(choice))
        for choice, label in (question.choices if question.asked != Asked.WORDS else [])
    ]
    mean = right = None
    if question.asked == Asked.SCALE and answered:
        mean = Decimal(sum(int(c) * n for c, n in counted.items())) / answered
    if answered and any(bar.is_right is not None for bar in bars):
        right = Decimal(100 * sum(bar.number for bar in bars if bar.is_right)) / answered
    return Found(question, bars, remarks, mean, right)
