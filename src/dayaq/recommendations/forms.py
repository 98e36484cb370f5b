"""Forms about international documents and what they recommend."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dayaq.access.forms import offer
from dayaq.cooperation.forms.kept import KeptForm, SteeredForm
from dayaq.recommendations.models import Recommendation, Reply, SourceDocument
from dayaq.recommendations.models.recommendations import ISSUERS
from dayaq.recommendations.states import Fulfilment


class DocumentForm(SteeredForm):
    codes = {"issuer": ISSUERS}

    class Meta(SteeredForm.Meta):
        model = SourceDocument
        fields = ("issuer", "title", "symbol", "published_on", "address", "next_report_on")
        help_texts = {
            "symbol": _("As the document itself has it, for example GRETA(2023)12."),
            "next_report_on": _("When the country has to report to this body again, where known."),
        }


class RecommendationForm(SteeredForm):
    more = ("language", "note")

    class Meta(SteeredForm.Meta):
        model = Recommendation
        fields = ("paragraph", "text", "clauses", "bodies", "next_on", "language", "note")
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "paragraph": _("As the document counts it, for example 94 or 94 (a)."),
            "text": _("Word by word, in the language of the document."),
            "next_on": _("When something has to be told about it next."),
        }


class MoveForm(forms.Form):
    """How far a recommendation has come. Only what may follow is offered."""

    status = forms.ChoiceField(label=_("Status"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("What this is said by"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, known: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.value, one.label) for one in Fulfilment if known.can_become(one)]
        self.fields["status"].choices = offered  # type: ignore[attr-defined]

    def clean_status(self) -> Fulfilment:
        return Fulfilment(self.cleaned_data["status"])


def _told(one: Recommendation) -> str:
    """What it is called and how it begins, in its own language."""
    return format_html('{}: <span lang="{}">{}</span>', one, one.language, one.text[:120])


class ReplyForm(KeptForm):
    """An answer; it may serve several recommendations of several documents."""

    class Meta(KeptForm.Meta):
        model = Reply
        fields = ("body", "text", "as_of", "recommendations")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"as_of": _("The day on which things stand as the answer says.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["recommendations"]
        chosen.label_from_instance = _told
        chosen.widget.attrs["class"] = "choices long"
        offer(
            self,
            "recommendations",
            Recommendation.objects.in_order().with_document(),
            note=_("To answer an earlier one, begin on its page."),
        )
