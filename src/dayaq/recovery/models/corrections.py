"""What was written down wrongly: it stays, beside what is true and why it was corrected."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.cases.models import CaseRecord
from dayaq.cases.models.cases import CASE_RECORD
from dayaq.cases.states import Part
from dayaq.recovery.models.plans import SENSITIVE, TRACE, FollowUp, Goal, Support
from dayaq.recovery.states import Corrected
from dayaq.vault.sealing import SealedField

MODELS: Mapping[str, Any] = {
    Corrected.GOAL: Goal,
    Corrected.HELP: Support,
    Corrected.FOLLOW_UP: FollowUp,
}


class Correction(CaseRecord):
    """One correction of a settled row of a plan: what stood there, and why it was not so."""

    PART = Part.PLAN

    kind = models.CharField(gettext_lazy("what was corrected"), max_length=10, choices=Corrected)
    row = models.UUIDField(gettext_lazy("which row"))
    was = SealedField(gettext_lazy("what stood there"), kind="text")
    why = SealedField(gettext_lazy("why it was not so"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = gettext_lazy("correction")
        verbose_name_plural = gettext_lazy("corrections")
        ordering = ("saved_at", "id")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "kind": TRACE,
            "row": TRACE,
            "was": SENSITIVE,
            "why": SENSITIVE,
        }

    def before(self, was: str) -> Iterator[tuple[str, str]]:
        """What stood there, by the names of its fields, in words."""
        for name, value in json.loads(was or "{}").items():
            field: Any = MODELS[self.kind]._meta.get_field(name)
            yield str(capfirst(str(field.verbose_name))), _said(field, value) or "—"


def _said(field: Any, value: Any) -> str:
    if isinstance(value, list):
        names = dict(field.base_field.flatchoices)
        return ", ".join(str(names.get(one, one)) for one in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, models.DateField):
        day = parse_date(value or "")
        return date_format(day, "SHORT_DATE_FORMAT") if day else ""
    return str(dict(field.flatchoices).get(value, value or ""))
