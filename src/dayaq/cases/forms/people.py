"""Another person in a case: what they are to it, and who they are where they are new."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.cases.forms.finding import QUIET
from dayaq.cases.forms.sheets import KnownDateField
from dayaq.cases.states import Involvement

NEW = "new"
IDENTITY = ("family_name", "given_name", "patronymic", "born")


class PartForm(forms.Form):
    """Somebody who was found, or a new person; what is new is told here."""

    person = forms.ChoiceField(
        label=gettext_lazy("Who"), choices=(), widget=forms.RadioSelect, initial=NEW
    )
    family_name = forms.CharField(
        label=gettext_lazy("Family name"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=QUIET),
    )
    given_name = forms.CharField(
        label=gettext_lazy("Given name"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=QUIET),
    )
    patronymic = forms.CharField(
        label=gettext_lazy("Patronymic"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=QUIET),
    )
    born = KnownDateField(
        label=gettext_lazy("Date of birth"),
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    involvement = forms.ChoiceField(
        label=gettext_lazy("What they are to the case"), choices=[("", "—"), *Involvement.choices]
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, known: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [*known, (NEW, _("A new person"))]
        if not known:
            field.widget = forms.HiddenInput()

    def clean_involvement(self) -> Involvement:
        return Involvement(self.cleaned_data["involvement"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_new = given.get("person") == NEW
        if is_new and not any(given.get(name) for name in ("family_name", "given_name")):
            self.add_error(
                "family_name", _("Write at least one name, or what the person is called.")
            )
        return given
