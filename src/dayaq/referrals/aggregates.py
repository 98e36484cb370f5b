"""The indicators of the mechanism: handing over, answering, screening, identifying, talking with children.

Counted from the records by the house itself. Persons, not rows: who was identified after two reviews is
one. Small numbers are covered by `evidence`, inside government too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.cases.models import Identity, Situation
from dayaq.indicators.breakdowns import UNSAID, by_body
from dayaq.indicators.terms import (
    Breakdown,
    Cell,
    Indicator,
    Phrase,
    Scope,
    Sensitivity,
    Unit,
)
from dayaq.referrals.models import Clock, Decision, Instrument, Interview, Referral, Screening
from dayaq.referrals.states import ClockKind, Outcome, Result, Status
from dayaq.vault.context import house

HERE = "AZ"
CHILD = ("majority@1:child", "majority@1:not_sure")
"""Age not sure: as a child, until it is assessed."""

BORDER = "border_check"
MIGRATION = ("border_check", "migration_case", "inspection")
"""On which occasions irregular migration and transit are looked at."""


def _days(scope: Scope) -> tuple[Any, Any]:
    return scope.period.first, scope.period.last


def _whole_and(breakdown: str, counted: "Counter[str]", known: Iterable[str]) -> list[Cell]:
    return [
        Cell(counted.total()),
        *(Cell(counted[one], None, breakdown, one) for one in known),
    ]


# --- referrals ------------------------------------------------------------------------------------


def within_the_day(scope: Scope) -> Iterator[Cell]:
    """Of the referrals begun in the period whose term is over, those handed over in time."""
    with house("indicators"):
        rows = Clock.objects.for_house().filter(
            kind=ClockKind.HANDOVER,
            referral__isnull=False,
            stopped_at=None,
            begun_at__date__range=_days(scope),
        )
        if scope.body:
            rows = rows.filter(body=scope.body)
        over = [
            one
            for one in rows.values_list("body__code", "met_at", "due_at")
            if one[1] is not None or one[2].date() < scope.on
        ]
    in_time = Counter(body for body, met, due in over if met is not None and met <= due)
    ended = Counter(body for body, _met, _due in over)
    yield Cell(in_time.total(), ended.total())
    for body in sorted(ended):
        yield Cell(in_time[body], ended[body], "body", body)


ANSWERS: dict[str, Phrase] = {
    "accepted": pgettext_lazy("answers", "Taken over"),
    "returned": pgettext_lazy("answers", "Returned"),
    "unanswered": pgettext_lazy("answers", "Not answered in time"),
    "waiting": pgettext_lazy("answers", "Waiting, in time"),
    "withdrawn": pgettext_lazy("answers", "Withdrawn or without a name since"),
}


def answered(scope: Scope) -> Iterator[Cell]:
    """What became of the referrals that were sent in the period."""
    with house("indicators"):
        rows = Referral.objects.for_house().filter(sent_at__date__range=_days(scope))
        if scope.body:
            rows = rows.filter(receiver=scope.body)
        clocks = Clock.objects.for_house().filter(
            kind=ClockKind.ANSWER, met_at=None, stopped_at=None, due_at__date__lt=scope.on
        )
        late = set(clocks.values_list("referral", flat=True))
        told = Counter(
            _answer(status, pk in late) for pk, status in rows.values_list("pk", "status")
        )
    yield from _whole_and("answer", told, ANSWERS)


def _answer(status: str, is_late: bool) -> str:  # noqa: FBT001
    if status in {Status.ACCEPTED, Status.RETURNED}:
        return status
    if status == Status.SENT:
        return "unanswered" if is_late else "waiting"
    return "withdrawn"


# --- screening ------------------------------------------------------------------------------------


def in_force(scope: Scope) -> Iterator[Cell]:
    yield Cell(Instrument.objects.in_force(on=scope.period.last).count())


def _held(scope: Scope, *occasions: str) -> Any:
    """Screenings held in the period. Within `house(…)`."""
    rows = Screening.objects.for_house().filter(held_at__date__range=_days(scope))
    if scope.body:
        rows = rows.filter(body=scope.body)
    if scope.region:
        rows = rows.filter(region=scope.region)
    if occasions:
        rows = rows.filter(occasion__in=[f"referral-occasion@1:{one}" for one in occasions])
    return rows


def by_instrument(scope: Scope) -> Iterator[Cell]:
    with house("indicators"):
        codes = Counter(_held(scope).order_by().values_list("instrument__code", flat=True))
    yield from _whole_and("instrument", codes, sorted(codes))


def screened(*occasions: str) -> Callable[[Scope], Iterator[Cell]]:
    """Everybody who was looked at on such an occasion, also where nothing was seen."""

    def count(scope: Scope) -> Iterator[Cell]:
        with house("indicators"):
            rows = _held(scope, *occasions).order_by()
            results = Counter(rows.values_list("result", flat=True))
        yield from _whole_and("result", results, Result)

    return count


def referred(*occasions: str) -> Callable[[Scope], Iterator[Cell]]:
    """Of them, those for whom a referral or a case followed."""

    def count(scope: Scope) -> Iterator[Cell]:
        with house("indicators"):
            rows = _held(scope, *occasions)
            cell = Cell(rows.count() - rows.filter(referral=None, case=None).count())
        yield cell

    return count


def name_instruments(codes: Iterable[str]) -> dict[str, object]:
    rows = Instrument.objects.filter(code__in=set(codes)).order_by("code", "version")
    return {one.code: one.title for one in rows}


# --- identification -------------------------------------------------------------------------------


def _identified(scope: Scope) -> dict[Any, dict[str, str]]:
    """Persons identified in the period, each once: what the records say of them. Within `house(…)`."""
    rows = Decision.objects.for_house().filter(
        outcome=Outcome.IDENTIFIED, decided_on__range=_days(scope)
    )
    if scope.body:
        rows = rows.filter(body=scope.body)
    cases = dict(rows.order_by().values_list("case__subject", "case"))
    majorities = dict(rows.order_by().values_list("case", "case__majority"))
    places = dict(
        Situation.objects.for_house()
        .filter(case__in=cases.values())
        .values_list("case", "countries")
    )
    citizenships = dict(
        Identity.objects.for_house().filter(person__in=cases).values_list("person", "citizenships")
    )
    return {
        person: {
            "where": _where(places.get(case) or []),
            "age": _age(majorities.get(case, "")),
            "citizenship": _citizenship(citizenships.get(person) or []),
        }
        for person, case in cases.items()
    }


def _where(countries: list[str]) -> str:
    """Inside: all that is known of it happened here. Law 958-IIQ knows no border as a condition."""
    known = {code.partition(":")[2] for code in countries}
    if not known:
        return UNSAID
    return "internal" if known == {HERE} else "transnational"


def _age(majority: str) -> str:
    return {"adult": "adult", "child": "child", "not_sure": "child"}.get(
        majority.partition(":")[2], UNSAID
    )


def _citizenship(codes: list[str]) -> str:
    known = {code.partition(":")[2] for code in codes}
    if not known:
        return UNSAID
    return "own" if HERE in known else "foreign"


def identified(*ways: str) -> Callable[[Scope], Iterator[Cell]]:
    def count(scope: Scope) -> Iterator[Cell]:
        with house("indicators"):
            people = list(_identified(scope).values())
        yield Cell(len(people))
        for way in ways:
            told = Counter(one[way] for one in people)
            for category in NAMES[way]:
                yield Cell(told[category], None, way, category)

    return count


NAMES: dict[str, dict[str, Phrase]] = {
    "where": {
        "internal": pgettext_lazy("trafficking", "Inside the country"),
        "transnational": pgettext_lazy("trafficking", "Across borders"),
        UNSAID: pgettext_lazy("trafficking", "Place not recorded"),
    },
    "age": {
        "adult": pgettext_lazy("victims", "Adults"),
        "child": pgettext_lazy("victims", "Children, or age not sure"),
        UNSAID: pgettext_lazy("victims", "Age not recorded"),
    },
    "citizenship": {
        "own": pgettext_lazy("victims", "Citizens of Azerbaijan"),
        "foreign": pgettext_lazy("victims", "Citizens of other countries"),
        UNSAID: pgettext_lazy("victims", "Citizenship not recorded"),
    },
}

STANDARD: dict[str, Phrase] = {
    "yes": pgettext_lazy("interviews", "Under the standard"),
    "no": pgettext_lazy("interviews", "Not under the standard"),
    UNSAID: pgettext_lazy("interviews", "Not said"),
}


def interviews(scope: Scope) -> Iterator[Cell]:
    """Conversations with children in the period, and how many of them kept to the standard."""
    with house("indicators"):
        rows = Interview.objects.for_house().filter(
            held_on__range=_days(scope), case__majority__in=CHILD
        )
        if scope.body:
            rows = rows.filter(body=scope.body)
        said = Counter(rows.order_by().values_list("is_to_standard", flat=True))
    held = Counter({"yes": said[True], "no": said[False], UNSAID: said[None]})
    yield Cell(held["yes"])
    yield from (Cell(held[one], None, "standard", one) for one in STANDARD)


def _named(code: str, title: Phrase) -> Breakdown:
    known = NAMES.get(code) or {"answer": ANSWERS, "standard": STANDARD}[code]
    return Breakdown(code, title, lambda category: known[category])


def _of_people(code: str, title: Phrase, numerator: Phrase, count: Any, **more: Any) -> Indicator:
    told = {"unit": Unit.COUNT, "denominator": None, "sensitivity": Sensitivity.PEOPLE}
    clause = code.partition("-")[0]
    return Indicator(
        code=code, clauses=(clause,), title=title, numerator=numerator, count=count, **told | more
    )


REFERRALS = _("Referrals, their answers and the clocks that ran for them.")
SCREENINGS = _("Screenings with an instrument, whatever they came to.")
DECISIONS = _("Decisions on the status of persons, with what their cases say in codes.")
EACH_ONCE = _("Each person counts once, however often it was decided about them.")
EACH_SCREENING = _("Each screening counts; where nothing was seen it counts too.")
FOLLOWED = _("A referral or a case came of the screening.")
BY_RESULT = Breakdown("result", _("by result"), lambda result: Result(result).label)

INDICATORS = [
    _of_people(
        "4.1.3-instruments",
        _("Identification instruments in force"),
        _("Instruments published and not withdrawn on the last day"),
        in_force,
        method=_("Of each instrument its newest version."),
        records=_("Screening instruments and their versions."),
        sensitivity=Sensitivity.OPEN,
    ),
    _of_people(
        "4.1.3-screenings",
        _("Screenings made with each instrument"),
        _("Screenings held in the period"),
        by_instrument,
        method=EACH_SCREENING,
        records=SCREENINGS,
        breakdowns=(Breakdown("instrument", _("by instrument"), rows=name_instruments),),
    ),
    _of_people(
        "4.1.9-within-a-day",
        _("Share of referrals handed over within 24 hours"),
        _("Referrals that were sent before their term was over"),
        within_the_day,
        unit=Unit.SHARE,
        denominator=_("Referrals begun in the period that were sent, or whose term is over"),
        method=_("The term is that of the day on which the referral was begun."),
        records=REFERRALS,
        breakdowns=(by_body(_("by referring body")),),
    ),
    _of_people(
        "4.1.9-answers",
        _("Referrals accepted, returned and left unanswered"),
        _("Referrals sent in the period"),
        answered,
        method=_("By how they stand on the day of counting."),
        records=REFERRALS,
        breakdowns=(_named("answer", _("by answer")),),
    ),
    _of_people(
        "4.2.4-screened",
        _("Persons screened"),
        _("Screenings at borders, inspections and in cases of migration"),
        screened(*MIGRATION),
        method=EACH_SCREENING,
        records=SCREENINGS,
        breakdowns=(BY_RESULT,),
    ),
    _of_people(
        "4.2.4-referred",
        _("Persons referred"),
        _("Of them, those who were referred"),
        referred(*MIGRATION),
        method=FOLLOWED,
        records=SCREENINGS,
    ),
    _of_people(
        "4.3.5-identified",
        _("Victims identified inside the country and across borders"),
        _("Persons identified in the period"),
        identified("where"),
        method=EACH_ONCE,
        records=DECISIONS,
        breakdowns=(_named("where", _("inside and across borders")),),
    ),
    _of_people(
        "4.3.5-victims",
        _("Victims by age group and citizenship"),
        _("Persons identified in the period"),
        identified("age", "citizenship"),
        method=EACH_ONCE,
        records=DECISIONS,
        breakdowns=(
            _named("age", _("by age group")),
            _named("citizenship", _("by citizenship")),
        ),
    ),
    _of_people(
        "4.5.9-interviews",
        _("Interviews with children held under the standard"),
        _("Interviews with children in the period that were held under the standard"),
        interviews,
        method=_("Age not sure counts as a child."),
        records=_("Interviews noted in identifications."),
        breakdowns=(_named("standard", _("by the standard")),),
    ),
    _of_people(
        "4.7.3-screened",
        _("Screenings at border points"),
        _("Screenings held at border checks in the period"),
        screened(BORDER),
        method=EACH_SCREENING,
        records=SCREENINGS,
        breakdowns=(BY_RESULT,),
    ),
    _of_people(
        "4.7.3-referred",
        _("Persons referred from border points"),
        _("Of them, those who were referred"),
        referred(BORDER),
        method=FOLLOWED,
        records=SCREENINGS,
    ),
]

SERVES = {
    "referrals:of_bodies": ("4.1.9",),
    "portal:mechanism": ("4.1.9", "4.3.5", "4.5.9"),
    "referrals:instruments": ("4.1.3",),
    "referrals:screenings": ("4.1.3", "4.2.4", "4.7.3"),
}
"""The registers of this room, and the measures whose work is kept in them."""
