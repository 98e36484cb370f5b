"""Frozen numbers: what an indicator was worth for a period when its cycle was closed."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body, Region
from dayaq.kernel.constraints import in_order


class ReleaseQuerySet(models.QuerySet["Release"]):
    def of_measure(self, clause: str) -> Self:
        return self.filter(clause=clause)


class Release(models.Model):
    """One number of one indicator: for a period, a body or all, a region or all, a breakdown or the whole.

    Numerator and denominator are kept as counted; `value` is what the indicator's method made of them.
    Null means unknown and is never shown as zero. A frozen release is never changed: a correction is
    a release with the next version number.
    """

    indicator = models.CharField(_("indicator"), max_length=80)
    version = models.PositiveIntegerField(_("version of the definition"))
    clause = models.CharField(_("measure"), max_length=20)
    period_first = models.DateField(_("from"))
    period_last = models.DateField(_("to"))
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    breakdown = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=120, blank=True)
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    occasion = models.CharField(_("frozen with"), max_length=80)
    frozen_at = models.DateTimeField(_("frozen"))

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("released number")
        ordering = ("indicator", "period_first", "breakdown", "category")
        constraints = (
            in_order("period_first", "period_last", name="releases_do_not_end_before_they_begin"),
            models.UniqueConstraint(
                fields=[
                    "indicator",
                    "version",
                    "occasion",
                    "body",
                    "region",
                    "breakdown",
                    "category",
                ],
                name="a_number_is_released_once_an_occasion",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.period_first}–{self.period_last}"
