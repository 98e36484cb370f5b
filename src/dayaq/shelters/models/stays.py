"""A place for somebody: asked for, held, accepted; the stay, its days, and how it ended."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import CaseRecord, Consent, Grant, ReadQuerySet
from dayaq.cases.models.acts import parts_of_a_case
from dayaq.cases.models.cases import CASE_RECORD
from dayaq.cases.models.coded import CodedList
from dayaq.cases.states import Part
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.shelters.models.facilities import Facility
from dayaq.shelters.states import (
    HERE,
    Danger,
    Departure,
    EntryKind,
    HoldStatus,
    PlaceStatus,
    RefusalReason,
    Resident,
    StayStatus,
)
from dayaq.vault.models import DataClass
from dayaq.vault.sealing import SealedField

CASEWORK, TRACE, CONTACT = DataClass.CASEWORK, DataClass.TRACE, DataClass.CONTACT
SENSITIVE = DataClass.SENSITIVE
WHO = settings.AUTH_USER_MODEL


class PlaceRequest(CaseRecord):
    """Somebody needs a place: what must fit, in codes. Read by those who may know where the person is."""

    PART = Part.WHEREABOUTS

    status = models.CharField(
        _("status"), max_length=10, choices=PlaceStatus, default=PlaceStatus.OPEN
    )
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    who = models.CharField(_("for whom"), max_length=10, choices=Resident)
    age = models.PositiveSmallIntegerField(_("age, as far as known"), null=True, blank=True)
    children = models.PositiveSmallIntegerField(_("children who come along"), default=0)
    needs_step_free = models.BooleanField(_("comes in a wheelchair"), default=False)
    languages = CodedList(_("languages"), list_code="language")
    danger = models.CharField(
        _("danger from outside"), max_length=10, choices=Danger, default=Danger.MEDIUM
    )
    avoid = ArrayField(
        models.BigIntegerField(), verbose_name=_("regions to stay away from"), default=list
    )
    """Ids of regions: where those are whom the person flees."""

    parts = parts_of_a_case()
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta(CaseRecord.Meta):
        verbose_name = _("request for a place")
        verbose_name_plural = _("requests for a place")
        ordering = ("asked_at", "id")
        indexes = (GinIndex(fields=["readers"], name="places_by_reader"),)
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=(PlaceStatus.OPEN, PlaceStatus.HELD)),
                name="one_place_is_looked_for_at_a_time",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "status": CASEWORK,
            "asked_at": CASEWORK,
            "asked_by": TRACE,
            "who": CASEWORK,
            "age": SENSITIVE,
            "children": CASEWORK,
            "needs_step_free": SENSITIVE,
            "languages": CASEWORK,
            "danger": CASEWORK,
            "avoid": CONTACT,
            "parts": CASEWORK,
            "consent": TRACE,
            "settled_at": CASEWORK,
        }


class HoldQuerySet(ReadQuerySet["Hold"]):
    def waiting(self) -> Self:
        return self.filter(status=HoldStatus.HELD)

    def run_out(self, *, at: datetime) -> Self:
        return self.filter(status=HoldStatus.HELD, until__lte=at)


class Hold(CaseRecord):
    """Beds of one facility kept for a request for some hours, until the facility answers."""

    PART = Part.WHEREABOUTS

    request = models.ForeignKey(PlaceRequest, models.PROTECT, related_name="holds")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+")
    status = models.CharField(
        _("status"), max_length=10, choices=HoldStatus, default=HoldStatus.HELD
    )
    held_at = models.DateTimeField(_("held since"))
    until = models.DateTimeField(_("held until"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("why refused"), max_length=10, choices=RefusalReason, blank=True)

    objects: ClassVar[Any] = HoldQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("hold of a bed")
        verbose_name_plural = _("holds of beds")
        ordering = ("-held_at", "id")
        indexes = (GinIndex(fields=["readers"], name="holds_by_reader"),)
        constraints = (
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(status=HoldStatus.HELD),
                name="one_facility_is_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=HoldStatus.REFUSED) | ~Q(reason=""),
                name="refused_places_say_why",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "request": TRACE,
            "facility": CONTACT,
            "status": CASEWORK,
            "held_at": CASEWORK,
            "until": CASEWORK,
            "answered_at": CASEWORK,
            "answered_by": TRACE,
            "reason": CASEWORK,
        }


class StayQuerySet(ReadQuerySet["Stay"]):
    def here(self) -> Self:
        """Expected, staying, or away for a while: their beds are theirs."""
        return self.filter(status__in=HERE)


class Stay(CaseRecord):
    """Somebody lives in a facility. The most dangerous thing to know of a person."""

    PART = Part.WHEREABOUTS

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+")
    hold = models.OneToOneField(Hold, models.PROTECT, related_name="stay")
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, related_name="+")
    status = models.CharField(
        _("status"), max_length=10, choices=StayStatus, default=StayStatus.EXPECTED
    )
    accepted_at = models.DateTimeField(_("accepted at"))
    arrived_at = models.DateTimeField(_("arrived"), null=True)
    left_at = models.DateTimeField(_("left"), null=True)
    departure = models.CharField(_("where to"), max_length=15, choices=Departure, blank=True)
    aftercare = SealedField(_("how it goes on outside"), kind="text")

    objects: ClassVar[Any] = StayQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        ordering = ("-accepted_at", "id")
        indexes = (GinIndex(fields=["readers"], name="stays_by_reader"),)
        constraints = (
            filled_exactly_when(
                Q(status__in=(StayStatus.LEFT, StayStatus.NEVER_CAME)),
                "left_at",
                name="ended_stays_say_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=StayStatus.LEFT) | ~Q(departure=""),
                name="who_left_went_somewhere",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "facility": CONTACT,
            "hold": TRACE,
            "grant": TRACE,
            "status": CONTACT,
            "accepted_at": CASEWORK,
            "arrived_at": CASEWORK,
            "left_at": CASEWORK,
            "departure": CONTACT,
            "aftercare": SENSITIVE,
        }


class StayEntry(CaseRecord):
    """What happened on a day of a stay: went out, came back, an incident, a visit, what was needed."""

    PART = Part.WHEREABOUTS

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="entries")
    kind = models.CharField(_("what happened"), max_length=10, choices=EntryKind)
    at = models.DateTimeField(_("when"))
    back_by = models.DateTimeField(_("back by"), null=True, blank=True)
    is_serious = models.BooleanField(_("serious"), default=False)
    words = SealedField(_("in words"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("entry of a stay")
        verbose_name_plural = _("entries of a stay")
        ordering = ("-at", "id")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "stay": TRACE,
            "kind": SENSITIVE,
            "at": CONTACT,
            "back_by": CONTACT,
            "is_serious": SENSITIVE,
            "words": SENSITIVE,
        }
