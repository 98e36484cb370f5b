"""A new Word template of a paper, tried out before it is taken."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dayaq.cooperation.papers import templates
from dayaq.cooperation.states import Paper
from dayaq.directory.models import Language


class PaperTemplateForm(forms.Form):
    paper = forms.ChoiceField(label=_("Paper"), choices=Paper.choices)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(code, Language(code).label) for code in templates.LANGUAGES],
    )
    file = forms.FileField(
        label=_("Word document (.docx)"),
        help_text=_("Up to 5 MB. It is tried out with sample content before it is kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.pop("file", None)
        if isinstance(file, UploadedFile) and not self.errors:
            content = file.read()
            paper = Paper(cleaned["paper"])
            if refusal := templates.why_not_use(paper, cleaned["language"], content):
                self.add_error("file", str(refusal))
            cleaned |= {"paper": paper, "content": content}
        return cleaned
