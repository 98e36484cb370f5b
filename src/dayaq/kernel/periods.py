"""Spans of days and how people name them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it begins ({self.first})")

    @classmethod
    def of_year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Self:
        """Quarter 1 to 4 of a calendar year."""
        first = date(year, 3 * quarter - 2, 1)
        after = date(year + quarter // 4, (3 * quarter) % 12 + 1, 1)
        return cls(first, after - timedelta(days=1))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def meets(self, other: "Period") -> bool:
        """Do the two share at least one day?"""
        return self.first <= other.last and other.first <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def working_days_after(day: date, count: int, *, holidays: frozenset[date]) -> date:
    """The day `count` working days after `day`: Saturdays, Sundays and holidays do not count."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            count -= 1
    return day


def months_after(day: date, count: int) -> date:
    """The same day of a later month, or the last one that month has."""
    year, month = divmod(day.month - 1 + count, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    return date(day.year + year, month + 1, min(day.day, 28))
