"""What people said to what they were asked to agree to: purposes, recipients, sections, until when."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.acts import CASEWORK, SHARING, TRACE, WHO, SharingRow, parts_of_a_case
from dayaq.cases.models.people import ReadQuerySet
from dayaq.cases.models.texts import ConsentText
from dayaq.cases.states import ConsentForm, Explained, Part, Purpose
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.vault.models import DataClass, DataKey, Protected
from dayaq.vault.sealing import SealedField


class ConsentQuerySet(ReadQuerySet["Consent"]):
    def standing(self, *, at: datetime) -> Self:
        """Given, not withdrawn, not run out."""
        return self.filter(
            Q(lapses_at=None) | Q(lapses_at__gt=at), is_given=True, withdrawn_at=None
        )


class Consent(SharingRow):
    """What the person said yes or no to: purposes, recipients, sections, until when.

    Convention 108+; IOM data protection principles. Withdrawal counts from the moment it is said.
    """

    PART = Part.CONSENT

    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+")
    is_given = models.BooleanField(_("the person agrees"))
    form = models.CharField(_("how"), max_length=20, choices=ConsentForm)
    purposes = ArrayField(
        models.CharField(max_length=20, choices=Purpose), verbose_name=_("purposes"), default=list
    )
    recipients = ArrayField(models.BigIntegerField(), verbose_name=_("recipients"), default=list)
    """Ids of bodies: an array has no foreign key, and bodies are never deleted."""

    parts = parts_of_a_case()
    explained = ArrayField(
        models.CharField(max_length=20, choices=Explained),
        verbose_name=_("what was explained"),
        default=list,
    )
    remark = SealedField(_("what the person asked for"), kind="text")
    given_at = models.DateTimeField(_("said"))
    taken_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    lapses_at = models.DateTimeField(_("until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = ConsentQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("consent")
        ordering = ("-given_at", "id")
        constraints = (
            filled_exactly_when(
                Q(withdrawn_at__isnull=False),
                "withdrawn_by",
                name="withdrawn_consent_says_by_whom_it_was_noted",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = SHARING | {
            "text": CASEWORK,
            "is_given": CASEWORK,
            "form": CASEWORK,
            "purposes": CASEWORK,
            "recipients": CASEWORK,
            "parts": CASEWORK,
            "explained": CASEWORK,
            "remark": DataClass.SENSITIVE,
            "given_at": CASEWORK,
            "taken_by": TRACE,
            "lapses_at": CASEWORK,
            "withdrawn_at": CASEWORK,
            "withdrawn_by": TRACE,
        }

    @property
    def key(self) -> DataKey:
        return self.case.key

    def covers(self, body_id: int, purpose: str, parts: "set[str] | frozenset[str]") -> bool:
        """Does the yes reach this recipient, this purpose and all of these sections?"""
        return (
            self.is_given
            and body_id in self.recipients
            and purpose in self.purposes
            and set(parts) <= set(self.parts)
        )

    def is_standing(self, *, at: datetime) -> bool:
        return (
            self.is_given
            and self.withdrawn_at is None
            and (self.lapses_at is None or at < self.lapses_at)
        )
