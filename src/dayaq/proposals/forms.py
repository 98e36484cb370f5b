"""Forms about proposals: what is proposed, its drafts, the stages it reaches, opinions on it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dayaq.access.forms import DayField
from dayaq.cooperation.forms.kept import KeptForm
from dayaq.directory.models import Body, Parameter
from dayaq.kernel.files import KINDS, why_not_keep
from dayaq.proposals.models import Opinion, Proposal
from dayaq.proposals.states import Stage, Stance

OPINION_TERM, USUAL_TERM = "proposal.opinion_term", "15"
"""How many days a body has for its opinion, where nothing else is said."""


class ProposalForm(KeptForm):
    more = ("partners",)

    class Meta(KeptForm.Meta):
        model = Proposal
        fields = ("body", "kind", "title", "clauses", "aim", "partners")
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}


class DraftForm(forms.Form):
    """A version as a file, or as words that are pasted."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Word, ODT or PDF, up to 10 MB. Its words are read, so that versions can be compared."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
    text = forms.CharField(
        label=_("Text of the draft"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Leave empty where the file has it."),
    )
    note = forms.CharField(
        label=pgettext_lazy("draft", "What is new in it"), required=False, max_length=500
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if file is None:
            return None
        self.content = file.read()
        if refusal := why_not_keep(self.content):
            raise forms.ValidationError(str(refusal))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.pop("file", None)
        if file is not None:
            cleaned |= {"content": self.content, "file_name": file.name or ""}
        elif not cleaned.get("text") and not self.errors:
            self.add_error("text", gettext("Choose a file, or paste the text."))
        return cleaned


class AskForm(forms.Form):
    """Whose opinion is asked, and by when."""

    bodies = forms.ModelMultipleChoiceField(
        label=_("Bodies"),
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices long"}),
    )
    due_on = DayField(label=_("By when"))
    document = forms.CharField(label=_("Number of the letter"), required=False, max_length=100)

    def __init__(self, *args: Any, asked: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = localdate()
        term = Parameter.objects.value_of(OPINION_TERM, on=today, default=USUAL_TERM)
        bodies = Body.objects.to_choose_from().exclude(pk__in=asked)
        self.fields["bodies"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["due_on"].initial = today + timedelta(days=int(term))


class StageForm(forms.Form):
    """A stage was reached. Only what that stage knows is asked."""

    on = DayField(label=_("Day"))
    act_number = forms.CharField(label=_("Number of the act"), max_length=100)
    act_address = forms.URLField(
        label=_("Address of the act"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("For example, its page at e-qanun.az."),
    )
    document = forms.CharField(label=_("Number of the letter"), required=False, max_length=300)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    SAYS_WHY = (Stage.RETURNED, Stage.REFUSED, Stage.WITHDRAWN)

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = localdate()
        if stage == Stage.ADOPTED:
            del self.fields["document"]
        else:
            del self.fields["act_number"], self.fields["act_address"]
        if stage == Stage.SENT:
            self.fields["document"].required = True
        if stage in self.SAYS_WHY:
            self.fields["note"].required = True
            self.fields["note"].label = gettext("Reason")

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > localdate():
            raise forms.ValidationError(gettext("This day is still to come."))
        return self.cleaned_data["on"]


class OpinionForm(KeptForm):
    """What the body thinks; the approver signs it."""

    stance = forms.ChoiceField(label=_("Opinion"), choices=Stance.choices, widget=forms.RadioSelect)

    class Meta(KeptForm.Meta):
        model = Opinion
        fields = ("stance", "text", "document")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("stance") in {Stance.REMARKS, Stance.DISAGREED} and not cleaned.get("text"):
            self.add_error("text", gettext("Say what the remarks are."))
        return cleaned


class AnswerForm(KeptForm):
    answer = forms.CharField(
        label=_("What was done about the remarks"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    class Meta(KeptForm.Meta):
        model = Opinion
        fields = ("answer",)
