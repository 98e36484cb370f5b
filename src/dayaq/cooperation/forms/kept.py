"""What the forms of this room have in common: who keeps a row, and which measures it has to do with."""

from typing import Any

from django import forms
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from dayaq.access.forms import RegisterForm, register_field
from dayaq.access.permissions import Permission
from dayaq.directory.models import Body
from dayaq.indicators.clauses import clause_order, clauses

SHOWN = 110
"""How many letters of a measure's words stand beside its clause."""


def measures_to_choose_from() -> list[tuple[str, str]]:
    return [(clause.number, f"{clause.number} {_shortened(clause.text)}") for clause in clauses()]


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]}…"


class ClausesField(forms.MultipleChoiceField):
    """The measures that something has to do with, ticked in a list."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "choices long"})

    def __init__(self, **asked: Any) -> None:
        asked.setdefault("label", _("Measures of the plan"))
        asked.setdefault("required", False)
        super().__init__(choices=measures_to_choose_from, **asked)

    def clean(self, value: Any) -> list[str]:
        return sorted(super().clean(value), key=clause_order)


def kept_field(field: "Field[Any, Any]", **asked: Any) -> forms.Field | None:
    if field.name == "clauses":
        return ClausesField()
    if field.many_to_many and field.related_model is Body:
        made: Any = register_field(field, **asked)
        made.widget.attrs["class"] = "choices long"
        made.queryset = Body.objects.to_choose_from()
        return made  # type: ignore[no-any-return]
    return register_field(field, **asked)


class KeptForm(RegisterForm):
    keeps = Permission.COOPERATION_KEEP

    class Meta(RegisterForm.Meta):
        formfield_callback = kept_field


class SteeredForm(KeptForm):
    """A form about what belongs to no body."""

    keeps = Permission.COOPERATION_STEER


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("What is to be changed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
