"""The form of a receipt: in which language, whom to call, what comes next and when."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.cases.forms.sharing import QUIET
from dayaq.referrals.models.letters import OwnLanguage
from dayaq.referrals.states import NextStep


class ReceiptForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the person"), choices=OwnLanguage, widget=forms.RadioSelect
    )
    phone = forms.CharField(
        label=gettext_lazy("Number to call"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Of an office, never of a person or a shelter. May stay empty."),
        validators=[RegexValidator(r"^[+0-9 ()-]{3,40}$", gettext_lazy("Write a phone number."))],
        widget=forms.TextInput(attrs=QUIET | {"inputmode": "tel"}),
    )
    next_step = forms.ChoiceField(
        label=gettext_lazy("What comes next"),
        required=False,
        choices=[("", gettext_lazy("Nothing agreed yet")), *NextStep.choices],
    )
    next_at = forms.DateTimeField(
        label=gettext_lazy("Day and hour"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("The place is never written: tell it to the person."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("next_step") and not said.get("next_at") and "next_at" not in self.errors:
            raise ValidationError({"next_at": _("Say when.")})
        return said
