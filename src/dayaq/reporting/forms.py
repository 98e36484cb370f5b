"""What people fill in: a report with its money and documents, a cycle, a decision, a finding."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body, Language
from dayaq.kernel.files import KINDS, why_not_keep
from dayaq.plan.models import PlanVersion
from dayaq.reporting.editions import trial
from dayaq.reporting.editions.building import LANGUAGES
from dayaq.reporting.models import Cycle, Report
from dayaq.reporting.models.reports import WRITTEN
from dayaq.reporting.states import CycleKind, Sensitivity, Source, Verified, declared_for


class Day(forms.DateField):
    """A day, picked in the browser's own calendar or typed as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)


def _text(label: Any, *, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        help_text=help_text,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ReportForm(forms.Form):
    """The words of a report. Nothing is required here: what a sent report must say is a policy."""

    edit_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    facts = _text(
        _("What was done"), rows=6, help_text=_("Facts, dates, places. Name no victim and no case.")
    )
    result = _text(
        _("Result"), help_text=_("What changed because of it, in numbers where there are.")
    )
    declared = forms.ChoiceField(
        label=_("Declared status"), required=False, widget=forms.RadioSelect, choices=()
    )
    next_plan = _text(
        _("Planned for the next period"), help_text=_("It will stand beside your next report.")
    )
    problems = _text(_("Difficulties and their causes"))
    decision_needed = _text(_("Decision needed, and from whom"), rows=3)
    partners = _text(_("Partners: NGOs, international organisations"), rows=3)
    is_nothing_to_report = forms.BooleanField(
        label=_("There is nothing to report for this period"), required=False
    )
    nothing_reason = _text(_("Why there is nothing to report"), rows=3)

    def __init__(self, *args: Any, is_regular: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declared = self.fields["declared"]
        if isinstance(declared, forms.ChoiceField):
            declared.choices = [(d.value, d.label) for d in declared_for(is_regular=is_regular)]

    @classmethod
    def of(cls, report: Report) -> "ReportForm":
        said = {name: getattr(report, name) for name in WRITTEN}
        return cls(
            initial={**said, "edit_number": report.edit_number},
            is_regular=report.obligation.measure.is_regular,
        )

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {name: self.cleaned_data[name] for name in WRITTEN if name in self.cleaned_data}


class MoneyForm(forms.Form):
    """One row of money: a source and an amount, or why the amount is not known."""

    source = forms.ChoiceField(
        label=_("Source"), required=False, choices=[("", "—"), *Source.choices]
    )
    amount = forms.DecimalField(
        label=_("Amount, AZN"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        localize=True,
    )
    reason_if_unknown = forms.CharField(
        label=_("Why the amount is not known"), required=False, max_length=300
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("source") and (
            cleaned.get("amount") is not None or cleaned.get("reason_if_unknown")
        ):
            self.add_error("source", _("Choose where the money comes from."))
        return cleaned


MoneyForms = forms.formset_factory(MoneyForm, extra=0, max_num=30, absolute_max=60)


def money_of(rows: Any, *, but: str = "") -> list[dict[str, Any]]:
    """The filled rows of a valid formset, without the one of that number; an empty row is no row."""
    return [
        row
        for number, row in enumerate(rows.cleaned_data)
        if row.get("source") and str(number) != but
    ]


class DocumentForm(forms.Form):
    """A document that proves the work: named, and linked to or handed in."""

    title = forms.CharField(label=_("Title of the document"), required=False, max_length=300)
    number = forms.CharField(label=_("Number"), required=False, max_length=100)
    dated_on = Day(label=_("Date"), required=False)
    link = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, PNG, JPG, DOCX, XLSX or ODT, up to 10 MB, without data about victims."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
    sensitivity = forms.ChoiceField(
        label=_("Who may see it"),
        choices=Sensitivity.choices,
        initial=Sensitivity.GOVERNMENT,
        required=False,
    )
    content: bytes | None = None

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if file is None:
            return None
        self.content = file.read()
        if refusal := why_not_keep(self.content):
            raise forms.ValidationError(str(refusal))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_filled and not cleaned.get("title") and not self.errors:
            self.add_error("title", _("Name the document."))
        return cleaned

    @property
    def is_filled(self) -> bool:
        """Was anything typed? Who may see it has a choice from the start, and says nothing alone."""
        return bool(set(self.changed_data) - {"sensitivity"})

    @property
    def documents(self) -> list[Mapping[str, Any]]:
        if not self.is_filled:
            return []
        file = self.cleaned_data.get("file")
        return [
            {
                **self.cleaned_data,
                "content": self.content,
                "file_name": file.name if file else "",
            }
        ]


class CycleForm(forms.Form):
    """A period to be reported about, and the window for it."""

    version = forms.ModelChoiceField(
        label=_("Plan"), queryset=PlanVersion.objects.select_related("plan").order_by("-pk")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=CycleKind.choices)
    name = forms.CharField(label=_("Name"), max_length=120)
    period_first = Day(label=_("Period from"))
    period_last = Day(label=_("Period to"))
    opens_on = Day(label=_("Window opens"))
    closes_on = Day(
        label=_("Window closes"), help_text=_("The last day on which a report is on time.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for first, last in (("period_first", "period_last"), ("opens_on", "closes_on")):
            begin, end = cleaned.get(first), cleaned.get(last)
            if begin and end and end < begin:
                self.add_error(last, _("This day comes before the first one."))
        version, begin, kind = (cleaned.get(n) for n in ("version", "period_first", "kind"))
        if (
            version
            and begin
            and Cycle.objects.filter(version=version, kind=kind, period_first=begin).exists()
        ):
            self.add_error("period_first", _("There is already such a cycle for this period."))
        return cleaned


class ReasonForm(forms.Form):
    """Words that an act must not do without."""

    comment = forms.CharField(
        label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ExtensionForm(forms.Form):
    until = Day(label=_("Until"))
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExtensionAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=2000,
        help_text=_("Needed when the time is refused."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FindingForm(forms.Form):
    """What a verifier found about a measure."""

    verified = forms.ChoiceField(
        label=_("Verified status"), choices=Verified.choices, widget=forms.RadioSelect
    )
    rationale = forms.CharField(
        label=_("Grounds"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    evidence_checked = forms.CharField(
        label=_("Evidence that was checked"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    conflict_reason = forms.CharField(
        label=_("Why your body verifies its own work"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, is_conflict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_conflict:
            self.fields["conflict_reason"].required = True
        else:
            del self.fields["conflict_reason"]


class MatrixForm(forms.Form):
    """What of the coverage matrix is shown."""

    cycle = forms.ModelChoiceField(
        label=_("Cycle"), queryset=Cycle.objects.all(), required=False, empty_label=None
    )
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    body = forms.ModelChoiceField(
        label=_("Body"), queryset=Body.objects.none(), required=False, to_field_name="code"
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Everything")),
            ("missing", _("Not yet reported")),
            ("overdue", _("Overdue")),
            ("waiting", _("Waiting for the coordinator")),
        ],
    )


class TemplateForm(forms.Form):
    """A new Word template of the edition; it is tried out before it is taken."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(code, Language(code).label) for code in LANGUAGES],
    )
    file = forms.FileField(
        label=_("Word document (.docx)"),
        help_text=_("Up to 5 MB. It is tried out with sample content before it is kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean(self) -> dict[str, Any]:
        """The content, tried out in its language. A fault is told by the tag that has it."""
        told = dict(super().clean() or {})
        upload, language = told.get("file"), told.get("language")
        if isinstance(upload, UploadedFile) and language:
            if upload.size is not None and upload.size > trial.LARGEST:
                self.add_error("file", _("The file is larger than 5 MB."))
                return told
            content = upload.read()
            if refusal := trial.why_not_use(content, language):
                self.add_error("file", str(refusal))
            told["content"] = content
        return told
