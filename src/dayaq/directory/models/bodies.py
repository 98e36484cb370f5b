"""Bodies with their dated names and successors, and the groups that texts name as one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models.facts import Dated, Language, Sourced
from dayaq.directory.sentences import said
from dayaq.kernel.constraints import in_order, never_two_at_once
from dayaq.kernel.once import once, remembers
from dayaq.kernel.text import AzOrder, Fold, fold


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
        heirs = Succession.objects.select_related("successor")
        return self.prefetch_related(
            "names",
            models.Prefetch("successions_from", heirs),
            "successions_from__successor__names",
        )

    def to_choose_from(self) -> Self:
        """For a field in which one picks a body: with names alone, in the order of names."""
        return self.by_name().prefetch_related("names")

    def by_number(self) -> dict[int, "Body"]:
        """Every body by its number, in the order of names, each with what it is a part of."""
        found = {body.pk: body for body in self.to_choose_from()}
        for body in found.values():
            body.parent = found.get(body.parent_id or 0)
        return found

    def by_name(self) -> Self:
        """In the order of their latest Azerbaijani names, as a dictionary has it."""
        latest = BodyName.objects.filter(body=OuterRef("pk"), language=Language.AZ).order_by(
            F("since").desc(nulls_last=True)
        )
        return self.annotate(latest_name=Subquery(latest.values("full")[:1])).order_by(
            AzOrder("latest_name"), "code"
        )

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

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any
    ) -> Self:
        """While a page is made, each body comes with its names, as if prefetched: one query in all."""
        body = super().from_db(db, field_names, values, **more)
        if remembers():
            names = _NamesOnce(BodyName).of(body.pk)
            body._prefetched_objects_cache = {"names": names}  # type: ignore[attr-defined]
        return body

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date | None, *, language: str | None = None, short: bool = False) -> str:
        """What the body was called on that day; without a day, its latest name.

        Falls back to Azerbaijani, then to the code: a missing translation never hides a body.
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
        """Who carries this body's duties on that day: itself, its successor, or the successor's."""
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
        constraints = (
            in_order("since", "until", name="names_do_not_end_before_they_begin"),
            never_two_at_once(
                "body", words=("language",), name="a_body_has_one_name_at_a_time_in_a_language"
            ),
        )

    def __str__(self) -> str:
        return self.full


class _NamesOnce(models.QuerySet[BodyName]):
    """The names of one body as Django keeps what it prefetched, asked for with those of all others."""

    _body = 0

    def of(self, body: int) -> Self:
        self._body = body
        return self

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._result_cache = once("directory.names", _names_by_body).get(self._body, [])
            self._prefetch_done = True

    def _chain(self) -> Any:
        """A narrower question is one to the database."""
        return BodyName.objects.filter(body=self._body)

    def exists(self) -> bool:
        return bool(len(self))

    def count(self) -> int:
        return len(self)


Names = dict[int, list[BodyName]]


def _names_by_body() -> Names:
    """The names of all bodies: some hundreds of rows, as many as one list asks for."""
    found: Names = {}
    for name in BodyName.objects.all():
        found.setdefault(name.body_id, []).append(name)
    return found


def names_print() -> models.Func:
    """The fingerprint of all names, for whoever reads a row at the beginning of a page anyway."""
    written = "(SELECT md5(string_agg(n::text, '' ORDER BY n.id)) FROM directory_bodyname n)"
    return models.Func(template=written, output_field=models.CharField())


@dataclass(frozen=True, slots=True)
class _Kept:
    stand: str
    names: Names


_kept = _Kept("", {})


def know_names(stand: str) -> None:
    """For the rest of this page the names are those of this fingerprint: read anew when it is new.

    Names change a few times a year and every page prints some: while none has changed, a process
    reads them once.
    """
    if remembers():
        once("directory.names", lambda: _names_that_stand(stand))


def _names_that_stand(stand: str) -> Names:
    global _kept  # noqa: PLW0603 - one for the process; whoever comes second writes the same
    if _kept.stand != stand:
        _kept = _Kept(stand, _names_by_body())
    return _kept.names


class Succession(Sourced):
    """One body's duties pass to another on a day, by an act; without the day, only expected."""

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

    @property
    def act_in_words(self) -> str:
        """The act in the reader's language, where it came with the product."""
        return said(self.act)


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
