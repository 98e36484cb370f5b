"""Why two records are held to be one person, or to be two."""

from django import forms
from django.utils.translation import gettext_lazy

from dayaq.cases.forms.finding import QUIET

NEUTRAL = gettext_lazy("In neutral words: both sides and the desk read it. No name, no story.")


class ProposeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why they may be one person"),
        max_length=500,
        min_length=5,
        help_text=NEUTRAL,
        widget=forms.TextInput(attrs=QUIET),
    )


class GroundsForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("On what grounds"),
        max_length=300,
        min_length=5,
        help_text=NEUTRAL,
        widget=forms.TextInput(attrs=QUIET),
    )
