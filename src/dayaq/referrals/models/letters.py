"""Letters that a person takes along: what they say is sealed, and a code proves that they are genuine."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from dayaq.access.models import WordTemplate
from dayaq.cases.models.cases import CASE_RECORD
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.referrals.models.codes import ALPHABET
from dayaq.referrals.models.identification import CASEWORK, TRACE, IdentificationRecord
from dayaq.referrals.states import NEXT_LETTER, LetterKind, LetterStatus
from dayaq.vault.models import DataClass
from dayaq.vault.sealing import SealedField


class OwnLanguage(models.TextChoices):
    """In which the product speaks to the person: more than those of its own pages."""

    AZ = "az", "Azərbaycanca"
    EN = "en", "English"
    RU = "ru", "Русский"


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    def of(self, kind: str, language: str) -> Self:
        """Newest first."""
        return self.filter(kind=kind, language=language).order_by("-number")

    def on(self, day: date) -> Self:
        """Published by that day; the one in use comes first."""
        return self.filter(valid_from__lte=day).order_by("-valid_from", "-number")


class LetterTemplate(WordTemplate):
    """A version of the Word template that one kind of letter is made from in one language.

    Uploaded by the ministry, in use from a day. A letter keeps the version it was issued by.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind)
    valid_from = models.DateField(_("in use from"))

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of a letter")
        verbose_name_plural = _("templates of letters")
        ordering = ("kind", "language", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "language", "number"], name="letter_templates_are_numbered_once"
            ),
        )

    class Privacy:
        shareable = frozenset(
            {
                "id", "kind", "language", "number", "valid_from", "content", "sha256",
                "uploaded_by", "uploaded_at",
            }
        )  # fmt: skip
        confidential: ClassVar[dict[str, DataClass]] = {}


def new_number() -> str:
    """A number that says nothing of how many there are."""
    return get_random_string(8, ALPHABET)


class Letter(IdentificationRecord):
    """A letter about one person: a certificate, a notice, a letter to a provider or an office.

    Printed papers never say why the person is protected. Anybody who holds the letter may ask by its
    code whether it is genuine; what that tells stands in the number, the issuer, the day and the status.
    """

    number = models.CharField(_("number"), max_length=8, unique=True, default=new_number)
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind)
    status = models.CharField(
        _("status"), max_length=20, choices=LetterStatus, default=LetterStatus.ISSUED
    )
    language = models.CharField(_("language"), max_length=2, choices=OwnLanguage)
    issuer = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("in the name of")
    )
    issued_on = models.DateField(_("issued"))
    template = models.ForeignKey(
        LetterTemplate, models.PROTECT, null=True, related_name="+", verbose_name=_("template")
    )
    """The ministry's template that was in use on its day; none: the one that came with the system."""

    heading = SealedField(_("heading"))
    addressee = SealedField(_("to whom"))
    text = SealedField(_("text"), kind="text")
    facts = SealedField(_("what the template fills in"), kind="text")
    code = SealedField(_("code"))
    code_print = models.CharField(max_length=64, unique=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    why = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)

    class Meta(IdentificationRecord.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-issued_on", "-saved_at")
        constraints = (
            filled_exactly_when(
                Q(status=LetterStatus.WITHDRAWN),
                "withdrawn_at",
                "withdrawn_by",
                name="withdrawn_letters_say_when_and_by_whom",
            ),
        )

    class Privacy:
        shareable = frozenset({"id", "number"})
        confidential = CASE_RECORD | {
            "kind": CASEWORK,
            "status": CASEWORK,
            "language": CASEWORK,
            "issuer": CASEWORK,
            "issued_on": CASEWORK,
            "template": CASEWORK,
            "heading": DataClass.SENSITIVE,
            "addressee": DataClass.SENSITIVE,
            "text": DataClass.IDENTIFYING,
            "facts": DataClass.IDENTIFYING,
            "code": TRACE,
            "code_print": TRACE,
            "withdrawn_at": CASEWORK,
            "withdrawn_by": TRACE,
            "why": CASEWORK,
        }

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        return self.status == LetterStatus.ISSUED

    def can_become(self, status: LetterStatus) -> bool:
        return status in NEXT_LETTER[LetterStatus(self.status)]
