"""The words that people are asked to agree to: versions, languages, and from which day they are used."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.states import Purpose, TextStatus
from dayaq.vault.models import DataClass

WHO = settings.AUTH_USER_MODEL
FIRST = ("az", "ru", "en")
"""In this order wherever texts stand together; then the other languages."""


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def in_force(self, *, on: date) -> Self:
        """Published, from that day or an earlier one."""
        return self.filter(status=TextStatus.PUBLISHED, since__lte=on)


class ConsentText(models.Model):
    """The words a person agrees to, in one language. A change is a new version; old ones stay.

    HTCDS `con_`: told the purpose, the use, who receives it, how long it is kept, how to withdraw.
    The same version in several languages is one text and its translations. Once it is published the
    database lets nobody change its words.
    """

    purpose = models.CharField(
        _("purpose"),
        max_length=20,
        choices=Purpose,
        blank=True,
        help_text=_("Empty: for every purpose."),
    )
    version = models.PositiveIntegerField(_("version"), editable=False)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))
    since = models.DateField(_("in force since"), null=True, blank=True)
    confirmed_by = models.CharField(
        _("confirmed by"),
        max_length=200,
        blank=True,
        help_text=_("The decision of the ministry: its day and number."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=TextStatus, default=TextStatus.DRAFT, editable=False
    )
    drafted_by = models.ForeignKey(
        WHO,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("written by"),
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of consent")
        ordering = ("purpose", "-version", "language")
        constraints = (
            models.UniqueConstraint(
                fields=["purpose", "version", "language"],
                condition=~Q(status=TextStatus.DISCARDED),
                name="a_text_of_consent_has_each_language_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(TextStatus.DRAFT, TextStatus.DISCARDED))
                | Q(since__isnull=False),
                name="published_texts_say_since_when",
            ),
        )

    class Privacy:
        shareable = frozenset(
            {
                "id",
                "purpose",
                "version",
                "language",
                "text",
                "since",
                "confirmed_by",
                "status",
                "drafted_by",
            }
        )
        confidential: dict[str, DataClass] = {}

    SENTENCES: ClassVar[dict[str, tuple[str, object]]] = {
        "a_text_of_consent_has_each_language_once": (
            "language",
            _("This version has a text in this language already."),
        )
    }

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"


def texts_in_force(*, on: date, purpose: str | None = "") -> list[ConsentText]:
    """The newest version in each language, for every purpose or for that one; `None` gives all.

    Azerbaijani, Russian, English, then others.
    """
    rows = ConsentText.objects.in_force(on=on).order_by("-version")
    if purpose is not None:
        rows = rows.filter(purpose=purpose)
    newest: dict[tuple[str, str], ConsentText] = {}
    for text in rows:
        newest.setdefault((text.purpose, text.language), text)
    return sorted(newest.values(), key=lambda text: (text.purpose, *in_order(text.language)))


def in_order(language: str) -> tuple[int, str]:
    """Where a language stands among others."""
    return (FIRST.index(language) if language in FIRST else len(FIRST), language)
