"""How far the proposals of a clause have come, how long each stage took, and who gave an opinion."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, reads_register
from dayaq.accounts.models import User
from dayaq.directory.models import Body
from dayaq.indicators.breakdowns import by_body, within
from dayaq.indicators.terms import Breakdown, Cell, Indicator, Phrase, Scope, Unit
from dayaq.kernel.periods import Period
from dayaq.proposals.models import Opinion, Proposal, Step
from dayaq.proposals.models.proposals import spans
from dayaq.proposals.states import OVER, OpinionStatus, ProposalKind, Stage, Stance

OF_PROPOSALS = (
    "4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.1.5", "4.1.6", "4.1.7", "4.1.8", "4.1.10", "4.1.11", "4.1.12",
    "4.2.11", "4.3.1", "4.4.2", "4.5.3", "4.6.1",
)  # fmt: skip
"""The clauses whose words ask for proposals."""

REACHED = {
    "drafted": frozenset({Stage.DRAFT}),
    "agreed": frozenset({Stage.AGREED, Stage.GROUP, Stage.SENT, Stage.ADOPTED}),
    "sent": frozenset({Stage.SENT}),
    "adopted": frozenset({Stage.ADOPTED}),
}
REACHED_SAID: dict[str, Phrase] = {
    "drafted": _("Drafted"),
    "agreed": _("Agreed with bodies"),
    "sent": _("Sent to the Cabinet of Ministers"),
    "adopted": _("Adopted"),
}
BY_REACH = Breakdown("reached", _("by what was reached"), lambda code: REACHED_SAID[code])
BY_STAGE = Breakdown("stage", _("by stage on the last day"), lambda code: Stage(code).label)
BY_KIND = Breakdown("kind", _("by kind of act"), lambda code: ProposalKind(code).label)
BY_LEAD = by_body(_("by the body that prepares it"), "lead")
BY_STANCE = Breakdown(
    "stance",
    _("by what they said"),
    lambda code: OpinionStatus.SILENT.label if code == OpinionStatus.SILENT else Stance(code).label,
)
BY_DAY = Breakdown(
    "day", _("by day"), lambda code: date_format(date.fromisoformat(code), "DATE_FORMAT")
)


@dataclass(frozen=True, slots=True)
class Told:
    """A proposal with the steps that it had taken by the last day in question."""

    proposal: Proposal
    steps: list[Step]

    @property
    def stage(self) -> Stage:
        return Stage(self.steps[-1].stage)

    def has_reached(self, stages: frozenset[Stage]) -> bool:
        return any(step.stage in stages for step in self.steps)


def told(clause: str, scope: Scope) -> list[Told]:
    """The clause's proposals on which somebody worked in those days; two queries."""
    rows = Proposal.objects.about(clause).select_related("body").prefetch_related("steps")
    if scope.body:
        rows = rows.filter(Q(body=scope.body) | Q(partners=scope.body)).distinct()
    found = []
    for proposal in rows.order_by("pk"):
        steps = [s for s in proposal.steps.all() if not s.mistake and s.on <= scope.period.last]
        ended_before = steps and steps[-1].stage in OVER and steps[-1].on < scope.period.first
        if steps and not ended_before:
            found.append(Told(proposal, steps))
    return found


def counted(clause: str) -> Callable[[Scope], Iterator[Cell]]:
    def count(scope: Scope) -> Iterator[Cell]:
        found = told(clause, scope)
        yield Cell(len(found))
        for code, stages in REACHED.items():
            yield Cell(sum(one.has_reached(stages) for one in found), None, "reached", code)
        for stage in Stage:
            if number := sum(one.stage == stage for one in found):
                yield Cell(number, None, "stage", stage.value)
        for kind in ProposalKind:
            if number := sum(one.proposal.kind == kind for one in found):
                yield Cell(number, None, "kind", kind.value)
        leads = [one.proposal.body.code for one in found]
        for code in sorted(set(leads)):
            yield Cell(leads.count(code), None, "lead", code)

    return count


def days(clause: str) -> Callable[[Scope], Iterator[Cell]]:
    def count(scope: Scope) -> Iterator[Cell]:
        """The mean stay at a stage that was left in those days; in all, and by stage."""
        stays: list[tuple[str, int]] = []
        for one in told(clause, scope):
            left = zip(spans(one.steps, until=scope.period.last), one.steps[1:], strict=False)
            stays += [
                (step.stage, length) for (step, length), after in left if after.on in scope.period
            ]
        yield Cell(sum(n for _stage, n in stays) if stays else None, len(stays))
        for stage in Stage:
            lengths = [n for at, n in stays if at == stage]
            if lengths:
                yield Cell(sum(lengths), len(lengths), "stage", stage.value)

    return count


