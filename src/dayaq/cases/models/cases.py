"""A case: one person's path through the referral mechanism, and the steps of its life."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.coded import Coded
from dayaq.cases.models.people import RECORD, Person, ReadQuerySet
from dayaq.cases.states import NEXT, Part, Status
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.vault.context import house
from dayaq.vault.models import DataClass, DataKey, Protected
from dayaq.vault.sealing import SealedField

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


def new_reference() -> str:
    """A reference that says nothing of when, where or who; no letters that look alike."""
    return get_random_string(10, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ")


class CaseQuerySet(ReadQuerySet["Case"]):
    def open(self) -> Self:
        return self.exclude(status=Status.CLOSED)

    def led_by(self, bodies: "Iterable[int]") -> Self:
        return self.filter(lead__in=list(bodies))

    def due_by(self, at: datetime) -> Self:
        """Cases whose nearest clock has run out, or runs out by then."""
        return self.open().filter(clock_at__lte=at)


class Case(Protected):
    """The cover of a case: state, lead, clock. No name, no place, no story.

    What is told stands in sections, each with readers of its own. The subject's key seals all of
    them.
    """

    PART = Part.COVER

    reference = models.CharField(
        _("reference"), max_length=10, unique=True, default=new_reference, editable=False
    )
    subject = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    lead = models.ForeignKey(
        Body, models.PROTECT, related_name="led_cases", verbose_name=_("lead body")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PRESUMED)
    majority = Coded(_("child or adult"), list_code="majority")
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(_("last reviewed"))
    clock_at = models.DateTimeField(_("next clock"), null=True)
    clock = models.CharField(_("what is due"), max_length=60, blank=True)
    """A code of `clocks.CLOCKS`: what has to have happened by `clock_at`."""

    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closure_reason = Coded(_("reason for closing"), list_code="closure-reason")
    sealed_elsewhere = models.JSONField(default=dict, editable=False)
    """Sections of the person that seals in other cases of theirs close: which bodies these leave."""

    revision = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = (
            GinIndex(fields=["readers"], name="cases_by_reader", opclasses=["sec.readers"]),
            models.Index(fields=["status", "clock_at", "id"], name="cases_by_status"),
            models.Index(
                fields=["closed_at", "id"], condition=~Q(closed_at=None), name="cases_by_closing"
            ),
            models.Index(fields=["clock_at", "id"], name="cases_by_clock"),
            models.Index(fields=["-opened_at", "id"], name="cases_by_opening"),
        )
        constraints = (
            filled_exactly_when(
                Q(status=Status.CLOSED),
                "closed_at",
                "closed_by",
                name="closed_cases_say_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED) | ~Q(closure_reason=""),
                name="closed_cases_say_why",
            ),
        )

    class Privacy:
        shareable = frozenset({"id", "reference", "status"})
        confidential = {
            "readers": DataClass.TRACE,
            "subject": DataClass.TRACE,
            "lead": DataClass.CASEWORK,
            "majority": DataClass.CASEWORK,
            "opened_at": DataClass.CASEWORK,
            "opened_by": DataClass.TRACE,
            "reviewed_at": DataClass.CASEWORK,
            "clock_at": DataClass.CASEWORK,
            "clock": DataClass.CASEWORK,
            "closed_at": DataClass.CASEWORK,
            "closed_by": DataClass.TRACE,
            "closure_reason": DataClass.CASEWORK,
            "sealed_elsewhere": DataClass.CASEWORK,
            "revision": DataClass.TRACE,
        }

    def __str__(self) -> str:
        return self.reference

    @property
    def key(self) -> DataKey:
        return self.subject.key

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED

    def can_become(self, status: Status) -> bool:
        return status in NEXT[Status(self.status)]

    def is_overdue(self, *, at: datetime) -> bool:
        return not self.is_closed and self.clock_at is not None and self.clock_at <= at


def references_of(cases: "Iterable[UUID]") -> "dict[UUID, str]":
    """The bare references of cases, for those who watch over acts and see no cover."""
    with house("references"):
        rows = Case.objects.for_house().filter(pk__in=set(cases))
        return dict(rows.values_list("pk", "reference"))


class CaseRecord(Protected):
    """Something told or decided in a case; its readers are those of its section."""

    PART: ClassVar[Part]

    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)ss")
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by")
    )

    objects: ClassVar[Any] = ReadQuerySet[Any].as_manager()

    class Meta(Protected.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def key(self) -> DataKey:
        return self.case.key

    @classmethod
    def about(cls, case: Case) -> Any:
        """The rows that a case shows, with what opening them needs; name the audience next."""
        return cls.objects.filter(case=case).select_related("case__subject__key", "saved_by")


CASE_RECORD = RECORD | {"case": DataClass.TRACE}


class Transition(CaseRecord):
    """One step in the life of a case: from what, to what, on which day, why, by whose decision."""

    PART = Part.COVER

    before = models.CharField(_("before"), max_length=20, choices=Status, blank=True)
    after = models.CharField(_("after"), max_length=20, choices=Status)
    decided_on = models.DateField(_("day of the decision"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    reason = Coded(_("reason"), list_code="decision-reason")
    explanation = SealedField(_("explanation"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("saved_at", "id")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "before": DataClass.CASEWORK,
            "after": DataClass.CASEWORK,
            "decided_on": DataClass.CASEWORK,
            "body": DataClass.CASEWORK,
            "reason": DataClass.CASEWORK,
            "explanation": DataClass.SENSITIVE,
        }


__all__ = ["CASE_RECORD", "Case", "CaseRecord", "Transition"]
