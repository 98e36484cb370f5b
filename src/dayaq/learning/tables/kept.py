"""What the lists of this room have in common."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.directory.models import Body, Code
from dayaq.kernel.signs import status
from dayaq.kernel.text import fold


def sign(kind: str, value: str, label: Any) -> str:
    """A state as lists show it; an export sees the words alone."""
    return status(value, label, kind)


def seen_bodies(request: HttpRequest | None) -> QuerySet[Body]:
    """The bodies whose registers the person sees."""
    user: Any = getattr(request, "user", None)
    rows = Body.objects.to_choose_from()
    if user is None:
        return rows.none()
    if holds(user, Permission.LEARNING_READ_ALL):
        return rows
    return rows.filter(pk__in=bodies_where(user, Permission.LEARNING_READ))


def codes_of(list_code: str) -> Any:
    """What may be chosen in a filter over a code list."""
    return lambda _request: Code.objects.of_list(list_code, on=localdate()).filter(narrower=None)


class OfBodies(django_filters.FilterSet):  # type: ignore[misc]
    """Of which body: asked where one sees the registers of several."""

    body = django_filters.ModelChoiceFilter(label=_("Body"), queryset=seen_bodies)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user: Any = getattr(self.request, "user", None)
        if user is None or holds(user, Permission.LEARNING_READ_ALL):
            return
        if len(bodies_where(user, Permission.LEARNING_READ)) < 2:
            del self.filters["body"]


class KeptSearch(OfBodies):
    """Search in the stored key of the title, whatever the spelling, and the body that keeps it."""

    q = django_filters.CharFilter(label=_("Search"), method="find")

    def find(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        for word in words.split():
            rows = rows.filter(key__contains=fold(word))
        return rows
