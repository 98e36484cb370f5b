"""Copies come in and are handed out: what is left is never less than nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.changes import begin, locked
from dayaq.audit.models import record, record_each
from dayaq.awareness import policies
from dayaq.awareness.models import Campaign, Material, Movement, Reach, Stock
from dayaq.awareness.states import Flow
from dayaq.directory.models import Body, Code


def stock_of(body: Body, material: Material, language: Code) -> Stock:
    """The stock, locked: two who hand out at once wait for each other."""
    Stock.objects.get_or_create(body=body, material=material, language=language)
    return Stock.objects.select_for_update().get(body=body, material=material, language=language)


@transaction.atomic
def move(*, by: User, at: datetime, **fields: Any) -> Movement:
    """Copies came in, or were handed out at a point. Raises ValidationError where too few are left."""
    body = fields["body"]
    require(policies.why_not_keep(body.pk, by))
    if fields["on"] > localdate(at):
        raise ValidationError({"on": _("This day has not come yet.")})
    movement = begin(Movement(**fields), "copies.moved", by=by, at=at, for_body=body)
    _count(movement, movement.copies)
    return movement


def _count(movement: Movement, copies: int) -> None:
    stock = stock_of(movement.body, movement.material, movement.language)
    if movement.flow == Flow.RECEIVED:
        stock.received += copies
    else:
        stock.handed_out += copies
    if stock.left < 0:
        raise ValidationError(
            {"copies": _("Only %(left)s copies are left.") % {"left": stock.left + abs(copies)}}
        )
    stock.save()


@transaction.atomic
def take_back(movement: Movement, *, by: User, at: datetime, why: str) -> None:
    """It was recorded by mistake: it is gone, the stock is as before, the record says why."""
    movement = locked(movement)
    require(policies.why_not_take_back(movement, by))
    _count(movement, -movement.copies)
    was = {"on": movement.on.isoformat(), "copies": movement.copies, "flow": movement.flow}
    record("copies.taken_back", movement, by=by, at=at, before=was, after={}, why=why)
    movement.delete()


@transaction.atomic
def record_reach(
    campaign: Campaign, reached: Sequence[tuple[Code, int]], *, by: User, at: datetime
) -> None:
    """Whom a campaign reached; what is no longer said is no longer known."""
    campaign = locked(campaign)
    require(policies.why_not_keep(campaign.body_id, by))
    before = "; ".join(map(str, campaign.reached.select_related("audience")))
    campaign.reached.all().delete()
    rows = [Reach(campaign=campaign, audience=code, people=people) for code, people in reached]
    Reach.objects.bulk_create(rows)
    after = "; ".join(map(str, rows))
    record("campaign.reached", campaign, by=by, at=at, before=before, after=after)


# --- many at once, from Excel ------------------------------------------------------------------------

KEY = ("material", "language", "flow", "point", "on", "copies", "note")


@dataclass(frozen=True, slots=True)
class Brought:
    """How many movements were stored, and the rows at which too few copies would be left."""

    stored: int
    short: list[tuple[int, int]]


def known_movements(body: Body, days: set[date]) -> Counter[tuple[Any, ...]]:
    """What stands here of those days, and how often each is said."""
    rows = Movement.objects.filter(body=body, on__in=days)
    return Counter(rows.values_list(*KEY))


def bring_in(
    rows: Sequence[tuple[int, dict[str, Any]]],
    *,
    body: Body,
    by: User,
    at: datetime,
    is_trial: bool,
) -> Brought:
    """Movements in the order of the days; within the caller's transaction. Nothing on a trial."""
    stocks: dict[tuple[int, int], Stock] = {}
    short = []
    for number, fields in sorted(
        rows, key=lambda row: (row[1]["on"], row[1]["flow"] != Flow.RECEIVED)
    ):
        key = fields["material"].pk, fields["language"].pk
        if key not in stocks:
            stocks[key] = stock_of(body, fields["material"], fields["language"])
        stock = stocks[key]
        if fields["flow"] == Flow.RECEIVED:
            stock.received += fields["copies"]
        else:
            stock.handed_out += fields["copies"]
        if stock.left < 0:
            short.append((number, stock.left + fields["copies"]))
    if short or is_trial:
        return Brought(0, short)
    movements = [Movement(body=body, **fields) for _number, fields in rows]
    Movement.objects.bulk_create(movements, batch_size=2000)
    Stock.objects.bulk_update(stocks.values(), ["received", "handed_out"], batch_size=2000)
    record_each("copies.moved", movements, by=by, at=at, for_body=body)
    return Brought(len(movements), [])
