"""What became of a measure in a later version or plan, as people say it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.plan import policies
from dayaq.plan.models import Lineage, Measure
from dayaq.plan.states import Relation

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def link_measures(
    earlier: Measure | None,
    later: Measure | None,
    relation: Relation,
    *,
    by: "User",
    at: datetime,
) -> Lineage:
    """Say how two measures are related, or that one has no counterpart."""
    require(policies.why_not_link(earlier, later, relation, by))

    link, _is_new = Lineage.objects.update_or_create(
        earlier=earlier, later=later, defaults={"relation": relation}
    )
    record("lineage.linked", link, by=by, at=at, **_ends(link), relation=relation)
    return link


@transaction.atomic
def unlink_measures(link: Lineage, *, by: "User", at: datetime) -> None:
    """Take back what was said about two measures."""
    link = Lineage.objects.select_for_update(of=("self",)).get(pk=link.pk)
    require(policies.why_not_keep(by))

    record("lineage.unlinked", link, by=by, at=at, **_ends(link), relation=link.relation)
    link.delete()


def _ends(link: Lineage) -> dict[str, Any]:
    return {
        "earlier": link.earlier.clause if link.earlier else None,
        "later": link.later.clause if link.later else None,
    }
