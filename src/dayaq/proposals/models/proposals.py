"""Proposals of law and order: what is proposed, its drafts, and each step of the path."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.cooperation.models.kept import Kept, KeptQuerySet, OfMeasures
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.kernel.text import Fold
from dayaq.proposals.states import MISTAKEN, NEXT_STAGE, OVER, ProposalKind, Stage

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class ProposalQuerySet(KeptQuerySet["Proposal"]):
    def visible_to(self, user: "User") -> Self:
        """What one's body prepares, alone or with others, or has an opinion to give on; and what is adopted."""
        if holds(user, Permission.COOPERATION_READ_ALL):
            return self.all()
        ours = bodies_where(user, Permission.COOPERATION_READ)
        if not ours:
            return self.none()
        together = Proposal.partners.through.objects.filter(proposal=OuterRef("pk"), body__in=ours)
        asked = Draft.objects.filter(proposal=OuterRef("pk"), opinions__body__in=ours)
        return self.filter(
            Q(body__in=ours) | Q(status=Stage.ADOPTED) | Exists(together) | Exists(asked)
        )

    def about(self, clause: str) -> Self:
        return self.filter(clauses__contains=[clause])

    def under_way(self) -> Self:
        return self.exclude(status__in=OVER)


class Proposal(Kept, OfMeasures):
    """A law, decree, rules, treaty or other act that the plan asks to be proposed; and what came of it."""

    kind = models.CharField(pgettext_lazy("proposal", "kind"), max_length=10, choices=ProposalKind)
    title = models.CharField(_("title"), max_length=500)
    aim = models.TextField(
        pgettext_lazy("proposal", "what it is to change"), blank=True, max_length=10_000
    )
    partners = models.ManyToManyField(
        Body, blank=True, related_name="+", verbose_name=_("prepared together with")
    )
    status = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.DRAFT)
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
    act_number = models.CharField(_("number of the act"), max_length=100, blank=True)
    act_address = models.URLField(_("address of the act"), max_length=500, blank=True)
    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        ordering = ("-pk",)
        constraints = (
            filled_exactly_when(
                Q(status=Stage.ADOPTED), "adopted_on", name="adopted_proposals_say_when"
            ),
        )
        indexes = (models.Index(fields=["body", "status"], name="proposals_of_a_body"),)

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """How titles and notices name it, without a word of what it is about."""
        return f"P-{self.pk}"

    @cached_property
    def newest(self) -> "Draft | None":
        """The draft that is asked about, without its words."""
        return self.drafts.without_words().order_by("-number").first()

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    def can_become(self, stage: Stage) -> bool:
        return stage in NEXT_STAGE[Stage(self.status)]

    @property
    def ahead(self) -> list[Stage]:
        """The stages that may be recorded next, in the order of the path."""
        here = Stage(self.status)
        reached = NEXT_STAGE[here] - MISTAKEN.get(here, frozenset())
        return [stage for stage in Stage if stage in reached]


class StepQuerySet(models.QuerySet["Step"]):
    def standing(self) -> Self:
        """What was not recorded by mistake."""
        return self.filter(mistake="")


class Step(models.Model):
    """A proposal reached a stage on a day, by a letter or a decision. One recorded by mistake stays, and says so."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    on = models.DateField(_("day"))
    document = models.CharField(_("document"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=5000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("recorded"))
    mistake = models.CharField(_("why it was a mistake"), max_length=500, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("proposal", "step")
        ordering = ("proposal", "on", "pk")

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.on}"


class DraftQuerySet(models.QuerySet["Draft"]):
    def without_content(self) -> Self:
        return self.defer("content")

    def without_words(self) -> Self:
        return self.defer("content", "text")


class Draft(models.Model):
    """One version of what is proposed: its words, and the file in which they came."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="drafts")
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    text = models.TextField(pgettext_lazy("draft", "text"))
    note = models.CharField(pgettext_lazy("draft", "what is new"), max_length=500, blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    content = models.BinaryField(default=b"", editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    added_on = models.DateField(_("added"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("proposal", "draft")
        ordering = ("proposal", "-number")
        constraints = (
            models.UniqueConstraint(fields=["proposal", "number"], name="drafts_are_numbered_once"),
        )

    def __str__(self) -> str:
        return f"{self.proposal.number}/{self.number}"


def spans(steps: "list[Step]", *, until: date) -> list[tuple[Step, int]]:
    """Each step with the days that the proposal stayed at its stage: until the next, or until that day."""
    ends = [*(step.on for step in steps[1:]), until][: len(steps)]
    return [
        (step, 0 if step.stage in OVER else max(0, (end - step.on).days))
        for step, end in zip(steps, ends, strict=True)
    ]
