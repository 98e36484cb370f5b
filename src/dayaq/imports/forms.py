"""Sending a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.permissions import bodies_where
from dayaq.accounts.models import User
from dayaq.directory.models import Body
from dayaq.imports.policies import why_not_take
from dayaq.imports.sheets import Sheet


class SendForm(forms.Form):
    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("Body"))
    file = forms.FileField(
        label=gettext_lazy("Excel workbook (XLSX)"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, sheet: Sheet, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = bodies_where(user, sheet.keep)
        bodies = Body.objects.to_choose_from().filter(pk__in=own)
        self.only = bodies.first() if len(own) == 1 else None
        if self.only:
            del self.fields["body"]
        else:
            self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[Any]":
        """The whole of it is read: larger files than are taken never come this far into memory."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)d MB.")
                % {"limit": settings.UPLOAD_MAX_BYTES // (1024 * 1024)}
            )
        self.content = file.read()
        if refusal := why_not_take(self.content):
            raise forms.ValidationError(str(refusal))
        return file

    @property
    def body_chosen(self) -> Body:
        body: Body = self.only or self.cleaned_data["body"]
        return body
