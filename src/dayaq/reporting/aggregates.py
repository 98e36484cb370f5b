"""The indicators of 4.9.1: how the plan is carried out, counted from obligations and findings."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body
from dayaq.indicators.terms import Breakdown, Cell, Indicator, Phrase, Scope, Unit
from dayaq.kernel.periods import Period
from dayaq.plan.models import Measure
from dayaq.reporting.models import Obligation, Step, Verification
from dayaq.reporting.states import HANDED_IN, Act, Verified

UNVERIFIED = "unverified"


def direction_of(clause: str) -> str:
    """4.1.10 belongs to 4.1."""
    return clause.rpartition(".")[0]


def _clause_order(clause: str) -> list[int]:
    return [int(part) for part in clause.split(".")]


def _by_direction(
    counted: Iterable[tuple[str, bool]],
) -> Iterator[Cell]:
    """The whole and each direction, from pairs of a measure's clause and whether it counts."""
    of_all: Counter[str] = Counter()
    of_these: Counter[str] = Counter()
    for clause, is_one in counted:
        direction = direction_of(clause)
        of_all[direction] += 1
        of_these[direction] += is_one
    yield Cell(of_these.total(), of_all.total())
    for direction in sorted(of_all, key=_clause_order):
        yield Cell(of_these[direction], of_all[direction], "direction", direction)


def owed(scope: Scope) -> QuerySet[Obligation]:
    """What executors owe about periods that end within the scope. Invitations are not duties."""
    rows = Obligation.objects.required().filter(
        cycle__period_last__range=(scope.period.first, scope.period.last)
    )
    return rows.filter(body=scope.body) if scope.body else rows


def on_time(scope: Scope) -> Iterator[Cell]:
    """Of what was handed in or is past its due day, what was handed in by that day."""
    handed_in_on = TruncDate(
        "report__submitted_at", output_field=DateField(), tzinfo=get_default_timezone()
    )
    rows = (
        owed(scope)
        .filter(Q(report__status__in=HANDED_IN) | Q(due_on__lt=scope.on))
        .annotate(handed_in_on=handed_in_on)
    )
    for_each = rows.values_list("measure__clause", "report__status", "handed_in_on", "due_on")
    yield from _by_direction(
        (clause, status in HANDED_IN and day <= due) for clause, status, day, due in for_each
    )


def returned(scope: Scope) -> Iterator[Cell]:
    """Of the reports that reached the coordinator, those that were returned at least once."""
    approved = Step.objects.filter(
        report=OuterRef("report"), revision=OuterRef("revision"), did=Act.APPROVED
    )
    # An approver returns what was not yet approved; the coordinator only what was.
    sent_back = Step.objects.filter(Exists(approved), report=OuterRef("report"), did=Act.RETURNED)
    rows = (
        owed(scope)
        .filter(report__submitted_at__isnull=False)
        .annotate(is_returned=Exists(sent_back))
        .values_list("measure__clause", "is_returned")
    )
    yield from _by_direction(rows)


def verified(scope: Scope) -> Iterator[Cell]:
    """Measures of cycles about the period, by what verifiers found; those nobody looked at too."""
    measures = Measure.objects.filter(
        obligations__cycle__period_last__range=(scope.period.first, scope.period.last)
    )
    findings = Verification.objects.standing().filter(
        cycle__period_last__range=(scope.period.first, scope.period.last)
    )
    if scope.body:
        measures = measures.filter(obligations__in=owed(scope))
    # Of several cycles in the period, the last finding about a measure counts.
    found = dict(
        findings.order_by("cycle__period_last", "at").values_list("measure__clause", "verified")
    )
    clauses = sorted(set(measures.values_list("clause", flat=True)), key=_clause_order)
    status = {clause: found.get(clause, UNVERIFIED) for clause in clauses}

    implemented = {Verified.FULLY, Verified.MOSTLY}
    yield from _by_direction((clause, status[clause] in implemented) for clause in clauses)
    together = Counter(status.values())
    for one in (*Verified.values, UNVERIFIED):
        yield Cell(together[one], len(clauses), "verified", one)
    apart = Counter((direction_of(clause), status[clause]) for clause in clauses)
    sizes = Counter(direction_of(clause) for clause in clauses)
    for direction in sizes:
        for one in (*Verified.values, UNVERIFIED):
            yield Cell(
                apart[direction, one], sizes[direction], "direction_verified", f"{direction} {one}"
            )


def bodies_that_owe(period: Period) -> Iterable[Body]:
    """Bodies with a duty to report about that period."""
    return Body.objects.filter(pk__in=owed(Scope(period)).values("body"))


def name_direction(clause: str) -> Phrase:
    return _("Direction %(clause)s") % {"clause": clause}


def name_verified(status: str) -> Phrase:
    return _("Not verified") if status == UNVERIFIED else Verified(status).label


def name_both(category: str) -> Phrase:
    clause, _space, status = category.partition(" ")
    return f"{name_direction(clause)}: {name_verified(status)}"


DIRECTION = Breakdown("direction", _("by direction"), name_direction)
OF_CYCLES = _(
    "Counted for cycles whose reported period ends within the chosen days. "
    "Recommended bodies are invited and owe nothing: they are not counted."
)

INDICATORS = [
    Indicator(
        code="4.9.1-on-time",
        clauses=("4.9.1",),
        title=_("Reporting obligations met on time"),
        unit=Unit.SHARE,
        numerator=_("Reports handed in to the coordinator on or before their due day"),
        denominator=_("Obligations that were handed in or are past their due day"),
        method=OF_CYCLES,
        records=_("Obligations of reporting cycles and the day on which each report was approved."),
        count=on_time,
        breakdowns=(DIRECTION,),
        bodies=bodies_that_owe,
    ),
    Indicator(
        code="4.9.1-returned",
        clauses=("4.9.1",),
        title=_("Reports returned by the coordinator"),
        unit=Unit.SHARE,
        numerator=_("Reports that the coordinator returned at least once"),
        denominator=_("Reports that reached the coordinator"),
        method=OF_CYCLES,
        records=_("The trail of each report: who approved, returned and accepted it, and when."),
        count=returned,
        breakdowns=(DIRECTION,),
        bodies=bodies_that_owe,
    ),
    Indicator(
        code="4.9.1-verified",
        clauses=("4.9.1",),
        title=_("Measures verified as fully or mostly implemented"),
        unit=Unit.SHARE,
        numerator=_("Measures that verifiers found fully or mostly implemented"),
        denominator=_("Measures about which a report was owed"),
        method=_(
            "The last finding about each measure in cycles whose reported period ends within the "
            "chosen days. A measure that nobody verified is counted as not verified, never as not "
            "implemented. For a body, the measures it owes reports about."
        ),
        records=_("The findings of verifiers, with their grounds and the evidence they checked."),
        count=verified,
        breakdowns=(
            DIRECTION,
            Breakdown("verified", _("by verified status"), name_verified),
            Breakdown("direction_verified", _("by direction and verified status"), name_both),
        ),
        bodies=bodies_that_owe,
    ),
]

SERVES = {"reporting:obligations": ("4.9.1",)}
"""The register of this room, and the measure whose work is kept in it."""
