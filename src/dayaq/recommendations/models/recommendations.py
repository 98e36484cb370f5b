"""What international bodies recommend: the document, and each paragraph of it in its own words."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.cooperation.models.kept import OfMeasures
from dayaq.directory.models import Body, Code, Language
from dayaq.kernel.related import number_of
from dayaq.kernel.text import Fold
from dayaq.recommendations.states import NEXT_FULFILMENT, Fulfilment

ISSUERS = "international-body"
"""The code list of those who recommend: GRETA, CEDAW, CRC, UPR, ILO, OSCE and others."""


class SourceDocumentQuerySet(models.QuerySet["SourceDocument"]):
    def with_counts(self) -> Self:
        """How many paragraphs recommend something, and how many of them are carried out."""
        of_it = Recommendation.objects.filter(document=OuterRef("pk"))
        return self.annotate(
            paragraphs=number_of(of_it, "document"),
            done=number_of(of_it.filter(status=Fulfilment.DONE), "document"),
        )


class SourceDocument(models.Model):
    """A report or conclusions of an international body about the country, as it was published."""

    issuer = models.ForeignKey(
        Code,
        models.PROTECT,
        related_name="+",
        verbose_name=_("international body"),
        limit_choices_to={"list__code": ISSUERS},
    )
    title = models.CharField(_("title"), max_length=300)
    symbol = models.CharField(_("number of the document"), max_length=100, blank=True)
    published_on = models.DateField(_("published"))
    address = models.URLField(_("address"), max_length=500, blank=True)
    next_report_on = models.DateField(_("our next report to them"), null=True, blank=True)
    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )

    objects = SourceDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("international document")
        ordering = ("-published_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["issuer", "title", "published_on"],
                name="an_international_document_stands_once",
            ),
        )

    SENTENCES = {
        "an_international_document_stands_once": ("title", _("This document stands here already.")),
    }

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """How other pages name it in a few letters: its number, else its title."""
        return self.symbol or self.title


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def with_document(self) -> Self:
        return self.select_related("document__issuer")

    def in_order(self) -> Self:
        """Paragraph by paragraph, the document that was recorded last first: without a look at documents."""
        return self.order_by("-document_id", "pk")

    def about(self, clause: str) -> Self:
        return self.filter(clauses__contains=[clause])

    def concerning(self, bodies: Iterable[int]) -> Self:
        """Addressed to one of the bodies; each once, without joining them all."""
        theirs = Recommendation.bodies.through.objects.filter(body__in=bodies)
        return self.filter(pk__in=theirs.values("recommendation"))

    def open(self) -> Self:
        return self.exclude(status__in=(Fulfilment.DONE, Fulfilment.NOTED))

    def due(self, *, by: date) -> Self:
        """Of which something is to be told by that day."""
        return self.open().filter(next_on__lte=by)


class Recommendation(OfMeasures):
    """One paragraph of an international document: its words, whom it concerns, how far it has come."""

    document = models.ForeignKey(
        SourceDocument, models.PROTECT, related_name="recommendations", verbose_name=_("document")
    )
    paragraph = models.CharField(pgettext_lazy("document", "paragraph"), max_length=40)
    text = models.TextField(_("text"), max_length=10_000)
    language = models.CharField(
        _("language of the text"), max_length=2, choices=Language, default=Language.EN
    )
    bodies = models.ManyToManyField(
        Body, blank=True, related_name="+", verbose_name=_("bodies concerned")
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Fulfilment, default=Fulfilment.UNTOUCHED
    )
    next_on = models.DateField(_("next date"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=5000)
    key = models.GeneratedField(
        expression=Fold("text"), output_field=models.TextField(), db_persist=True
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        ordering = ("document", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["document", "paragraph"], name="a_paragraph_stands_once_in_its_document"
            ),
        )
        indexes = (
            GinIndex(fields=["clauses"], name="recommendations_by_clause"),
            models.Index(F("next_on").asc(nulls_last=True), name="recommendations_by_date"),
            models.Index(F("document").desc(), "id", name="recommendations_in_order"),
        )

    SENTENCES = {
        "a_paragraph_stands_once_in_its_document": (
            "paragraph",
            _("This paragraph stands here already."),
        ),
    }

    def __str__(self) -> str:
        return f"{self.document.label}, § {self.paragraph}"

    def can_become(self, status: Fulfilment) -> bool:
        return status in NEXT_FULFILMENT[Fulfilment(self.status)]

    @property
    def number(self) -> str:
        """How titles of pages name it: neutral, without a word of its text."""
        return f"R-{self.pk}"
