"""What the shared pages take in."""

from django import forms

from dayaq.portal.models import SavedView


class SavedViewForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SavedView
        fields = ("list_name", "name", "query")
