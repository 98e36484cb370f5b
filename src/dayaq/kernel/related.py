"""How many rows belong to each row of another question, or how much they come to.

Asked as a question of its own, so that a list asks it for the rows of one page, where a join would
have to be made for all.
"""

from typing import Any

from django.db.models import Count, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce


def number_of(rows: "QuerySet[Any]", of: str) -> Coalesce:
    """How many of the rows there are; they are narrowed to the outer row by the field `of`."""
    return Coalesce(Subquery(rows.order_by().values(of).annotate(n=Count("pk")).values("n")), 0)


def sum_of(rows: "QuerySet[Any]", of: str, field: str) -> Subquery:
    """What the field comes to; nothing is known, where no row says it."""
    return Subquery(rows.order_by().values(of).annotate(n=Sum(field)).values("n"))
