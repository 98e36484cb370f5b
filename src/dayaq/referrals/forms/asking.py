"""The pages of a referral as forms, made from the table of what is asked."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dayaq.cases.forms.sheets import SheetForm, field_for
from dayaq.cases.models.codes import Codes
from dayaq.cases.models.texts import ConsentText, texts_in_force
from dayaq.cases.states import Channel
from dayaq.directory.models import Region, RegionKind
from dayaq.kernel.text import sort_key
from dayaq.referrals.models.asked import FIRST, Page
from dayaq.referrals.models.referrals import Told
from dayaq.referrals.models.telling import label_of
from dayaq.referrals.states import Safety

FEW = 8
"""Up to so many choices stand as large buttons to be touched; more are chosen from a list."""

NEAR_COUNTRIES = ("AZ", "GE", "RU", "TR", "IR", "UA", "UZ", "KZ", "TM", "PK")
NEAR_LANGUAGES = ("az", "ru", "tr", "en", "ka", "fa")
HELP = {
    "citizenships": _("Of several: the one whose papers the person has. More can be told later."),
    "family_name": _("As far as it is known; empty if the person does not want to tell."),
    "account": _("A few sentences are enough. Write what was told or seen, not what you conclude."),
    "interviews": _("With the police, doctors, teachers, you: so that nobody asks again."),
    "best_interests": _("Safety first; what the child wants; whom the child trusts."),
    "phone": _("Only a number that the exploiters cannot answer."),
    "guardian_status": _("If that person may take part in the exploitation, do not call them."),
    "born": _(
        "As far as it is known: 08.03.2009, 03.2009 or 2009. A guess is better than nothing."
    ),
}


class PageForm(SheetForm):
    """One page of a referral. Nothing is demanded here: what is missing is asked for at the end."""

    page: Page

    def answers(self) -> dict[str, Any]:
        """What was answered, as the action keeps it."""
        given = {name: self.cleaned_data[name] for name in self.page.names if name in self.fields}
        for name in ("citizenships",):
            if name in given:
                given[name] = [given[name]] if given[name] else []
        return given

    @property
    def must(self) -> list[forms.BoundField]:
        return self._bound(self.page.must)

    @property
    def beside(self) -> list[forms.BoundField]:
        return self._bound(self.page.beside)

    @property
    def more(self) -> list[forms.BoundField]:
        return self._bound(self.page.more)

    def _bound(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def is_more_open(self) -> bool:
        """What unfolds stands open where something is written in it, or wrong."""
        return any(
            self[name].errors or self[name].value() not in (None, "", [], False)
            for name in self.page.more
            if name in self.fields
        )


def page_form(page: Page, codes: Codes, *, on: date) -> type[PageForm]:
    """The form of a page. Only the first questions are demanded at once: the way depends on them."""
    fields: dict[str, Any] = {name: _field(name, codes, on=on) for name in page.names}
    if page is FIRST:
        for name in ("safety", "majority"):
            fields[name].required = True
            fields[name].error_messages["required"] = _("Please choose an answer.")
    return type("ThisPageForm", (PageForm,), {**fields, "page": page, "clean": _clean_of(page)})


def _clean_of(page: Page) -> Any:
    def clean(self: PageForm) -> dict[str, Any]:
        given = forms.Form.clean(self) or {}
        is_adult = page is FIRST and given.get("majority", "").endswith(":adult")
        if is_adult and given.get("agrees") is None:
            self.add_error("agrees", str(_("Ask the adult whether they agree.")))
        return given

    return clean


def _field(name: str, codes: Codes, *, on: date) -> forms.Field:
    field: Any = Told._meta.get_field(name)
    made: forms.Field = _SPECIAL.get(name, plain_field)(field, codes, on)
    made.label, made.required = label_of(name), False
    made.help_text = HELP.get(name, made.help_text)
    return made


def plain_field(field: Any, codes: Codes, on: date) -> forms.Field:
    made = field_for(field, codes, on=on)
    choices = list(getattr(made, "choices", ()))
    if type(made) is forms.ChoiceField and 0 < len(choices) <= FEW + 1:
        made.choices = [choice for choice in choices if choice[0]]
        made.widget = forms.RadioSelect(choices=made.choices)
    return made


def _safety(_field: Any, _codes: Codes, _on: date) -> forms.Field:
    return forms.ChoiceField(choices=Safety.choices, widget=forms.RadioSelect)


def _agrees(_field: Any, _codes: Codes, _on: date) -> forms.Field:
    return forms.TypedChoiceField(
        choices=(("yes", _("Yes, agrees")), ("no", _("No, does not agree"))),
        coerce=lambda word: word == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )


def _majority(field: Any, codes: Codes, on: date) -> forms.Field:
    said = {
        "child": _("Yes, under 18"),
        "adult": _("No, 18 or older"),
        "not_sure": _("Not sure"),
    }
    choices = [
        (value, said.get(value.partition(":")[2], label))
        for value, label in codes.choices(field.list_code, on=on)
    ]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)


def _near_first(field: Any, codes: Codes, on: date, near: tuple[str, ...]) -> forms.Field:
    """What is chosen most often stands on top, then all by name."""
    choices = codes.choices(field.list_code, on=on)
    code_of = {value: value.partition(":")[2] for value, _label in choices}
    top = [c for code in near for c in choices if code_of[c[0]] == code]
    rest = sorted(
        (c for c in choices if code_of[c[0]] not in near), key=lambda c: sort_key(str(c[1]))
    )
    return forms.ChoiceField(choices=[("", "—"), *top, *rest])


def countries_field(field: Any, codes: Codes, on: date) -> forms.Field:
    return _near_first(field, codes, on, NEAR_COUNTRIES)


def _languages(field: Any, codes: Codes, on: date) -> forms.Field:
    return _near_first(field, codes, on, NEAR_LANGUAGES)


def _channel(_field: Any, _codes: Codes, _on: date) -> forms.Field:
    return forms.ChoiceField(choices=Channel.choices, widget=forms.RadioSelect)


LANGUAGES = {"az": _("Azerbaijani"), "ru": _("Russian"), "en": _("English")}


def _consent_text(_field: Any, _codes: Codes, on: date) -> forms.Field:
    texts = texts_in_force(on=on)
    made = forms.ModelChoiceField(
        queryset=ConsentText.objects.filter(pk__in=[text.pk for text in texts]), empty_label=None
    )
    made.choices = [(text.pk, LANGUAGES.get(text.language, text.language)) for text in texts]
    return made


def region_field(_field: Any, _codes: Codes, _on: date) -> forms.Field:
    rows = Region.objects.filter(
        kind__in=(RegionKind.CITY, RegionKind.DISTRICT, RegionKind.AUTONOMOUS_REPUBLIC)
    )
    made = forms.ModelChoiceField(queryset=rows, empty_label="—")
    found = sorted(rows, key=lambda region: (region.code != "baku", sort_key(region.name)))
    made.choices = [("", "—"), *((region.pk, region.name) for region in found)]
    return made


_SPECIAL: Mapping[str, Any] = {
    "safety": _safety,
    "agrees": _agrees,
    "majority": _majority,
    "citizenships": countries_field,
    "language": _languages,
    "channel": _channel,
    "region": region_field,
    "consent_text": _consent_text,
}


def first_values(told: Told, clear: Mapping[str, str], page: Page, revision: int) -> dict[str, Any]:
    """What stands in the form when the page is opened again."""
    values: dict[str, Any] = {"revision": revision}
    for name in page.names:
        value = clear[name] if name in clear else getattr(told, name)
        if isinstance(value, bool) and Told._meta.get_field(name).null:
            value = "yes" if value else "no"
        if name == "citizenships":
            value = value[0] if value else ""
        if name in {"region", "consent_text"}:
            value = getattr(told, f"{name}_id")
        values[name] = value
    return values
