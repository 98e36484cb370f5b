"""Screening instruments as versioned data, and what screenings with them showed."""

from collections import defaultdict
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import Appointment
from dayaq.cases.models import Case, Coded, CodedList, ReadQuerySet
from dayaq.directory.models import Body, Region
from dayaq.directory.models.facts import Sourced
from dayaq.referrals.models.referrals import Referral
from dayaq.referrals.models.rules import Tally, result_of
from dayaq.referrals.states import (
    NEXT_INSTRUMENT,
    Audience,
    InstrumentStatus,
    Result,
    Role,
    Rule,
    Topic,
    Weight,
)
from dayaq.vault.models import DataClass, Protected

CASEWORK, TRACE, SENSITIVE = DataClass.CASEWORK, DataClass.TRACE, DataClass.SENSITIVE
LANGUAGES = ("az", "en", "ru")


def in_language(row: models.Model, name: str) -> str:
    """The text in the language of the moment; where it is missing, in Azerbaijani."""
    own = getattr(row, f"{name}_{(get_language() or 'az')[:2]}", "")
    return str(own or getattr(row, f"{name}_az"))


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def in_force(self, *, on: date) -> Self:
        """The newest version of each instrument that was published by then."""
        published = self.filter(status=InstrumentStatus.IN_FORCE, since__lte=on)
        newer = Instrument.objects.filter(
            status=InstrumentStatus.IN_FORCE,
            since__lte=on,
            code=models.OuterRef("code"),
            version__gt=models.OuterRef("version"),
        )
        return published.filter(~models.Exists(newer))


class Instrument(Sourced):
    """One version of a list of signs with the rule by which they come to a result.

    Once published its signs never change: screenings say what they meant. Measure 4.1.3.
    """

    code = models.SlugField(_("code"), max_length=60)
    version = models.PositiveIntegerField(_("version"), default=1)
    status = models.CharField(
        _("status"), max_length=10, choices=InstrumentStatus, default=InstrumentStatus.DRAFT
    )
    topic = models.CharField(_("what it is about"), max_length=10, choices=Topic)
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience)
    rule = models.CharField(_("rule"), max_length=10, choices=Rule)
    since = models.DateField(_("published from"), null=True, blank=True)
    title_az = models.CharField(_("title in Azerbaijani"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=200, blank=True)
    intro_az = models.TextField(_("how to use it, in Azerbaijani"), max_length=1000, blank=True)
    intro_en = models.TextField(_("how to use it, in English"), max_length=1000, blank=True)
    intro_ru = models.TextField(_("how to use it, in Russian"), max_length=1000, blank=True)
    note = models.TextField(_("note for those who keep it"), max_length=1000, blank=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening instrument")
        ordering = ("topic", "code", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "version"], name="an_instrument_has_a_version_once"
            ),
            models.CheckConstraint(
                condition=Q(status=InstrumentStatus.DRAFT) | Q(since__isnull=False),
                name="what_is_published_says_from_when",
            ),
        )

    class Privacy:
        shareable = frozenset(
            {
                "id", "code", "version", "status", "topic", "audience", "rule", "since",
                "title_az", "title_en", "title_ru", "intro_az", "intro_en", "intro_ru", "note",
                "source", "confirmed_by", "confirmed_on",
            }
        )  # fmt: skip
        confidential: ClassVar[dict[str, DataClass]] = {}

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def intro(self) -> str:
        return in_language(self, "intro")

    def can_become(self, status: InstrumentStatus) -> bool:
        return status in NEXT_INSTRUMENT[InstrumentStatus(self.status)]

    @property
    def is_draft(self) -> bool:
        return self.status == InstrumentStatus.DRAFT

    def verdict(self, seen: "set[int]") -> "Verdict":
        """What the seen signs come to, with how each dimension came to it. Needs dimensions and signs."""
        found = [
            Found(dimension, [sign for sign in dimension.signs.all() if sign.pk in seen])
            for dimension in self.dimensions.all()
        ]
        tallies: defaultdict[str, Tally] = defaultdict(Tally)
        for one in found:
            here, before = one.tally, tallies[one.dimension.role]
            tallies[one.dimension.role] = Tally(
                before.strong + here.strong,
                before.medium + here.medium,
                before.weak + here.weak,
            )
        return Verdict(Result(result_of(self.rule, self.audience, tallies)), found)


