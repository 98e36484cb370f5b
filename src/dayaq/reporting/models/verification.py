"""What verifiers found."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body
from dayaq.plan.models import Measure
from dayaq.reporting.models.cycles import Cycle
from dayaq.reporting.states import Verified


class VerificationQuerySet(models.QuerySet["Verification"]):
    def standing(self) -> Self:
        """The last word about each measure in each cycle."""
        return self.filter(superseded_at=None)


class Verification(models.Model):
    """What a verifier found about one measure in one cycle, after looking at the evidence.

    Whoever is an executor of the measure may verify it only with a recorded reason (`conflict_reason`):
    the coordinator is a party to most measures.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="verifications")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="verifications")
    verified = models.CharField(_("verified status"), max_length=12, choices=Verified)
    rationale = models.TextField(_("grounds"))
    evidence_checked = models.TextField(_("evidence that was checked"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    conflict_reason = models.TextField(_("why an executor verifies its own measure"), blank=True)
    superseded_at = models.DateTimeField(null=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(
                fields=["cycle", "measure"],
                condition=Q(superseded_at=None),
                name="a_measure_has_one_standing_verification_a_cycle",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.get_verified_display()}"
