"""English terms of an edition: headings, statuses, dates, numbers and how things are cited."""

from collections.abc import Sequence
from datetime import date

LANGUAGE = "en"

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

HEADINGS = {
    "contents": "Contents",
    "summary": "I. Summary",
    "method": "II. Legal basis and method",
    "directions": "III. Implementation of the measures by direction",
    "contributions": "IV. Contributions of recommended bodies",
    "partners": "V. Involvement of non-governmental and international organisations",
    "financing": "VI. Financing",
    "difficulties": "VII. Difficulties and decisions needed",
    "next_steps": "VIII. Work planned for the next period",
    "silent": "IX. Bodies that have not reported",
    "figures": "X. Indicators",
    "changes": "XI. Changes since the previous edition",
    "amendments": "XII. Amendments of the plan and repairs of its text",
    "annex_measures": "Annex 1. Table of all measures",
    "annex_commitments": "Annex 2. Further commitments in the notes",
    "annex_documents": "Annex 3. List of documents",
}

LABELS = {
    "clause": "No.",
    "measure": "Measure (text of the law)",
    "executors": "Executors",
    "period": "Period",
    "works": "Work done, by body",
    "declared": "Declared status",
    "verified": "Verified status",
    "documents": "Evidence",
    "grounds": "Grounds of verification",
    "reports": "Reports",
    "indicator": "Indicator",
    "status": "Status",
    "all": "All",
    "dated": "With an end date",
    "regular": "Regular",
    "number": "Number",
    "note": "Remark",
    "fact": "Item",
    "value": "Value",
    "body": "Body",
    "text": "Content",
    "source": "Source",
    "entries": "Entries",
    "sum": "Known amount, AZN",
    "unknown": "Amount not known",
    "reason": "Reason",
    "problems": "Difficulty and its cause",
    "decision": "Decision needed",
    "owed": "Reports due",
    "missing": "Not handed in",
    "measures": "Measures",
    "change": "Change",
    "version": "Version",
    "act": "Act",
    "effective": "In force from",
    "line": "Source line",
    "before": "In the source",
    "after": "As repaired",
    "title": "Document",
    "breakdown": "Breakdown",
    "parts": "Numerator / denominator",
    "signature": "Signed by",
    "signature_line": "(position, name, signature, date)",
    "page": "Page",
    "note_number": "Note",
    "commitment": "Commitment",
    "result": "Result",
    "no_rows": "Nothing to list.",
}

VERIFIED = {
    "fully": "fully implemented",
    "mostly": "mostly implemented",
    "partially": "partially implemented",
    "not": "not implemented",
    "no_evidence": "no evidence",
    "unknown": "unknown (not verified)",
}

DECLARED = {
    "not_started": "not started",
    "in_progress": "in progress",
    "completed": "completed",
    "suspended": "suspended",
    "performed": "performed in this period",
    "partly_performed": "partly performed in this period",
    "not_performed": "not performed in this period",
    "not_applicable": "not applicable in this period",
    "": "not declared",
}

SOURCES = {
    "state_budget": "State budget",
    "off_budget": "Off-budget funds",
    "grant": "Grant",
    "donor": "Donor",
    "other": "Other lawful source",
}

REPAIRS = {
    "lookalike-letter": "look-alike letter",
    "lost-character": "lost character",
    "letter-spacing": "letter-spaced word",
    "glued-words": "words run together",
    "missing-space": "missing space",
    "year-spacing": "space between years",
    "line-hyphen": "word divided at a line's end",
    "hyphenation": "word divided at a line's end",
}

_ISSUED = {
    "Sərəncam": "Order No. {number} of the President of the Republic of Azerbaijan of {day}",
    "Fərman": "Decree No. {number} of the President of the Republic of Azerbaijan of {day}",
    "Qərar": (
        "Decision No. {number} of the Cabinet of Ministers of the Republic of Azerbaijan of {day}"
    ),
    "Qanun": "Law No. {number} of the Republic of Azerbaijan of {day}",
}


def plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def on_day(day: date) -> str:
    """`22 July 2020`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def brief(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def money(amount: str) -> str:
    return f"{float(amount):,.2f}"


def number(value: str) -> str:
    return value.rstrip("0").rstrip(".") if "." in value else value


def clauses(found: Sequence[str]) -> str:
    return ", ".join(found)


def act(kind: str, number: str, day: date) -> str:
    form = _ISSUED.get(kind, kind + " No. {number} of {day}")
    return form.format(day=on_day(day), number=number)


def executor(name: str, today: str | None, *, is_lead: bool) -> str:
    told = name if today is None else f"{name} (now: {today})"
    return f"{told} – lead" if is_lead else told


def group(name: str, members: Sequence[str]) -> str:
    if not members:
        return f"{name} (bodies not yet determined by a decision)"
    return f"{name} (by decision: {'; '.join(members)})"


def involved(names: Sequence[str]) -> str:
    return f"involving, in the words of the law: {', '.join(names)}"


def not_due() -> str:
    return "The period of the measure does not touch the reporting period."


def nothing_to_report(reason: str) -> str:
    return f"Nothing to report in this period. Reason: {reason}"


def not_accepted() -> str:
    return "handed in, not yet accepted"


def missing(bodies: Sequence[str]) -> str:
    return f"No report from: {', '.join(bodies)}."


def nobody_owes() -> str:
    return "No report was due on this measure."


def document(number: int, name: str, day: date | None) -> str:
    """A piece of evidence, as it is referred to from a table."""
    dated_on = f", {brief(day)}" if day else ""
    return f"[{number}] {'No. ' + name if name else 'unnumbered'}{dated_on}"


def restricted(number: int) -> str:
    return f"[{number}] document of restricted circulation"


def document_title(title: str, name: str, day: date | None) -> str:
    parts = [title, f"No. {name}" if name else "", on_day(day) if day else ""]
    return ", ".join(part for part in parts if part)


RESTRICTED = "Document of restricted circulation"
UNKNOWN = "unknown"
COVERED = "small number (not shown)"
UNITS = {
    "count": "",
    "share": "%",
    "days": "days",
    "hours": "hours",
    "money": "AZN",
    "points": "percentage points",
    "score": "of 5",
}
SHEETS = {
    "measures": "Measures",
    "works": "Reports by body",
    "financing": "Financing",
    "silent": "Not reported",
    "figures": "Indicators",
}
