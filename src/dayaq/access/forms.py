"""What the forms of this room have in common: days, lines, reasons, and the state last seen."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from dayaq.audit.changes import state_of


class LinesField(forms.CharField):
    """One entry a line; empty lines do not count."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return list(dict.fromkeys(line for part in text.splitlines() if (line := part.strip())))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


def day_widget() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def form_field(field: "models.Field[Any, Any]", **asked: Any) -> forms.Field | None:
    """Days have a calendar, lists one line for each entry, long texts a few lines."""
    if isinstance(field, models.DateField):
        asked["widget"] = day_widget()
    elif isinstance(field, ArrayField):
        return LinesField(
            label=field.verbose_name, required=False, help_text=_("One on each line.")
        )
    elif isinstance(field, models.TextField):
        asked["widget"] = forms.Textarea(attrs={"rows": 3})
    return field.formfield(**asked)


class DayField(forms.DateField):
    widget = day_widget()


class Keeping(forms.ModelForm):  # type: ignore[type-arg]
    """A form about one row. The action checks the rules, under the lock; here only the shape."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["seen"].initial = state_of(self.instance)
        else:
            del self.fields["seen"]
        # the action asks the constraints, under the lock, and has a sentence for each
        self.instance.validate_constraints = lambda *_, **__: None

    class Meta:
        formfield_callback = form_field


class ReasonForm(forms.Form):
    """Why it is done. The reason goes into the record."""

    why = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
