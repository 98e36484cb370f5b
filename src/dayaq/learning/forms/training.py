"""Forms about programmes, trainings, who came, and certificates."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dayaq.access.forms import DayField, Keeping
from dayaq.directory.models import Body, Code, Region
from dayaq.learning.forms.kept import KeptForm
from dayaq.learning.models import Attendance, Course, Programme, Session, Trainer
from dayaq.learning.models.training import AUDIENCES, TOPICS

MOST_NAMES = 500


class ProgrammeForm(KeptForm):
    more = ("aim", "document", "since", "until")
    codes = {"topics": TOPICS, "audiences": AUDIENCES}

    class Meta(KeptForm.Meta):
        model = Programme
        fields = (
            "body",
            "title",
            "hours",
            "topics",
            "audiences",
            "aim",
            "document",
            "since",
            "until",
        )
        help_texts = {
            "topics": gettext_lazy(
                "The page of the programme says which required topics are missing."
            ),
            "until": gettext_lazy("The last day on which it is taught; empty while it is."),
        }


class EndForm(forms.Form):
    until = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("From the next day on nothing is planned by it."),
    )
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


class TrainerForm(KeptForm):
    codes = {"topics": TOPICS}

    class Meta(KeptForm.Meta):
        model = Trainer
        fields = ("body", "name", "workplace", "topics", "is_retired")


class CourseForm(KeptForm):
    more = ("title", "form", "language", "partners", "trainers")

    class Meta(KeptForm.Meta):
        model = Course
        fields = (
            "body",
            "programme",
            "starts_on",
            "ends_on",
            "region",
            "venue",
            "places",
            "title",
            "form",
            "language",
            "partners",
            "trainers",
        )
        help_texts = {
            "ends_on": gettext_lazy("Leave empty for a training of one day."),
            "title": gettext_lazy("Leave empty to call it as the programme."),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        day = self.instance.starts_on or localdate()
        programmes = Programme.objects.visible_to(user).in_force(day)
        if self.instance.pk:
            programmes = programmes | Programme.objects.filter(pk=self.instance.programme_id)
        chosen: dict[str, Any] = {
            "programme": programmes.distinct(),
            "region": Region.objects.exclude(kind__in=("republic", "economic_region")),
            "partners": Body.objects.to_choose_from(),
            "trainers": Trainer.objects.visible_to(user).filter(is_retired=False),
        }
        for name, rows in chosen.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["ends_on"].required = self.fields["title"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return cleaned


class SessionForm(Keeping):
    class Meta(Keeping.Meta):
        model = Session
        fields = ("on", "begins", "ends", "subject", "trainer")
        widgets = {
            "begins": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trainer"].queryset = course.trainers.all()  # type: ignore[attr-defined]
        if not self.instance.pk:
            self.fields["on"].initial = course.starts_on


class LineForm(forms.ModelForm):  # type: ignore[type-arg]
    """One line of who came. An empty one does not count."""

    class Meta:
        model = Attendance
        fields = ("body", "unit", "audience", "women", "men", "unsaid")

    def __init__(self, *args: Any, bodies: Any, audiences: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]
        self.fields["audience"].choices = audiences  # type: ignore[attr-defined]
        for name in ("women", "men", "unsaid"):
            self.fields[name].required = False
            self.fields[name].initial = None
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "min": 0}
        self.instance.validate_constraints = lambda *_, **__: None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("women", "men", "unsaid"):
            cleaned[name] = cleaned.get(name) or 0
        if self.has_changed() and not self.errors:
            if not (cleaned["women"] or cleaned["men"] or cleaned["unsaid"]):
                self.add_error("women", _("Enter how many people came; at least one."))
            if not cleaned.get("body") and not cleaned.get("unit"):
                self.add_error(
                    "body", _("Choose the body, or name the firm or hospital beside it.")
                )
        return cleaned


class Lines(BaseFormSet):  # type: ignore[type-arg]
    """All lines of who came. Bodies and audiences are asked for once, not once a line."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        if not hasattr(self, "_choices"):
            bodies = [(body.pk, body.name) for body in Body.objects.to_choose_from()]
            codes = Code.objects.of_list(AUDIENCES, on=localdate())
            self._choices = {
                "bodies": [("", "—"), *bodies],
                "audiences": [("", "—"), *((code.pk, code.name) for code in codes)],
            }
        return {**super().get_form_kwargs(index), **self._choices}

    @property
    def filled(self) -> list[dict[str, Any]]:
        """The lines that say something, as the action takes them."""
        names = ("body", "unit", "audience", "women", "men", "unsaid")
        return [
            {name: form.cleaned_data[name] for name in names}
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get("audience")
        ]


AttendanceLines = formset_factory(
    LineForm, formset=Lines, extra=4, max_num=1000, can_delete=True, can_delete_extra=False
)


class IssueForm(forms.Form):
    """Certificates with names, which are printed and not kept, or without."""

    names = forms.CharField(
        label=gettext_lazy("Names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One on each line. They are printed and not kept. Leave empty for certificates in which "
            "the name is written by hand."
        ),
    )
    count = forms.IntegerField(
        label=gettext_lazy("Certificates without a name"),
        required=False,
        min_value=1,
        max_value=MOST_NAMES,
    )

    def clean_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        found = [name for name in names if name]
        if len(found) > MOST_NAMES or any(len(name) > 150 for name in found):
            raise forms.ValidationError(
                _("At most %(count)s names at once, none longer than 150 letters.")
                % {"count": MOST_NAMES}
            )
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("names") and not cleaned.get("count"):
            raise forms.ValidationError(_("Enter the names, or how many certificates are needed."))
        return cleaned


class VerifyForm(forms.Form):
    """What anybody asks of a certificate."""

    code = forms.CharField(
        label=gettext_lazy("Code on the certificate"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=pgettext_lazy("certificate", "Name on the certificate"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("If you wish to know whether it was made out to this name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        return "".join(c for c in str(self.cleaned_data["code"]).upper() if c.isalnum())
