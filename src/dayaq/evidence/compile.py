"""Meets the records: finds what rooms declare, and counts it for days, a body, a region.

This is the only module that sees both what a number means and the rows it comes from. What leaves
the room goes through `releases`, which cannot reach this one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType

from django.apps import apps

from dayaq.evidence.disclosure import INSIDE, Shown, cover, limit
from dayaq.indicators.terms import Indicator, Scope, Sensitivity
from dayaq.plan.models.kinds import ExpectedIndicator


@cache
def indicators() -> Mapping[str, Indicator]:
    """All indicators that installed rooms declare, by code, in the order of their clauses.

    Raises ValueError for a code that is declared twice.
    """
    found: dict[str, Indicator] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.aggregates"
        if not config.name.startswith("dayaq.") or find_spec(name) is None:
            continue
        for declared in import_module(name).INDICATORS:
            if declared.code in found:
                raise ValueError(f"the indicator {declared.code} is declared twice")
            found[declared.code] = replace(declared, room=config.label)
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: _order(item[1]))))


def _order(indicator: Indicator) -> tuple[list[int], str]:
    return [int(part) for part in indicator.clauses[0].split(".")], indicator.code


def to_come(expected: Iterable[ExpectedIndicator]) -> list[ExpectedIndicator]:
    """Those of a measure's expected indicators that no room computes yet."""
    return [one for one in expected if one.code not in indicators()]


def count(indicator: Indicator, scope: Scope) -> list[Shown]:
    """What the records say, as it may be told inside government.

    Numbers of people in one body or region are told as a whole only: a table of two dimensions
    gives away more than its small cells.
    """
    told = [
        Shown(cell, indicator.value_of(cell.numerator, cell.denominator))
        for cell in indicator.count(scope)
    ]
    is_of_people = indicator.sensitivity == Sensitivity.PEOPLE
    if is_of_people and (scope.body is not None or scope.region is not None):
        told = [one for one in told if not one.cell.breakdown]
    smallest = limit(INSIDE, on=scope.period.last) if is_of_people else 0
    return cover(told, indicator.sensitivity, smallest=smallest)
