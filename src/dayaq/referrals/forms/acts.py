"""Forms of the acts on a referral: passing on, refusing, returning, taking over."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import Appointment
from dayaq.cases.forms.sharing import NEUTRAL, QUIET
from dayaq.cases.models.codes import Codes

LINES = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})


class PassOnForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Colleague"), queryset=Appointment.objects.none())

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = posts
        field.label_from_instance = lambda post: (
            f"{post.user.full_name} ({post.get_role_display()})"
        )


class RefusalForm(forms.Form):
    refusal = forms.ChoiceField(label=_("Why the person does not agree"), choices=())

    def __init__(self, *args: Any, codes: Codes, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refusal"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *codes.choices("refusal-reason", on=on),
        ]


class ReturnForm(forms.Form):
    """Why it comes back. The words are covered like what was told."""

    reason = forms.ChoiceField(label=_("Reason"), choices=())
    words = forms.CharField(
        label=_("What is missing or wrong"), max_length=2000, required=False, widget=LINES
    )

    def __init__(self, *args: Any, codes: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *codes.choices("return-reason", on=localdate()),
        ]


class TakeForm(forms.Form):
    """Into which case: an open one of theirs, another of a known person, or that of a new person."""

    into = forms.ChoiceField(label=_("Into which case"), choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = list(choices)  # type: ignore[attr-defined]


class MissedForm(forms.Form):
    """Why a term was missed."""

    reason = forms.ChoiceField(label=_("Why it was missed"), choices=())
    words = forms.CharField(
        label=_("More about it"),
        max_length=300,
        required=False,
        help_text=NEUTRAL,
        widget=forms.TextInput(attrs=QUIET),
    )

    def __init__(self, *args: Any, codes: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *codes.choices("missed-reason", on=localdate()),
        ]
