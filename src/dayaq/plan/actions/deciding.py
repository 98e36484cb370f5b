"""Who leads a measure, and which bodies a group means: dated decisions of people."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.plan import policies
from dayaq.plan.models import GroupDecision, Lead, Measure, Party, PlanVersion
from dayaq.plan.states import Basis

if TYPE_CHECKING:
    from dayaq.accounts.models import User
    from dayaq.directory.models import Body, BodyGroup


@transaction.atomic
def confirm_lead(
    measure: Measure,
    party: Party,
    *,
    decided_by: str,
    decided_on: date,
    by: "User",
    at: datetime,
) -> Lead:
    """Say which executor leads the measure. The decree names none, so somebody has to."""
    lead = Lead.objects.select_for_update(of=("self",)).select_related("party").get(measure=measure)
    require(policies.why_not_confirm_lead(measure, party, by))

    before = lead.party.verbatim
    lead.party = party
    lead.basis = Basis.CONFIRMED
    lead.decided_by = decided_by
    lead.decided_on = decided_on
    lead.save()
    record(
        "lead.confirmed",
        measure,
        by=by,
        at=at,
        before=before,
        lead=party.verbatim,
        decided_by=decided_by,
        decided_on=decided_on.isoformat(),
    )
    return lead


@transaction.atomic
def confirm_leads(
    measures: Iterable[Measure],
    *,
    decided_by: str,
    decided_on: date,
    by: "User",
    at: datetime,
) -> list[Lead]:
    """One decision for many measures: whom the order of the text put first leads each of them."""
    leads = Lead.objects.filter(measure__in=list(measures), basis=Basis.INFERRED)
    return [
        confirm_lead(
            lead.measure, lead.party, decided_by=decided_by, decided_on=decided_on, by=by, at=at
        )
        for lead in leads.select_related("measure", "party").order_by("pk")
    ]


@transaction.atomic
def decide_group(
    party: Party,
    body: "Body",
    *,
    since: date | None,
    until: date | None = None,
    decided_by: str,
    document: str,
    by: "User",
    at: datetime,
) -> GroupDecision:
    """Say that a group named in a measure means this body too, for a span of days."""
    party = Party.objects.select_for_update(of=("self",)).select_related("measure").get(pk=party.pk)
    require(policies.why_not_decide_group(party, body, since, until, by))

    decision = GroupDecision(
        body=body, since=since, until=until, decided_by=decided_by, document=document
    )
    return _decide(party, decision, by=by, at=at)


@transaction.atomic
def decide_group_everywhere(
    version: PlanVersion,
    group: "BodyGroup",
    body: "Body",
    *,
    since: date | None,
    until: date | None = None,
    decided_by: str,
    document: str,
    by: "User",
    at: datetime,
) -> list[GroupDecision]:
    """The same decision for every measure that names the group and does not have it yet."""
    parties = Party.objects.filter(group=group, measure__direction__version=version)
    parties = parties.select_for_update(of=("self",)).select_related("measure").order_by("pk")
    require(policies.why_not_keep(by))

    return [
        _decide(
            party,
            GroupDecision(
                body=body, since=since, until=until, decided_by=decided_by, document=document
            ),
            by=by,
            at=at,
        )
        for party in parties
        if policies.why_not_decide_group(party, body, since, until, by) is None
    ]


@transaction.atomic
def end_group_decision(
    decision: GroupDecision, *, until: date, reason: str, by: "User", at: datetime
) -> GroupDecision:
    """Let a decision hold no longer than that day. It stays on record."""
    decision = GroupDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    require(policies.why_not_end_group_decision(decision, until, by))

    decision.until = until
    decision.save(update_fields=["until"])
    record("group_decision.ended", decision, by=by, at=at, until=until.isoformat(), reason=reason)
    return decision


def _decide(party: Party, decision: GroupDecision, *, by: "User", at: datetime) -> GroupDecision:
    decision.party = party
    decision.save(force_insert=True)
    record(
        "group.decided",
        decision,
        by=by,
        at=at,
        clause=party.measure.clause,
        body=decision.body.code,
        since=decision.since.isoformat() if decision.since else None,
        until=decision.until.isoformat() if decision.until else None,
        decided_by=decision.decided_by,
        document=decision.document,
    )
    return decision
