"""Regions, and the days that are not working days."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models.facts import Dated, Language, Sourced


class RegionKind(models.TextChoices):
    REPUBLIC = "republic", _("Republic")
    AUTONOMOUS_REPUBLIC = "autonomous_republic", _("Autonomous republic")
    ECONOMIC_REGION = "economic_region", _("Economic region")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")


class Region(Dated, Sourced):
    """A district, a city under republican rule, or what they are grouped in."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=RegionKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    name_az = models.CharField(_("name in Azerbaijani"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        verbose_name = _("region")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == Language.EN else self.name_az


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def standing(self) -> Self:
        return self.filter(is_withdrawn=False)

    def days(self) -> frozenset[date]:
        """The days on which nobody is expected to work."""
        return frozenset(self.standing().values_list("on", flat=True))


class Holiday(Sourced):
    """A day that is not a working day (Labour Code, article 105).

    A day that turns out to be a working day is withdrawn, not deleted: its history stays.
    """

    on = models.DateField(_("day"))
    name_az = models.CharField(_("name in Azerbaijani"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("public holiday")
        ordering = ("on",)
        constraints = (
            models.UniqueConstraint(fields=["on", "name_az"], name="a_holiday_is_named_once_a_day"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == Language.EN else self.name_az
