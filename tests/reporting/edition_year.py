"""A year of reporting for the tests of editions: every way a report can turn out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from dayaq.accounts.models import Role, User
from dayaq.directory.models import Body
from dayaq.plan import actions as plan_actions
from dayaq.plan.models import Measure, Party
from dayaq.plan.states import PartyRole
from dayaq.reporting import actions
from dayaq.reporting.models import (
    Cycle,
    EvidenceItem,
    Obligation,
    Report,
    Spending,
    Verification,
)
from dayaq.reporting.states import (
    FOR_DATED,
    FOR_REGULAR,
    Binding,
    CycleKind,
    ReportStatus,
    Sensitivity,
    Source,
    Verified,
)
from tests import given

MEMBERS = ("emergency-situations", "customs", "border-service")
FACTS = (
    "Hesabat dövründə tədbirin icrası ilə bağlı işçi görüşlər keçirilmiş, aidiyyəti qurumların "
    "nümayəndələrinin iştirakı ilə təkliflər müzakirə edilmişdir.\nBakı, Gəncə və Lənkəran "
    "şəhərlərində maarifləndirmə tədbirləri təşkil olunmuş, "
    "iştirakçılara yaddaş kitabçaları paylanmışdır."
)
RESULT = "Təkliflər layihəsi razılaşdırılmaq üçün aidiyyəti qurumlara göndərilmişdir."


def people(coordinator_at: Body) -> tuple[User, User, User]:
    """A coordinator, the head of the same body, and a verifier from elsewhere."""
    return (
        given.person("coral", at=coordinator_at, role=Role.COORDINATOR),
        given.person("henry", at=coordinator_at, role=Role.HEAD),
        given.person("vera", at=Body.objects.get(code="cabinet"), role=Role.VERIFIER),
    )


def cycle(year: int, *, by: User) -> Cycle:
    """The annual cycle of that year, open, with what is owed in it."""
    planned = actions.plan_cycle(
        given.the_plan(),
        kind=CycleKind.ANNUAL,
        name=str(year),
        period_first=date(year, 1, 1),
        period_last=date(year, 12, 31),
        opens_on=date(year, 12, 15),
        closes_on=date(year + 1, 1, 20),
        by=by,
        at=datetime(year, 12, 1, 9, tzinfo=UTC),
    )
    return actions.open_cycle(planned, by=by, at=datetime(year, 12, 15, 9, tzinfo=UTC))


def decided_groups(*, by: User) -> None:
    """“Other relevant state bodies” of the first measure that has them are decided."""
    party = Party.objects.filter(group__code="other-state-bodies", role=PartyRole.EXECUTOR).first()
    assert party is not None
    for body in Body.objects.filter(code__in=MEMBERS):
        plan_actions.decide_group(
            party,
            body,
            since=date(2020, 9, 1),
            until=None,
            decided_by="Milli Koordinator",
            document="№ 14/2020",
            by=by,
            at=datetime(2020, 9, 1, 9, tzinfo=UTC),
        )


def reported(
    cycle: Cycle,
    *,
    drafter: User,
    approver: User,
    verifier: User,
    facts: Sequence[str] = (FACTS,),
    every: int = 1,
    is_settled: bool = False,
) -> None:
    """Most bodies report, some late, some nothing, some not at all; most measures are verified.

    A short year has a report only of `every`th obligation; in a settled one all are accepted.
    """
    day = datetime(cycle.year + 1, 1, 10, 9, tzinfo=UTC)
    rows = list(cycle.obligations.select_related("measure").order_by("pk"))
    reports = [
        _report(number, row, day, drafter, approver, facts, is_settled=is_settled)
        for number, row in enumerate(rows)
        if number % 9 != 4 and number % every == 0 and row.measure.clause != "4.3.4"
    ]
    Report.objects.bulk_create(reports)
    Spending.objects.bulk_create(
        Spending(
            report=report,
            source=list(Source)[number % 5],
            amount=None if number % 4 == 3 else Decimal("1250.50") * (number % 7),
            reason_if_unknown="Xərclər ayrıca uçota alınmır" if number % 4 == 3 else "",
        )
        for number, report in enumerate(reports)
        if number % 3 == 0
    )
    EvidenceItem.objects.bulk_create(_evidence(number, one) for number, one in enumerate(reports))
    body = Body.objects.get(code="cabinet")
    Verification.objects.bulk_create(
        Verification(
            cycle=cycle,
            measure=measure,
            verified=list(Verified)[number * (cycle.year % 3 + 1) % 5],
            rationale="Təqdim edilmiş sənədlər nəzərdən keçirilib.",
            by=verifier,
            body=body,
            at=day + timedelta(days=12),
            conflict_reason="Başqa yoxlayan təyin edilməyib." if number == 3 else "",
        )
        for number, measure in enumerate(Measure.objects.of(cycle.version).running_in(cycle.year))
        if number % 8 != 5
    )


def _report(
    number: int,
    row: Obligation,
    day: datetime,
    drafter: User,
    approver: User,
    facts: Sequence[str],
    *,
    is_settled: bool,
) -> Report:
    """Every tenth has nothing to report, every thirteenth is not yet accepted."""
    handed_in = day + timedelta(days=number % 14)
    accepted = None if number % 13 == 6 and not is_settled else handed_in + timedelta(days=1)
    is_nothing = number % 10 == 7 and row.binding == Binding.REQUIRED
    choices = FOR_REGULAR if row.measure.is_regular else FOR_DATED
    return Report(
        obligation=row,
        status=ReportStatus.ACCEPTED if accepted else ReportStatus.SUBMITTED,
        is_nothing_to_report=is_nothing,
        nothing_reason="Hesabat dövründə müraciət daxil olmayıb." if is_nothing else "",
        facts="" if is_nothing else facts[number % len(facts)],
        result="" if is_nothing else RESULT,
        declared="" if is_nothing else choices[number % len(choices)],
        problems="İxtisaslı kadr çatışmazlığı müşahidə olunur." if number % 11 == 3 else "",
        decision_needed="Ştat vahidlərinin artırılması – Nazirlər Kabineti."
        if number % 22 == 3
        else "",
        next_plan="Regionlarda görüşlərin davam etdirilməsi." if number % 12 == 1 else "",
        partners="BMqT-nin Azərbaycandakı nümayəndəliyi, “Təmiz Dünya” QHT"
        if number % 14 == 2
        else "",
        drafted_by=drafter,
        approved_by=approver,
        begun_at=day,
        saved_at=day,
        submitted_at=handed_in,
        accepted_at=accepted,
    )


def _evidence(number: int, report: Report) -> EvidenceItem:
    is_restricted = number % 10 == 9
    return EvidenceItem(
        report=report,
        title="Qapalı iclasın protokolu" if is_restricted else "İşçi görüşün protokolu",
        number=f"12/{number}-23",
        dated_on=date(2023, 5, 1) + timedelta(days=number % 200),
        link="https://example.org/protokol" if number % 10 == 1 else "",
        sensitivity=Sensitivity.RESTRICTED
        if is_restricted
        else Sensitivity.PUBLIC
        if number % 10 == 1
        else Sensitivity.GOVERNMENT,
    )
