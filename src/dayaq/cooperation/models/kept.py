"""What the rows of this room have in common: a body keeps them, and they have to do with measures."""

from typing import TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from dayaq.access.models import Kept, RegisterQuerySet
from dayaq.access.permissions import Permission

__all__ = ["Kept", "KeptQuerySet", "OfMeasures"]

M = TypeVar("M", bound=Model)


class KeptQuerySet(RegisterQuerySet[M]):
    reads = Permission.COOPERATION_READ
    reads_all = Permission.COOPERATION_READ_ALL


class OfMeasures(models.Model):
    """Something that has to do with measures of the plan, named by their clauses: `4.1.10`."""

    clauses = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("measures")
    )

    class Meta:
        abstract = True
