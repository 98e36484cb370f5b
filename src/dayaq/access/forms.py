"""What forms have in common: days, lines, reasons, the state last seen, and the body that keeps a row."""

from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where
from dayaq.accounts.models import User
from dayaq.audit.changes import state_of
from dayaq.directory.models import Body, Code
from dayaq.kernel.text import large_first_later
from dayaq.kernel.together import together


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


def moment_widget() -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


def form_field(field: "models.Field[Any, Any]", **asked: Any) -> forms.Field | None:
    """Days and moments have a calendar, lists one line for each entry, long texts a few lines."""
    asked.setdefault("label", large_first_later(field.verbose_name))
    if isinstance(field, models.DateTimeField):
        asked["widget"] = moment_widget()
    elif isinstance(field, models.DateField):
        asked["widget"] = day_widget()
    elif isinstance(field, ArrayField):
        return LinesField(label=asked["label"], required=False, help_text=_("One on each line."))
    elif isinstance(field, models.URLField):
        asked["assume_scheme"] = "https"
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


# --- registers that bodies keep


def register_field(field: Any, **asked: Any) -> forms.Field | None:
    """Several of a short list are ticked, not held with the control key."""
    if field.many_to_many:
        asked["widget"] = forms.CheckboxSelectMultiple(attrs={"class": "choices"})
        asked.pop("help_text", None)
    return form_field(field, **asked)


def told(code: Code) -> str:
    """What a clause of the plan requires says so: `gender aspects (4.7.2)`."""
    return f"{code} ({code.broader.code})" if code.broader else str(code)


OFFERED = 500
"""So many rows of a register a form offers: nobody reads more, and a page loads no more than it shows."""


def offer(form: forms.BaseForm, name: str, rows: "QuerySet[Any]", *, note: object = "") -> None:
    """Offer the first of the rows, and what is chosen already. Any of the rows may be chosen.

    `note` says where the others are chosen; it is shown only where not all are offered.
    """
    field: Any = form.fields[name]
    field.queryset = rows
    first = list(rows[: OFFERED + 1])
    value = form[name].value()
    told = value if isinstance(value, (list, tuple)) else [value]
    chosen = {int(one) for one in map(str, told) if one.isdigit()}
    missing = chosen - {row.pk for row in first[:OFFERED]}
    kept = list(rows.filter(pk__in=missing)) if missing else []
    empty = getattr(field, "empty_label", None)
    field.choices = [
        *([("", empty)] if empty is not None else []),
        *((row.pk, field.label_from_instance(row)) for row in [*kept, *first[:OFFERED]]),
    ]
    if len(first) > OFFERED:
        said = _("The first %(most)s are offered.") % {"most": OFFERED}
        field.help_text = " ".join(filter(None, (str(field.help_text), str(said), str(note))))


class RegisterForm(Keeping):
    """A form about a row that a body keeps. `more` are the fields that are unfolded when wanted.

    A room says which permission its keepers hold. The body is asked only of those who keep for several.
    """

    keeps: ClassVar[Permission]
    more: ClassVar[tuple[str, ...]] = ()
    codes: ClassVar[dict[str, str]] = {}
    """Fields that draw on a code list."""

    class Meta(Keeping.Meta):
        formfield_callback = register_field

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = bodies_where(user, self.keeps)
        self._offer_codes()
        if "body" in self.fields and (self.instance.pk or len(self.own) == 1):
            del self.fields["body"]
        elif "body" in self.fields:
            bodies = Body.objects.to_choose_from().filter(pk__in=self.own)
            self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def _offer_codes(self) -> None:
        """What each code list says today: one query for all of the form's lists."""
        lists = [
            Code.objects.of_list(list_code, on=localdate())
            .filter(narrower=None)
            .select_related("broader")
            for list_code in self.codes.values()
        ]
        for name, rows, codes in zip(
            self.codes, lists, together(*lists) if lists else (), strict=True
        ):
            chosen: Any = self.fields[name]
            chosen.queryset = rows
            nothing = getattr(chosen, "empty_label", None)
            none = [("", nothing)] if nothing is not None else []
            chosen.choices = [*none, *((code.pk, told(code)) for code in codes)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        asked = self._meta.fields or ()
        if not self.instance.pk and "body" in asked and "body" not in self.fields:
            cleaned["body"] = Body.objects.get(pk=next(iter(self.own)))
        return cleaned

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields that everybody fills in."""
        return [bound for bound in self if bound.name not in self.more]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name in self.more]

    @property
    def is_unfolded(self) -> bool:
        """Something of the rest is wrong, or filled in."""
        return any(bound.errors or bound.value() for bound in self.rest if self.instance.pk) or any(
            bound.errors for bound in self.rest
        )
