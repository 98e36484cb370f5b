"""Forms about bodies, regions, holidays, code lists and parameters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dayaq.access.forms import DayField, Keeping
from dayaq.directory.models import (
    Body,
    BodyGroup,
    BodyName,
    Code,
    CodeList,
    Holiday,
    Parameter,
    ParameterValue,
    Region,
    Succession,
)
from dayaq.directory.values import HINTS

SOURCE_HELP = _("The act or publication in which it can be checked.")


class BodyForm(Keeping):
    """A new body, with its first names."""

    name_az = forms.CharField(label=_("Name in Azerbaijani"), max_length=300)
    short_az = forms.CharField(label=_("Short name in Azerbaijani"), max_length=100, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    short_en = forms.CharField(label=_("Short name in English"), max_length=100, required=False)
    source = forms.CharField(label=_("Source"), max_length=500, help_text=SOURCE_HELP)

    class Meta(Keeping.Meta):
        model = Body
        fields = ("code", "kind", "parent", "since")
        help_texts = {
            "code": _("Short, in Latin letters, with hyphens. It never changes."),
            "since": _("Empty when it is not known or of no importance."),
        }

    field_order = ("name_az", "short_az", "name_en", "short_en", "code", "kind", "parent", "since")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Body.objects.to_choose_from()  # type: ignore[attr-defined]


class BodyRevision(Keeping):
    class Meta(Keeping.Meta):
        model = Body
        fields = ("kind", "parent", "since", "until", "aliases")
        help_texts = {
            "until": _("The last day on which the body existed; empty while it exists."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Body.objects.to_choose_from().exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]
        self.fields["aliases"].help_text = _(
            "One on each line: the name as texts bend it. The import finds the body by them."
        )


class NameForm(Keeping):
    class Meta(Keeping.Meta):
        model = BodyName
        fields = ("language", "full", "short", "since", "source")
        help_texts = {
            "since": _("The first day of the new name. The name before ends the day before."),
            "source": SOURCE_HELP,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].required = True
        self.fields["source"].required = True


class NameRevision(Keeping):
    class Meta(Keeping.Meta):
        model = BodyName
        fields = ("full", "short", "since", "until", "source")
        help_texts = {"source": SOURCE_HELP}


class SuccessionForm(Keeping):
    class Meta(Keeping.Meta):
        model = Succession
        fields = ("successor", "on", "act", "source")
        help_texts = {
            "on": _("Empty while it is only expected: duties pass on from this day."),
            "source": SOURCE_HELP,
        }

    def __init__(self, *args: Any, predecessor: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Body.objects.to_choose_from().exclude(pk=predecessor.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]
        self.fields["successor"].label = _("Successor")
        self.fields["source"].required = True


class GroupForm(Keeping):
    class Meta(Keeping.Meta):
        model = BodyGroup
        fields = ("code", "name_az", "name_en", "is_involved_class", "aliases")
        help_texts = {"code": _("Short, in Latin letters, with hyphens. It never changes.")}


class GroupRevision(Keeping):
    class Meta(Keeping.Meta):
        model = BodyGroup
        fields = ("name_az", "name_en", "is_involved_class", "aliases")


class RegionForm(Keeping):
    class Meta(Keeping.Meta):
        model = Region
        fields: tuple[str, ...] = (
            "code",
            "kind",
            "name_az",
            "name_en",
            "parent",
            "since",
            "until",
            "source",
        )
        help_texts = {
            "code": _("As ISO 3166-2 has it, where it has one. It never changes."),
            "source": SOURCE_HELP,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = True
        self.fields["parent"].queryset = (  # type: ignore[attr-defined]
            Region.objects.exclude(kind__in=("city", "district")).exclude(pk=self.instance.pk)
        )


class RegionRevision(RegionForm):
    class Meta(RegionForm.Meta):
        fields = ("kind", "name_az", "name_en", "parent", "since", "until", "source")


class HolidayForm(Keeping):
    why = forms.CharField(label=_("Reason"), max_length=500)

    class Meta(Keeping.Meta):
        model = Holiday
        fields = ("on", "name_az", "name_en", "source")
        help_texts = {"source": SOURCE_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = True

    def validate_unique(self) -> None:
        """Left to the action: a day that was withdrawn may come back."""


class HolidayRevision(Keeping):
    class Meta(Keeping.Meta):
        model = Holiday
        fields = ("on", "name_az", "name_en", "source")
        help_texts = {"source": SOURCE_HELP}


class VersionForm(Keeping):
    class Meta(Keeping.Meta):
        model = CodeList
        fields = ("version", "name_az", "name_en", "system", "licence", "credit")

    def __init__(self, *args: Any, of: CodeList, **kwargs: Any) -> None:
        known = ("name_az", "name_en", "system", "licence", "credit")
        kwargs["initial"] = {name: getattr(of, name) for name in known}
        super().__init__(*args, **kwargs)
        self.instance.code = of.code


class CodeForm(Keeping):
    class Meta(Keeping.Meta):
        model = Code
        fields = ("code", "name_az", "name_en", "broader", "since")
        help_texts = {"code": _("It never changes: records hold it.")}

    def __init__(self, *args: Any, of: CodeList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.list = of
        self.fields["broader"].queryset = of.codes.all()  # type: ignore[attr-defined]


class CodeRevision(Keeping):
    class Meta(Keeping.Meta):
        model = Code
        fields = ("name_az", "name_en")


class RetirementForm(forms.Form):
    until = DayField(label=_("Last day"), help_text=_("From the next day on it cannot be chosen."))
    why = forms.CharField(label=_("Reason"), max_length=500)


class ValueForm(Keeping):
    class Meta(Keeping.Meta):
        model = ParameterValue
        fields: tuple[str, ...] = ("value", "since", "source", "note")
        help_texts = {
            "since": _("The first day of the new value. The value before ends the day before."),
            "source": SOURCE_HELP,
        }

    def __init__(self, *args: Any, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = HINTS.get(parameter.value_type, "")
        unit = parameter.unit_told
        self.fields["value"].help_text = f"{hint} ({unit})" if unit else hint
        self.fields["source"].required = True
        if not self.instance.pk:
            self.fields["since"].required = True


class ValueRevision(ValueForm):
    class Meta(ValueForm.Meta):
        fields = ("value", "since", "until", "source", "note")
        help_texts = {"source": SOURCE_HELP}


class ConfirmationForm(forms.Form):
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The act, with its article and date, in which you have read this."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
