"""Bodies with dated names and successors, regions, holidays, code lists and dated parameters.

Everything here is data that a ministry keeps, never a constant: each row says where it comes from
and who confirmed it, and stays unconfirmed until somebody has.
"""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dayaq.kernel.constraints import in_order
from dayaq.kernel.text import Fold, fold


class Language(models.TextChoices):
    AZ = "az", _("Azerbaijani")
    EN = "en", _("English")
    RU = "ru", _("Russian")


class Sourced(models.Model):
    """A fact with its source, and with the name of whoever confirmed it, empty until then."""

    source = models.CharField(_("source"), max_length=500, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None


class Dated(models.Model):
    """A fact that holds from one day until another; an empty end is open."""

    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def holding_on(day: date) -> Q:
    """The set-wise telling of `Dated.holds_on`."""
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))


class BodyKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    COMMITTEE = "committee", _("State committee")
    SERVICE = "service", _("State service")
    AGENCY = "agency", _("State agency")
    CABINET = "cabinet", _("Cabinet of Ministers")
    COURT = "court", _("Court")
    PROSECUTOR = "prosecutor", _("Prosecution")
    OMBUDSMAN = "ombudsman", _("Ombudsman")
    BAR = "bar", _("Bar association")
    PARLIAMENT = "parliament", _("Parliament")
    COMPANY = "company", _("State company")
    COUNCIL = "council", _("Council")
    COMMISSION = "commission", _("Commission")
    OFFICE = "office", _("Office")
    ACADEMY = "academy", _("Academy")
    NGO = "ngo", _("Non-governmental organisation")
    INTERNATIONAL = "international", _("International organisation")
    LOCAL_EXECUTIVE = "local_executive", _("Local executive authority")
    OTHER = "other", _("Other body")


class BodyQuerySet(models.QuerySet["Body"]):
    def with_names(self) -> Self:
        """With what `name_on` and `bearer_on` need, in three queries for any number of bodies."""
        return self.prefetch_related("names", "successions_from__successor__names")

    def named_like(self, words: str) -> Self:
        """Bodies of which any name, past or present, contains the words."""
        key = fold(words)
        names = BodyName.objects.annotate(key=Fold("full"), brief=Fold("short")).filter(
            Q(key__contains=key) | Q(brief__contains=key)
        )
        return self.filter(pk__in=names.values("body"))


class Body(Dated):
    """A state body, court, council, company or organisation that has a part in the plan.

    Its names are dated rows; a body that another took over keeps its own row, so that what a decree
    called it can still be printed. Holds no people: those have appointments in `accounts`.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    aliases = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        verbose_name=_("other forms in texts"),
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        ordering = ("code",)
        constraints = (in_order("since", "until", name="bodies_do_not_end_before_they_begin"),)

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date | None, *, language: str | None = None, short: bool = False) -> str:
        """What the body was called on that day; without a day, its latest name.

        Falls back to Azerbaijani and then to the code, so that a missing translation never hides a body.
        """
        wanted = (language or get_language() or Language.AZ)[:2]
        for choice in dict.fromkeys((wanted, Language.AZ.value)):
            names = [
                n
                for n in self.names.all()
                if n.language == choice and (day is None or n.holds_on(day))
            ]
            if names:
                name = max(names, key=lambda n: n.since or date.min)
                return (short and name.short) or name.full
        return self.code

    @property
    def name(self) -> str:
        return self.name_on(None)

    @property
    def short_name(self) -> str:
        return self.name_on(None, short=True)

    def bearer_on(self, day: date) -> "Body":
        """Who carries this body's duties on that day: itself, or its successor, or the successor's."""
        bearer, seen = self, {self.pk}
        while True:
            heirs = [
                s.successor
                for s in bearer.successions_from.all()
                if s.on is not None and s.on <= day
            ]
            if not heirs or heirs[0].pk in seen:
                return bearer
            bearer = heirs[0]
            seen.add(bearer.pk)


class BodyName(Dated, Sourced):
    """What a body is called, in one language, during a span of days."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=2, choices=Language)
    full = models.CharField(_("full name"), max_length=300)
    short = models.CharField(_("short name"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("name of a body")
        ordering = ("body", "language", "since")
        constraints = (in_order("since", "until", name="names_do_not_end_before_they_begin"),)

    def __str__(self) -> str:
        return self.full


class Succession(Sourced):
    """One body's duties pass to another on a day, by an act. Without the day it is only expected."""

    predecessor = models.ForeignKey(Body, models.PROTECT, related_name="successions_from")
    successor = models.ForeignKey(Body, models.PROTECT, related_name="successions_to")
    on = models.DateField(_("from"), null=True, blank=True)
    act = models.CharField(_("by act"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("succession")
        constraints = (
            models.UniqueConstraint(fields=["predecessor"], name="a_body_has_one_successor"),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="no_body_succeeds_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class BodyGroup(models.Model):
    """A class of bodies that a text names as one: "other relevant state bodies".

    Which bodies it means is said by dated decisions in `plan`.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_az = models.CharField(_("name in Azerbaijani"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        verbose_name=_("other forms in texts"),
    )
    is_involved_class = models.BooleanField(
        _("only ever involved, never an executor"), default=False
    )

    class Meta:
        verbose_name = _("group of bodies")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return (get_language() == Language.EN and self.name_en) or self.name_az


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
    def days(self) -> frozenset[date]:
        return frozenset(self.values_list("on", flat=True))


class Holiday(Sourced):
    """A day that is not a working day (Labour Code, article 105)."""

    on = models.DateField(_("day"))
    name_az = models.CharField(_("name in Azerbaijani"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

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


class CodeList(models.Model):
    """A list of codes as a standard or a ministry publishes it: system and version travel with it."""

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
    position = models.PositiveIntegerField(_("position"), default=0)

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
        found = (
            ParameterValue.objects.filter(holding_on(on), parameter__code=code)
            .order_by(models.F("since").desc(nulls_last=True))
            .values_list("value", flat=True)
            .first()
        )
        return default if found is None else found


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


class ParameterValue(Dated, Sourced):
    """What a parameter is worth during a span of days, and on whose word."""

    parameter = models.ForeignKey(Parameter, models.CASCADE, related_name="values")
    value = models.CharField(_("value"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("value of a parameter")
        ordering = ("parameter", "since")
        constraints = (in_order("since", "until", name="values_do_not_end_before_they_begin"),)

    def __str__(self) -> str:
        return self.value
