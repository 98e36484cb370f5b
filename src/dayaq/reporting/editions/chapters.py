"""The chapters of an edition: each measure with its parties, reports, evidence and verification."""

from datetime import date
from typing import Any

from dayaq.directory.models import holding_on
from dayaq.plan.models import GroupDecision, Measure, Note, Party
from dayaq.plan.states import PartyRole
from dayaq.reporting.editions.bodies import Names
from dayaq.reporting.models import Cycle, EvidenceItem, Obligation, Report, Verification
from dayaq.reporting.states import ReportStatus, Sensitivity

Row = dict[str, Any]

ROLES = [role.value for role in PartyRole]


class Chapters:
    """Reads the cycle in a fixed number of queries and tells it measure by measure.

    `documents` fills as measures are told: every piece of evidence gets its number in the list.
    """

    def __init__(self, cycle: Cycle, names: Names, day: date) -> None:
        self.cycle, self.names, self.day = cycle, names, day
        self.documents: list[Row] = []
        self._obligations: dict[int, list[Obligation]] = {}
        obligations = (
            Obligation.objects.filter(cycle=cycle)
            .select_related("cycle", "party", "report")
            .prefetch_related("report__spendings", "report__evidence")
        )
        for obligation in obligations.order_by("party__role", "party__order", "body__code"):
            self._obligations.setdefault(obligation.measure_id, []).append(obligation)
        standing = Verification.objects.filter(cycle=cycle, superseded_at=None)
        self._verified = {one.measure_id: one for one in standing}
        self._members: dict[int, list[int]] = {}
        decisions = GroupDecision.objects.filter(
            holding_on(day), party__measure__direction__version=cycle.version
        )
        for party_id, body_id in decisions.order_by("body__code").values_list("party", "body"):
            self._members.setdefault(party_id, []).append(body_id)

    def directions(self) -> list[Row]:
        directions = self.cycle.version.directions.order_by("position").prefetch_related(
            "measures__parties__group", "measures__lead"
        )
        return [
            {
                "clause": direction.clause,
                "title": direction.title,
                "measures": [
                    self._measure(measure)
                    for measure in sorted(direction.measures.all(), key=lambda one: one.position)
                ],
            }
            for direction in directions
        ]

    def notes(self) -> list[Row]:
        notes = Note.objects.filter(version=self.cycle.version).prefetch_related("commitments")
        return [
            {
                "number": note.number,
                "text": note.text,
                "body": self.names.tell(note.body_id) if note.body_id else None,
                "commitments": [
                    {"number": one.number, "text": one.text} for one in note.commitments.all()
                ],
            }
            for note in notes.order_by("number")
        ]

    def _measure(self, measure: Measure) -> Row:
        parties = sorted(measure.parties.all(), key=lambda one: (ROLES.index(one.role), one.order))
        lead = getattr(measure, "lead", None)
        return {
            "clause": measure.clause,
            "text": measure.text,
            "period": {
                "kind": measure.period_kind,
                "from": measure.year_from,
                "to": measure.year_to,
                "text": measure.period_text,
            },
            "is_due": measure.runs_in(self.cycle.year),
            "parties": [
                self._party(party, lead.basis if lead and lead.party_id == party.pk else None)
                for party in parties
            ],
            "reports": [
                self._report(one, measure.clause) for one in self._obligations.get(measure.pk, [])
            ],
            "verification": self._verification(self._verified.get(measure.pk)),
        }

    def _party(self, party: Party, lead: str | None) -> Row:
        told: Row = {
            "lead": lead,
            "role": party.role,
            "verbatim": party.verbatim,
            "body": None,
            "bearer": None,
            "group": None,
            "members": [],
        }
        if party.group is not None:
            told["group"] = {
                "az": party.group.name_az,
                "en": party.group.name_en or party.group.name_az,
            }
            told["members"] = [self.names.tell(body) for body in self._members.get(party.pk, [])]
        elif party.body_id is not None:
            told["body"] = self.names.tell(party.body_id)
            told["bearer"] = self.names.bearer(party.body_id)
        return told

    def _report(self, obligation: Obligation, clause: str) -> Row:
        """One body's part. Of a report that has not been handed in, only that it is missing."""
        told: Row = {
            "body": self.names.tell(obligation.body_id),
            "binding": obligation.binding,
            "due_on": obligation.due_on.isoformat(),
            "schedule": obligation.schedule(on=self.day).value,
            "report": None,
        }
        if obligation.is_reported and obligation.reported is not None:
            told["report"] = self._handed_in(obligation.reported, clause, told["body"])
        return told

    def _handed_in(self, report: Report, clause: str, body: str) -> Row:
        return {
            "is_accepted": report.status == ReportStatus.ACCEPTED,
            "submitted_on": report.submitted_on.isoformat() if report.submitted_on else None,
            "revision": report.revision,
            "is_nothing_to_report": report.is_nothing_to_report,
            "nothing_reason": report.nothing_reason,
            "facts": report.facts,
            "result": report.result,
            "declared": report.declared,
            "problems": report.problems,
            "decision_needed": report.decision_needed,
            "next_plan": report.next_plan,
            "partners": report.partners,
            "spendings": [
                {
                    "source": one.source,
                    "amount": None if one.amount is None else str(one.amount),
                    "reason": one.reason_if_unknown,
                }
                for one in report.spendings.all()
            ],
            "documents": [self._document(item, clause, body) for item in report.evidence.all()],
        }

    def _document(self, item: EvidenceItem, clause: str, body: str) -> int:
        """Its number in the list of documents. Of a restricted one the list says nothing more."""
        number = len(self.documents) + 1
        is_restricted = item.sensitivity == Sensitivity.RESTRICTED
        is_public = item.sensitivity == Sensitivity.PUBLIC
        self.documents.append(
            {
                "number": number,
                "clause": clause,
                "body": body,
                "is_restricted": is_restricted,
                "title": "" if is_restricted else item.title,
                "document": "" if is_restricted else item.number,
                "dated_on": item.dated_on.isoformat()
                if item.dated_on and not is_restricted
                else None,
                "link": item.link if is_public else "",
                "sha256": "" if is_restricted else item.sha256,
            }
        )
        return number

    def _verification(self, found: Verification | None) -> Row | None:
        if found is None:
            return None
        return {
            "verified": found.verified,
            "rationale": found.rationale,
            "evidence_checked": found.evidence_checked,
            "body": self.names.tell(found.body_id),
            "on": found.at.date().isoformat(),
            "conflict_reason": found.conflict_reason,
        }
