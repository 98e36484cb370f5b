"""Who owes what in a cycle: the plan's parties, resolved to the bodies that carry the duty on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from dayaq.directory.models import Body, holding_on
from dayaq.plan.models import GroupDecision, Measure, Party
from dayaq.plan.states import PartyRole
from dayaq.reporting.models.cycles import Cycle
from dayaq.reporting.states import Binding

BINDING = {PartyRole.EXECUTOR: Binding.REQUIRED, PartyRole.RECOMMENDED: Binding.INVITED}
"""Executors must report, recommended bodies are invited; the involved report to nobody."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One body reports, or is invited to report, about one measure."""

    measure: Measure
    body: Body
    party: Party
    binding: Binding


@dataclass(frozen=True, slots=True)
class Owed:
    """Everything that is owed in a cycle, and the groups of which nobody has yet said who they are."""

    duties: tuple[Duty, ...]
    unresolved: tuple[Party, ...]


def owed(cycle: Cycle, *, on: date) -> Owed:
    """What each body owes by the plan's parties as they stand on that day. A fixed number of queries.

    Two parties that the same body carries make one duty, and an executor's duty stands before an
    invitation. A group means the bodies that dated decisions name on that day.
    """
    duties: dict[tuple[int, int], Duty] = {}
    unresolved: list[Party] = []
    for party in _parties(cycle):
        bodies = bodies_of(party, on=on)
        if not bodies and party.group_id is not None:
            unresolved.append(party)
        for body in bodies:
            key = (party.measure_id, body.pk)
            duties.setdefault(key, Duty(party.measure, body, party, BINDING[PartyRole(party.role)]))
    return Owed(tuple(duties.values()), tuple(unresolved))


def bodies_of(party: Party, *, on: date) -> list[Body]:
    """The bodies that carry a party's duty on that day: one for a named body, any number for a group."""
    if party.body is not None:
        return [party.body.bearer_on(on)]
    decided = [d.body.bearer_on(on) for d in party.decisions.all() if d.holds_on(on)]
    return list({body.pk: body for body in decided}.values())


def unresolved(cycle: Cycle, *, on: date) -> QuerySet[Party]:
    """Groups of which no decision says on that day who they are. One query."""
    running = Measure.objects.of(cycle.version).running_in(cycle.year)
    decided = GroupDecision.objects.filter(holding_on(on), party=OuterRef("pk"))
    return (
        Party.objects.filter(measure__in=running, role__in=BINDING, group__isnull=False)
        .exclude(Exists(decided))
        .select_related("measure")
        .order_by("measure__direction__position", "measure__position", "order")
    )


def executors_of(measure: Measure) -> set[int]:
    """Everybody with an executor's part in the measure: as named, as decided, as succeeded. One query.

    Asked whenever somebody might judge their own work, so it takes in bodies of any day.
    """
    heir = "successions_from__successor"
    known = Party.objects.filter(measure=measure, role=PartyRole.EXECUTOR).values_list(
        *(
            f"{named}{'__'.join(['', *[heir] * depth])}"
            for named in ("body", "decisions__body")
            for depth in range(3)
        )
    )
    return {body for row in known for body in row if body is not None}


def _parties(cycle: Cycle) -> Iterable[Party]:
    running = Measure.objects.of(cycle.version).running_in(cycle.year)
    parties = Party.objects.filter(measure__in=running, role__in=BINDING)
    # "executor" sorts before "recommended", so that a duty is met before an invitation
    return _with_bodies(parties).order_by(
        "role", "measure__direction__position", "measure__position", "order"
    )


def _with_bodies(parties: QuerySet[Party]) -> QuerySet[Party]:
    heirs = "successions_from__successor"
    return parties.select_related("measure__direction", "body", "group").prefetch_related(
        "body__names",
        *(f"body__{'__'.join([heirs] * depth)}" for depth in (1, 2, 3)),
        "decisions__body__names",
        *(f"decisions__body__{'__'.join([heirs] * depth)}" for depth in (1, 2, 3)),
    )
