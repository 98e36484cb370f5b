"""Studies of causes, kinds and consequences (4.2.2, 4.4.2, 4.1.6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.directory.models import Region
from dayaq.partnership.models.kept import KeptQuerySet, Titled
from dayaq.partnership.models.others import Partner
from dayaq.partnership.states import StudyStage


class Study(Titled):
    """A study: about what, where, how, with whose consent, how far, and what followed from it."""

    topic = models.CharField(_("topic"), max_length=300)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    methods = models.TextField(_("methods"), max_length=5000, blank=True)
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="studies", verbose_name=_("partners")
    )
    ethics_number = models.CharField(
        _("ethics approval: body and number"), max_length=300, blank=True
    )
    ethics_on = models.DateField(_("ethics approval: day"), null=True, blank=True)
    stage = models.CharField(
        pgettext_lazy("study", "stage"), max_length=10, choices=StudyStage,
        default=StudyStage.PLANNED,
    )  # fmt: skip
    begun_on = models.DateField(_("begun"), null=True, blank=True)
    finished_on = models.DateField(_("finished"), null=True, blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    link = models.URLField(_("address of the publication"), max_length=500, blank=True)
    proposals = models.PositiveIntegerField(_("proposals that followed"), null=True, blank=True)
    followed = models.TextField(_("decisions in which it was used"), max_length=5000, blank=True)

    objects = KeptQuerySet["Study"].as_manager()

    class Meta:
        verbose_name = _("study")
        ordering = ("-begun_on", "-pk")
        indexes = (models.Index(fields=["begun_on", "id"], name="studies_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(stage=StudyStage.PLANNED) | Q(begun_on__isnull=False),
                name="studies_under_way_say_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=("finished", "published")) | Q(finished_on__isnull=False),
                name="finished_studies_say_when",
            ),
            models.CheckConstraint(
                condition=~Q(stage="published") | Q(published_on__isnull=False),
                name="published_studies_say_when",
            ),
        )

    SENTENCES = {
        "studies_under_way_say_since_when": ("begun_on", _("Enter the day on which it was begun.")),
        "finished_studies_say_when": ("finished_on", _("Enter the day on which it was finished.")),
        "published_studies_say_when": ("published_on", _("Enter the day of publication.")),
    }
