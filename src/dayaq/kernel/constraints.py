"""Database constraints that recur, said once."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db.models import BigIntegerField, CheckConstraint, F, Func, Q, Value
from django.db.models.functions import Cast


def filled_exactly_when(condition: Q, *fields: str, name: str) -> CheckConstraint:
    """All the fields hold a value while the condition is true, and none otherwise."""
    filled = Q(**{f"{field}__isnull": False for field in fields})
    empty = Q(**{f"{field}__isnull": True for field in fields})
    return CheckConstraint(condition=(condition & filled) | (~condition & empty), name=name)


def in_order(first: str, last: str, *, name: str) -> CheckConstraint:
    """`last` is not before `first`; an open end is in order."""
    return CheckConstraint(
        condition=Q(**{f"{last}__isnull": True})
        | Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__gte": F(first)}),
        name=name,
    )


def exactly_one_of(*fields: str, name: str) -> CheckConstraint:
    """One of the fields is filled, and only one."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return CheckConstraint(condition=condition, name=name)


def never_two_at_once(*same: str, words: tuple[str, ...] = (), name: str) -> ExclusionConstraint:
    """Rows alike in `same` (numbers, references) and `words` (text) share no day.

    Said with ranges alone, because a comparison by `=` would need an extension of PostgreSQL that
    not every server has; text is therefore compared by its hash.
    """
    numbers: list[Any] = [F(field) for field in same]
    hashes: list[Any] = [
        Func(F(field), function="hashtext", output_field=BigIntegerField()) for field in words
    ]
    points: list[Any] = [
        Func(
            Cast(number, BigIntegerField()),
            Cast(number, BigIntegerField()),
            Value("[]"),
            function="int8range",
            output_field=BigIntegerRangeField(),
        )
        for number in (*numbers, *hashes)
    ]
    span: Any = Func(
        F("since"), F("until"), Value("[]"), function="daterange", output_field=DateRangeField()
    )
    return ExclusionConstraint(
        name=name,
        expressions=[(expression, RangeOperators.OVERLAPS) for expression in (*points, span)],
    )
