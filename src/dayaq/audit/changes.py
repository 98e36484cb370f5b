"""What a change was, before and after, and whether somebody else was quicker."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.accounts.models import User
from dayaq.audit.models import record
from dayaq.directory.models import Sourced

M = TypeVar("M", bound=Model)

_ORDER = gettext_lazy("The last day is before the first.")
SENTENCES = {
    "bodies_do_not_end_before_they_begin": ("until", _ORDER),
    "names_do_not_end_before_they_begin": ("until", _ORDER),
    "values_do_not_end_before_they_begin": ("until", _ORDER),
    "appointments_do_not_end_before_they_begin": ("until", _ORDER),
    "no_body_succeeds_itself": ("successor", gettext_lazy("No body succeeds itself.")),
    "a_body_has_one_name_at_a_time_in_a_language": (
        "since",
        gettext_lazy("On some of these days the body has another name in this language."),
    ),
    "a_parameter_has_one_value_at_a_time": (
        "since",
        gettext_lazy("On some of these days the parameter has another value."),
    ),
    "nobody_holds_a_role_twice_at_once": (
        "since",
        gettext_lazy("On some of these days the person holds this role at this body already."),
    ),
}
"""What the database would refuse by name, said so that a person knows what to do.

Models of upper rooms say theirs themselves, in a `SENTENCES` of the same form.
"""


def locked(row: M) -> M:
    """The row as it now stands, kept from everybody else until the transaction ends."""
    fresh: M = row.__class__._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    return fresh


def plain(value: Any) -> Any:
    """A value as the record of changes keeps it: text, number or nothing."""
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(str(part) for part in value)
    return value


def state_of(row: Model) -> str:
    """A short print of everything the row holds: it differs as soon as anything does."""
    values = [(f.attname, str(getattr(row, f.attname))) for f in row._meta.concrete_fields]
    return sha256(repr(values).encode()).hexdigest()[:16]


def begin(
    row: M,
    did: str,
    *,
    by: User | None,
    at: datetime,
    links: Mapping[str, Iterable[Model]] | None = None,
    **why: Any,
) -> M:
    """Store a new row, refuse it in sentences where a rule is broken, and record it.

    `links` are the rows that it is about, by the name of a many-to-many field.
    """
    refuse_unsound(row)
    row.save()
    after = told(row, own_fields(row))
    for name, others in (links or {}).items():
        after[name] = _link(row, name, others)
    record(did, row, by=by, at=at, after=after, **why)
    return row


def revise(
    row: M,
    did: str,
    changed: Mapping[str, Any],
    *,
    by: User | None,
    at: datetime,
    seen: str = "",
    links: Mapping[str, Iterable[Model]] | None = None,
    **why: Any,
) -> M:
    """Change a locked row, refuse in sentences what breaks a rule, and record the difference.

    `seen` is the state that the person had before their eyes. What was confirmed is no longer so
    once it says something else.
    """
    if seen and seen != state_of(row):
        raise ValidationError(
            _(
                "Somebody else changed this while you were editing. Your entries are still here; "
                "compare "
                "them with the current state and save again."
            ),
            code="stale",
        )
    differing = {name: value for name, value in changed.items() if getattr(row, name) != value}
    linked = {
        name: list(others)
        for name, others in (links or {}).items()
        if {one.pk for one in others} != {one.pk for one in getattr(row, name).all()}
    }
    if not differing and not linked:
        return row
    if isinstance(row, Sourced) and row.is_confirmed and "confirmed_on" not in changed:
        differing |= {"confirmed_by": "", "confirmed_on": None}
    before = told(row, differing) | {name: plain(list(getattr(row, name).all())) for name in linked}
    for name, new in differing.items():
        setattr(row, name, new)
    refuse_unsound(row)
    row.save(update_fields=list(differing))
    after = told(row, differing) | {name: _link(row, name, new) for name, new in linked.items()}
    record(did, row, by=by, at=at, before=before, after=after, **why)
    return row


def _link(row: Model, name: str, others: Iterable[Model]) -> Any:
    found = list(others)
    getattr(row, name).set(found)
    return plain(found)


def refuse_unsound(row: Model) -> None:
    """Raise a sentence, at the field that it is about, for whatever the database would not take."""
    row.full_clean(validate_constraints=False)
    for constraint in row._meta.constraints:
        try:
            constraint.validate(type(row), row)
        except ValidationError as refusal:
            told = SENTENCES | getattr(row, "SENTENCES", {})
            field, sentence = told.get(constraint.name, (None, None))
            raise (ValidationError({field: sentence}) if field else refusal) from refusal


def told(row: Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}


def own_fields(row: Model) -> list[str]:
    """The fields worth telling of a new row: what was filled in."""
    return [
        field.name
        for field in row._meta.concrete_fields
        if not (field.primary_key or field.generated)
        and getattr(row, field.attname) not in (None, "", [])
    ]


def why_not_part_of(row: Model, parent: Model | None) -> None:
    """Nothing is a part of itself, nor of its own parts."""
    above: Any = parent
    while above is not None:
        if above.pk == row.pk:
            raise ValidationError(
                {"parent": _("This would make it a part of itself.")}, code="loop"
            )
        above = above.parent
