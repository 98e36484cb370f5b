"""Courses held and people taught, for each clause that names whom or about what."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from dayaq.indicators.breakdowns import BY_REGION, BY_SEX, UNSAID, by_body, by_code, sums
from dayaq.indicators.terms import Breakdown, Cell, Indicator, Phrase, Scope, Unit, as_it_is
from dayaq.learning.aggregates.held import behind, held, organisers
from dayaq.learning.models import Attendance, Programme
from dayaq.learning.models.training import AUDIENCES

LAW_ENFORCEMENT = (
    "police",
    "special_police_unit",
    "other_law_enforcement",
    "prosecutors",
    "border_guards",
    "customs",
    "migration",
)
OFFICIALS = (
    *LAW_ENFORCEMENT,
    "judges",
    "court_staff",
    "labour_inspectors",
    "consular",
    "social_workers",
    "other_officials",
)
ANYBODY: tuple[str, ...] = ()

BY_ORIGIN = by_body(_("by the body that they came from"))
BY_AUDIENCE = by_code(AUDIENCES, _("by who they are"), "audience")
BY_UNIT = Breakdown("unit", _("by place of work"), as_it_is)
FOR_ALL = (BY_SEX, BY_ORIGIN, BY_AUDIENCE, BY_REGION)

RECORDED = _("Who came to each training, as its organiser recorded it: numbers, never names.")
BY_LAST_DAY = _(
    "Trainings that were held and whose last day is within the chosen days. For a body, those that "
    "it organised, alone or with others. Somebody who came twice is counted twice."
)


@dataclass(frozen=True, slots=True)
class Taught:
    """Whom a clause asks to teach, and about what; everybody and everything where it does not say."""

    audiences: tuple[str, ...] = ANYBODY
    topics: tuple[str, ...] = ()

    def lines(self, scope: Scope) -> QuerySet[Attendance]:
        """The lines of attendance that count for the clause."""
        rows = Attendance.objects.filter(course__in=held(scope))
        if self.audiences:
            rows = rows.filter(audience__code__in=self.audiences)
        if self.topics:
            about = Programme.topics.through.objects.filter(
                programme=OuterRef("course__programme"), code__code__in=self.topics
            )
            rows = rows.filter(Exists(about))
        return rows

    def people(self, scope: Scope) -> Iterator[Cell]:
        """In all, by sex, body, audience and region; one query."""
        grouped = self.lines(scope).values_list(
            "body__code", "audience__code", "course__region__code"
        )
        counted = grouped.order_by().annotate(Sum("women"), Sum("men"), Sum("unsaid"))
        rows = [
            ({"body": body, "audience": audience, "region": region, "sex": sex}, number)
            for body, audience, region, *numbers in counted
            for sex, number in zip(("women", "men", UNSAID), numbers, strict=True)
            if number
        ]
        yield from sums(rows, (one.code for one in FOR_ALL))

    def places(self, scope: Scope) -> Iterator[Cell]:
        """In all, and by the hospital, firm or unit that they came from."""
        grouped = self.lines(scope).values_list("unit", "body__code").order_by()
        counted = grouped.annotate(n=Sum(F("women") + F("men") + F("unsaid")))
        yield from sums([({"unit": unit or body}, n) for unit, body, n in counted], ("unit",))

    def courses(self, scope: Scope) -> Iterator[Cell]:
        """Trainings to which at least one of them came, by organiser and region."""
        rows = held(scope).filter(pk__in=self.lines(scope).values("course"))
        found = rows.values_list("body__code", "region__code")
        yield from sums(
            [({"organiser": body, "region": region}, 1) for body, region in found],
            ("organiser", "region"),
        )


def joint(scope: Scope) -> Iterator[Cell]:
    """Trainings that several bodies held together, by organiser and region."""
    rows = held(scope).filter(partners__isnull=False).distinct()
    found = rows.values_list("pk", "body__code", "region__code")
    yield from sums(
        [({"organiser": body, "region": region}, 1) for _pk, body, region in found],
        ("organiser", "region"),
    )


BY_ORGANISER = by_body(_("by organiser"), "organiser")


def _people(code: str, title: Phrase, numerator: Phrase, taught: Taught) -> Indicator:
    return Indicator(
        code=code,
        clauses=(code.partition("-")[0],),
        title=title,
        unit=Unit.COUNT,
        numerator=numerator,
        denominator=None,
        method=BY_LAST_DAY,
        records=RECORDED,
        count=taught.people,
        breakdowns=FOR_ALL,
        bodies=organisers,
        behind=behind,
    )


def _courses(code: str, title: Phrase, numerator: Phrase, taught: Taught) -> Indicator:
    return Indicator(
        code=code,
        clauses=(code.partition("-")[0],),
        title=title,
        unit=Unit.COUNT,
        numerator=numerator,
        denominator=None,
        method=BY_LAST_DAY,
        records=RECORDED,
        count=taught.courses,
        breakdowns=(BY_ORGANISER, BY_REGION),
        bodies=organisers,
        behind=behind,
    )


NAMED_IN_4_7_1 = Taught((*OFFICIALS, "tourism"))
NAMED_IN_4_7_7 = Taught((*OFFICIALS, "ngo", "shelter"))

INDICATORS = [
    _people(
        "4.2.10-trained",
        _("Tourism staff trained"),
        _("People of hotels and tourism firms who came to a training"),
        Taught(("tourism",)),
    ),
    _people(
        "4.2.11-trained",
        _("Labour inspectors trained"),
        _("Labour inspectors who came to a training"),
        Taught(("labour_inspectors",)),
    ),
    _people(
        "4.3.1-trained",
        _("Officers of the special police unit trained"),
        _("Officers of the special police unit who came to a training"),
        Taught(("special_police_unit",)),
    ),
    Indicator(
        code="4.3.3-joint",
        clauses=("4.3.3",),
        title=_("Joint trainings"),
        unit=Unit.COUNT,
        numerator=_("Trainings that a body held together with at least one other"),
        denominator=None,
        method=BY_LAST_DAY,
        records=_("Trainings, and the bodies that each was held together with."),
        count=joint,
        breakdowns=(BY_ORGANISER, BY_REGION),
        bodies=organisers,
        behind=behind,
    ),
    _people(
        "4.5.3-trained",
        _("Social workers trained"),
        _("Social workers who came to a training"),
        Taught(("social_workers",)),
    ),
    _courses(
        "4.7.1-courses",
        _("Training courses held"),
        _("Trainings to which somebody came of those whom the clause names"),
        NAMED_IN_4_7_1,
    ),
    _people(
        "4.7.1-trained",
        _("Persons trained, by body and sex"),
        _(
            "People of law enforcement and other state bodies, labour inspectors, judges, court staff "
            "and people of tourism firms who came to a training"
        ),
        NAMED_IN_4_7_1,
    ),
    _people(
        "4.7.1-sentencing",
        _("Judges and prosecutors trained on choosing the kind and size of punishment"),
        _("Judges, court staff and prosecutors who came to a training with that topic (note 1)"),
        Taught(("judges", "court_staff", "prosecutors"), ("sentencing",)),
    ),
    _people(
        "4.7.3-trained",
        _("Border, customs and migration staff trained"),
        _("Border guards, customs and migration officers who came to a training"),
        Taught(("border_guards", "customs", "migration")),
    ),
    _people(
        "4.7.4-trained",
        _("Officials trained on compensation"),
        _("Officials who came to a training whose programme has the topic of compensation"),
        Taught(OFFICIALS, ("compensation",)),
    ),
    _people(
        "4.7.5-trained",
        _("Persons trained on child victims"),
        _("People who came to a training whose programme has the topic of child victims"),
        Taught(topics=("child_victims",)),
    ),
    Indicator(
        code="4.7.6-trained",
        clauses=("4.7.6",),
        title=_("Transplant staff trained, by hospital"),
        unit=Unit.COUNT,
        numerator=_("Transplant staff who came to a training"),
        denominator=None,
        method=BY_LAST_DAY,
        records=RECORDED,
        count=Taught(("transplant",)).places,
        breakdowns=(BY_UNIT,),
        bodies=organisers,
        behind=behind,
    ),
    _courses(
        "4.7.7-courses",
        _("Special courses held"),
        _("Trainings to which somebody came of law enforcement, state bodies or specialised NGOs"),
        NAMED_IN_4_7_7,
    ),
    _people(
        "4.7.7-trained",
        _("Persons trained, by body"),
        _("People of law enforcement, other state bodies and NGOs who came to a training"),
        NAMED_IN_4_7_7,
    ),
]
