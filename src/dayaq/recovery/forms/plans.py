"""What is written in a plan, and its steps. Shape alone; the actions ask whether."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.forms import DayField
from dayaq.cases.forms.sheets import SheetForm, sheet_form
from dayaq.cases.models import Case
from dayaq.cases.models.codes import Codes
from dayaq.cases.states import ConsentForm
from dayaq.recovery.models import Employer, Goal, Placement, Provider, Risk, Support
from dayaq.recovery.states import (
    NEXT_GOAL,
    AfterHalfYear,
    AfterWork,
    Barrier,
    Contentment,
    EmployerStatus,
    GoalStatus,
    Housing,
    Livelihood,
    PlanEnd,
    Result,
)

if TYPE_CHECKING:
    from dayaq.accounts.models import User
    from dayaq.cases.actions.reading import Opened

TEXT = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
NEUTRAL = gettext_lazy(
    "In neutral words: it stands in the access log. No name, no place, no story."
)


@dataclass(frozen=True)
class Written:
    """A kind of row that people write in a plan: its fields, those that must be filled."""

    model: Any
    names: Sequence[str]
    required: Sequence[str]
    later: Sequence[str] = ()
    """Fields that are asked once the row is there."""


WRITTEN = {
    "risk": Written(
        Risk,
        ("kind", "level", "assessed_on", "again_on", "detail", "measures"),
        ("kind", "level", "assessed_on"),
    ),
    "goal": Written(
        Goal, ("kind", "words", "wanted_by"), ("kind", "words"), later=("status", "outcome")
    ),
    "help": Written(Support, ("kind", "what", "goal", "wanted_by"), ("kind",)),
    "placement": Written(
        Placement, ("kind", "employer", "occupation", "began_on", "support"), ("kind", "began_on")
    ),
}
"""By the word that stands in an address."""


def row_form(
    written: Written, *, case: Case, user: "User", opened: "Opened | None" = None
) -> type[SheetForm]:
    """The form of a row of this kind, with what may be chosen in this case."""
    names = [*written.names, *(written.later if opened else ())]
    made = sheet_form(
        written.model, Codes.of(written.model), on=localdate(), opened=opened, names=names
    )
    fields: dict[str, Any] = made.base_fields
    for name in written.required:
        fields[name].required = True
    if "goal" in fields:
        goals = Goal.objects.filter(case=case).visible_to(user)
        fields["goal"].queryset = goals
        fields["goal"].label_from_instance = lambda goal: str(goal.get_kind_display())
    if "support" in fields:
        fields["support"].queryset = Support.objects.filter(case=case).visible_to(user)
        fields["support"].label_from_instance = lambda one: str(one.get_kind_display())
    if "employer" in fields:
        fields["employer"].queryset = Employer.objects.filter(status=EmployerStatus.ACTIVE)
    if "status" in fields and opened is not None:
        now_ = GoalStatus(opened.value("status"))
        able = [s for s in GoalStatus if s == now_ or s in NEXT_GOAL[now_]]
        fields["status"].choices = [(s.value, s.label) for s in able]
    if "assessed_on" in fields:
        fields["assessed_on"].initial = localdate()
    if written.model is Placement:
        made.clean = _clean_placement  # type: ignore[method-assign, assignment]
    return made


def _clean_placement(self: SheetForm) -> dict[str, Any]:
    given: dict[str, Any] = super(SheetForm, self).clean() or {}
    if given.get("kind") != "own" and not given.get("employer"):
        self.add_error("employer", _("Choose the employer, or add it to the list first."))
    return given


def not_later(day: date) -> date:
    if day > localdate():
        raise ValidationError(_("This day lies in the future."))
    return day


class AgreeForm(forms.Form):
    form = forms.ChoiceField(
        label=gettext_lazy("How the person agreed"), choices=ConsentForm, widget=forms.RadioSelect
    )
    agreed_on = DayField(label=gettext_lazy("Day on which it was agreed"), initial=localdate)

    def clean_agreed_on(self) -> date:
        return not_later(self.cleaned_data["agreed_on"])


class ClosePlanForm(forms.Form):
    end = forms.ChoiceField(
        label=gettext_lazy("Why it ends"),
        choices=[(e.value, e.label) for e in PlanEnd if e != PlanEnd.CASE_CLOSED],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("How it ended, in words"), required=False, max_length=5000, widget=TEXT
    )


class ReopenPlanForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=200, help_text=NEUTRAL)


class BeginForm(forms.Form):
    from_on = DayField(label=gettext_lazy("First day"), initial=localdate)
    provider = forms.ModelChoiceField(
        label=gettext_lazy("Who gives it"),
        queryset=Provider.objects.none(),
        required=False,
        help_text=gettext_lazy("Empty: the body itself."),
    )
    in_shelter = forms.BooleanField(label=gettext_lazy("Inside a shelter"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = Provider.objects.active(on=localdate())  # type: ignore[attr-defined]

    def clean_from_on(self) -> date:
        return not_later(self.cleaned_data["from_on"])


def barriers_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=gettext_lazy("What stood in the way"),
        choices=Barrier,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class FinishForm(forms.Form):
    until_on = DayField(label=gettext_lazy("Last day"), initial=localdate)
    result = forms.ChoiceField(
        label=gettext_lazy("What it brought"), choices=Result, widget=forms.RadioSelect
    )
    barriers = barriers_field()
    outcome = forms.CharField(
        label=gettext_lazy("In words"), required=False, max_length=5000, widget=TEXT
    )

    def clean_until_on(self) -> date:
        return not_later(self.cleaned_data["until_on"])


def contentment_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("What the person says of it"),
        choices=[("", gettext_lazy("Not asked")), *Contentment.choices],
        required=False,
        help_text=gettext_lazy("Never asked in front of who gave the help."),
    )


class FinishOwnForm(FinishForm):
    """Of a service that nobody was asked for here: the lead also asks how content the person is."""

    contentment = contentment_field()
    field_order = ("until_on", "result", "contentment", "barriers", "outcome")


class DropForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why it is not needed"), required=False, max_length=1000, widget=TEXT
    )


class AfterForm(forms.Form):
    after = forms.ChoiceField(
        label=gettext_lazy("After six months"), choices=AfterHalfYear, widget=forms.RadioSelect
    )
    contentment = contentment_field()


class AfterWorkForm(forms.Form):
    after = forms.ChoiceField(
        label=gettext_lazy("After six months"), choices=AfterWork, widget=forms.RadioSelect
    )
    ended_on = DayField(label=gettext_lazy("Last day of work, if it ended"), required=False)
    words = forms.CharField(
        label=gettext_lazy("In words"), required=False, max_length=5000, widget=TEXT
    )

    def clean_ended_on(self) -> "date | None":
        day = self.cleaned_data["ended_on"]
        return not_later(day) if day else None


def _maybe(choices: Any) -> list[Any]:
    return [("", gettext_lazy("Not asked")), *choices]


class FollowUpForm(forms.Form):
    held_on = DayField(label=gettext_lazy("Day of the conversation"), initial=localdate)
    housing = forms.ChoiceField(
        label=gettext_lazy("Home"), choices=_maybe(Housing.choices), required=False
    )
    livelihood = forms.ChoiceField(
        label=gettext_lazy("Lives by"), choices=_maybe(Livelihood.choices), required=False
    )
    is_in_danger = forms.TypedChoiceField(
        label=gettext_lazy("Is in danger again"),
        choices=[
            ("", gettext_lazy("Not asked")),
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No")),
        ],
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
    )
    contentment = contentment_field()
    words = forms.CharField(
        label=gettext_lazy("What was said"), required=False, max_length=10_000, widget=TEXT
    )

    def clean_held_on(self) -> date:
        return not_later(self.cleaned_data["held_on"])


class MissForm(forms.Form):
    why_missed = forms.CharField(
        label=gettext_lazy("Why it did not take place"), max_length=200, help_text=NEUTRAL
    )
