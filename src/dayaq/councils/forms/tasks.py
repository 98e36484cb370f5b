"""Forms about decisions, and the tasks that follow from them."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.forms import DayField
from dayaq.cooperation.forms.kept import KeptForm, SteeredForm
from dayaq.councils.models import AgendaItem, Decision, Meeting, Task
from dayaq.directory.models import Body


class DecisionForm(SteeredForm):
    """What was decided. Bodies that are named get a task each."""

    bodies = forms.ModelMultipleChoiceField(
        label=_("Who has to do it"),
        queryset=Body.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices long"}),
    )
    due_on = DayField(label=pgettext_lazy("task", "By when"), required=False)
    task = forms.CharField(
        label=_("The task in its own words"),
        required=False,
        max_length=1000,
        help_text=_("Leave empty where the decision says it."),
    )

    class Meta(SteeredForm.Meta):
        model = Decision
        fields = ("item", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["item"].queryset = AgendaItem.objects.filter(meeting=meeting)
        if self.instance.pk:
            for name in ("bodies", "due_on", "task"):
                del fields[name]
        else:
            fields["bodies"].queryset = Body.objects.to_choose_from()


class ReportForm(KeptForm):
    """What came of a task."""

    result = forms.CharField(
        label=pgettext_lazy("task", "What was done"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    done_on = DayField(label=pgettext_lazy("task", "Done on"))

    class Meta(KeptForm.Meta):
        model = Task
        fields = ("result", "done_on", "document")
        help_texts = {"document": _("Number and day of the letter or act, if there is one.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["done_on"] = self.instance.done_on or localdate()


class TimeForm(forms.Form):
    """More time is asked for."""

    until = DayField(label=_("New day"))
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerTimeForm(forms.Form):
    is_granted = forms.TypedChoiceField(
        label=_("More time"),
        choices=[("yes", _("Grant it")), ("no", _("Refuse it"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer"), required=False, max_length=1000)
