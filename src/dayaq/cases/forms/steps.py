"""Decisions about a case: on its status, its end, its lead."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from dayaq.cases.models.codes import Codes
from dayaq.directory.models import Body

EXPLANATION = gettext_lazy("In plain words, so that they can be read to the person.")
TEXT = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})


class CloseForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=())
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"),
        help_text=EXPLANATION,
        max_length=5000,
        required=False,
        widget=TEXT,
    )

    def __init__(self, *args: Any, codes: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *codes.choices("closure-reason", on=localdate()),
        ]


class ReopenForm(forms.Form):
    explanation = forms.CharField(
        label=gettext_lazy("Why it is opened again"), max_length=5000, widget=TEXT
    )


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label=gettext_lazy("Body that leads from now on"), queryset=Body.objects.none()
    )
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy(
            "In neutral words: it stands in the access log. No name, no place, no story."
        ),
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = bodies  # type: ignore[attr-defined]
