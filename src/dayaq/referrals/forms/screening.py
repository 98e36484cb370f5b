"""Screening on a phone or at a desk, and the editor of instruments."""

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.access.forms import DayField, Keeping
from dayaq.cases.models.codes import Codes
from dayaq.referrals.forms.asking import countries_field, plain_field, region_field
from dayaq.referrals.models.screening import Dimension, Instrument, Screening, Sign

ABOUT = ("occasion", "region", "majority", "sex", "citizenships")


class ScreeningForm(forms.Form):
    """What was seen, by dimension; of the person only what is counted, never a name."""

    def __init__(
        self, *args: Any, instrument: Instrument, codes: Codes, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dimensions = list(instrument.dimensions.all())
        for dimension in self.dimensions:
            self.fields[f"d{dimension.pk}"] = forms.MultipleChoiceField(
                label=str(dimension),
                choices=[(sign.pk, str(sign)) for sign in dimension.signs.all()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        special = {"region": region_field, "citizenships": countries_field}
        for name in ABOUT:
            field: Any = Screening._meta.get_field(name)
            made = special.get(name, plain_field)(field, codes, on)
            label = str(field.verbose_name)
            made.label, made.required = label[:1].upper() + label[1:], False
            self.fields[name] = made

    @property
    def groups(self) -> list[forms.BoundField]:
        return [self[f"d{dimension.pk}"] for dimension in self.dimensions]

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ABOUT]

    @property
    def seen(self) -> set[int]:
        """The signs that were ticked."""
        names = [f"d{dimension.pk}" for dimension in self.dimensions]
        return {int(pk) for name in names for pk in self.cleaned_data.get(name, [])}

    def facts(self) -> dict[str, Any]:
        """What is counted of the person, as the action keeps it."""
        given = {name: self.cleaned_data[name] for name in ABOUT}
        country = given["citizenships"]
        return given | {"citizenships": [country] if country else []}


TITLES = ("title_az", "title_en", "title_ru")


class InstrumentForm(Keeping):
    class Meta(Keeping.Meta):
        model = Instrument
        fields = (
            "code",
            "topic",
            "audience",
            "rule",
            *TITLES,
            "intro_az",
            "intro_en",
            "intro_ru",
            "source",
            "note",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]


class DimensionForm(Keeping):
    class Meta(Keeping.Meta):
        model = Dimension
        fields = ("role", *TITLES)


class SignForm(Keeping):
    class Meta(Keeping.Meta):
        model = Sign
        fields = ("weight", "text_az", "text_en", "text_ru")


class PublishForm(forms.Form):
    since = DayField(
        label=_("Published from"),
        help_text=_("Until that day the version before it stays in force."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = localdate()
