"""What was decided under one version holds under the next, as far as the law left it as it was."""

from dayaq.plan.models import GroupDecision, Lead, Lineage, Measure, Party, PlanVersion
from dayaq.plan.models.differences import RowChange, pair_rows
from dayaq.plan.models.texts import Json
from dayaq.plan.states import Basis, Relation

_RELATIONS = {
    "same": Relation.SAME,
    "moved": Relation.SAME,
    "changed": Relation.AMENDED,
    "added": Relation.NEW,
    "removed": Relation.DROPPED,
}


def carry_over(earlier: PlanVersion, later: PlanVersion) -> None:
    """Lineage of every measure, and the confirmed leads and group decisions that still fit."""
    pairs = list(pair_rows(_rows(earlier), _rows(later)))
    before, after = _measures(earlier), _measures(later)
    Lineage.objects.bulk_create(
        Lineage(
            earlier=before[pair.before["clause"]] if pair.before else None,
            later=after[pair.after["clause"]] if pair.after else None,
            relation=_RELATIONS[pair.change],
        )
        for pair in pairs
    )
    matched = _matched_parties(pairs, before, after)
    _carry_leads(earlier, matched)
    GroupDecision.objects.bulk_create(
        GroupDecision(
            party=matched[decision.party_id],
            body_id=decision.body_id,
            since=decision.since,
            until=decision.until,
            decided_by=decision.decided_by,
            document=decision.document,
        )
        for decision in GroupDecision.objects.filter(party__in=list(matched))
    )


def _carry_leads(earlier: PlanVersion, matched: dict[int, Party]) -> None:
    confirmed = Lead.objects.filter(
        measure__direction__version=earlier, basis=Basis.CONFIRMED, party__in=list(matched)
    )
    by_measure = {matched[lead.party_id].measure_id: lead for lead in confirmed}
    leads = list(Lead.objects.filter(measure__in=list(by_measure)))
    for lead in leads:
        said = by_measure[lead.measure_id]
        lead.party = matched[said.party_id]
        lead.basis = said.basis
        lead.decided_by, lead.decided_on = said.decided_by, said.decided_on
    Lead.objects.bulk_update(leads, ["party", "basis", "decided_by", "decided_on"])


def _matched_parties(
    pairs: list[RowChange], before: dict[str, Measure], after: dict[str, Measure]
) -> dict[int, Party]:
    """Each party of the earlier version with the same party of the same measure in the later."""
    matched: dict[int, Party] = {}
    for pair in pairs:
        if pair.before is None or pair.after is None:
            continue
        theirs = {_identity(p): p for p in after[pair.after["clause"]].parties.all()}
        for party in before[pair.before["clause"]].parties.all():
            if same := theirs.get(_identity(party)):
                matched[party.pk] = same
    return matched


def _identity(party: Party) -> tuple[object, ...]:
    return party.role, party.body_id, party.group_id


def _measures(version: PlanVersion) -> dict[str, Measure]:
    rows = Measure.objects.of(version).prefetch_related("parties")
    return {measure.clause: measure for measure in rows}


def _rows(version: PlanVersion) -> list[Json]:
    return version.reading.measures
