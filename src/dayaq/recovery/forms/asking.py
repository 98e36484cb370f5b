"""Asking a provider, and what the provider answers."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.forms import DayField
from dayaq.cases.forms.sharing import consent_words
from dayaq.cases.models import Consent
from dayaq.cases.models.codes import Codes
from dayaq.cases.states import Part, Priority, Purpose
from dayaq.recovery.forms.plans import NEUTRAL, TEXT
from dayaq.recovery.models import Provider
from dayaq.recovery.states import ReturnReason


class AskForm(forms.Form):
    """What the provider learns before it answers, and what opens to it when it accepts."""

    priority = forms.ChoiceField(
        label=gettext_lazy("How urgent"),
        choices=Priority,
        initial=Priority.ORDINARY,
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages that the person speaks"),
        required=False,
        choices=(),
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    tells_sex = forms.BooleanField(
        label=gettext_lazy("Tell whether it is a woman or a man"), required=False
    )
    needs_step_free = forms.BooleanField(
        label=gettext_lazy("The person comes in a wheelchair"), required=False
    )
    consent = forms.ModelChoiceField(
        label=gettext_lazy("Consent"),
        queryset=Consent.objects.none(),
        required=False,
        help_text=gettext_lazy("What the person agreed to tell this provider."),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Sections that open when it accepts"),
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, provider: Provider, lead: int, consents: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        codes = Codes(frozenset({"language"}))
        self.fields["languages"].choices = codes.choices("language", on=localdate())  # type: ignore[attr-defined]
        if provider.body_id is None or provider.body_id == lead:
            del self.fields["consent"], self.fields["parts"]
            return
        fitting = [
            one
            for one in consents
            if provider.body_id in one.recipients and Purpose.ASSISTANCE in one.purposes
        ]
        agreed = {part for one in fitting for part in one.parts}
        chosen: Any = self.fields["consent"]
        chosen.queryset = consents.filter(pk__in=[one.pk for one in fitting])
        chosen.label_from_instance = consent_words
        if len(fitting) == 1:
            chosen.initial = fitting[0].pk
        self.fields["parts"].choices = [(p.value, p.label) for p in Part if p in agreed]  # type: ignore[attr-defined]
        if not fitting:
            chosen.help_text = _(
                "The person has not agreed that this provider reads anything. It can be asked all "
                "the same: then no section opens."
            )


class AcceptForm(forms.Form):
    first_on = DayField(
        label=gettext_lazy("First day, if it is known"),
        required=False,
        help_text=gettext_lazy("Empty: from today on."),
    )


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why you cannot help"), choices=ReturnReason, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=gettext_lazy("What the sender should know"),
        required=False,
        max_length=1000,
        widget=TEXT,
    )


class WithdrawForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=200, help_text=NEUTRAL)


class LinkForm(forms.Form):
    """The answer of an office that has no account here. Asks for no name of a person."""

    accepts = forms.TypedChoiceField(
        label=gettext_lazy("Your answer"),
        choices=(("yes", gettext_lazy("We can help")), ("no", gettext_lazy("We cannot help"))),
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    first_on = DayField(label=gettext_lazy("First day, if it is known"), required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why you cannot help"),
        choices=[("", "—"), *ReturnReason.choices],
        required=False,
    )
    remark = forms.CharField(
        label=gettext_lazy("What the sender should know"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Write no name of anybody who is helped."),
        widget=TEXT,
    )
    name = forms.CharField(
        label=gettext_lazy("Your office"),
        max_length=200,
        help_text=gettext_lazy("As you are called."),
    )

    def clean_first_on(self) -> "date | None":
        day: date | None = self.cleaned_data["first_on"]
        if day is not None and day < localdate():
            raise ValidationError(_("This day is over. Choose a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("accepts") is False and not given.get("reason"):
            self.add_error("reason", _("Choose why you cannot help."))
        if given.get("accepts"):
            given["reason"] = ""
        return given
