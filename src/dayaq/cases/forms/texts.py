"""The words of consent, and the day from which they are used."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from dayaq.access.forms import DayField, Keeping
from dayaq.cases.models import ConsentText
from dayaq.cases.states import Purpose

WORDS = forms.Textarea(attrs={"rows": 14, "dir": "auto"})
PLAIN = gettext_lazy(
    "In plain words, as they are read out: the purpose, the use, who receives it, how long it is kept, how to"
    " take the consent back, and that help does not depend on it."
)


class DraftForm(forms.Form):
    """A new version, or with `language` alone its translation."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        required=False,
        choices=[("", gettext_lazy("for every purpose")), *Purpose.choices],
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=())
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=20_000, help_text=PLAIN, widget=WORDS
    )

    def __init__(
        self, *args: Any, languages: list[tuple[str, str]], is_translation: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = languages
        if is_translation:
            del self.fields["purpose"]


class WordsForm(Keeping):
    """Other words in a draft."""

    class Meta(Keeping.Meta):
        model = ConsentText
        fields = ("text",)
        widgets = {"text": WORDS}
        help_texts = {"text": PLAIN}


class PublishForm(forms.Form):
    since = DayField(label=gettext_lazy("In force since"))
    confirmed_by = forms.CharField(
        label=gettext_lazy("Confirmed by"),
        max_length=200,
        help_text=gettext_lazy("The decision of the ministry: its day and number."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = localdate()
