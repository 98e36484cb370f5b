"""A small invented snapshot with something in every place, to try templates on."""

from typing import Any

from dayaq.reporting.editions import totals

LAW = "Nümunə tədbirin mətni: “qoşa dırnaq”, <açı> & {{ mötərizə }}"
"""The words of the sample's measure. They hold what could break a document."""

_NAMES = {
    "az": {"decree": "Nümunə Nazirliyi", "today": "Nümunə Agentliyi", "short": "NA"},
    "en": {"decree": "Sample Ministry", "today": "Sample Agency", "short": "SA"},
}
_ACT = {"kind": "Sərəncam", "number": "1", "adopted_on": "2020-01-15", "title": "Nümunə akt"}


def _report(binding: str, document: int) -> dict[str, Any]:
    return {
        "body": "sample",
        "binding": binding,
        "due_on": "2021-01-20",
        "schedule": "reported",
        "report": {
            "is_accepted": True,
            "submitted_on": "2021-01-15",
            "revision": 1,
            "is_nothing_to_report": False,
            "nothing_reason": "",
            "facts": "Görülmüş iş & <nəticə>",
            "result": "Nəticə",
            "declared": "performed",
            "problems": "Çətinlik",
            "decision_needed": "Qərar",
            "next_plan": "Növbəti iş",
            "partners": "Tərəfdaş",
            "spendings": [
                {"source": "state_budget", "amount": "100.00", "reason": ""},
                {"source": "grant", "amount": None, "reason": "Səbəb"},
            ],
            "documents": [document],
        },
    }


def _silent() -> dict[str, Any]:
    return {**_report("required", 0), "body": "silent", "schedule": "not_reported", "report": None}


def _document(number: int, *, is_restricted: bool) -> dict[str, Any]:
    return {
        "number": number,
        "clause": "1.1",
        "body": "sample",
        "is_restricted": is_restricted,
        "title": "" if is_restricted else "Sənəd",
        "document": "" if is_restricted else "7/1",
        "dated_on": None if is_restricted else "2021-01-10",
        "link": "" if is_restricted else "https://example.org/",
        "sha256": "",
    }


def _party(role: str, **fields: Any) -> dict[str, Any]:
    return {
        "lead": None,
        "role": role,
        "verbatim": "Nümunə Nazirliyi",
        "body": "sample",
        "bearer": "sample",
        "group": None,
        "members": [],
        **fields,
    }


def _snapshot() -> dict[str, Any]:
    taken: dict[str, Any] = {
        "form": 1,
        "edition": {
            "number": 2,
            "as_of": "2021-01-31T09:00:00+00:00",
            "as_of_day": "2021-01-31",
            "previous": {"year": 2020, "number": 1, "signed_on": "2021-01-25", "sha256": ""},
        },
        "cycle": {
            "name": "2020",
            "kind": "annual",
            "year": 2020,
            "period_first": "2020-01-01",
            "period_last": "2020-12-31",
            "opens_on": "2020-12-15",
            "closes_on": "2021-01-20",
            "is_closed": True,
            "closed_on": "2021-01-25",
        },
        "plan": {
            "code": "sample",
            "title": "Nümunə plan",
            "starts_on": "2020-01-01",
            "ends_on": "2024-12-31",
            "predecessor": "",
            "version": 1,
            "effective_from": "2020-01-15",
            "act": _ACT,
            "versions": [{"number": 1, "effective_from": "2020-01-15", "act": _ACT}],
            "source": {"name": "sample.txt", "sha256": "0" * 64},
            "repairs": [{"kind": "lost-character", "line": 1, "before": "a�b", "after": "a–b"}],
            "answers": 1,
        },
        "directions": [
            {
                "clause": "1",
                "title": "Nümunə istiqamət",
                "measures": [
                    {
                        "clause": "1.1",
                        "text": LAW,
                        "period": {
                            "kind": "regular",
                            "from": None,
                            "to": None,
                            "text": "mütəmadi",
                        },
                        "is_due": True,
                        "parties": [
                            _party("executor", lead="confirmed"),
                            _party(
                                "executor",
                                body=None,
                                bearer=None,
                                group={"az": "digər qurumlar", "en": "other bodies"},
                                members=["sample"],
                            ),
                            _party("involved", verbatim="qeyri-hökumət təşkilatlarını"),
                        ],
                        "reports": [_report("required", 1), _silent(), _report("invited", 2)],
                        "verification": {
                            "verified": "mostly",
                            "rationale": "Əsas",
                            "evidence_checked": "",
                            "body": "sample",
                            "on": "2021-01-28",
                            "conflict_reason": "Səbəb",
                        },
                    }
                ],
            }
        ],
        "notes": [
            {
                "number": 1,
                "text": "Qeyd",
                "body": "sample",
                "commitments": [{"number": 1, "text": "Öhdəlik"}],
            }
        ],
        "documents": [_document(1, is_restricted=False), _document(2, is_restricted=True)],
        "indicators": [
            {
                "indicator": "sample",
                "version": 1,
                "clauses": ["1.1"],
                "title": {"az": "Göstərici", "en": "Indicator"},
                "unit": "share",
                "breakdown": "",
                "category": None,
                "numerator": "1.0000",
                "denominator": "2.0000",
                "value": "50.0000",
                "is_covered": False,
                "frozen_on": "2021-01-25",
            }
        ],
        "last_year": {"year": 2019, "edition": None, "verified": {"1.1": "not"}},
        "bodies": {"sample": _NAMES, "silent": _NAMES},
        "differences": {
            "edition": {"year": 2020, "number": 1, "as_of_day": "2021-01-25"},
            "new": [],
            "gone": [],
            "changed": [{"clause": "1.1", "verified": ["not", "mostly"], "reports": [1, 2]}],
        },
    }
    taken["totals"] = totals.count(taken)
    return taken


SNAPSHOT = _snapshot()
