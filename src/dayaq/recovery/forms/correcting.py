"""Corrections of what was settled in a plan: the same questions again, and why."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dayaq.access.forms import DayField
from dayaq.recovery.forms.plans import TEXT, FinishOwnForm, FollowUpForm, not_later
from dayaq.recovery.states import Corrected


class _Why(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=1000,
        widget=TEXT,
        help_text=gettext_lazy("What stood there before stays, under cover, with this reason."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class CorrectGoalForm(_Why):
    """Its status is not among them: that is a step, and a goal that was not reached is opened again."""

    settled_on = DayField(label=gettext_lazy("Settled on"))
    outcome = forms.CharField(
        label=gettext_lazy("What came of it"), required=False, max_length=5000, widget=TEXT
    )
    field_order = ("settled_on", "outcome", "why")

    def clean_settled_on(self) -> Any:
        return not_later(self.cleaned_data["settled_on"])


class CorrectHelpForm(FinishOwnForm, _Why):
    from_on = DayField(label=gettext_lazy("First day"))
    field_order: Any = (
        "from_on", "until_on", "result", "contentment", "barriers", "outcome", "why",
    )  # fmt: skip

    def clean_barriers(self) -> list[str]:
        return sorted(self.cleaned_data["barriers"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", gettext_lazy("The last day is before the first."))
        return given


class CorrectFollowUpForm(FollowUpForm, _Why):
    field_order = (
        "held_on", "housing", "livelihood", "is_in_danger", "contentment", "words", "why",
    )  # fmt: skip


FORMS: Mapping[str, type[forms.Form]] = {
    Corrected.GOAL: CorrectGoalForm,
    Corrected.HELP: CorrectHelpForm,
    Corrected.FOLLOW_UP: CorrectFollowUpForm,
}
