"""Forms of letters: which, in whose name, in which language, to whom."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.forms import DayField
from dayaq.cases.forms.sharing import NEUTRAL, QUIET
from dayaq.directory.models import Body
from dayaq.referrals import papers
from dayaq.referrals.forms.acts import LINES
from dayaq.referrals.models.letters import OwnLanguage
from dayaq.referrals.states import LetterKind


class LetterForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Which letter"), choices=LetterKind, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=OwnLanguage)
    issuer = forms.ModelChoiceField(
        label=gettext_lazy("In the name of"),
        queryset=Body.objects.none(),
        empty_label=None,
        help_text=gettext_lazy(
            "Choose the name that gives nothing away to whoever sees the paper."
        ),
    )
    is_named = forms.TypedChoiceField(
        label=gettext_lazy("Name of the person"),
        choices=(
            ("yes", gettext_lazy("Printed: the name is opened, and that is recorded")),
            ("no", gettext_lazy("Left blank, to be written by hand")),
        ),
        coerce=lambda word: word == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )
    addressee = forms.CharField(
        label=gettext_lazy("To whom"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Left empty: to whom it may concern."),
        widget=forms.TextInput(attrs=QUIET),
    )
    words = forms.CharField(
        label=gettext_lazy("What is asked for or confirmed"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "For a letter to a provider or an office: the help alone, nothing of what happened."
        ),
        widget=LINES,
    )

    def __init__(self, *args: Any, lead: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [body for body in (lead.parent, lead) if body is not None]
        neutral = [body for body in bodies if not papers.gives_away(body)]
        field: Any = self.fields["issuer"]
        field.queryset = Body.objects.filter(pk__in=[body.pk for body in neutral or bodies])
        field.initial = (neutral or bodies)[0].pk

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == LetterKind.REFERRAL and not said.get("words"):
            raise ValidationError({"words": _("Say what help is asked for.")})
        return said


class WithdrawForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=200, help_text=NEUTRAL)


class LetterTemplateForm(forms.Form):
    """A new Word template of a kind of letter; it is tried out before it is taken."""

    kind = forms.ChoiceField(label=gettext_lazy("Which letter"), choices=LetterKind)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=OwnLanguage)
    valid_from = DayField(label=gettext_lazy("In use from"))
    file = forms.FileField(
        label=gettext_lazy("Word document (.docx)"),
        help_text=gettext_lazy(
            "Up to 5 MB. It is tried out with sample content before it is kept."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["valid_from"].initial = today

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < self.today:
            raise ValidationError(_("A template is in use from today on at the earliest."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        file = said.pop("file", None)
        if isinstance(file, UploadedFile) and not self.errors:
            content = file.read()
            if refusal := papers.why_not_use(content):
                self.add_error("file", refusal)
            said["content"] = content
        return said
