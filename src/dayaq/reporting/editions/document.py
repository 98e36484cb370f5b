"""An edition put into words in one language: what Word, PDF and Excel print, and nothing else.

The keys of the document are the tags of the Word template; the guide for the ministry lists them.
"""

from datetime import date
from typing import Any

from dayaq.reporting.editions import annexes, sections, snapshot
from dayaq.reporting.editions.measures import Measures
from dayaq.reporting.editions.printable import clean
from dayaq.reporting.editions.voices import VOICES

Document = dict[str, Any]


def compose(taken: snapshot.Snapshot, language: str) -> Document:
    """Everything an edition prints, in that language. The snapshot is read and never changed."""
    voice = VOICES[language]
    facts = _facts(taken, language)
    measures = Measures(taken, voice)
    document = {
        "language": language,
        "headings": voice.terms.HEADINGS,
        "labels": voice.terms.LABELS,
        "sheets": voice.terms.SHEETS,
        "cover": voice.prose.cover(facts),
        "summary": sections.summary(taken, facts, voice),
        "method": sections.method(facts, voice),
        "directions": [
            {
                "clause": direction["clause"],
                "title": direction["title"],
                "paragraphs": voice.prose.direction(
                    taken["totals"]["directions"][direction["clause"]]
                ),
                "measures": [measures.told(one) for one in direction["measures"]],
            }
            for direction in taken["directions"]
        ],
        "contributions": sections.contributions(taken, measures, voice),
        "partners": sections.partners(taken, measures, voice),
        "financing": sections.financing(taken, measures, voice),
        "difficulties": sections.difficulties(taken, measures, voice),
        "next_steps": sections.next_steps(taken, measures, voice),
        "silent": sections.silent(taken, measures, voice),
        "figures": annexes.figures(taken, voice),
        "changes": annexes.changes(taken, voice),
        "amendments": annexes.amendments(taken, voice),
        "annex_measures": annexes.measures(taken, measures, voice),
        "annex_commitments": annexes.commitments(taken, measures, voice),
        "annex_documents": annexes.documents(taken, measures, voice),
    }
    cleaned: Document = clean(document)
    return cleaned


def _facts(taken: snapshot.Snapshot, language: str) -> dict[str, Any]:
    """What prose needs to know, with days as days."""
    cycle, plan, edition = taken["cycle"], taken["plan"], taken["edition"]
    act = plan["act"]
    return {
        "plan": plan["title"].strip('“”"«»'),
        "act": VOICES[language].terms.act(
            act["kind"], act["number"], date.fromisoformat(act["adopted_on"])
        ),
        "version": plan["version"],
        "effective": date.fromisoformat(plan["effective_from"]),
        "source_sha256": plan["source"]["sha256"],
        "sha256": snapshot.sha256(taken),
        "year": cycle["year"],
        "first": date.fromisoformat(cycle["period_first"]),
        "last": date.fromisoformat(cycle["period_last"]),
        "opens": date.fromisoformat(cycle["opens_on"]),
        "closes": date.fromisoformat(cycle["closes_on"]),
        "closed": date.fromisoformat(cycle["closed_on"]) if cycle["closed_on"] else None,
        "number": edition["number"],
        "as_of": date.fromisoformat(edition["as_of_day"]),
        "all": taken["totals"]["all"],
        "changed": taken["totals"]["changed"],
        "last_year": taken["last_year"]["year"] if taken["last_year"] else None,
        "conflicts": [
            one["clause"]
            for direction in taken["directions"]
            for one in direction["measures"]
            if one["verification"] and one["verification"]["conflict_reason"]
        ],
    }
