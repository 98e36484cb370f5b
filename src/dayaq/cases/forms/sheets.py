"""The form of a section, made from the fields of its records, and the same fields as words."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.cases.models.catalogue import Kind
from dayaq.cases.models.coded import Coded, CodedList
from dayaq.cases.models.codes import Codes
from dayaq.vault.sealing import SealedField, partial_date

if TYPE_CHECKING:
    from dayaq.cases.actions.reading import Opened

KEPT_BY_THE_HOUSE = frozenset(
    {"id", "readers", "person", "case", "revision", "saved_at", "saved_by"}
)
MANY = 20
"""From so many choices on they stand in a box that scrolls."""

PARTLY = gettext_lazy("As far as it is known: 08.03.1999, 03.1999 or 1999.")
_WRITTEN = re.compile(r"(?:(?:(\d{1,2})\.)?(\d{1,2})\.)?(\d{4})")


class SheetForm(forms.Form):
    """One record of a section. `revision` is the one that was seen when the form was opened."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class KnownDateField(forms.CharField):
    """A date as far as it is known, as people write it; kept as `1999`, `1999-03` or `1999-03-08`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", PARTLY)
        super().__init__(max_length=10, **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        if found := _WRITTEN.fullmatch(text):
            day, month, year = found.groups()
            text = "-".join(part.zfill(2) for part in (year, month, day) if part)
        if not partial_date(text):
            raise ValidationError(
                _("Write the date as 08.03.1999, or only what is known of it: 03.1999 or 1999.")
            )
        if text[:4] > str(date.today().year):  # noqa: DTZ011 - a year in the future is wrong in every zone
            raise ValidationError(_("This date lies in the future."))
        return text

    def prepare_value(self, value: Any) -> Any:
        return said_date(value) if isinstance(value, str) else value


def said_date(kept: str) -> str:
    """`1999-03-08` as people write it."""
    return ".".join(reversed(kept.split("-"))) if partial_date(kept) else kept


def sheet_form(
    kind: Kind,
    codes: Codes,
    *,
    on: date,
    opened: "Opened | None" = None,
    names: "Sequence[str] | None" = None,
) -> type[SheetForm]:
    """The form of this kind of record; `opened` is what it holds now, so that old codes stay choosable.

    `names` are the fields that are asked, where the others follow from what happens.
    """
    asked = names if names is not None else names_of(kind)
    fields = {
        name: field_for(kind._meta.get_field(name), codes, on=on, opened=opened) for name in asked
    }
    return type(f"{kind.__name__}Form", (SheetForm,), fields)


def names_of(kind: Kind) -> list[str]:
    """The fields that people write."""
    names = (field.name for field in kind._meta.concrete_fields)
    return [name for name in names if name not in KEPT_BY_THE_HOUSE]


def field_for(  # noqa: PLR0911 - one answer for each kind of field
    field: Any, codes: Codes, *, on: date, opened: "Opened | None" = None
) -> forms.Field:
    """How one field of a record is asked; rooms above ask theirs in the same way."""
    label = str(field.verbose_name)
    label = label[:1].upper() + label[1:]
    said: dict[str, Any] = {"label": label, "required": False}
    if isinstance(field, SealedField):
        return _sealed_field(field.kind, said)
    if isinstance(field, Coded):
        kept = [opened.value(field.name)] if opened else []
        choices = codes.choices(field.list_code, on=on, kept=kept)
        return forms.ChoiceField(choices=[("", "—"), *choices], **said)
    if isinstance(field, CodedList):
        kept = opened.value(field.name) if opened else []
        return _several(codes.choices(field.list_code, on=on, kept=kept), said)
    if isinstance(field, ArrayField):
        return _several(list(field.base_field.choices or ()), said)
    if isinstance(field, models.BooleanField) and field.null:
        return forms.TypedChoiceField(
            choices=[("", _("Not asked")), ("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda word: word == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **said,
        )
    if isinstance(field, models.DateField):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=widget, **said)
    if field.choices and not field.blank:
        return forms.ChoiceField(
            choices=field.choices, initial=field.default, **said | {"required": True}
        )
    made = field.formfield()
    made.label, made.required = label, False
    return made  # type: ignore[no-any-return]


def _sealed_field(kind: str, said: dict[str, Any]) -> forms.Field:
    plain = {"autocomplete": "off"}
    if kind == "date":
        return KnownDateField(widget=forms.TextInput(attrs=plain), **said)
    if kind == "text":
        return forms.CharField(
            max_length=20_000, widget=forms.Textarea(attrs=plain | {"rows": 3}), **said
        )
    validators = [validate_email] if kind == "email" else []
    return forms.CharField(
        max_length=300, widget=forms.TextInput(attrs=plain), validators=validators, **said
    )


def _several(choices: list[Any], said: dict[str, Any]) -> forms.Field:
    widget: forms.Widget = (
        forms.SelectMultiple(attrs={"size": 6})
        if len(choices) > MANY
        else forms.CheckboxSelectMultiple()
    )
    return forms.MultipleChoiceField(choices=choices, widget=widget, **said)


def first_values(opened: "Opened") -> dict[str, Any]:
    """What stands in the form when it is opened."""
    values = {name: opened.value(name) for name in names_of(type(opened.row))}
    for name, value in values.items():
        if isinstance(value, bool) and opened.row._meta.get_field(name).null:
            values[name] = "yes" if value else "no"
    return values | {"revision": opened.row.revision}


def shown(
    opened: "Opened", codes: Codes, names: "Sequence[str] | None" = None
) -> Iterator[tuple[str, str, bool]]:
    """Each field that says something: its name, its words, and whether they are long."""
    for name in names if names is not None else names_of(type(opened.row)):
        field: Any = opened.row._meta.get_field(name)
        words = _said(field, opened, codes)
        if words:
            label = str(field.verbose_name)
            yield label[:1].upper() + label[1:], words, getattr(field, "kind", "") == "text"


def said_of(opened: "Opened | None", name: str, codes: Codes) -> str:
    """One field in words; empty where nothing is known."""
    return "" if opened is None else _said(opened.row._meta.get_field(name), opened, codes)


def _said(field: Any, opened: "Opened", codes: Codes) -> str:  # noqa: PLR0911 - one answer for each kind of field
    value = opened.value(field.name)
    if value in (None, "", []):
        return ""
    if isinstance(field, SealedField):
        return said_date(value) if field.kind == "date" else str(value)
    if isinstance(field, Coded):
        return codes.said(value)
    if isinstance(field, CodedList):
        return ", ".join(codes.said(one) for one in value)
    if isinstance(field, ArrayField):
        names = dict(field.base_field.flatchoices)
        return ", ".join(str(names.get(one, one)) for one in value)
    if isinstance(value, bool):
        return _("Yes") if value else (_("No") if field.null else "")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if field.choices:
        return str(dict(field.choices).get(value, value))
    return str(getattr(opened.row, field.name))
