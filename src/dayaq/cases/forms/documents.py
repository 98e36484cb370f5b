"""A file for a case, and why one is taken out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dayaq.cases.models.codes import Codes


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, picture, recording or office document without macros."),
    )
    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Covered like the file itself; empty: the name of the file."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of document"), choices=())

    def __init__(self, *args: Any, codes: Codes, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *codes.choices("case-document", on=on),
        ]


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is removed"),
        max_length=300,
        help_text=gettext_lazy(
            "In neutral words: it stands in the access log. No name, no place, no story."
        ),
    )
