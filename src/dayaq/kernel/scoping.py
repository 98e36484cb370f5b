"""Querysets that refuse to answer until they are told for whom."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from collections.abc import Iterator


M = TypeVar("M", bound=Model)


class UnscopedQuery(Exception):
    """Confidential rows were asked for without saying who is asking."""


class ScopedQuerySet(QuerySet[M]):
    """A queryset that yields rows only after `scoped()`.

    Filtering and `exists()` stay open, because form and constraint validation
    need them. Reading, counting, changing, deleting and joining with another
    queryset do not. A seat belt for developers: the wall is in the database.
    """

    _is_scoped = False

    def scoped(self) -> Self:
        """Call from a method that names its audience, never from a view."""
        clone = self.all()
        clone._is_scoped = True
        return clone

    def require_scope(self) -> None:
        """Raises UnscopedQuery unless it was said for whom."""
        if not self._is_scoped:
            raise UnscopedQuery(f"{self.model.__name__}: say for whom first")

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._is_scoped = self._is_scoped
        return clone

    def _fetch_all(self) -> None:
        self.require_scope()
        super()._fetch_all()

    def _merge_sanity_check(self, other: Self) -> None:  # `|`, `&` and `^`
        other.require_scope()
        super()._merge_sanity_check(other)  # type: ignore[misc]

    def _combinator_query(self, name: str, *others: Any, **kwargs: Any) -> Self:
        for other in others:  # `union` and its kin, with rows of other tables too
            if isinstance(other, ScopedQuerySet):
                other.require_scope()
        joined: Self = super()._combinator_query(name, *others, **kwargs)  # type: ignore[misc]
        return joined

    def iterator(self, chunk_size: int | None = None) -> "Iterator[M]":
        self.require_scope()
        return super().iterator(chunk_size)

    def count(self) -> int:
        self.require_scope()
        return super().count()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self.require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self.require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self.require_scope()
        return super().delete()
