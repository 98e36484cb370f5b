"""Looking for a person, and opening a case about one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.cases.forms.sheets import KnownDateField
from dayaq.cases.models.codes import Codes
from dayaq.directory.models import Body

QUIET = {"autocomplete": "off", "spellcheck": "false"}


class FindForm(forms.Form):
    """What is known of a person. Sent, never put in an address."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "In any order and any spelling: Əliyev, Aliyev and Алиев are the same."
        ),
        widget=forms.TextInput(attrs=QUIET),
    )
    born = KnownDateField(
        label=gettext_lazy("Date or year of birth"),
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    number = forms.CharField(
        label=gettext_lazy("Number of a document, or personal number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=QUIET),
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference of a case"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=QUIET),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in self.fields):
            raise ValidationError(_("Enter at least one thing that you know."))
        if given.get("born") and not (given.get("name") or given.get("number")):
            raise ValidationError(
                _("A date of birth alone finds too many: add a name or a number.")
            )
        return given

    @property
    def text(self) -> str:
        """What was typed, in one line."""
        given = self.cleaned_data
        return " ".join(filter(None, (given["name"], given["born"], given["number"])))


class OpenForm(forms.Form):
    """A new case. What is told goes into its sections afterwards."""

    lead = forms.ModelChoiceField(
        label=gettext_lazy("Body that leads"), queryset=Body.objects.none()
    )
    majority = forms.ChoiceField(label=gettext_lazy("Child or adult"), choices=())
    why = forms.CharField(
        label=gettext_lazy("How the case came up"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "In neutral words: it stands in the access log. No name, no place, no story."
        ),
        widget=forms.TextInput(attrs=QUIET),
    )

    def __init__(self, *args: Any, bodies: Any, codes: Codes, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["majority"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *codes.choices("majority", on=on),
        ]
        if len(bodies) == 1:
            self.fields["lead"].initial = bodies[0]
