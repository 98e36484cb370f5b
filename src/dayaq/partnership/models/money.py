"""Money and things: pledged, received, allocated, spent; offered and used.

Section 3 of the plan, 4.4.4, 4.6.2, 4.9.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.partnership.models.kept import KeptQuerySet, Titled
from dayaq.partnership.models.others import Partner
from dayaq.partnership.states import Source

STEPS = ("asked", "pledged", "received", "allocated", "spent")
"""The way of money. Each step is an amount, zero, or not known."""


def amount(label: Any) -> Any:
    return models.DecimalField(label, max_digits=14, decimal_places=2, null=True, blank=True)


class Funding(Titled):
    """Money of one source for one year: for a measure, for an NGO by a grant, or not separately budgeted.

    An amount that is not known is null and never zero; work that has no money of its own says why.
    """

    source = models.CharField(_("source"), max_length=14, choices=Source)
    year = models.PositiveSmallIntegerField(_("year"))
    donor = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="funds",
        verbose_name=_("donor"),
    )  # fmt: skip
    receiver = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="grants",
        verbose_name=_("receiving organisation"),
    )  # fmt: skip
    currency = models.CharField(_("currency"), max_length=3, default="AZN")
    asked = amount(_("asked for"))
    pledged = amount(_("pledged"))
    received = amount(_("received"))
    allocated = amount(_("allocated"))
    spent = amount(_("spent"))
    is_not_separate = models.BooleanField(_("not separately budgeted"), default=False)
    reason = models.CharField(_("why it is not separately budgeted"), max_length=500, blank=True)
    call = models.CharField(_("grant call"), max_length=300, blank=True)
    result = models.TextField(
        _("what it was spent on and what came of it"), max_length=5000, blank=True
    )

    objects = KeptQuerySet["Funding"].as_manager()

    class Meta:
        verbose_name = _("financing")
        ordering = ("-year", "title", "pk")
        indexes = (models.Index(fields=["year", "id"], name="money_by_year"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(is_not_separate=False) | ~Q(reason=""),
                name="what_is_not_separate_says_why",
            ),
            models.CheckConstraint(
                condition=Q(is_not_separate=False)
                | Q(asked=None, pledged=None, received=None, allocated=None, spent=None),
                name="what_is_not_separate_has_no_amounts",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="a_year_of_money_is_of_our_time"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{step}__isnull": True}) | Q(**{f"{step}__gte": 0}),
                    name=f"money_{step}_is_not_negative",
                )
                for step in STEPS
            ),
        )

    SENTENCES = {
        "what_is_not_separate_says_why": ("reason", _("Say why it is not separately budgeted.")),
        "what_is_not_separate_has_no_amounts": (
            "is_not_separate",
            _("Either enter amounts, or say that it is not separately budgeted."),
        ),
        "a_year_of_money_is_of_our_time": ("year", _("Enter a year from 2000 to 2100.")),
        **{f"money_{step}_is_not_negative": (step, _("Enter 0 or more.")) for step in STEPS},
    }


class Resource(Titled):
    """A room, a vehicle, equipment or an expert that a body offers to others (4.9.3)."""

    offered = models.PositiveIntegerField(_("how many are offered"), default=1)
    offered_on = models.DateField(_("offered since"))
    until = models.DateField(_("offered until"), null=True, blank=True)
    used_times = models.PositiveIntegerField(_("how often it was used"), null=True, blank=True)
    used_by = models.TextField(_("by whom it was used"), max_length=2000, blank=True)

    objects = KeptQuerySet["Resource"].as_manager()

    class Meta:
        verbose_name = _("shared resource")
        ordering = ("-offered_on", "-pk")
        indexes = (models.Index(fields=["offered_on", "id"], name="resources_by_day"),)
