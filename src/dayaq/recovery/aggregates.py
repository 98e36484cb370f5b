"""The indicators of help: work, care, courses, what NGOs give, children's plans and schooling.

Counted from the records of plans, by the house itself, for whole persons: one who was helped three
times is one. Small numbers are covered by `evidence`, inside government too.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from dayaq.indicators.terms import (
    Breakdown,
    Cell,
    Indicator,
    Phrase,
    Scope,
    Sensitivity,
    Unit,
)
from dayaq.recovery.models import Employer, Placement, Plan, ServiceReferral, Support
from dayaq.recovery.states import (
    AfterHalfYear,
    AfterWork,
    EmployerStatus,
    Incentive,
    Owner,
    PlacementKind,
    PlanStatus,
    ReturnReason,
    ServiceKind,
    SupportStatus,
)
from dayaq.vault.context import house

PERSON = "case__subject"
CHILD = ":child"


def _days(scope: Scope) -> tuple[Any, Any]:
    return scope.period.first, scope.period.last


def _begun(scope: Scope, *kinds: str) -> Any:
    """Services of these kinds whose first day lies in the period. Within `house(…)`."""
    rows = Support.objects.for_house().filter(kind__in=kinds, from_on__range=_days(scope))
    return rows.filter(case__lead=scope.body) if scope.body else rows


def _placed(scope: Scope) -> Any:
    rows = Placement.objects.for_house().filter(began_on__range=_days(scope))
    return rows.filter(case__lead=scope.body) if scope.body else rows


def _persons(rows: Any) -> int:
    return int(rows.order_by().values(PERSON).distinct().count())


def placed(scope: Scope) -> Iterator[Cell]:
    with house("indicators"):
        rows = _placed(scope)
        found = [Cell(_persons(rows))]
        found += [
            Cell(_persons(rows.filter(kind=kind)), None, "kind", kind) for kind in PlacementKind
        ]
    yield from found


def kept(scope: Scope) -> Iterator[Cell]:
    """Of those whose half year ended in the period and who were asked, those who still work."""
    with house("indicators"):
        rows = Placement.objects.for_house().filter(half_year_on__range=_days(scope))
        if scope.body:
            rows = rows.filter(case__lead=scope.body)
        asked = rows.exclude(after__in=("", AfterWork.UNKNOWN))
        still = asked.filter(after__in=(AfterWork.KEPT, AfterWork.OTHER_JOB))
        cell = Cell(_persons(still), _persons(asked))
    yield cell


def incentives(scope: Scope) -> Iterator[Cell]:
    rows = Employer.objects.filter(status=EmployerStatus.ACTIVE, since__lte=scope.period.last)
    undated = Employer.objects.filter(status=EmployerStatus.ACTIVE, since=None)
    given = [one.incentives for one in (*rows, *undated)]
    yield Cell(sum(any(one != Incentive.NONE for one in some) for some in given))


def cared_for(scope: Scope) -> Iterator[Cell]:
    with house("indicators"):
        cell = Cell(_persons(_begun(scope, ServiceKind.MEDICAL)))
    yield cell


def waited(scope: Scope) -> Iterator[Cell]:
    """Days from planning medical care to its first day, in the mean."""
    with house("indicators"):
        rows = list(_begun(scope, ServiceKind.MEDICAL))
    days = [one.waited() for one in rows]
    yield Cell(sum(one for one in days if one is not None), len(days))


def refused(scope: Scope) -> Iterator[Cell]:
    """Requests for medical care that providers returned, by the reason they gave."""
    with house("indicators"):
        rows = ServiceReferral.objects.for_house().filter(
            kind=ServiceKind.MEDICAL, answered_at__date__range=_days(scope)
        )
        if scope.body:
            rows = rows.filter(case__lead=scope.body)
        reasons = Counter(rows.exclude(reason="").values_list("reason", flat=True))
    yield Cell(reasons.total())
    for reason in ReturnReason:
        yield Cell(reasons[reason], None, "reason", reason)


def courses(scope: Scope) -> Iterator[Cell]:
    """Of vocational courses begun in the period, those that were finished by now."""
    with house("indicators"):
        rows = _begun(scope, ServiceKind.VOCATIONAL)
        cell = Cell(rows.filter(status=SupportStatus.FINISHED).count(), rows.count())
    yield cell


def by_ngos(scope: Scope) -> Iterator[Cell]:
    with house("indicators"):
        rows = _begun(scope, *ServiceKind.values).filter(provider__owner=Owner.NGO)
        kinds = Counter(rows.values_list("kind", flat=True))
    yield Cell(kinds.total())
    for kind in ServiceKind:
        yield Cell(kinds[kind], None, "kind_of_help", kind)


def persons_of_ngos(scope: Scope) -> Iterator[Cell]:
    with house("indicators"):
        rows = _begun(scope, *ServiceKind.values).filter(provider__owner=Owner.NGO)
        cell = Cell(_persons(rows))
    yield cell


def children_with_plan(scope: Scope) -> Iterator[Cell]:
    """Children whose plan was agreed by the end of the period and is not closed before its beginning."""
    with house("indicators"):
        rows = Plan.objects.for_house().filter(
            case__majority__endswith=CHILD, agreed_on__lte=scope.period.last
        )
        rows = rows.exclude(status=PlanStatus.CLOSED, closed_on__lt=scope.period.first)
        if scope.body:
            rows = rows.filter(case__lead=scope.body)
        cell = Cell(_persons(rows))
    yield cell


def enrolled(scope: Scope) -> Iterator[Cell]:
    with house("indicators"):
        rows = _begun(scope, ServiceKind.EDUCATION).filter(case__majority__endswith=CHILD)
        cell = Cell(_persons(rows))
    yield cell


def attending(scope: Scope) -> Iterator[Cell]:
    """Of children asked after six months in the period, those whose schooling goes on or was completed."""
    with house("indicators"):
        rows = Support.objects.for_house().filter(
            kind=ServiceKind.EDUCATION,
            case__majority__endswith=CHILD,
            after_on__range=_days(scope),
        )
        if scope.body:
            rows = rows.filter(case__lead=scope.body)
        asked = rows.exclude(after__in=("", AfterHalfYear.UNKNOWN))
        on = asked.filter(after__in=(AfterHalfYear.GOES_ON, AfterHalfYear.COMPLETED))
        cell = Cell(_persons(on), _persons(asked))
    yield cell


def name_kind(kind: str) -> Phrase:
    return PlacementKind(kind).label


def name_help(kind: str) -> Phrase:
    return ServiceKind(kind).label


def name_reason(reason: str) -> Phrase:
    return ReturnReason(reason).label


PLANS = _("Services, placements and follow-ups in the recovery plans of persons.")
ONE = _("Each person counts once, however often they were helped.")
LATER = _("Who was not asked, or of whom nothing is known, is not counted.")


def _of_people(code: str, title: Phrase, numerator: Phrase, count: Any, **more: Any) -> Indicator:
    told = {
        "unit": Unit.COUNT,
        "denominator": None,
        "method": ONE,
        "records": PLANS,
        "sensitivity": Sensitivity.PEOPLE,
    }
    clause = code.partition("-")[0]
    return Indicator(
        code=code, clauses=(clause,), title=title, numerator=numerator, count=count, **told | more
    )


STILL_AT_WORK = _("Share still employed after six months")
AT_WORK = _("Persons who were asked after six months and work")
ASKED = _("Persons of whom it is known what became of their work")

INDICATORS = [
    _of_people(
        "4.2.5-placed",
        _("Persons placed in work"),
        _("Persons whose work began in the period"),
        placed,
        breakdowns=(Breakdown("kind", _("by kind of work"), name_kind),),
    ),
    _of_people(
        "4.2.5-kept",
        STILL_AT_WORK,
        AT_WORK,
        kept,
        unit=Unit.SHARE,
        denominator=ASKED,
        method=LATER,
    ),
    _of_people(
        "4.2.5-employers",
        _("Employers who received incentives"),
        _("Employers of the list that get something for taking people"),
        incentives,
        method=_("Employers to whom nobody is sent any more are not counted."),
        records=_("The list of employers."),
        sensitivity=Sensitivity.OPEN,
    ),
    _of_people(
        "4.4.3-served",
        _("Persons given medical care"),
        _("Persons whose medical care began in the period"),
        cared_for,
    ),
    _of_people(
        "4.4.3-refused",
        _("Requests refused"),
        _("Requests for medical care that providers returned"),
        refused,
        method=_("By the reason that the provider gave."),
        records=_("Requests to providers and their answers."),
        breakdowns=(Breakdown("reason", _("by reason"), name_reason),),
    ),
    _of_people(
        "4.4.3-waited",
        _("Days of waiting"),
        _("Days from planning the care to its first day, together"),
        waited,
        unit=Unit.DAYS,
        denominator=_("Services of medical care that began in the period"),
        method=_("A mean over all services that began."),
    ),
    _of_people(
        "4.4.5-courses",
        _("Vocational courses begun and finished"),
        _("Courses that were finished"),
        courses,
        unit=Unit.SHARE,
        denominator=_("Vocational courses that began in the period"),
        method=_("Courses begun in the period; finished at any time since."),
    ),
    _of_people(
        "4.4.5-work",
        _("Persons who found work"),
        _("Persons whose work began in the period"),
        placed,
        breakdowns=(Breakdown("kind", _("by kind of work"), name_kind),),
    ),
    _of_people(
        "4.4.5-kept",
        STILL_AT_WORK,
        AT_WORK,
        kept,
        unit=Unit.SHARE,
        denominator=ASKED,
        method=LATER,
    ),
    _of_people(
        "4.4.6-services",
        _("Services given by non-governmental organisations"),
        _("Services of plans given by such providers that began in the period"),
        by_ngos,
        method=_("Each service of a plan counts."),
        breakdowns=(Breakdown("kind_of_help", _("by kind of help"), name_help),),
    ),
    _of_people(
        "4.4.6-persons",
        _("Persons who received them"),
        _("Persons helped by a non-governmental organisation since a day in the period"),
        persons_of_ngos,
    ),
    _of_people(
        "4.5.3-plans",
        _("Children with an individual plan"),
        _("Children whose agreed plan was open in the period"),
        children_with_plan,
    ),
    _of_people(
        "4.5.4-enrolled",
        _("Children enrolled in education"),
        _("Children whose schooling began in the period"),
        enrolled,
    ),
    _of_people(
        "4.5.4-attending",
        _("Share attending after six months"),
        _("Children who were asked about in the period and whose schooling goes on"),
        attending,
        unit=Unit.SHARE,
        denominator=_("Children of whom it is known how their schooling goes"),
        method=LATER,
    ),
]

SERVES = {
    "recovery:plans": ("4.4.3", "4.4.5", "4.4.6", "4.5.3", "4.5.4"),
    "recovery:services": ("4.4.3", "4.4.6"),
    "recovery:employers": ("4.2.5", "4.4.5"),
}
"""The registers of this room, and the measures whose work is kept in them."""
