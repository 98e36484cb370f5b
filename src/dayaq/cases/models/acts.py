"""What every act of sharing or closing has in common: it belongs to a case and is read by its readers."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.cases import Case
from dayaq.cases.models.people import ReadQuerySet
from dayaq.cases.states import Part
from dayaq.vault.models import DataClass, Protected

CASEWORK, TRACE = DataClass.CASEWORK, DataClass.TRACE
WHO = settings.AUTH_USER_MODEL


class SharingRow(Protected):
    """One act of sharing or closing. Read by those who read the case, and by the desk."""

    PART: ClassVar[Part] = Part.COVER

    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)ss")

    objects: ClassVar[Any] = ReadQuerySet[Any].as_manager()

    class Meta(Protected.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


SHARING = {"readers": TRACE, "case": TRACE}


def parts_of_a_case() -> "ArrayField[list[str], list[str]]":
    return ArrayField(
        models.CharField(max_length=20, choices=Part), verbose_name=_("sections"), default=list
    )
