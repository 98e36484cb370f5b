"""The list of employers."""

from typing import Any

from django.utils.timezone import localdate

from dayaq.cases.models.codes import Codes
from dayaq.recovery.forms.directory import EntryForm
from dayaq.recovery.models import Employer


class EmployerForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Employer
        fields = (
            "name", "tax_number", "region", "industry", "contact", "offers", "incentives", "since",
        )  # fmt: skip

    more = ("offers", "incentives", "since")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Codes(frozenset({"labour-industry"}))
        kept = [self.instance.industry]
        choices = codes.choices("labour-industry", on=localdate(), kept=kept)
        self.fields["industry"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
