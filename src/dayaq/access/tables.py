"""What lists of registers have in common: the body that keeps a row, and a search in its title."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.directory.models import Body, Code
from dayaq.kernel.text import fold


def codes_of(list_code: str) -> Any:
    """What may be chosen in a filter over a code list."""
    return lambda _request: Code.objects.of_list(list_code, on=localdate()).filter(narrower=None)


class OfBodies(django_filters.FilterSet):  # type: ignore[misc]
    """Of which body: asked where one sees the registers of several. A room says who reads what."""

    reads: ClassVar[Permission]
    reads_all: ClassVar[Permission]

    body = django_filters.ModelChoiceFilter(label=_("Body"), queryset=Body.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is None:
            return
        seen = self.seen_bodies(self.request)
        if seen is None:
            del self.filters["body"]
        else:
            self.filters["body"].queryset = seen

    @classmethod
    def seen_bodies(cls, request: HttpRequest) -> QuerySet[Body] | None:
        """The bodies whose registers the person sees; None where that is one alone."""
        user: Any = request.user
        if holds(user, cls.reads_all):
            return Body.objects.to_choose_from()
        own = bodies_where(user, cls.reads)
        return Body.objects.to_choose_from().filter(pk__in=own) if len(own) > 1 else None


class TitleSearch(django_filters.FilterSet):  # type: ignore[misc]
    """Search in the stored key of the title, whatever the spelling."""

    q = django_filters.CharFilter(label=_("Search"), method="find")

    def find(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        for word in words.split():
            rows = rows.filter(key__contains=fold(word))
        return rows


class RegisterSearch(TitleSearch, OfBodies):
    """Search in the title, and the body that keeps the row."""
