"""Forms about accounts and appointments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dayaq.access.forms import DayField, Keeping
from dayaq.accounts.models import Appointment, User
from dayaq.directory.models import Body

ORDER = _("Order")
ORDER_HELP = _("Number and date of the order, as written on it.")


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People by name, with their position and user name: two may have the same name."""

    def label_from_instance(self, person: Any) -> str:
        extra = ", ".join(part for part in (person.position, person.username) if part)
        return f"{person.full_name} ({extra})"


class AccountForm(Keeping):
    class Meta(Keeping.Meta):
        model = User
        fields: tuple[str, ...] = ("full_name", "username", "email", "position", "language")
        help_texts = {
            "username": _("What the person types to sign in. Letters, digits, dots and hyphens."),
            "email": _("The office address. The link for the first password is sent there."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].widget.attrs["autocomplete"] = "off"
        if "username" in self.fields:
            self.fields["username"] = forms.RegexField(
                r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
                label=self.fields["username"].label,
                max_length=60,
                help_text=self.fields["username"].help_text,
                error_messages={"invalid": _("Use Latin letters, digits, dots and hyphens only.")},
                widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
            )


class AccountRevision(AccountForm):
    class Meta(AccountForm.Meta):
        fields = ("full_name", "email", "position", "language")


class AppointmentForm(Keeping):
    class Meta(Keeping.Meta):
        model = Appointment
        fields = ("body", "role", "since", "until", "order_number")
        help_texts = {
            "until": _("The last day; empty when none is set."),
            "order_number": ORDER_HELP,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.to_choose_from()  # type: ignore[attr-defined]
        self.fields["order_number"].required = True


class EndForm(forms.Form):
    until = DayField(
        label=_("Last day"),
        help_text=_("The role is held until the end of this day. Yesterday ends it at once."),
    )
    why = forms.CharField(label=_("Reason"), max_length=500)


class DeputyForm(forms.Form):
    deputy = PersonField(User.objects.none(), label=_("Deputy"))
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))
    order_number = forms.CharField(label=ORDER, max_length=100, help_text=ORDER_HELP)

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = colleagues  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    successor = PersonField(User.objects.none(), label=_("Successor"))
    last_day = DayField(
        label=_("Last day of the present holder"),
        help_text=_("The successor begins the next day."),
    )
    order_number = forms.CharField(label=ORDER, max_length=100, help_text=ORDER_HELP)

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = candidates  # type: ignore[attr-defined]