class Dimension(models.Model):
    """A group of signs of one instrument: recruitment, exploitation, coercion."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="dimensions")
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    role = models.CharField(_("what the rule asks it for"), max_length=20, choices=Role)
    title_az = models.CharField(_("title in Azerbaijani"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("dimension")
        ordering = ("instrument", "position", "pk")

    class Privacy:
        shareable = frozenset(
            {"id", "instrument", "position", "role", "title_az", "title_en", "title_ru"}
        )
        confidential: ClassVar[dict[str, DataClass]] = {}

    def __str__(self) -> str:
        return in_language(self, "title")


class Sign(models.Model):
    """One thing that may be seen or told, with its weight under the rule."""

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="signs")
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    weight = models.CharField(_("weight"), max_length=1, choices=Weight, default=Weight.MEDIUM)
    text_az = models.CharField(_("sign in Azerbaijani"), max_length=300)
    text_en = models.CharField(_("sign in English"), max_length=300, blank=True)
    text_ru = models.CharField(_("sign in Russian"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sign")
        ordering = ("dimension", "position", "pk")

    class Privacy:
        shareable = frozenset(
            {"id", "dimension", "position", "weight", "text_az", "text_en", "text_ru"}
        )
        confidential: ClassVar[dict[str, DataClass]] = {}

    def __str__(self) -> str:
        return in_language(self, "text")


class Found:
    """A dimension with the signs that were seen in it."""

    def __init__(self, dimension: Dimension, signs: list[Sign]) -> None:
        self.dimension, self.signs = dimension, signs
        self.tally = Tally.of(sign.weight for sign in signs)

    @property
    def is_positive(self) -> bool:
        return self.tally.is_positive


class Verdict:
    """The result of a screening, which explains itself."""

    def __init__(self, result: Result, found: list[Found]) -> None:
        self.result, self.found = result, found

    @property
    def positive(self) -> list[str]:
        return [one.dimension.role for one in self.found if one.is_positive]


class ScreeningQuerySet(ReadQuerySet["Screening"]):
    def negative(self) -> Self:
        return self.filter(result=Result.NONE)


class Screening(Protected):
    """One person looked at with an instrument, at a border, an inspection, in a case. All are counted.

    Without a case it is about nobody who could be named: where, which signs, what they come to.
    """

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="screenings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    post = models.ForeignKey(Appointment, models.DO_NOTHING, related_name="+")
    held_at = models.DateTimeField(_("when"))
    occasion = Coded(_("how you met the person"), list_code="referral-occasion")
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    sex = Coded(_("sex"), list_code="sex")
    majority = Coded(_("child or adult"), list_code="majority")
    citizenships = CodedList(_("citizenship"), list_code="country")
    seen = ArrayField(models.IntegerField(), verbose_name=_("signs that were seen"), default=list)
    result = models.CharField(_("result"), max_length=20, choices=Result)
    positive = ArrayField(
        models.CharField(max_length=20, choices=Role),
        verbose_name=_("dimensions that are positive"),
        default=list,
        blank=True,
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="screenings")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="screenings")

    objects: ClassVar[Any] = ScreeningQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ("-held_at", "id")
        indexes = (models.Index(fields=["-held_at"], name="screenings_by_day"),)

    class Privacy:
        shareable = frozenset({"id"})
        confidential: ClassVar[dict[str, DataClass]] = {
            "readers": TRACE,
            "instrument": CASEWORK,
            "body": CASEWORK,
            "post": TRACE,
            "held_at": CASEWORK,
            "occasion": CASEWORK,
            "region": CASEWORK,
            "sex": CASEWORK,
            "majority": CASEWORK,
            "citizenships": CASEWORK,
            "seen": SENSITIVE,
            "result": SENSITIVE,
            "positive": SENSITIVE,
            "case": TRACE,
            "referral": TRACE,
        }

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