def opinions(clause: str) -> Callable[[Scope], Iterator[Cell]]:
    def count(scope: Scope) -> Iterator[Cell]:
        """Bodies, each once: those that gave an opinion, by what they said; and those that were silent."""
        rows = Opinion.objects.filter(draft__proposal__clauses__contains=[clause])
        if scope.body:
            rows = rows.filter(draft__proposal__body=scope.body)
        given = rows.filter(within(scope, "given_on"), status=OpinionStatus.GIVEN)
        said = set(given.values_list("stance", "body"))
        silent = rows.filter(within(scope, "due_on"), status=OpinionStatus.SILENT)
        yield Cell(len({body for _stance, body in said}))
        for stance in Stance:
            yield Cell(sum(one == stance for one, _body in said), None, "stance", stance.value)
        number = len(set(silent.values_list("body", flat=True)))
        yield Cell(number, None, "stance", OpinionStatus.SILENT.value)

    return count


def acceded(scope: Scope) -> Iterator[Cell]:
    """Treaties to which the country acceded in those days, with the day of each."""
    rows: QuerySet[Proposal] = Proposal.objects.about("4.1.2").filter(
        within(scope, "adopted_on"), kind=ProposalKind.TREATY
    )
    if scope.body:
        rows = rows.filter(body=scope.body)
    found = list(rows.order_by("adopted_on").values_list("adopted_on", flat=True))
    yield Cell(len(found))
    for day in dict.fromkeys(found):
        if day is not None:
            yield Cell(found.count(day), None, "day", day.isoformat())


def leads(clause: str) -> Callable[[Period], Iterable[Body]]:
    """The bodies that prepared a proposal of the clause in that period."""

    def bodies(period: Period) -> Iterable[Body]:
        at_work = {one.proposal.body_id for one in told(clause, Scope(period))}
        return Body.objects.filter(pk__in=at_work)

    return bodies


def behind(clause: str) -> Callable[[Scope, User], str]:
    def address(scope: Scope, user: User) -> str:
        """The list of the clause's proposals."""
        body = scope.body.pk if scope.body else None
        own, every = Permission.COOPERATION_READ, Permission.COOPERATION_READ_ALL
        if not reads_register(user, own, every, body_id=body):
            return ""
        asked = {"clause": clause, **({"body": body} if body else {})}
        return f"{reverse('proposals:proposals')}?{urlencode(asked)}"

    return address


RECORDED = _("Proposals, the day on which each reached each stage, and the opinions of bodies.")


def _of(clause: str) -> list[Indicator]:
    return [
        Indicator(
            code=f"{clause}-proposals",
            clauses=(clause,),
            title=_("Proposals by stage: drafted, agreed, sent, adopted"),
            unit=Unit.COUNT,
            numerator=_("Proposals that have to do with the measure"),
            denominator=None,
            method=_(
                "Proposals on which work went on in the chosen days; the stages reached are those by "
                "the last of them. For a body, those that it prepared, alone or with others."
            ),
            records=RECORDED,
            count=counted(clause),
            breakdowns=(BY_REACH, BY_STAGE, BY_KIND, BY_LEAD),
            bodies=leads(clause),
            behind=behind(clause),
        ),
        Indicator(
            code=f"{clause}-proposal-days",
            clauses=(clause,),
            title=_("Days that proposals stayed at a stage"),
            unit=Unit.DAYS,
            numerator=_("Days spent at stages that were left in the chosen days"),
            denominator=_("How many times a stage was left"),
            method=_("From the day on which a stage was reached until the next was reached."),
            records=RECORDED,
            count=days(clause),
            breakdowns=(BY_STAGE,),
            bodies=leads(clause),
            behind=behind(clause),
        ),
        Indicator(
            code=f"{clause}-opinions",
            clauses=(clause,),
            title=_("Bodies that gave an opinion on drafts"),
            unit=Unit.COUNT,
            numerator=_("Bodies that gave at least one opinion in the chosen days"),
            denominator=None,
            method=_(
                "Each body once; one that said different things is counted with each. Silent are "
                "those whose day passed without an opinion. For a body, opinions on what it prepares."
            ),
            records=RECORDED,
            count=opinions(clause),
            breakdowns=(BY_STANCE,),
            bodies=leads(clause),
            behind=behind(clause),
        ),
    ]


INDICATORS = [
    *(one for clause in OF_PROPOSALS for one in _of(clause)),
    Indicator(
        code="4.1.2-acceded",
        clauses=("4.1.2",),
        title=_("Treaties acceded to, with the day"),
        unit=Unit.COUNT,
        numerator=_("Proposals of accession that were adopted in the chosen days"),
        denominator=None,
        method=_("By the day of the act of accession or ratification."),
        records=RECORDED,
        count=acceded,
        breakdowns=(BY_DAY,),
        bodies=leads("4.1.2"),
        behind=behind("4.1.2"),
    ),
]

SERVES = {"proposals:proposals": OF_PROPOSALS}
"""The registers of this room, and the measures whose work is kept in them."""
