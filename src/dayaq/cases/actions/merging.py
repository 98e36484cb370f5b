"""Holding two records to be one person: proposed, agreed to by both sides, refused, taken apart again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import Appointment, Role
from dayaq.audit.models import record
from dayaq.cases.actions.people import open_person
from dayaq.cases.actions.settling import settle_merges
from dayaq.cases.models import Identity, Merge, Person
from dayaq.cases.models.merging import Side
from dayaq.cases.models.persons import Known, each_known
from dayaq.cases.models.readers import leads_of
from dayaq.cases.models.telling import hidden_among, ways_to
from dayaq.cases.policies import merging as may
from dayaq.cases.states import MergeStatus, Part
from dayaq.notices.actions import tell
from dayaq.vault.context import house

if TYPE_CHECKING:
    from dayaq.accounts.models import User
    from dayaq.cases.actions.reading import Opened


@transaction.atomic
def propose(one: Person, other: Person, *, reason: str, by: "User", at: datetime) -> Merge:
    """Somebody who knows the one holds it to be the same person as the other, known to them or not.

    It opens nothing. Whoever leads the two records decides.
    """
    seen = Person.objects.visible_to(by).filter(pk__in=[one.pk, other.pk])
    known = each_known(list(seen.select_related("key")), by, at=at)
    with house("propose_merge", by=by):
        kept, merged = _locked_roots(one, other)
        hidden = hidden_among(ways_to([kept, merged])) - known.keys()
        require(may.why_not_propose(by, known, hidden))
        if kept == merged:
            raise Denied(_("These are held to be one person already."))
        if Merge.objects.for_house().waiting().filter(kept=kept, merged=merged).exists():
            raise Denied(_("This waits for a decision already."))
        merge = _proposed(kept, merged, reason=reason, by=by, at=at)
    record("merge.proposed", merge, by=by, at=at)
    return merge


def _proposed(
    kept: Person, merged: Person, *, reason: str, by: "User | None", at: datetime
) -> Merge:
    """Within `house(…)`; the managers of both sides hear of it."""
    merge = Merge.objects.create(
        kept=kept, merged=merged, reason=reason, proposed_at=at, proposed_by=by
    )
    settle_merges([kept.pk, merged.pk], at=at)
    _tell(merge, leads_of(kept) | leads_of(merged), besides=by, at=at)
    return merge


def propose_by_house(one: UUID, other: UUID, *, reason: str, at: datetime) -> Merge | None:
    """What the house saw by comparing; None where somebody joined or asked the same meanwhile.

    Within `house(…)`.
    """
    rows = Person.objects.for_house().filter(pk__in=[one, other], merged_into=None).order_by("pk")
    found = sorted(rows.select_for_update(), key=lambda person: (person.opened_at, person.pk))
    if len(found) < 2:
        return None
    kept, merged = found
    if Merge.objects.for_house().filter(kept=kept, merged=merged).exists():
        return None
    return _proposed(kept, merged, reason=reason, by=None, at=at)


def _tell(merge: Merge, bodies: Iterable[int], *, besides: "User | None", at: datetime) -> None:
    posts = Appointment.objects.holding_on(localdate(at)).in_roles((Role.CASE_MANAGER,))
    able = posts.filter(body__in=list(bodies)).select_related("user")
    tell(
        [post.user for post in able if post.user.is_active and post.user != besides],
        "cases.merge_proposed",
        key=f"merge:{merge.pk}",
        url=reverse("cases:merge", args=[merge.pk]),
        at=at,
    )


def _locked_roots(one: Person, other: Person) -> tuple[Person, Person]:
    """The first records of both, the older before the other; nobody else joins them meanwhile."""
    roots = {root_of(one.pk), root_of(other.pk)}
    rows = Person.objects.for_house().filter(pk__in=roots).order_by("pk").select_for_update()
    found = sorted(rows, key=lambda person: (person.opened_at, person.pk))
    return found[0], found[-1]


def root_of(person: UUID) -> UUID:
    """The first record of whoever this is. Within `house(…)`."""
    while above := Person.objects.for_house().values_list("merged_into", flat=True).get(pk=person):
        person = above
    return person


def _locked(merge: Merge) -> Merge:
    rows = Merge.objects.for_house().select_for_update(of=("self",))
    found: Merge = rows.select_related("kept__key", "merged__key", "proposed_by").get(pk=merge.pk)
    return found


def _sides(merge: Merge, by: "User", *, at: datetime) -> frozenset[Side]:
    return may.sides_of(merge, by, each_known([merge.kept, merge.merged], by, at=at))


@transaction.atomic
def agree(merge: Merge, *, why: str, by: "User", at: datetime) -> Merge:
    """Whoever leads a side agrees for it; when both sides have, the two are held to be one person."""
    with house("agree_to_merge", by=by):
        merge = _locked(merge)
        sides = _sides(merge, by, at=at)
        require(may.why_not_agree(merge, by, sides))
        for side in sides:
            if not merge.agreed(side):
                setattr(merge, f"{side}_agreed_at", at)
                setattr(merge, f"{side}_agreed_by", by)
                setattr(merge, f"{side}_grounds", why)
        if not merge.waits_for:
            _join(merge, at=at)
        merge.save()
    is_made = merge.status == MergeStatus.STANDING
    record("merge.made" if is_made else "merge.agreed", merge, by=by, at=at)
    return merge


def _join(merge: Merge, *, at: datetime) -> None:
    """Nothing moves: the one record points to the other."""
    rows = Person.objects.for_house().filter(pk__in=[merge.kept_id, merge.merged_id]).order_by("pk")
    if any(person.merged_into_id is not None for person in rows.select_for_update()):
        raise Denied(_("One of the two was merged meanwhile. Propose it again."))
    Person.objects.for_house().filter(pk=merge.merged_id).update(merged_into=merge.kept_id)
    merge.status, merge.made_at = MergeStatus.STANDING, at


@transaction.atomic
def refuse(merge: Merge, *, why: str, by: "User", at: datetime) -> Merge:
    """They are two people, as whoever leads a side says; whoever proposed it may take it back."""
    with house("refuse_merge", by=by):
        merge = _locked(merge)
        require(may.why_not_refuse(merge, by, _sides(merge, by, at=at)))
        _end(merge, MergeStatus.REFUSED, why, by=by, at=at)
    record("merge.refused", merge, by=by, at=at)
    return merge


@transaction.atomic
def undo(merge: Merge, *, why: str, by: "User", at: datetime) -> Merge:
    """They are two people after all: both records are exactly as they were."""
    with house("undo_merge", by=by):
        merge = _locked(merge)
        require(may.why_not_undo(merge, by, _sides(merge, by, at=at)))
        Person.objects.for_house().filter(pk=merge.merged_id).update(merged_into=None)
        _end(merge, MergeStatus.UNDONE, why, by=by, at=at)
    record("merge.undone", merge, by=by, at=at)
    return merge


def _end(merge: Merge, status: MergeStatus, why: str, *, by: "User", at: datetime) -> None:
    merge.status, merge.end_reason = status, why
    merge.ended_at, merge.ended_by = at, by
    merge.save(update_fields=["status", "end_reason", "ended_at", "ended_by"])


@transaction.atomic
def compare(
    known: "Mapping[UUID, Known]", *, by: "User", at: datetime
) -> "dict[UUID, Opened | None]":
    """Who each of them is, as far as it is open to the asker; each reading is written down."""
    found: dict[UUID, Opened | None] = {}
    for key, one in known.items():
        rows = open_person(one, Part.IDENTITY, by=by, at=at, why="merge")[Identity]
        found[key] = rows[0] if rows else None
    return found
