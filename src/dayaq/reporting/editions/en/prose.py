"""English prose of an edition: sentences made of counts."""

from typing import Any

from dayaq.reporting.editions.en.terms import brief, clauses, on_day, plural


def cover(facts: dict[str, Any]) -> dict[str, str]:
    year, as_of = facts["year"], facts["as_of"]
    return {
        "addressee": "To the President of the Republic of Azerbaijan",
        "through": "through the Cabinet of Ministers of the Republic of Azerbaijan",
        "act": f"Under {facts['act']}",
        "title": f"Implementation of the measures of the plan “{facts['plan']}”",
        "kind": "ANNUAL INFORMATION",
        "year": str(year),
        "period": f"Reporting period: {on_day(facts['first'])} – {on_day(facts['last'])}",
        "edition": f"Annual information No. {year}/{facts['number']}",
        "as_of": f"As of {on_day(as_of)}",
        "place": f"Baku – {as_of.year}",
        "running": f"Information on the implementation of the National Action Plan, {year}",
        "footer": f"Edition {year}/{facts['number']} · as of {brief(as_of)}",
    }


def numbers(facts: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The four numbers of the summary: value, name, and what it was counted from."""
    counts, changed, before = facts["all"], facts["changed"], facts["last_year"]
    return [
        (
            str(counts["due"]),
            "Measures due in the reporting period",
            f"of the {counts['measures']} measures of the plan",
        ),
        (
            str(counts["implemented"]),
            "Measures verified as fully or mostly implemented",
            f"of {counts['due']} due",
        ),
        (
            str(len(counts["without_report"])),
            "Measures on which no executor reported",
            f"of {counts['due']} due",
        ),
        (
            "unknown" if changed is None else str(len(changed)),
            "Measures whose verified status changed since last year",
            "there is no earlier reporting period" if before is None else f"compared with {before}",
        ),
    ]


def summary(facts: dict[str, Any]) -> list[str]:
    counts = facts["all"]
    told = [
        (
            f"In {facts['year']}, {counts['due']} of the {counts['measures']} measures of the "
            "National Action "
            f"Plan were due: {counts['regular']} regular ones and "
            f"{counts['due'] - counts['regular']} with an end "
            "date. A regular measure is judged anew for each period and is never counted as completed."
        ),
        verified(counts),
        handed_in(counts),
    ]
    changed, before = facts["changed"], facts["last_year"]
    if changed is None:
        told.append("There is no earlier reporting period of the plan to compare with.")
    elif changed:
        told.append(
            f"Compared with {before}, the verified status of "
            f"{plural(len(changed), 'measure', 'measures')} "
            f"changed: {clauses([one['clause'] for one in changed])}."
        )
    else:
        told.append(f"Compared with {before}, no verified status changed.")
    return told


def verified(counts: dict[str, Any]) -> str:
    """What verification found, in one or two sentences. The unknown is said, never left out."""
    statuses = counts["statuses"]
    known = [
        f"{statuses[key]} {words}"
        for key, words in (
            ("fully", "fully implemented"),
            ("mostly", "mostly implemented"),
            ("partially", "partially implemented"),
            ("not", "not implemented"),
            ("no_evidence", "without evidence"),
        )
        if statuses[key]
    ]
    told = (
        f"Verification of the {plural(counts['due'], 'measure', 'measures')} due found: "
        f"{', '.join(known)}."
        if known
        else "The measures were not verified in the reporting period."
    )
    if statuses["unknown"] and known:
        told += f" The status of {plural(statuses['unknown'], 'measure', 'measures')} is unknown, because not verified."
    return told


def handed_in(counts: dict[str, Any]) -> str:
    if not counts["owed"]:
        return "No reports were due from executors in the reporting period."
    told = (
        f"Executors handed in {counts['handed_in']} of the "
        f"{plural(counts['owed'], 'report', 'reports')} due, "
        f"of which {counts['accepted']} {'was' if counts['accepted'] == 1 else 'were'} accepted."
    )
    if counts["late"]:
        told += f" {plural(counts['late'], 'report', 'reports')} came after the due day."
    if counts["without_report"]:
        told += (
            f" On {plural(len(counts['without_report']), 'measure', 'measures')} no executor "
            "reported: "
            f"{clauses(counts['without_report'])}."
        )
    return told


def direction(counts: dict[str, Any]) -> list[str]:
    opening = f"The direction has {plural(counts['measures'], 'measure', 'measures')}"
    if counts["due"] == counts["measures"]:
        opening += ", all due in the reporting period."
    elif counts["due"]:
        opening += f", {counts['due']} of them due in the reporting period."
    else:
        return [opening + ", none of them due in the reporting period."]
    return [f"{opening} {verified(counts)} {handed_in(counts)}"]


def method(facts: dict[str, Any]) -> list[str]:
    told = [
        (
            "This information is given once a year, as ordered, on the implementation of "
            f"“{facts['plan']}”, "
            f"approved by {facts['act']}. The text of the measures stands here as the act has it, in "
            "Azerbaijani. Names of bodies in English are translations made for information."
        ),
        f"It rests on version {facts['version']} of the plan and on the reports handed in by "
        f"{on_day(facts['as_of'])}. Reports were received from {brief(facts['opens'])} to "
        f"{brief(facts['closes'])}. "
        + (
            f"The reporting cycle was closed on {on_day(facts['closed'])}."
            if facts["closed"]
            else "The reporting cycle has not been closed; the facts given may still change."
        ),
        (
            "Three facts about a measure are kept apart: the status that the executor declares; "
            "the status that "
            "verification found after looking at the evidence; and where the measure stands "
            "against its dates. "
            "The verified status has five values: fully, mostly, partially, not implemented, no "
            "evidence. An "
            "executor may verify its own measure only for a recorded reason, and such cases are "
            "listed."
        ),
        (
            "A missing report does not mean that nothing was done. What is unknown, a status or an "
            "amount, is shown "
            "as unknown, is not counted as zero and is not left out of totals."
        ),
        (
            "No data about individual victims is given. Of documents of restricted circulation "
            "only the existence "
            "is shown. The plan sets no indicators, targets or amounts, so implementation is not "
            "measured in per "
            "cent. Periods are given in years; 31 December of the last year is taken as the last day."
        ),
    ]
    if facts["conflicts"]:
        told.append(
            "Measures verified, for a recorded reason, by one of their executors: "
            f"{clauses(facts['conflicts'])}."
        )
    return told


def method_facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Plan", facts["plan"]),
        ("Approved by", facts["act"]),
        ("Version of the plan", f"{facts['version']}, from {brief(facts['effective'])}"),
        ("Reporting period", f"{brief(facts['first'])} – {brief(facts['last'])}"),
        ("As of", on_day(facts["as_of"])),
        ("SHA-256 of the plan's text", facts["source_sha256"]),
        ("SHA-256 of this information's snapshot", facts["sha256"]),
    ]


def contributions(invited: int, answered: int) -> list[str]:
    told = [
        (
            "The notes of the plan recommend that certain bodies take part in measures. These "
            "bodies are "
            "independent; their participation is voluntary and is not judged as a duty to report."
        ),
    ]
    if not invited:
        told.append("No invitations were sent to recommended bodies for the reporting period.")
    elif answered:
        told.append(
            f"{plural(answered, 'contribution', 'contributions')} came in answer to "
            f"{plural(invited, 'invitation', 'invitations')}. The bodies are thanked for their "
            "support of the "
            "National Action Plan."
        )
    else:
        told.append(
            f"No contribution has come in answer to {plural(invited, 'invitation', 'invitations')}."
        )
    return told


def partners(count: int) -> list[str]:
    if not count:
        return ["The reports name no partners."]
    return [
        (
            f"{plural(count, 'report names', 'reports name')} non-governmental organisations, "
            "international "
            "organisations or other partners that took part."
        )
    ]


def financing(known: int, unknown: int) -> list[str]:
    told = [
        (
            "By section 3 of the plan, measures are financed from the state budget of the "
            "executing bodies, "
            "off-budget funds, grants and other lawful sources. The plan sets no amounts; those "
            "below were "
            "declared in reports."
        )
    ]
    if not known and not unknown:
        told.append("The reports say nothing about financing; the amount spent is unknown.")
    elif unknown:
        told.append(
            f"Of {plural(known + unknown, 'entry', 'entries')} about financing, {unknown} "
            f"{'has' if unknown == 1 else 'have'} no known amount. Sums are of known amounts "
            "only and may be "
            "less than what was really spent."
        )
    return told


def difficulties(count: int) -> list[str]:
    if not count:
        return ["The reports name no difficulties."]
    return [
        (
            f"{plural(count, 'report names', 'reports name')} a difficulty, or a matter that needs "
            "a decision of a "
            "higher body."
        )
    ]


def next_steps(count: int) -> list[str]:
    if not count:
        return ["The reports name no plans for the next period."]
    return ["By the reports handed in, the following is planned for the next period."]


def silent(bodies: int, missing: int, owed: int) -> list[str]:
    if not owed:
        return ["No reports were due from executors in the reporting period."]
    if not bodies:
        return ["All executors have handed in their reports."]
    return [
        (
            f"By the day of this information, the {plural(bodies, 'executor', 'executors')} below "
            "had not handed in "
            f"{plural(missing, 'report', 'reports')}. Recommended bodies are never listed here."
        )
    ]


def figures(count: int, *, is_closed: bool) -> list[str]:
    if count:
        return [
            (
                "The numbers below were frozen when the reporting cycle was closed and do not change. "
                "Categories with nothing in them are left out; the edition's Excel file gives every number."
            )
        ]
    if is_closed:
        return ["No indicators were frozen for the reporting period."]
    return ["The reporting cycle has not been closed; its indicators are not frozen yet."]


def changes(previous: dict[str, Any] | None, count: int) -> list[str]:
    if previous is None:
        return ["There is no earlier signed edition to compare with."]
    named = (
        f"edition No. {previous['year']}/{previous['number']} (as of {on_day(previous['as_of'])})"
    )
    if not count:
        return [f"Nothing changed by measure since {named}."]
    return [f"Since {named}, {plural(count, 'measure', 'measures')} changed as follows."]


def change(found: dict[str, Any]) -> str:
    told = []
    if "verified" in found:
        before, now = found["verified"]
        told.append(f"verified status: {before} → {now}")
    if "reports" in found:
        before, now = found["reports"]
        told.append(
            f"reports handed in: {before} → {now}" if before != now else "reports were revised"
        )
    if "text" in found:
        told.append("the text of the measure changed")
    if "executors" in found:
        told.append("the executors changed")
    if "new" in found:
        told.append("new measure")
    if "gone" in found:
        told.append("no longer in the plan")
    return "; ".join(told)


def amendments(versions: int, repairs: int, answers: int) -> list[str]:
    told = [
        "The plan has not been amended; its first version is in force."
        if versions == 1
        else f"The plan has {versions} versions; this information rests on the last."
    ]
    if repairs:
        told.append(
            f"{plural(repairs, 'place', 'places')} of the source text, lost or distorted for "
            "technical reasons, "
            "were repaired. Each is listed below with its source line; letters were shown to "
            "be conserved."
        )
    else:
        told.append("The source text needed no repair.")
    if answers:
        told.append(
            f"{plural(answers, 'question', 'questions')} about the text were answered by the "
            "person in charge."
        )
    return told


def annexes(measures: int, commitments: int, documents: int, restricted: int) -> dict[str, str]:
    return {
        "measures": f"All {measures} measures of the plan, in the words of the act.",
        "commitments": f"Beyond the measures, the notes recommend {plural(commitments, 'commitment', 'commitments')}."
        if commitments
        else "The notes hold no further commitments.",
        "documents": (
            f"The reports name {plural(documents, 'document', 'documents')}"
            + (f", {restricted} of restricted circulation" if restricted else "")
            + "."
        )
        if documents
        else "The reports name no documents.",
    }
