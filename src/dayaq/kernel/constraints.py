"""Database constraints that recur, said once."""

from django.db.models import CheckConstraint, F, Q


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
