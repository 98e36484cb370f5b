"""Who may read: grants, assignments, consent, seals, openings. Shape alone; the actions ask whether."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.accounts.models import Appointment
from dayaq.cases.models import Case, Consent, ConsentText
from dayaq.cases.models.codes import Languages
from dayaq.cases.policies.sharing import MOST_MINUTES
from dayaq.cases.states import (
    SHAREABLE,
    Basis,
    Explained,
    Fate,
    Part,
    Purpose,
    SealKind,
    Verdict,
)
from dayaq.cases.states import ConsentForm as How
from dayaq.directory.models import Body
from dayaq.vault.models import DataClass

NEUTRAL = gettext_lazy(
    "In neutral words: it stands in the access log. No name, no place, no story."
)
PARTS = [(part.value, part.label) for part in Part if part in SHAREABLE and part != Part.COVER]
QUIET = {"autocomplete": "off"}


def end_of(day: date) -> datetime:
    """The moment at which that day is over, in Baku."""
    return datetime.combine(day + timedelta(days=1), time(), get_current_timezone())


def day_field(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def parts_field(label: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=PARTS, widget=forms.CheckboxSelectMultiple, **more
    )


def _later(day: "date | None") -> "date | None":
    if day is not None and day < localdate():
        raise ValidationError(_("This day is over. Choose a later one."))
    return day


class BodyBoxes(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Bodies in a box that scrolls; several may be marked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Body.objects.none(), widget=forms.SelectMultiple(attrs={"size": 8}), **kwargs
        )


class GrantForm(forms.Form):
    body = forms.ModelChoiceField(
        label=gettext_lazy("Body that may read"), queryset=Body.objects.none()
    )
    parts = parts_field(gettext_lazy("Sections"))
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=Purpose)
    basis = forms.ChoiceField(
        label=gettext_lazy("Why it may read"),
        choices=[(b.value, b.label) for b in Basis if b != Basis.LEAD],
        widget=forms.RadioSelect,
    )
    consent = forms.ModelChoiceField(
        label=gettext_lazy("Consent"),
        queryset=Consent.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Where the person agreed: to this body, purpose and these sections."
        ),
    )
    basis_note = forms.CharField(
        label=gettext_lazy("Act or decision"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Where the law demands it: which act, article, day and number."),
    )
    until = day_field(gettext_lazy("Until"))

    def __init__(self, *args: Any, case: Case, consents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Body.objects.exclude(pk=case.lead_id).to_choose_from()
        self.fields["body"].queryset = others  # type: ignore[attr-defined]
        self.fields["consent"].queryset = consents  # type: ignore[attr-defined]
        self.fields["consent"].label_from_instance = consent_words  # type: ignore[attr-defined]
        self.fields["until"].initial = localdate() + timedelta(days=30)

    def clean_until(self) -> Any:
        return _later(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("basis") == Basis.CONSENT and not given.get("consent"):
            self.add_error(
                "consent", _("Choose the consent. If there is none, ask the person first.")
            )
        if given.get("basis") == Basis.LAW and not given.get("basis_note", "").strip():
            self.add_error("basis_note", _("Name the act that demands it."))
        if given.get("until"):
            given["lapses_at"] = end_of(given.pop("until"))
        return given


def consent_words(consent: Consent) -> str:
    """A consent among others: when, for what, which sections."""
    purposes = ", ".join(str(Purpose(p).label) for p in consent.purposes)
    parts = ", ".join(str(Part(p).label) for p in consent.parts)
    return f"{localdate(consent.given_at):%d.%m.%Y}: {purposes} ({parts})"


class WhyForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=200, help_text=NEUTRAL)


class AssignForm(forms.Form):
    appointment = forms.ModelChoiceField(
        label=gettext_lazy("Who works on it"), queryset=Appointment.objects.none()
    )

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["appointment"]
        field.queryset = posts
        field.label_from_instance = lambda post: (
            f"{post.user.full_name} ({post.get_role_display()})"
        )


class ConsentForm(forms.Form):
    """What the person said, after the text was read or explained to them."""

    text = forms.ModelChoiceField(
        label=gettext_lazy("Language in which it was explained"),
        queryset=ConsentText.objects.none(),
    )
    is_given = forms.TypedChoiceField(
        label=gettext_lazy("What the person said"),
        choices=(("yes", gettext_lazy("Agrees")), ("no", gettext_lazy("Refuses"))),
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    form = forms.ChoiceField(label=gettext_lazy("How"), choices=How, widget=forms.RadioSelect)
    recipients = BodyBoxes(label=gettext_lazy("To whom"), required=False)
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("For what"),
        choices=Purpose,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    parts = parts_field(gettext_lazy("Which sections"), required=False)
    explained = forms.MultipleChoiceField(
        label=gettext_lazy("What was explained"),
        choices=Explained,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = day_field(
        gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until withdrawn.")
    )
    remark = forms.CharField(
        label=gettext_lazy("What the person asked for"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs=QUIET | {"rows": 3}),
    )

    def __init__(
        self, *args: Any, case: Case, texts: Any, languages: Languages, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = Body.objects.exclude(pk=case.lead_id).to_choose_from()
        self.fields["recipients"].queryset = others  # type: ignore[attr-defined]
        field: Any = self.fields["text"]
        field.queryset = texts
        field.label_from_instance = lambda text: " · ".join(
            filter(None, (languages.said(text), str(text.get_purpose_display() or "")))
        )

    def clean_until(self) -> Any:
        return _later(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_given"):
            for name in ("recipients", "purposes", "parts"):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("Mark what the person agreed to."))
        text = given.get("text")
        if text is not None and text.purpose and text.purpose not in given.get("purposes", ()):
            self.add_error("text", _("This text is for another purpose."))
        until = given.pop("until", None)
        given["lapses_at"] = end_of(until) if until else None
        return given


class SealForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("By"), choices=SealKind, widget=forms.RadioSelect)
    decided_by = forms.CharField(label=gettext_lazy("Deciding body"), max_length=300)
    decided_on = day_field(gettext_lazy("Day of the decision"))
    number = forms.CharField(label=gettext_lazy("Number of the decision"), max_length=100)
    holders = BodyBoxes(
        label=gettext_lazy("Who may still read"),
        help_text=gettext_lazy("As the decision names them. Everybody else stops reading at once."),
    )
    parts = parts_field(
        gettext_lazy("Sections it closes"),
        required=False,
        help_text=gettext_lazy("None marked: the whole case, its cover too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holders"].queryset = Body.objects.to_choose_from()  # type: ignore[attr-defined]

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > localdate():
            raise ValidationError(_("This day lies in the future."))
        return day


class LiftForm(forms.Form):
    decision = forms.CharField(
        label=gettext_lazy("Decision that lifts the seal"),
        max_length=300,
        help_text=gettext_lazy("Body, day and number."),
    )


class OpeningForm(forms.Form):
    """Reading for some minutes: in an emergency, or where the state protects somebody."""

    appointment = forms.ModelChoiceField(
        label=gettext_lazy("You act as"), queryset=Appointment.objects.none()
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("For how many minutes"), min_value=1, max_value=MOST_MINUTES, initial=30
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        min_length=10,
        help_text=gettext_lazy(
            "What danger, to be averted how. It is read at the review. No name."
        ),
        widget=forms.Textarea(attrs=QUIET | {"rows": 3}),
    )

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["appointment"]
        field.queryset = posts
        field.label_from_instance = lambda post: (
            f"{post.get_role_display()}, {post.body.short_name}"
        )
        if len(posts) == 1:
            field.initial = posts[0]


class GlassForm(OpeningForm):
    reference = forms.CharField(
        label=gettext_lazy("Reference of the case"),
        max_length=20,
        widget=forms.TextInput(attrs=QUIET),
    )
    parts = parts_field(gettext_lazy("Sections that you need"))
    field_order = ("reference", "parts", "minutes", "reason", "appointment")


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Verdict"), choices=Verdict, widget=forms.RadioSelect
    )
    finding = forms.CharField(
        label=gettext_lazy("What the review found"),
        max_length=1000,
        widget=forms.Textarea(attrs=QUIET | {"rows": 4}),
    )

    def clean_verdict(self) -> Verdict:
        return Verdict(self.cleaned_data["verdict"])


class FindingForm(forms.Form):
    finding = forms.CharField(
        label=gettext_lazy("What was found"),
        max_length=1000,
        help_text=NEUTRAL,
        widget=forms.Textarea(attrs=QUIET | {"rows": 4}),
    )


class KeepingForm(forms.Form):
    fate = forms.ChoiceField(label=gettext_lazy("Decision"), choices=Fate, widget=forms.RadioSelect)
    data_class = forms.ChoiceField(
        label=gettext_lazy("Data"),
        choices=[(c.value, c.label) for c in DataClass if c != DataClass.TRACE],
    )
    until = day_field(gettext_lazy("Keep until"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, help_text=NEUTRAL)

    def clean_fate(self) -> Fate:
        return Fate(self.cleaned_data["fate"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        fate, until = given.get("fate"), given.get("until")
        if fate == Fate.EXTEND and (until is None or until <= localdate()):
            self.add_error("until", _("Say until which day in the future the data are kept."))
        if fate != Fate.EXTEND:
            given["until"] = None
        return given
