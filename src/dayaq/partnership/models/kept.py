"""What the rows of this room have in common: a title by which they are found, and measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dayaq.cooperation.models.kept import Kept, KeptQuerySet, OfMeasures
from dayaq.kernel.text import Fold

__all__ = ["COUNTRIES", "Kept", "KeptQuerySet", "Titled"]

COUNTRIES = "country"
"""The code list of countries (ISO 3166-1)."""


class Titled(OfMeasures, Kept):
    """A kept row with a title by which it is found, and the measures it has to do with."""

    title = models.CharField(_("title"), max_length=300)
    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
