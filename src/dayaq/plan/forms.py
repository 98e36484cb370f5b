"""What people fill in about the plan: texts, corrections, names, acts and decisions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dayaq.directory.models import Body, BodyGroup
from dayaq.plan.decree.periods import period_of
from dayaq.plan.models import Measure, Party, Plan
from dayaq.plan.models.texts import Json, Row
from dayaq.plan.states import PartyRole, Relation


class DayInput(forms.DateInput):
    """A day in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TextForm(forms.Form):
    """The text of a decree: a file, or what was copied."""

    file = forms.FileField(
        label=gettext_lazy("File with the text"),
        help_text=gettext_lazy("Plain text in UTF-8 or UTF-16, as it came out of the document."),
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Or the text itself"),
        widget=forms.Textarea(attrs={"rows": 10, "lang": "az"}),
        required=False,
        strip=False,
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            largest = number_format(settings.UPLOAD_MAX_BYTES // 1024**2)
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB.") % {"limit": largest}
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, text = data.get("file"), data.get("text", "")
        if not self.errors and bool(file) == bool(text.strip()):
            raise forms.ValidationError(_("Choose a file or paste the text, one of the two."))
        return data

    @property
    def content(self) -> bytes:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        content: bytes = file.read() if file else self.cleaned_data["text"].encode()
        return content

    @property
    def name(self) -> str:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        return (file.name if file else None) or _("pasted text")


def who_choices(*, with_class: bool) -> list[tuple[str, Any]]:
    """Bodies and groups of the directory, by the names that people know."""
    named = Body.objects.prefetch_related("names")
    bodies = sorted((body.name, f"body:{body.code}") for body in named)
    groups = sorted((group.name, f"group:{group.code}") for group in BodyGroup.objects.all())
    choices: list[tuple[str, Any]] = [
        ("", _("Choose…") if not with_class else _("No body of the directory (a class of bodies)")),
        (_("Bodies"), [(value, name) for name, value in bodies]),
        (_("Groups"), [(value, name) for name, value in groups]),
    ]
    return choices


def names_of(choices: list[tuple[str, Any]]) -> dict[tuple[str, str], str]:
    """What the choices call each body and group, by kind and code."""
    grouped = [group for _label, group in choices if isinstance(group, list)]
    named = {tuple(value.split(":", 1)): name for group in grouped for value, name in group}
    return {(kind, code): name for (kind, code), name in named.items()}


class NameForm(forms.Form):
    """Which body or group of the directory a piece of the text means."""

    text = forms.CharField(label=gettext_lazy("As written"), max_length=500)
    who = forms.ChoiceField(label=gettext_lazy("Means"))

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._field("who").choices = choices

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        return field

    @property
    def kind(self) -> str:
        return str(self.cleaned_data["who"]).partition(":")[0]

    @property
    def code(self) -> str:
        return str(self.cleaned_data["who"]).partition(":")[2]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class RowForm(forms.Form):
    """A row as a person reads it."""

    title = forms.CharField(
        label=gettext_lazy("Measure, as the text has it"),
        widget=forms.Textarea(attrs={"rows": 5, "lang": "az"}),
    )
    period = forms.CharField(
        label=pgettext_lazy("measure", "Period"),
        help_text=gettext_lazy("As the text has it: 2020–2024, 2021 or mütəmadi."),
        max_length=60,
    )

    @classmethod
    def of(cls, row: Row) -> "RowForm":
        return cls(initial={"title": row.title, "period": row.period_text})

    def clean_period(self) -> str:
        period: str = self.cleaned_data["period"]
        if period_of(period) is None:
            raise forms.ValidationError(_("Write the years, for example 2020–2024, or mütəmadi."))
        return period


class PartyForm(forms.Form):
    """One party of a row. An empty name takes it out."""

    name = forms.CharField(label=gettext_lazy("As written"), max_length=500, required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[(r.value, r.label) for r in (PartyRole.EXECUTOR, PartyRole.INVOLVED)],
        initial=PartyRole.EXECUTOR,
    )
    who = forms.ChoiceField(label=gettext_lazy("Means"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_named = data.get("name") and data.get("role") == PartyRole.EXECUTOR
        if is_named and not data.get("who"):
            self.add_error("who", _("Say which body or group carries the measure out."))
        return data

    @property
    def party(self) -> Json | None:
        data = self.cleaned_data
        if not data.get("name"):
            return None
        kind, _colon, code = data["who"].partition(":")
        return {
            "name": data["name"],
            "role": data["role"],
            "kind": kind or "group",
            "code": code or None,
        }


PartyFormSet = forms.formset_factory(PartyForm, extra=3)


def party_initials(parties: Iterable[Json]) -> list[Json]:
    """What the row says now. Recommended bodies stand in the notes, not in the row."""
    return [
        {
            "name": party["name"],
            "role": party["role"],
            "who": f"{party['kind']}:{party['code']}" if party["code"] else "",
        }
        for party in parties
        if party["role"] != PartyRole.RECOMMENDED
    ]


class ActForm(forms.Form):
    """What the act is: the one that approves the plan, or the one that changes it."""

    kind = forms.CharField(
        label=gettext_lazy("Kind of act"),
        help_text=gettext_lazy("For example: Sərəncam, Fərman, Qərar."),
        max_length=60,
    )
    number = forms.CharField(label=gettext_lazy("Number"), max_length=40)
    adopted_on = forms.DateField(label=gettext_lazy("Adopted on"), widget=DayInput)
    effective_from = forms.DateField(label=gettext_lazy("In force from"), widget=DayInput)
    title = forms.CharField(
        label=gettext_lazy("Title"), widget=forms.Textarea(attrs={"rows": 3, "lang": "az"})
    )
    year_from = forms.IntegerField(
        label=gettext_lazy("First year of the plan"), min_value=1990, max_value=2100, localize=False
    )
    year_to = forms.IntegerField(
        label=gettext_lazy("Last year of the plan"), min_value=1990, max_value=2100, localize=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("year_to") or 0) < (data.get("year_from") or 0):
            self.add_error("year_to", _("A plan cannot end before it begins."))
        adopted, effective = data.get("adopted_on"), data.get("effective_from")
        if adopted and effective and effective < adopted:
            self.add_error("effective_from", _("An act is not in force before it is adopted."))
        return data

    @property
    def details(self) -> dict[str, str | int]:
        """As a reading keeps them: days in ISO form."""
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in self.cleaned_data.items()
        }


class PlaceForm(forms.Form):
    """Whether the text changes a known plan or is one of its own."""

    plan = forms.ModelChoiceField(
        label=gettext_lazy("This text"),
        queryset=Plan.objects.all(),
        required=False,
        empty_label=gettext_lazy("is a plan of its own"),
    )


class DatedDecisionForm(forms.Form):
    """On whose word something holds, and since when."""

    decided_by = forms.CharField(
        label=gettext_lazy("Decided by"),
        help_text=gettext_lazy("The body or office whose decision it is."),
        max_length=200,
    )


def _offer(field: forms.Field, rows: QuerySet[Any], choices: Iterable[tuple[int, str]]) -> None:
    """Let a field take one of the rows, shown by names that the page has read already."""
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (the caller's own field)
    field.queryset = rows
    empty = [("", field.empty_label)] if field.empty_label is not None else []
    field.choices = [*empty, *choices]


class LeadForm(DatedDecisionForm):
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), widget=DayInput)
    party = forms.ModelChoiceField(
        label=gettext_lazy("Lead executor"), queryset=Party.objects.none(), empty_label=None
    )

    field_order = ("party", "decided_by", "decided_on")

    def __init__(self, *args: Any, parties: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(party.pk, str(party.named)) for party in parties]
        _offer(self.fields["party"], parties, choices)


class LeadsForm(DatedDecisionForm):
    """One decision about many measures: the first-listed executor leads each of them."""

    decided_on = forms.DateField(label=gettext_lazy("Decided on"), widget=DayInput)
    measures = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Measures"), queryset=Measure.objects.none()
    )

    def __init__(self, *args: Any, measures: QuerySet[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measures"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 (declared above)
        field.queryset = measures


class GroupDecisionForm(DatedDecisionForm):
    """Which body a group means, where, and from when to when."""

    body = forms.ModelChoiceField(
        label=gettext_lazy("Body"),
        queryset=Body.objects.none(),
        empty_label=gettext_lazy("Choose…"),
    )
    party = forms.ModelChoiceField(
        label=gettext_lazy("In the measure"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=gettext_lazy("all measures that name the group"),
    )
    since = forms.DateField(label=gettext_lazy("Since"), widget=DayInput)
    until = forms.DateField(label=gettext_lazy("Until"), widget=DayInput, required=False)
    document = forms.CharField(label=gettext_lazy("By document"), max_length=200)

    field_order = ("body", "party", "since", "until", "decided_by", "document")

    def __init__(
        self, *args: Any, parties: Iterable[Party], bodies: Iterable[Body], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["body"], Body.objects.all(), ((b.pk, b.name) for b in bodies))
        clauses = [(p.pk, p.measure.clause) for p in parties]
        _offer(
            self.fields["party"], Party.objects.filter(pk__in=[pk for pk, _c in clauses]), clauses
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("A decision cannot end before it begins."))
        return data


class EndForm(forms.Form):
    """From when a decision no longer holds, and why."""

    until = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


class LinkForm(forms.Form):
    """What became of a measure."""

    earlier = forms.ModelChoiceField(
        label=gettext_lazy("Earlier measure"),
        queryset=Measure.objects.none(),
        required=False,
        empty_label=gettext_lazy("none: the measure is new"),
    )
    relation = forms.ChoiceField(label=gettext_lazy("Relation"), choices=Relation.choices)
    later = forms.ModelChoiceField(
        label=gettext_lazy("Later measure"),
        queryset=Measure.objects.none(),
        required=False,
        empty_label=gettext_lazy("none: the measure was dropped"),
    )

    def __init__(
        self,
        *args: Any,
        earlier: QuerySet[Measure],
        later: QuerySet[Measure],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("earlier", earlier), ("later", later)):
            choices = [(m.pk, f"{m.clause} {m.text[:80]}") for m in rows]
            _offer(self.fields[name], rows, choices)
