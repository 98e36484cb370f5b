"""One measure put into words: its executors, what each body did, what was verified."""

from datetime import date
from typing import Any

from dayaq.plan.states import Basis, PartyRole
from dayaq.reporting.editions import totals
from dayaq.reporting.editions.printable import paragraphs
from dayaq.reporting.editions.voices import Voice

Row = dict[str, Any]


class Measures:
    """Tells measures of one snapshot in one language."""

    def __init__(self, taken: Row, voice: Voice) -> None:
        self._bodies: dict[str, dict[str, dict[str, str]]] = taken["bodies"]
        self._documents = {one["number"]: one for one in taken["documents"]}
        self._voice = voice
        self._terms = voice.terms

    def name(self, body: str) -> str:
        """What the body is called at the time of the edition."""
        return self._bodies[body][self._terms.LANGUAGE]["today"]

    def told(self, measure: Row) -> Row:
        return {
            "clause": measure["clause"],
            "text": measure["text"],
            "executors": self.executors(measure),
            "period": measure["period"]["text"],
            "works": self.works(totals.required(measure)),
            "missing": self._missing(measure),
            "verified": self.verified(measure),
            "grounds": paragraphs(measure["verification"]["rationale"])
            if measure["verification"]
            else [],
        }

    def executors(self, measure: Row) -> list[str]:
        """In the order of the text, as the act names them; whoever took over stands beside."""
        told = [
            self._executor(party)
            for party in measure["parties"]
            if party["role"] == PartyRole.EXECUTOR
        ]
        involved = [
            party["verbatim"] for party in measure["parties"] if party["role"] == PartyRole.INVOLVED
        ]
        return [*told, self._terms.involved(involved)] if involved else told

    def _executor(self, party: Row) -> str:
        language = self._terms.LANGUAGE
        is_lead = party["lead"] == Basis.CONFIRMED
        if party["group"] is not None:
            name = party["verbatim"] if language == "az" else party["group"][language]
            return self._terms.group(name, [self.name(body) for body in party["members"]])
        names = self._bodies[party["body"]][language]
        name = party["verbatim"] if language == "az" else names["decree"]
        today = self.name(party["bearer"])
        changed = party["bearer"] != party["body"] or names["decree"] != names["today"]
        return self._terms.executor(name, today if changed else None, is_lead=is_lead)

    def verified(self, measure: Row) -> str:
        if not measure["is_due"]:
            return "–"
        return self._terms.VERIFIED[totals.verified(measure)]

    def works(self, rows: list[Row]) -> list[Row]:
        """What each body says it did, with its declared status; the silent are left out."""
        return [
            {
                "body": self.name(row["body"]),
                "declared": self._declared(row["report"]),
                "paragraphs": self._report(row["report"]),
                "documents": "; ".join(self._references(row["report"])),
            }
            for row in rows
            if row["report"] is not None
        ]

    def _declared(self, report: Row) -> str:
        declared = self._terms.DECLARED[report["declared"]]
        return declared if report["is_accepted"] else f"{declared}; {self._terms.not_accepted()}"

    def _report(self, report: Row) -> list[str]:
        if report["is_nothing_to_report"]:
            return [self._terms.nothing_to_report(" ".join(paragraphs(report["nothing_reason"])))]
        result = paragraphs(report["result"])
        if result:
            result[0] = f"{self._terms.LABELS['result']}: {result[0]}"
        return [*paragraphs(report["facts"]), *result]

    def _missing(self, measure: Row) -> str:
        if not measure["is_due"]:
            return self._terms.not_due()
        rows = totals.required(measure)
        if not rows:
            return self._terms.nobody_owes()
        silent = [self.name(row["body"]) for row in rows if row["report"] is None]
        return self._terms.missing(silent) if silent else ""

    def _references(self, report: Row) -> list[str]:
        """Evidence as referred to beside the work; its full title stands in the annex."""
        return [self._reference(self._documents[number]) for number in report["documents"]]

    def _reference(self, document: Row) -> str:
        number: int = document["number"]
        if document["is_restricted"]:
            return self._terms.restricted(number)
        return self._terms.document(number, document["document"], day(document["dated_on"]))


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
