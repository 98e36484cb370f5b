"""Code lists as they are published, and the dated parameters that rules use."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models.facts import Dated, Language, Sourced, holding_on
from dayaq.directory.sentences import said
from dayaq.directory.values import UNITS, told
from dayaq.kernel.constraints import in_order, never_two_at_once
from dayaq.kernel.once import once, remembers


class CodeList(models.Model):
    """A list of codes as it was published: its system and version travel with it."""

    code = models.SlugField(_("code"), max_length=60)
    system = models.CharField(_("system"), max_length=100)
    version = models.CharField(_("version"), max_length=40)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    name_az = models.CharField(_("name in Azerbaijani"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        verbose_name = _("code list")
        ordering = ("code", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "version"], name="a_list_has_each_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.system} {self.version})"

    @property
    def name(self) -> str:
        return self.name_en if get_language() == Language.EN else self.name_az


class CodeQuerySet(models.QuerySet["Code"]):
    def of_list(self, code: str, *, on: date) -> Self:
        """What may be chosen on that day from the newest version of that list, in its order."""
        newest = CodeList.objects.filter(code=code).order_by("-pk").values("pk")[:1]
        return self.filter(holding_on(on), list__in=newest).order_by("position", "code")


class Code(Dated):
    """One entry of a code list. Retired by its end date, never deleted: old records use it."""

    list = models.ForeignKey(CodeList, models.PROTECT, related_name="codes")
    code = models.CharField(_("code"), max_length=80)
    name_az = models.CharField(_("name in Azerbaijani"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    broader = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("part of"),
    )
    position = models.PositiveIntegerField(pgettext_lazy("order", "position"), default=0)

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code")
        ordering = ("list", "position", "code")
        constraints = (
            models.UniqueConstraint(fields=["list", "code"], name="a_code_stands_once_in_its_list"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == Language.EN else self.name_az


class ParameterQuerySet(models.QuerySet["Parameter"]):
    def with_values(self) -> Self:
        return self.prefetch_related("values")

    def value_of(self, code: str, *, on: date, default: str) -> str:
        """The value that holds on that day, or the default where the ministry has set none."""
        holding = ParameterValue.objects.filter(holding_on(on)).order_by(
            models.F("since").asc(nulls_first=True)
        )
        pairs = holding.values_list("parameter__code", "value")
        if remembers():
            values = once(f"directory.parameters.{on}", lambda: dict(pairs))
        else:
            values = dict(pairs.filter(parameter__code=code))
        return values.get(code, default)


class Parameter(models.Model):
    """A number, date or switch that a rule uses: 24 hours, 30 days, two thirds."""

    code = models.CharField(_("code"), max_length=80, unique=True)
    name_az = models.CharField(_("name in Azerbaijani"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    value_type = models.CharField(_("kind of value"), max_length=20, default="text")

    objects = ParameterQuerySet.as_manager()

    class Meta:
        verbose_name = _("parameter")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == Language.EN else self.name_az

    @property
    def unit_told(self) -> str:
        """The unit in the reader's language; a currency's code stays."""
        return str(UNITS.get(self.unit, self.unit))

    def value_on(self, day: date) -> "ParameterValue | None":
        """What holds on that day, of the values fetched by `with_values`."""
        return next((value for value in self.values.all() if value.holds_on(day)), None)


class ParameterValue(Dated, Sourced):
    """What a parameter is worth during a span of days, and on whose word."""

    parameter = models.ForeignKey(Parameter, models.CASCADE, related_name="values")
    value = models.CharField(_("value"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("value of a parameter")
        ordering = ("parameter", "since")
        constraints = (
            in_order("since", "until", name="values_do_not_end_before_they_begin"),
            never_two_at_once("parameter", name="a_parameter_has_one_value_at_a_time"),
        )

    def __str__(self) -> str:
        return self.value

    def told(self) -> str:
        """The value as a person reads it."""
        return told(self.value, self.parameter.value_type)

    @property
    def note_in_words(self) -> str:
        """The note in the reader's language, where it came with the product."""
        return said(self.note)
