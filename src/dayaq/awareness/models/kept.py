"""What the rows of this room have in common: a body keeps them, and who may see them."""

from typing import TypeVar

from django.db.models import Model

from dayaq.access.models import Kept, RegisterQuerySet
from dayaq.access.permissions import Permission

__all__ = ["Kept", "KeptQuerySet"]

M = TypeVar("M", bound=Model)


class KeptQuerySet(RegisterQuerySet[M]):
    reads = Permission.LEARNING_READ
    reads_all = Permission.LEARNING_READ_ALL
