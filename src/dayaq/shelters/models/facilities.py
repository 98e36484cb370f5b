"""Facilities: what they are and whom they take; apart from that, under cover, where they are."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    BigIntegerRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import Appointment
from dayaq.cases.models import ReadQuerySet
from dayaq.cases.models.coded import CodedList
from dayaq.directory.models import Body, Region
from dayaq.kernel.constraints import in_order
from dayaq.shelters.states import Danger, FacilityKind, FacilityStatus, Owner, Resident
from dayaq.vault.models import DataClass, DataKey, Protected
from dayaq.vault.sealing import SealedField

CASEWORK, TRACE, CONTACT = DataClass.CASEWORK, DataClass.TRACE, DataClass.CONTACT


class Facility(Protected):
    """A shelter or assistance centre under a plain name that says nothing. Not where it is.

    Read by its named staff, and by who studies facilities (measures 4.1.8, 4.4.1, 4.4.4). Those who
    look for a place see what fits, through `matching`, and nothing of this row.
    """

    code = models.CharField(
        _("name in use"), max_length=40, unique=True, help_text=_("A tree, a colour: no place.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=FacilityKind)
    owner = models.CharField(_("whose it is"), max_length=10, choices=Owner)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("body whose people work there")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    status = models.CharField(
        _("status"), max_length=10, choices=FacilityStatus, default=FacilityStatus.PLANNED
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed down on"), null=True, blank=True)
    takes = ArrayField(
        models.CharField(max_length=10, choices=Resident),
        verbose_name=_("whom it takes"),
        default=list,
    )
    from_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    to_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    is_step_free = models.BooleanField(_("reachable in a wheelchair"), default=False)
    languages = CodedList(_("languages"), list_code="language")
    stands = models.CharField(
        _("how much danger it can stand"), max_length=10, choices=Danger, default=Danger.MEDIUM
    )
    key = models.OneToOneField(DataKey, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = ReadQuerySet["Facility"].as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        ordering = ("code",)
        indexes = (GinIndex(fields=["readers"], name="facilities_by_reader"),)
        constraints = (in_order("opened_on", "closed_on", name="facilities_close_after_opening"),)

    class Privacy:
        shareable = frozenset({"id", "code"})
        confidential = {
            "readers": TRACE,
            "kind": CASEWORK,
            "owner": CASEWORK,
            "body": CASEWORK,
            "region": CONTACT,
            "status": CASEWORK,
            "opened_on": CASEWORK,
            "closed_on": CASEWORK,
            "takes": CASEWORK,
            "from_age": CASEWORK,
            "to_age": CASEWORK,
            "is_step_free": CASEWORK,
            "languages": CASEWORK,
            "stands": CASEWORK,
            "key": TRACE,
        }

    def __str__(self) -> str:
        return self.code


class OfFacility(Protected):
    """A row of one facility."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="%(class)ss")

    objects: ClassVar[Any] = ReadQuerySet[Any].as_manager()

    class Meta(Protected.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def key(self) -> DataKey:
        return self.facility.key


OF_FACILITY = {"readers": TRACE, "facility": TRACE}


class Location(OfFacility):
    """Where a facility is. Opens to its named staff, and for some hours to who brings somebody."""

    address = SealedField(_("address"), kind="text")
    directions = SealedField(_("how to get there"), kind="text")
    phone = SealedField(_("phone"), kind="phone")
    saved_at = models.DateTimeField(_("saved"))

    class Meta(Protected.Meta):
        verbose_name = _("location")
        constraints = (
            models.UniqueConstraint(fields=["facility"], name="a_facility_is_in_one_place"),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = OF_FACILITY | {
            "address": CONTACT,
            "directions": CONTACT,
            "phone": CONTACT,
            "saved_at": TRACE,
        }


class StaffQuerySet(ReadQuerySet["Staff"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)


class Staff(OfFacility):
    """Somebody named to work in a facility: reads what is written there, and where it is."""

    appointment = models.ForeignKey(Appointment, models.DO_NOTHING, related_name="+")
    given_at = models.DateTimeField(_("named"))
    ended_at = models.DateTimeField(_("until"), null=True)

    objects: ClassVar[Any] = StaffQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("person of a facility")
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "appointment"],
                condition=Q(ended_at=None),
                name="nobody_is_named_twice_for_a_facility",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = OF_FACILITY | {
            "appointment": CASEWORK,
            "given_at": TRACE,
            "ended_at": TRACE,
        }


class AddressOpening(OfFacility):
    """Somebody learned for some hours where a facility is: who, because of which case, and whether they looked."""

    appointment = models.ForeignKey(Appointment, models.DO_NOTHING, related_name="+")
    case_key = models.UUIDField(_("because of the case"))
    given_at = models.DateTimeField(_("given"))
    ends_at = models.DateTimeField(_("until"))
    looked_at = models.DateTimeField(_("looked"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    why_closed = models.CharField(_("why it was closed early"), max_length=200, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("opening of an address")
        ordering = ("-given_at", "id")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = OF_FACILITY | {
            "appointment": CASEWORK,
            "case_key": TRACE,
            "given_at": CASEWORK,
            "ends_at": CASEWORK,
            "looked_at": CASEWORK,
            "closed_at": CASEWORK,
            "why_closed": CASEWORK,
        }

    def is_live(self, *, at: datetime) -> bool:
        return self.closed_at is None and self.given_at <= at < self.ends_at


class Bed(OfFacility):
    """One bed in a room. Taken out of use, never deleted: old stays name it."""

    room = models.CharField(_("room"), max_length=40)
    name = models.CharField(_("bed"), max_length=20)
    is_out = models.BooleanField(_("out of use"), default=False)

    class Meta(Protected.Meta):
        verbose_name = _("bed")
        verbose_name_plural = _("beds")
        ordering = ("room", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "room", "name"], name="a_room_has_each_bed_once"
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = OF_FACILITY | {"room": CASEWORK, "name": CASEWORK, "is_out": CASEWORK}

    def __str__(self) -> str:
        return f"{self.room}/{self.name}"


def _same_bed() -> Any:
    """The bed as a point of whole numbers: equality of uuids needs an extension, ranges do not."""
    number: Any = Func(
        F("bed"),
        Value(0),
        function="uuid_hash_extended",
        output_field=models.BigIntegerField(),
    )
    return Func(
        number, number, Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


class Booking(OfFacility):
    """A bed is taken from one moment to another, for a hold and then a stay. No two share a moment."""

    taken_by = models.UUIDField(_("taken by the hold"), db_index=True)
    bed = models.ForeignKey(Bed, models.PROTECT, related_name="bookings")
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True)

    class Meta(Protected.Meta):
        verbose_name = _("booking of a bed")
        constraints = (
            ExclusionConstraint(
                name="no_bed_is_taken_twice_at_once",
                expressions=[
                    (_same_bed(), RangeOperators.OVERLAPS),
                    (
                        Func(
                            F("begins_at"),
                            F("ends_at"),
                            Value("[)"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = OF_FACILITY | {
            "taken_by": TRACE,
            "bed": CASEWORK,
            "begins_at": CASEWORK,
            "ends_at": CASEWORK,
        }


class Assessment(OfFacility):
    """What somebody found who looked at a facility: standards met, and what it needs in money."""

    on = models.DateField(_("day"))
    by = models.CharField(_("assessed by"), max_length=200)
    standards_met = models.PositiveSmallIntegerField(_("standards met"))
    standards_asked = models.PositiveSmallIntegerField(_("standards asked"))
    findings = models.TextField(_("findings"), blank=True, max_length=5000)
    need = models.DecimalField(
        _("funding needed a year, AZN"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    allocated = models.DecimalField(
        _("allocated a year, AZN"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    class Meta(Protected.Meta):
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("-on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(standards_met__lte=F("standards_asked")),
                name="no_more_standards_are_met_than_asked",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = OF_FACILITY | {
            "on": CASEWORK,
            "by": CASEWORK,
            "standards_met": CASEWORK,
            "standards_asked": CASEWORK,
            "findings": CASEWORK,
            "need": CASEWORK,
            "allocated": CASEWORK,
        }


__all__ = ["AddressOpening", "Assessment", "Bed", "Booking", "Facility", "Location", "Staff"]
