"""What the forms of this room have in common: the body is asked only of those who keep for several."""

from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate

from dayaq.access.forms import Keeping, form_field
from dayaq.access.permissions import Permission, bodies_where
from dayaq.accounts.models import User
from dayaq.directory.models import Body, Code


def kept_field(field: Any, **asked: Any) -> forms.Field | None:
    """Several of a short list are ticked, not held with the control key."""
    if field.many_to_many:
        asked["widget"] = forms.CheckboxSelectMultiple(attrs={"class": "choices"})
        asked.pop("help_text", None)
    return form_field(field, **asked)


def told(code: Code) -> str:
    """What a clause of the plan requires says so: `gender aspects (4.7.2)`."""
    return f"{code} ({code.broader.code})" if code.broader else str(code)


class KeptForm(Keeping):
    """A form about a row that a body keeps. `more` are the fields that are unfolded when wanted."""

    more: ClassVar[tuple[str, ...]] = ()
    codes: ClassVar[dict[str, str]] = {}
    """Fields that draw on a code list."""

    class Meta(Keeping.Meta):
        formfield_callback = kept_field

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = bodies_where(user, Permission.LEARNING_KEEP)
        for name, list_code in self.codes.items():
            rows = Code.objects.of_list(list_code, on=localdate()).filter(narrower=None)
            chosen: Any = self.fields[name]
            chosen.queryset = rows.select_related("broader")
            chosen.label_from_instance = told
        if "body" in self.fields and (self.instance.pk or len(self.own) == 1):
            del self.fields["body"]
        elif "body" in self.fields:
            bodies = Body.objects.to_choose_from().filter(pk__in=self.own)
            self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

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
