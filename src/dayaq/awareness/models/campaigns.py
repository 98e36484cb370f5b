"""Campaigns: through which media, with whom, at what cost, and how many people they reached."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.awareness.models.kept import Kept, KeptQuerySet
from dayaq.awareness.models.library import Material
from dayaq.directory.models import Body, Code, Region
from dayaq.kernel.constraints import in_order
from dayaq.kernel.text import Fold

MEDIA, AUDIENCES, LANGUAGES = "awareness-medium", "awareness-audience", "language"
"""The code lists that campaigns draw on."""


class CampaignQuerySet(KeptQuerySet["Campaign"]):
    def studied(self) -> Self:
        """Of which somebody outside asked the audience."""
        return self.filter(study_score__isnull=False)

    def judged_by_organisers(self) -> Self:
        return self.exclude(organisers_view__regex=r"^\s*$")


class Campaign(Kept):
    """One piece of awareness work: an advert, a film, a meeting with employers, a series of posts.

    What it cost and whom it reached may be unknown, which is never the same as nothing.
    """

    title = models.CharField(_("title"), max_length=300)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    media = models.ManyToManyField(
        Code, related_name="+", verbose_name=_("media"), limit_choices_to={"list__code": MEDIA}
    )
    items = models.PositiveIntegerField(_("number of items shown or held"), default=1)
    languages = models.ManyToManyField(
        Code, related_name="+", verbose_name=_("languages"),
        limit_choices_to={"list__code": LANGUAGES},
    )  # fmt: skip
    materials = models.ManyToManyField(
        Material, blank=True, related_name="campaigns", verbose_name=_("materials used")
    )
    partners = models.ManyToManyField(
        Body, blank=True, related_name="+", verbose_name=_("bodies that took part")
    )
    other_partners = models.TextField(
        _("NGOs, media and firms that took part"), max_length=2000, blank=True
    )
    partner_count = models.PositiveIntegerField(
        _("number of NGOs, media and firms"), null=True, blank=True
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    cost = models.DecimalField(
        _("cost, AZN"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    study = models.CharField(
        _("study by somebody outside: who asked whom, and when"), max_length=300, blank=True
    )
    """What the audience said to our questionnaire is counted from the answers; this stands beside it."""

    study_score = models.DecimalField(
        _("score by that study, of 5"), max_digits=3, decimal_places=2, null=True, blank=True
    )
    study_people = models.PositiveIntegerField(
        _("people asked in that study"), null=True, blank=True
    )
    organisers_view = models.TextField(
        _("evaluation by the organisers"), max_length=5000, blank=True
    )
    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        ordering = ("-starts_on", "-pk")
        constraints = (
            in_order("starts_on", "ends_on", name="campaigns_do_not_end_before_they_begin"),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                name="campaigns_cost_nothing_or_more",
            ),
            models.CheckConstraint(
                condition=Q(study_score__isnull=True)
                | (Q(study_score__gte=1, study_score__lte=5, study_people__gt=0) & ~Q(study="")),
                name="a_typed_score_is_of_a_study_that_is_named",
            ),
        )
        indexes = (
            models.Index(fields=["body", "-starts_on"], name="campaigns_of_a_body"),
            models.Index(fields=["starts_on", "id"], name="campaigns_by_day"),
        )

    SENTENCES = {
        "campaigns_do_not_end_before_they_begin": (
            "ends_on",
            _("The last day is before the first."),
        ),
        "campaigns_cost_nothing_or_more": ("cost", _("Enter 0 or more.")),
        "a_typed_score_is_of_a_study_that_is_named": (
            "study_score",
            _("Enter a score from 1 to 5, how many people gave it, and whose study it was."),
        ),
    }

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """How notices and titles name it: without a word of what it says."""
        return f"C-{self.pk}"


class Reach(models.Model):
    """How many people of one kind a campaign reached. No row: it is not known."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="reached")
    audience = models.ForeignKey(
        Code, models.PROTECT, related_name="+", verbose_name=_("whom"),
        limit_choices_to={"list__code": AUDIENCES},
    )  # fmt: skip
    people = models.PositiveIntegerField(_("people reached"))

    class Meta:
        verbose_name = _("reach")
        ordering = ("campaign", "audience__position")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "audience"], name="an_audience_is_counted_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.audience}: {self.people}"
