"""Small questions to several tables, asked in one: a page that shows a little of much."""

from collections.abc import Mapping
from typing import Any

from django.db.models import BinaryField, F, Model, QuerySet, Value
from django.db.models.functions import JSONObject

from dayaq.kernel.scoping import ScopedQuerySet

Related = Mapping[str, Any]


def together(*questions: "QuerySet[Any]") -> list[list[Any]]:
    """The rows of each queryset as its models, with what `select_related` names, in one query.

    For rows that stay few: each travels as JSON. Bytes cannot, and raise TypeError; order, what is
    annotated and what is prefetched get lost.
    """
    for question in questions:
        if isinstance(question, ScopedQuerySet):
            question.require_scope()
    asked = [
        question.order_by().values_list(Value(number), _written(question.model, _related(question)))
        for number, question in enumerate(questions)
    ]
    found: list[list[Any]] = [[] for _ in questions]
    for number, row in asked[0].union(*asked[1:], all=True):
        question = questions[number]
        found[number].append(_read(question.model, row, _related(question)))
    return found


def _related(question: "QuerySet[Any]") -> Related:
    named = question.query.select_related
    if named is True:
        raise TypeError("name what is read along with the rows")
    return named or {}


def _written(model: type[Model], related: Related, path: str = "") -> JSONObject:
    """A row as the database writes it down, related rows within."""
    if any(isinstance(field, BinaryField) for field in model._meta.concrete_fields):
        raise TypeError(f"{model.__name__} keeps bytes")
    parts: dict[str, Any] = {f.attname: F(path + f.attname) for f in model._meta.concrete_fields}
    for name, further in related.items():
        parts[name] = _written(_target(model, name), further, f"{path}{name}__")
    return JSONObject(**parts)


def _read(model: type[Model], row: Mapping[str, Any], related: Related) -> Model:
    fields = model._meta.concrete_fields
    values = [None if row[f.attname] is None else f.to_python(row[f.attname]) for f in fields]
    found = model.from_db(None, [f.attname for f in fields], values)
    for name, further in related.items():
        target = _target(model, name)
        is_there = row[name][target._meta.pk.attname] is not None
        setattr(found, name, _read(target, row[name], further) if is_there else None)
    return found


def _target(model: type[Model], name: str) -> type[Model]:
    target = model._meta.get_field(name).related_model
    assert isinstance(target, type)  # noqa: S101 - select_related names relations alone
    return target
