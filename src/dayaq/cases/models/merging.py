"""Two records that are held to be one person: who said so, who agreed, and that it was undone."""

from enum import StrEnum
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.people import Person, ReadQuerySet
from dayaq.cases.states import MergeStatus
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.vault.models import DataClass, Protected

WHO = settings.AUTH_USER_MODEL


class Side(StrEnum):
    """One of the two records: the older one is kept as the person's first."""

    KEPT = "kept"
    MERGED = "merged"


class MergeQuerySet(ReadQuerySet["Merge"]):
    def standing(self) -> Self:
        return self.filter(status=MergeStatus.STANDING)

    def waiting(self) -> Self:
        return self.filter(status=MergeStatus.PROPOSED)

    def touching(self, people: "models.QuerySet[Person] | list[Any]") -> Self:
        """Those in which any of these people is one of the two."""
        return self.filter(Q(kept__in=people) | Q(merged__in=people))


class Merge(Protected):
    """Two records are one human being, as somebody holds and both sides agree.

    Both histories stay where they are, each with its own readers. Read by those who know who either
    person is, unless even that the other is known is kept from them, and by the data protection desk.
    """

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    status = models.CharField(
        _("status"), max_length=20, choices=MergeStatus, default=MergeStatus.PROPOSED
    )
    reason = models.CharField(_("reason"), max_length=500)
    proposed_at = models.DateTimeField(_("proposed"))
    proposed_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    """Empty for the house itself, which compares what is written."""

    kept_agreed_at = models.DateTimeField(null=True)
    kept_agreed_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    kept_grounds = models.CharField(max_length=300, blank=True)
    merged_agreed_at = models.DateTimeField(null=True)
    merged_agreed_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    merged_grounds = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(_("merged"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(_("why it ended"), max_length=500, blank=True)

    objects: ClassVar[Any] = MergeQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("merge")
        ordering = ("-proposed_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kept=F("merged")), name="no_record_is_merged_with_itself"
            ),
            filled_exactly_when(
                Q(status__in=(MergeStatus.REFUSED, MergeStatus.UNDONE)),
                "ended_at",
                "ended_by",
                name="ended_merges_say_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(MergeStatus.PROPOSED, MergeStatus.REFUSED))
                | Q(
                    made_at__isnull=False,
                    kept_agreed_by__isnull=False,
                    merged_agreed_by__isnull=False,
                ),
                name="both_sides_have_agreed_to_a_merge",
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(status=MergeStatus.STANDING),
                name="a_record_is_merged_into_one_other",
            ),
            models.UniqueConstraint(
                fields=["kept", "merged"],
                condition=Q(status=MergeStatus.PROPOSED),
                name="two_records_wait_for_one_decision",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = {
            "readers": DataClass.TRACE,
            "kept": DataClass.CASEWORK,
            "merged": DataClass.CASEWORK,
            "status": DataClass.CASEWORK,
            "reason": DataClass.CASEWORK,
            "proposed_at": DataClass.TRACE,
            "proposed_by": DataClass.TRACE,
            "kept_agreed_at": DataClass.TRACE,
            "kept_agreed_by": DataClass.TRACE,
            "kept_grounds": DataClass.CASEWORK,
            "merged_agreed_at": DataClass.TRACE,
            "merged_agreed_by": DataClass.TRACE,
            "merged_grounds": DataClass.CASEWORK,
            "made_at": DataClass.TRACE,
            "ended_at": DataClass.TRACE,
            "ended_by": DataClass.TRACE,
            "end_reason": DataClass.CASEWORK,
        }

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def person_id(self, side: Side) -> UUID:
        found: UUID = getattr(self, f"{side}_id")
        return found

    def other(self, person: UUID) -> UUID:
        """The record that this one is held to be the same as."""
        return self.merged_id if person == self.kept_id else self.kept_id

    def agreed(self, side: Side) -> bool:
        return getattr(self, f"{side}_agreed_at") is not None

    @property
    def waits_for(self) -> list[Side]:
        return [side for side in Side if not self.agreed(side)]
