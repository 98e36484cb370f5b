"""Forms of letters: which, in whose name, in which language, to whom."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.cases.forms.sharing import NEUTRAL, QUIET
from dayaq.directory.models import Body
from dayaq.referrals.forms.acts import LINES
from dayaq.referrals.models.letters import OwnLanguage
from dayaq.referrals.states import LetterKind


class LetterForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Which letter"), choices=LetterKind, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=OwnLanguage)
    issuer = forms.ModelChoiceField(
        label=gettext_lazy("In the name of"),
        queryset=Body.objects.none(),
        empty_label=None,
        help_text=gettext_lazy(
            "Choose the name that gives nothing away to whoever sees the paper."
        ),
    )
    is_named = forms.TypedChoiceField(
        label=gettext_lazy("Name of the person"),
        choices=(
            ("yes", gettext_lazy("Printed: the name is opened, and that is recorded")),
            ("no", gettext_lazy("Left blank, to be written by hand")),
        ),
        coerce=lambda word: word == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )
    addressee = forms.CharField(
        label=gettext_lazy("To whom"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Left empty: to whom it may concern."),
        widget=forms.TextInput(attrs=QUIET),
    )
    words = forms.CharField(
        label=gettext_lazy("What is asked for or confirmed"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "For a letter to a provider or an office: the help alone, nothing of what happened."
        ),
        widget=LINES,
    )

    def __init__(self, *args: Any, lead: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [one for one in (lead.parent_id, lead.pk) if one is not None]
        field: Any = self.fields["issuer"]
        field.queryset = Body.objects.filter(pk__in=names)
        field.initial = names[0]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == LetterKind.REFERRAL and not said.get("words"):
            raise ValidationError({"words": _("Say what help is asked for.")})
        return said


class WithdrawForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=200, help_text=NEUTRAL)
