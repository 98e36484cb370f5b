"""Frozen numbers: what an indicator was worth for a period when its cycle was closed."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body, Region
from dayaq.indicators.terms import Sensitivity, Unit
from dayaq.kernel.constraints import in_order
from dayaq.kernel.periods import Period


class Definition(models.Model):
    """What an indicator meant when it was frozen, in every language. Append-only.

    The definition in force is in the code of the room that declares it; this is what old numbers
    are read by, whatever the code says today.
    """

    indicator = models.CharField(_("indicator"), max_length=80)
    version = models.PositiveIntegerField(_("version of the definition"))
    room = models.CharField(max_length=40)
    clauses = ArrayField(models.CharField(max_length=20))
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    sensitivity = models.CharField(max_length=10, choices=Sensitivity)
    texts = models.JSONField()
    frozen_at = models.DateTimeField(_("frozen"))

    class Meta:
        verbose_name = _("definition")
        ordering = ("indicator", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "version"], name="a_version_is_defined_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} v{self.version}"

    def text(self, part: str) -> str:
        """The title, the method…, in the language of the moment."""
        told: dict[str, str] = self.texts.get(get_language() or "az") or self.texts["az"]
        return told.get(part, "")


class ReleaseQuerySet(models.QuerySet["Release"]):
    def of_measure(self, clause: str) -> Self:
        return self.filter(clause=clause)

    def about(self, period: Period, *, body: Body | None = None) -> Self:
        """Of exactly that period, for that body or for all."""
        return self.filter(
            period_first=period.first, period_last=period.last, body=body, region=None
        )

    def newest(self) -> Self:
        """What was frozen last for its period: where records were corrected, the correction."""
        return self.filter(~Exists(_frozen_after()))

    def newest_of_its_occasion(self) -> Self:
        """The last revision on each occasion, whatever other occasions froze for the period."""
        return self.filter(~Exists(_frozen_after().filter(occasion=OuterRef("occasion"))))


def _frozen_after() -> "models.QuerySet[Release]":
    """Releases of the same indicator and period that were frozen later than the one in question."""
    return Release.objects.filter(
        indicator=OuterRef("indicator"),
        period_first=OuterRef("period_first"),
        period_last=OuterRef("period_last"),
        frozen_at__gt=OuterRef("frozen_at"),
    )


class Release(models.Model):
    """One number of one indicator: of a period, a body or all, a region or all, a category or all.

    Null means unknown and is never shown as zero; `is_covered` says that the number is known and
    was too small to be told. A frozen release is never changed: where records were corrected, the
    same occasion frozen again gives the next revision, and the first stays beside it.
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
    is_covered = models.BooleanField(_("too small to be shown"), default=False)
    labels = models.JSONField(_("name of the category"), default=dict)
    revision = models.PositiveIntegerField(pgettext_lazy("release", "revision"), default=1)
    occasion = models.CharField(_("frozen with"), max_length=80)
    frozen_at = models.DateTimeField(_("frozen"))

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("released number")
        ordering = ("indicator", "period_first", "breakdown", "category")
        indexes = (
            models.Index(fields=["period_first", "period_last", "body"], name="releases_by_period"),
        )
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
                    "revision",
                ],
                name="a_number_is_released_once_an_occasion",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(is_covered=False) | Q(numerator=None, denominator=None, value=None),
                name="covered_numbers_are_not_kept",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.period_first}–{self.period_last}"

    @property
    def label(self) -> str:
        """The name of its category, in the language of the moment."""
        return self.labels.get(get_language() or "az") or self.category
