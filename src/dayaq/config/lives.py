"""The life of everything that has a status, drawn from its table (`dayaq states` > docs/states.md)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, TextChoices
from django.utils.translation import override

TITLE = """# The lives of things

Drawn from the tables in each room's `states.py` by `dayaq states`; a test compares. What is not
drawn cannot happen.
"""


@dataclass(frozen=True)
class Life:
    """One model's statuses and what may follow each."""

    model: type[Model]
    next: Mapping[TextChoices, frozenset[TextChoices]]

    @property
    def first(self) -> TextChoices | None:
        """The status of a new row, where the model says one."""
        default = _status(self.model).get_default()
        return next((status for status in self.next if status == default), None)

    def allows(self, before: str, after: str) -> bool:
        """May a row with the one status take on the other? Keeping its own is no change."""
        known = {str(status): followers for status, followers in self.next.items()}
        return before == after or after in known[before]

    def drawn(self) -> str:
        """As Mermaid draws states."""
        lines = [f"  {status.value} : {status.label}" for status in self.next]
        if self.first is not None:
            lines.append(f"  [*] --> {self.first.value}")
        for status, followers in self.next.items():
            lines += [f"  {status.value} --> {f.value}" for f in type(status) if f in followers]
            if not followers:
                lines.append(f"  {status.value} --> [*]")
        title = f"## {self.model._meta.app_label}: {self.model._meta.verbose_name}"
        return "\n".join([title, "", "```mermaid", "stateDiagram-v2", *lines, "```", ""])


def stateful() -> Iterator[type[Model]]:
    """Our models that have a status."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.concrete_fields}
        if model.__module__.startswith("dayaq.") and "status" in names and _status(model).choices:
            yield model


def _status(model: type[Model]) -> "Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.name == "status")


def life_of(model: type[Model]) -> Life:
    """The table among its room's states that has a row for every status of the model.

    Raises LookupError where the room has no such table, or several.
    """
    statuses = {str(value) for value, _label in _status(model).flatchoices}
    room = f"dayaq.{model._meta.app_label}.states"
    tables = [
        table
        for table in vars(import_module(room)).values()
        if isinstance(table, MappingProxyType) and set(map(str, table)) == statuses
    ]
    if len(tables) != 1:
        raise LookupError(f"{room} has {len(tables)} tables for {model._meta.label}, not one")
    return Life(model, tables[0])


def drawn() -> str:
    """The whole page."""
    with override("en"):
        return "\n".join([TITLE, *(life_of(model).drawn() for model in stateful())])
