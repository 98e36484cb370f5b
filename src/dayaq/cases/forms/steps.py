"""Decisions about a case: on its status, its end, its lead."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.cases.models.codes import Codes
from dayaq.cases.states import DECISIONS, Status
from dayaq.directory.models import Body

EXPLANATION = gettext_lazy("In plain words, so that they can be read to the person.")
TEXT = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})


class DecideForm(forms.Form):
    after = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        widget=forms.RadioSelect,
        choices=(),
    )
    decided_on = forms.DateField(
        label=gettext_lazy("Day of the decision"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=())
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"), help_text=EXPLANATION, max_length=5000, widget=TEXT
    )

    def __init__(self, *args: Any, case: Any, codes: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_on = localdate(case.opened_at)
        able = [s for s in (*sorted(DECISIONS), Status.PRESUMED) if case.can_become(Status(s))]
        self.fields["after"].choices = [(s, Status(s).label) for s in able]  # type: ignore[attr-defined]
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *codes.choices("decision-reason", on=localdate()),
        ]
        self.fields["decided_on"].initial = localdate()

    def clean_after(self) -> Status:
        return Status(self.cleaned_data["after"])

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > localdate():
            raise ValidationError(_("This day lies in the future."))
        if day < self.opened_on:
            raise ValidationError(_("The case was opened later than this day."))
        return day


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
