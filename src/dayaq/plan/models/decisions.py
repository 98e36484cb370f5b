"""What people decided about the plan: who leads, whom a group means, what became of a measure.

Decisions stand beside the text of the law and never change it.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body, Dated
from dayaq.kernel.constraints import filled_exactly_when, in_order
from dayaq.plan.models.law import Measure, Party, PlanVersion
from dayaq.plan.states import Basis, Relation


class LeadQuerySet(models.QuerySet["Lead"]):
    def of(self, version: PlanVersion) -> Self:
        """The leads of one version, with what a list of them shows."""
        return (
            self.filter(measure__direction__version=version)
            .select_related("measure__direction", "party__body", "party__group")
            .prefetch_related("party__body__names")
            .order_by("measure__direction__position", "measure__position")
        )


class Lead(models.Model):
    """Which party leads a measure. Decrees name none: the first in the list is only inferred."""

    measure = models.OneToOneField(Measure, models.PROTECT, related_name="lead")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    decided_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    decided_on = models.DateField(_("confirmed on"), null=True, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        constraints = (
            filled_exactly_when(
                Q(basis=Basis.CONFIRMED), "decided_on", name="confirmed_leads_say_when"
            ),
        )

    def __str__(self) -> str:
        return str(self.party)


class GroupDecision(Dated):
    """From a day on, a group named in a measure means this body too, by a dated decision."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="decisions")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="group_decisions", verbose_name=_("body")
    )
    decided_by = models.CharField(_("decided by"), max_length=200)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("decision on a group")
        ordering = ("party", "since")
        constraints = (
            in_order("since", "until", name="group_decisions_do_not_end_before_they_begin"),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.body}"


class Lineage(models.Model):
    """A measure and what became of it in a later version or plan."""

    earlier = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="became")
    later = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="came_from")
    relation = models.CharField(max_length=10, choices=Relation)

    class Meta:
        verbose_name = _("lineage")
        constraints = (
            models.CheckConstraint(
                condition=Q(earlier__isnull=False) | Q(later__isnull=False),
                name="lineage_has_at_least_one_end",
            ),
        )

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"
