"""Small questions to several tables, asked in one: a page that shows a little of much."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection
from django.db.models import BinaryField, F, Func, JSONField, Model, QuerySet, Value, Window
from django.db.models.functions import JSONObject, RowNumber

from dayaq.kernel.scoping import ScopedQuerySet

Related = Mapping[str, Any]


def together(*questions: "QuerySet[Any]", most: int | None = None) -> list[list[Any]]:
    """The rows of each queryset in its order, as its models with what `select_related` names and what
    is annotated; of each at most so many.

    One query for all; each row travels as JSON, so it is for few rows. What is deferred or prefetched
    gets lost.
    """
    for question in questions:
        if isinstance(question, ScopedQuerySet):
            question.require_scope()
    ways = [list(_ways(question.model, _related(question))) for question in questions]
    asked = [
        question.order_by(*(_order(question) if most else ())).values_list(
            Value(number),
            Window(RowNumber(), order_by=_order(question)),
            _written(ways[number]),
            _annotated(question),
        )[:most]
        for number, question in enumerate(questions)
    ]
    found: list[list[Any]] = [[] for _ in questions]
    answers = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    for number, _place, rows, more in sorted(answers, key=lambda r: r[:2]):
        row = _read(ways[number], rows)
        for name, field in _annotations(questions[number]):
            setattr(row, name, _value(field, more[name]))
        found[number].append(row)
    return found


def _annotations(question: "QuerySet[Any]") -> Iterator[tuple[str, Any]]:
    for name, said in question.query.annotation_select.items():
        yield name, said.output_field


def _annotated(question: "QuerySet[Any]") -> JSONObject:
    return JSONObject(**{name: F(name) for name, _field in _annotations(question)})


def _order(question: "QuerySet[Any]") -> Any:
    own: Any = question.query.order_by
    return list(own or question.model._meta.ordering or ("pk",))


def _related(question: "QuerySet[Any]") -> Related:
    named = question.query.select_related
    if named is True:
        raise TypeError("name what is read along with the rows")
    return named or {}


def _ways(
    model: type[Model], related: Related, way: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], type[Model]]]:
    """The model itself and each that is read along, by the names that lead there."""
    yield way, model
    for name, further in related.items():
        target = model._meta.get_field(name).related_model
        assert isinstance(target, type)  # noqa: S101 - select_related names relations alone
        yield from _ways(target, further, (*way, name))


class _Row(Func):
    """A whole row of one of the tables in the question, as JSON; null where nothing was joined."""

    function = "to_jsonb"
    output_field = JSONField()

    def as_sql(self, compiler: Any, *_said: Any, **_more: Any) -> Any:
        (column,) = self.get_source_expressions()
        return f"to_jsonb({compiler.quote_name_unless_alias(column.alias)})", []


def _written(ways: list[tuple[tuple[str, ...], type[Model]]]) -> Func:
    """The rows of all tables as one list. Any column but the key leads into a table: a key is met before."""
    rows = [
        _Row(
            F(
                "__".join(
                    [*way, next(f.attname for f in to._meta.concrete_fields if not f.primary_key)]
                )
            )
        )
        for way, to in ways
    ]
    return Func(*rows, function="jsonb_build_array", output_field=JSONField())


def _read(ways: list[tuple[tuple[str, ...], type[Model]]], rows: list[Any]) -> Any:
    read: dict[tuple[str, ...], Any] = {}
    for (way, model), row in zip(ways, rows, strict=True):
        read[way] = None if row is None else _instance(model, row)
        if way and (holder := read[way[:-1]]) is not None:
            setattr(holder, way[-1], read[way])
    return read[()]


def _instance(model: type[Model], row: Mapping[str, Any]) -> Model:
    fields = model._meta.concrete_fields
    values = [_value(field, row[str(field.column)]) for field in fields]
    return model.from_db(None, [field.attname for field in fields], values)


def _value(field: Any, written: Any) -> Any:
    """As the field itself would have read it from its column."""
    if not isinstance(field, BinaryField):
        return None if written is None else field.to_python(written)
    value = None if written is None else memoryview(bytes.fromhex(written.removeprefix("\\x")))
    if hasattr(field, "from_db_value"):
        return field.from_db_value(value, None, connection)
    return value
