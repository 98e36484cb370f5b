"""Entries of the directory of services."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.forms import DayField, Keeping, form_field
from dayaq.cases.models.coded import Coded, CodedList
from dayaq.cases.models.codes import Codes
from dayaq.directory.models import Body
from dayaq.recovery.models import Provider, Service


def entry_field(field: Any, **asked: Any) -> forms.Field | None:
    """Several of a list are ticked, or marked in a box that scrolls where it is long."""
    if isinstance(field, CodedList):
        widget: forms.Widget = forms.SelectMultiple(attrs={"size": 6})
        return _several(field, widget)  # its choices are read when the form is made
    if isinstance(field, ArrayField):
        return _several(field, forms.CheckboxSelectMultiple(), field.base_field.choices or ())
    if isinstance(field, Coded):
        return forms.ChoiceField(label=capfirst(field.verbose_name), required=False)
    if isinstance(field, models.URLField):
        asked["assume_scheme"] = "https"
    return form_field(field, **asked)


def _several(field: Any, widget: forms.Widget, choices: Any = ()) -> forms.Field:
    return forms.MultipleChoiceField(
        label=capfirst(field.verbose_name),
        help_text=field.help_text,
        required=False,
        widget=widget,
        choices=choices,
    )


class EntryForm(Keeping):
    """An entry whose seldom needed fields are unfolded when wanted."""

    more: tuple[str, ...] = ()

    class Meta(Keeping.Meta):
        formfield_callback = entry_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coded = [f for f in self._meta.model._meta.concrete_fields if isinstance(f, CodedList)]
        codes = Codes(frozenset(f.list_code for f in coded))
        for field in coded:
            kept = getattr(self.instance, field.name)
            choices = codes.choices(field.list_code, on=localdate(), kept=kept)
            self.fields[field.name].choices = choices  # type: ignore[attr-defined]

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
        return any(bound.errors or (self.instance.pk and bound.value()) for bound in self.rest)


class ProviderForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Provider
        fields = ("name", "owner", "body", "phone", "email", "website", "since", "until")

    more = ("website", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Provider.objects.exclude(pk=self.instance.pk).filter(body__isnull=False)
        field: Any = self.fields["body"]
        field.queryset = Body.objects.exclude(pk__in=taken.values("body")).to_choose_from()
        field.help_text = _(
            "Then its people answer here, signed in. Others are asked by a link by e-mail."
        )


class ServiceForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Service
        fields = (
            "kind", "title", "for_whom", "languages", "hours", "access", "contact", "regions",
            "is_taking", "is_hidden_place", "address", "description", "from_age", "to_age",
            "papers", "fees", "is_step_free", "capacity",
        )  # fmt: skip

    more = (
        "description", "from_age", "to_age", "papers", "fees", "is_step_free", "capacity",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regions"].widget.attrs["size"] = 6


class EndForm(forms.Form):
    until = DayField(label=gettext_lazy("Last day"))
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
