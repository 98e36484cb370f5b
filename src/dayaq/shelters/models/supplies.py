"""What a facility needs for daily life: how much is wanted, how much is there, and each change of it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import ReadQuerySet
from dayaq.shelters.models.facilities import CASEWORK, OF_FACILITY, TRACE, OfFacility
from dayaq.shelters.states import SupplyKind
from dayaq.vault.models import Protected


class SupplyQuerySet(ReadQuerySet["Supply"]):
    def short(self) -> Self:
        """Less is there than is wanted."""
        return self.filter(in_stock__lt=F("wanted"))


class Supply(OfFacility):
    """One thing of the inventory (measures 4.4.1, 4.4.4): beds linen, food, medicines, school things.

    Says nothing of who is given any of it: that stands in the days of a stay.
    """

    what = models.CharField(_("what"), max_length=100)
    unit = models.CharField(_("unit"), max_length=20, help_text=_("Piece, kilogram, pack."))
    wanted = models.PositiveIntegerField(_("wanted"))
    in_stock = models.PositiveIntegerField(_("in stock"), default=0)
    changed_at = models.DateTimeField(_("changed"))

    objects: ClassVar[Any] = SupplyQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("thing of the inventory")
        verbose_name_plural = _("inventory of needs")
        ordering = ("what", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "what", "unit"], name="a_facility_lists_each_thing_once"
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = OF_FACILITY | {
            "what": CASEWORK,
            "unit": CASEWORK,
            "wanted": CASEWORK,
            "in_stock": CASEWORK,
            "changed_at": TRACE,
        }

    def __str__(self) -> str:
        return self.what

    @property
    def missing(self) -> int:
        return max(self.wanted - self.in_stock, 0)


class SupplyEntry(OfFacility):
    """One change: received, given out, counted anew, wanted otherwise. Never rewritten."""

    supply = models.ForeignKey(Supply, models.PROTECT, related_name="entries")
    kind = models.CharField(_("what happened"), max_length=10, choices=SupplyKind)
    amount = models.PositiveIntegerField(_("how many"))
    in_stock = models.PositiveIntegerField(_("in stock after that"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(_("from whom, why"), max_length=200, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("entry of the inventory")
        verbose_name_plural = _("entries of the inventory")
        ordering = ("-at", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind__in=(SupplyKind.RECEIVED, SupplyKind.GIVEN)) | Q(amount__gt=0),
                name="nothing_is_received_or_given_out_in_noughts",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = OF_FACILITY | {
            "supply": TRACE,
            "kind": CASEWORK,
            "amount": CASEWORK,
            "in_stock": CASEWORK,
            "at": CASEWORK,
            "by": TRACE,
            "words": CASEWORK,
        }
