"""Figures of indicators in an edition: those that were frozen with the cycle, as released."""

from decimal import Decimal
from typing import Any

from django.utils import translation

from dayaq.directory.models import Language
from dayaq.evidence.releases import Figure, for_edition
from dayaq.reporting.models import Cycle

Row = dict[str, Any]


def of_cycle(cycle: Cycle) -> list[Row]:
    """The frozen numbers of the whole country; none while the cycle's numbers are not frozen."""
    told: dict[str, list[Figure]] = {}
    for language in (Language.AZ.value, Language.EN.value):
        with translation.override(language):
            told[language] = for_edition(f"cycle {cycle.pk}")
    return [_told(az, en) for az, en in zip(told["az"], told["en"], strict=True)]


def _told(az: Figure, en: Figure) -> Row:
    return {
        "indicator": az.indicator,
        "version": az.version,
        "clauses": list(az.clauses),
        "title": {"az": az.title, "en": en.title},
        "unit": az.unit,
        "breakdown": az.breakdown,
        "category": {"az": az.label, "en": en.label} if az.breakdown else None,
        "numerator": _number(az.numerator),
        "denominator": _number(az.denominator),
        "value": _number(az.value),
        "is_covered": az.is_covered,
        "frozen_on": az.frozen_at.date().isoformat(),
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
