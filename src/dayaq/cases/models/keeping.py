"""How long data about a case is kept, and what was decided when its time was up."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.acts import SHARING, SharingRow
from dayaq.cases.states import Fate, Part
from dayaq.vault.models import DataClass, Protected


class RetentionDecision(SharingRow):
    """What was decided about one class of data of a closed case, by whom, and why."""

    PART = Part.COVER

    data_class = models.CharField(_("data"), max_length=20, choices=DataClass)
    fate = models.CharField(_("decision"), max_length=20, choices=Fate)
    until = models.DateField(_("keep until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    decided_at = models.DateTimeField(_("decided"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Protected.Meta):
        verbose_name = _("retention decision")
        ordering = ("-decided_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=(Q(fate=Fate.EXTEND) & Q(until__isnull=False))
                | (~Q(fate=Fate.EXTEND) & Q(until=None)),
                name="longer_keeping_says_until_when",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = SHARING | {
            "data_class": DataClass.CASEWORK,
            "fate": DataClass.CASEWORK,
            "until": DataClass.CASEWORK,
            "reason": DataClass.CASEWORK,
            "decided_at": DataClass.TRACE,
            "decided_by": DataClass.TRACE,
        }
