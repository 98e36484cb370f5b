"""What the rows of this room have in common: a body keeps them, and who may see them."""

from typing import TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from dayaq.access.models import Kept, RegisterQuerySet
from dayaq.access.permissions import Permission
from dayaq.kernel.text import Fold

__all__ = ["COUNTRIES", "Kept", "KeptQuerySet", "Titled"]

M = TypeVar("M", bound=Model)

COUNTRIES = "country"
"""The code list of countries (ISO 3166-1)."""


class KeptQuerySet(RegisterQuerySet[M]):
    reads = Permission.COOPERATION_READ
    reads_all = Permission.COOPERATION_READ_ALL


class Titled(Kept):
    """A kept row with a title by which it is found, and the measures it has to do with."""

    title = models.CharField(_("title"), max_length=300)
    clauses = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("measures")
    )
    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
