"""Lists of referrals: in one's hands, arrived at one's desk, of one's body."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.cases.models.clocks import span
from dayaq.referrals.models import Clock, Referral
from dayaq.referrals.models.clocks import clocks_of
from dayaq.referrals.states import Status, Track

LOOKS = {
    Status.DRAFT: "going",
    Status.NOTED: "calm",
    Status.SENT: "going",
    Status.RETURNED: "watch",
    Status.ACCEPTED: "good",
    Status.WITHDRAWN: "calm",
}
"""The look of each state among those of the house; the word always stands beside it."""


def status_part(look: str, label: object) -> str:
    return render_to_string("cases/_status.html", {"look": look, "label": label})


def clock_part(clock: "Clock | None", *, long: bool = False) -> str:
    """What is due and how much time is left, in words."""
    if clock is None:
        return "—"
    at = now()
    left = (clock.due_at - at).total_seconds()
    look = "bad" if left <= 0 else "watch" if left < 14_400 else "going"
    words = span(clock.due_at, at)
    return status_part(look, f"{clock.get_kind_display()}: {words}" if long else words)


class ReferralTable(tables.Table):  # type: ignore[misc]
    reference = tables.Column(
        verbose_name=pgettext_lazy("referral", "Reference"),
        linkify=lambda record: reverse("referrals:referral", args=[record.reference]),
    )
    status = tables.Column(verbose_name=_("State"))
    due = tables.Column(
        verbose_name=_("What is due"), accessor="pk", orderable=False, empty_values=()
    )
    track = tables.Column(verbose_name=_("Way"), empty_values=())
    sender = tables.Column(verbose_name=_("Referring body"), order_by="sender__code")
    begun_at = tables.DateTimeColumn(verbose_name=_("Begun"), format="d.m.Y H:i")
    sent_at = tables.DateTimeColumn(
        verbose_name=pgettext_lazy("referral", "Sent"), format="d.m.Y H:i"
    )

    class Meta:
        model = Referral
        sequence = ("reference", "status", "due", "track", "sender", "begun_at", "sent_at")
        fields = sequence
        order_by = ("-begun_at",)

    @cached_property
    def nearest(self) -> dict[Any, Clock]:
        """The nearest clock of each row on the page, in one query."""
        rows = [
            row.record for row in (self.page.object_list if hasattr(self, "page") else self.rows)
        ]
        found: dict[Any, Clock] = {}
        for clock in clocks_of(referrals=rows):
            if clock.is_running:
                found.setdefault(clock.referral_id, clock)
        return found

    def render_status(self, record: Referral) -> str:
        words = record.get_status_display()
        if record.status in {Status.SENT, Status.ACCEPTED} and not record.is_complete:
            words = _("%(state)s, in part") % {"state": words}
        return status_part(LOOKS[Status(record.status)], words)

    def value_status(self, record: Referral) -> str:
        return str(record.get_status_display())

    def render_due(self, record: Referral) -> str:
        return clock_part(self.nearest.get(record.pk), long=True)

    def render_track(self, record: Referral) -> str:
        return str(record.get_track_display())

    def render_sender(self, record: Referral) -> str:
        return str(record.sender.short_name)


class ReferralSearch(django_filters.FilterSet):  # type: ignore[misc]
    """It takes a reference and never a name: an address is kept by others."""

    q = django_filters.CharFilter(label=pgettext_lazy("referral", "Reference"), method="find")
    status = django_filters.MultipleChoiceFilter(label=_("State"), choices=Status)
    track = django_filters.MultipleChoiceFilter(
        label=_("Way"), choices=[choice for choice in Track.choices if choice[0]]
    )

    class Meta:
        model = Referral
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Referral], _name: str, words: str) -> QuerySet[Referral]:
        return rows.filter(reference__startswith=words.strip().upper())
