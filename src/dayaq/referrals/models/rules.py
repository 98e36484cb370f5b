"""How signs come to a result: the rule of the ILO operational indicators, and that of a plain list.

ILO (2009): a dimension is positive with two strong signs; one strong and one medium or weak; three
medium; or two medium and one weak. For adults, trafficking for forced labour is deceptive or coercive
recruitment, exploitation, and coercion at destination, each positive. For a child no means need be
shown (law 958-IIQ, article 1.0.1): exploitation alone is enough.

A screening aid, never a decision: signs prove nothing, nor does their absence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dayaq.referrals.states import Audience, Result, Role, Rule, Weight


@dataclass(frozen=True, slots=True)
class Tally:
    """How many signs of each weight were seen in a dimension."""

    strong: int = 0
    medium: int = 0
    weak: int = 0

    @classmethod
    def of(cls, weights: Iterable[str]) -> "Tally":
        seen = list(weights)
        return cls(*(seen.count(weight) for weight in (Weight.STRONG, Weight.MEDIUM, Weight.WEAK)))

    @property
    def total(self) -> int:
        return self.strong + self.medium + self.weak

    @property
    def is_positive(self) -> bool:
        if self.strong:
            return self.total >= 2
        return self.medium >= 3 or (self.medium == 2 and self.weak >= 1)


def result_of(rule: str, audience: str, tallies: Mapping[str, Tally]) -> Result:
    """What the signs seen in each dimension come to, by the rule of the instrument."""
    if rule == Rule.ANY:
        seen = any(tally.total for tally in tallies.values())
        return Result.FURTHER if seen else Result.NONE
    positive = {role for role, tally in tallies.items() if tally.is_positive}
    if Role.EXPLOITATION in positive:
        return _of_exploited(positive, is_child=audience == Audience.CHILD)
    return Result.FURTHER if any(tally.total for tally in tallies.values()) else Result.NONE


def _of_exploited(positive: set[str], *, is_child: bool) -> Result:
    if is_child:
        return Result.TRAFFICKING
    recruited = bool(positive & {Role.DECEPTION, Role.COERCION})
    if recruited and Role.COERCION_THERE in positive:
        return Result.TRAFFICKING
    return Result.DECEIVED if Role.DECEPTION in positive else Result.EXPLOITED
