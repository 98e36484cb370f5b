"""What rows of several rooms have in common: a body keeps them, and who may see them. No table of its own."""

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.directory.models import Body, BodyName, Language

if TYPE_CHECKING:
    from dayaq.accounts.models import User

M = TypeVar("M", bound=Model)


class RegisterQuerySet(models.QuerySet[M]):
    """Rows of a register. A room says which permission opens one's body's, and which opens all."""

    reads: ClassVar[Permission]
    reads_all: ClassVar[Permission]

    def visible_to(self, user: "User") -> Self:
        """What one's body keeps; coordinator, verifiers and oversight see all."""
        if holds(user, self.reads_all):
            return self.all()
        return self.filter(body__in=bodies_where(user, self.reads))

    def with_body(self) -> Self:
        return self.select_related("body").prefetch_related("body__names")

    def with_body_name(self) -> Self:
        """For lists: what the body is called in the reader's language, in the same query."""
        names = BodyName.objects.filter(body=OuterRef("body")).order_by(
            F("since").desc(nulls_last=True)
        )
        own = names.filter(language=get_language() or Language.AZ)
        az = names.filter(language=Language.AZ)
        return self.annotate(
            body_name=Coalesce(Subquery(own.values("full")[:1]), Subquery(az.values("full")[:1]))
        )


class Kept(models.Model):
    """A row of a register that one body keeps."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))

    class Meta:
        abstract = True


class WordTemplate(models.Model):
    """A Word file that the ministry edits and papers are made from. Each upload is a version."""

    language = models.CharField(_("language"), max_length=2)
    number = models.PositiveIntegerField(_("version"))
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.language} v{self.number}"
