"""Forms of the identification: stages, decisions, interviews, opinions, reviews. Shape alone."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.forms import DayField
from dayaq.cases.forms.sharing import NEUTRAL, QUIET
from dayaq.cases.models.codes import Codes
from dayaq.directory.models import Body
from dayaq.referrals.forms.acts import LINES
from dayaq.referrals.states import (
    ByWhom,
    ChallengeKind,
    Outcome,
    Position,
    Present,
    Stage,
    ToldHow,
)

COVERED = gettext_lazy("Covered: it opens to readers of this section alone.")


def _past(day: date) -> date:
    if day > localdate():
        raise ValidationError(_("This day lies in the future."))
    return day


class AdvanceForm(forms.Form):
    after = forms.ChoiceField(
        label=gettext_lazy("Next stage"), choices=(), widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=5000,
        help_text=COVERED,
        widget=LINES,
    )

    def __init__(self, *args: Any, able: list[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["after"]
        field.choices = [(stage.value, stage.label) for stage in able]
        if len(able) == 1:
            field.initial = able[0].value

    def clean_after(self) -> Stage:
        return Stage(self.cleaned_data["after"])


class ExtendForm(forms.Form):
    days = forms.IntegerField(label=gettext_lazy("By how many days"), min_value=1)
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=200, help_text=NEUTRAL)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].validators.append(forms.IntegerField(max_value=most).validators[0])
        self.fields["days"].widget.attrs["max"] = most


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Outcome, widget=forms.RadioSelect
    )
    decided_on = DayField(label=gettext_lazy("Day of the decision"))
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Reasons"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    explanation = forms.CharField(
        label=gettext_lazy("Explanation for the record"),
        max_length=5000,
        help_text=COVERED,
        widget=LINES,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the person"), choices=())
    plain = forms.CharField(
        label=gettext_lazy("What the person is told, in plain words"),
        max_length=5000,
        required=False,
        help_text=gettext_lazy(
            "In their language. Left empty, it is made of prepared sentences for the decision and its reasons."
        ),
        widget=LINES,
    )

    def __init__(self, *args: Any, codes: Codes, opened_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_on = opened_on
        fields: Any = self.fields
        fields["reasons"].choices = codes.choices("decision-reason", on=localdate())
        fields["language"].choices = [("", "—"), *codes.choices("language", on=localdate())]
        fields["decided_on"].initial = localdate()

    def clean_decided_on(self) -> date:
        day = _past(self.cleaned_data["decided_on"])
        if day < self.opened_on:
            raise ValidationError(_("The case was opened later than this day."))
        return day


class ToldForm(forms.Form):
    told_on = DayField(label=gettext_lazy("Day"))
    told_how = forms.ChoiceField(
        label=gettext_lazy("How it was told"), choices=ToldHow, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].initial = localdate()

    def clean_told_on(self) -> date:
        return _past(self.cleaned_data["told_on"])


class InterviewForm(forms.Form):
    held_on = DayField(label=gettext_lazy("Day"))
    body = forms.ModelChoiceField(
        label=gettext_lazy("Body that held it"), queryset=Body.objects.none()
    )
    present = forms.MultipleChoiceField(
        label=gettext_lazy("Who was there"),
        choices=Present,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_to_standard = forms.TypedChoiceField(
        label=gettext_lazy("Held under the standard for talking with victims"),
        choices=(("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))),
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=gettext_lazy("What those who come after must know"),
        required=False,
        max_length=5000,
        help_text=COVERED,
        widget=LINES,
    )

    def __init__(self, *args: Any, bodies: Any, lead: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.queryset = bodies
        field.initial = lead
        self.fields["held_on"].initial = localdate()

    def clean_held_on(self) -> date:
        return _past(self.cleaned_data["held_on"])


class OpinionForm(forms.Form):
    position = forms.ChoiceField(
        label=gettext_lazy("What do you think?"), choices=Position, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Why, and what else should be known"),
        required=False,
        max_length=5000,
        widget=LINES,
    )


class ChallengeForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=ChallengeKind, widget=forms.RadioSelect
    )
    by_whom = forms.ChoiceField(
        label=gettext_lazy("By whom"), choices=ByWhom, widget=forms.RadioSelect
    )
    asked_on = DayField(label=gettext_lazy("Asked on"))
    addressed_to = forms.CharField(
        label=gettext_lazy("Court or body that the appeal goes to"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=QUIET),
    )
    grounds = forms.CharField(
        label=gettext_lazy("Grounds"),
        required=False,
        max_length=5000,
        help_text=COVERED,
        widget=LINES,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].initial = localdate()

    def clean_asked_on(self) -> date:
        return _past(self.cleaned_data["asked_on"])
