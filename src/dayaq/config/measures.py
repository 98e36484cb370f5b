"""Which room does the work of which measure (`dayaq measures` > docs/measures.md).

From the code alone: the registers that rooms declare (`SERVES` in their `aggregates.py`), the indicators
that they compute, and the tests that name them, in a browser too. What a measure still waits for stands beside it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.urls import reverse
from django.utils.translation import override

from dayaq.evidence.compile import indicators, to_come
from dayaq.plan.models.kinds import clauses_in, kind_of

PLAN = "2020-2024"
TITLE = """# The measures, and what does their work

Made from the code by `dayaq measures`; a test compares. A measure stands here with the registers in
which its work is kept, the indicators that are computed from them, and the tests that tell their story.
What is still missing is said in its last column.

| Measure | Registers and their pages | Indicators | Tests | Still missing |
| --- | --- | --- | --- | --- |
"""
TESTS = Path(__file__).parents[3] / "tests"


def registers() -> Mapping[str, list[str]]:
    """The addresses of the registers that serve each clause."""
    found: dict[str, list[str]] = defaultdict(list)
    for config in apps.get_app_configs():
        name = f"{config.name}.aggregates"
        if config.name.startswith("dayaq.") and find_spec(name) is not None:
            for address, clauses in getattr(import_module(name), "SERVES", {}).items():
                for clause in clauses:
                    found[clause].append(address)
    return found


def tests_by_code() -> Mapping[str, set[str]]:
    """The files of tests in which the code of an indicator is named."""
    found: dict[str, set[str]] = defaultdict(set)
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("test_*.py"))}
    for code in indicators():
        for path, text in texts.items():
            if f'"{code}"' in text:
                found[code].add(str(path.relative_to(TESTS.parent)))
    return found


def journeys_by_clause() -> Mapping[str, set[str]]:
    """The journeys in a browser in which the clause is walked: it stands there in quotes, or begins a docstring."""
    found: dict[str, set[str]] = defaultdict(set)
    texts = {
        p: p.read_text(encoding="utf-8") for p in sorted((TESTS / "journeys").glob("test_*.py"))
    }
    for path, text in texts.items():
        told = set(re.findall(r'"(4\.\d+\.\d+)"', text))
        for said in re.findall(r'"""(4\.\d+\.\d+(?:, 4\.\d+\.\d+)*):', text):
            told |= set(said.split(", "))
        for clause in told:
            found[clause].add(str(path.relative_to(TESTS.parent)))
    return found


def drawn() -> str:
    with override("en"):
        return TITLE + "\n".join(_rows()) + "\n" + _sum()


def _rows() -> Iterator[str]:
    serving, tested, walked = registers(), tests_by_code(), journeys_by_clause()
    for clause in clauses_in(PLAN):
        computed = [one for one in indicators().values() if clause in one.clauses]
        pages = [f"[`{name}`]({reverse(name)})" for name in serving.get(clause, [])]
        told = {path for one in computed for path in tested.get(one.code, ())}
        tests = sorted(told | walked.get(clause, set()))
        awaited = [str(one) for one in to_come(kind_of(PLAN, clause).indicators)]
        missing = [*([] if pages else ["a register"]), *awaited]
        cells = (
            clause,
            "<br>".join(pages) or "–",
            "<br>".join(f"`{one.code}` {one.title}" for one in computed) or "–",
            "<br>".join(tests) or "–",
            "; ".join(missing) or "nothing",
        )
        yield "| " + " | ".join(cells) + " |"


def _sum() -> str:
    clauses = clauses_in(PLAN)
    serving = registers()
    done = [
        clause
        for clause in clauses
        if serving.get(clause) and not to_come(kind_of(PLAN, clause).indicators)
    ]
    with_register = sum(bool(serving.get(clause)) for clause in clauses)
    return (
        f"\n{len(done)} of {len(clauses)} measures have their registers and all their indicators; "
        f"{with_register} have a register.\n"
    )
