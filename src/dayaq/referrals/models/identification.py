"""The identification of a person: its stage, its steps, what the law gives meanwhile, its decisions."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import CaseRecord, Coded, CodedList, ReadQuerySet
from dayaq.cases.models.cases import CASE_RECORD
from dayaq.cases.states import Part, Status
from dayaq.directory.models import Body
from dayaq.directory.models.facts import Dated, Sourced, holding_on
from dayaq.kernel.constraints import filled_exactly_when, in_order
from dayaq.referrals.models.referrals import Referral
from dayaq.referrals.states import (
    NEXT_CHALLENGE,
    NEXT_STAGE,
    PRESUMED_STAGES,
    ByWhom,
    ChallengeKind,
    ChallengeStatus,
    Outcome,
    Position,
    Present,
    Stage,
    ToldHow,
    Whom,
)
from dayaq.vault.models import DataClass
from dayaq.vault.sealing import SealedField

CASEWORK, TRACE, SENSITIVE = DataClass.CASEWORK, DataClass.TRACE, DataClass.SENSITIVE
WHO = settings.AUTH_USER_MODEL


class RightQuerySet(models.QuerySet["Right"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(holding_on(on))


class Right(Dated, Sourced):
    """What the law gives to a person while the identification stands at certain stages.

    A dated row: another law or another country is another row. Says nothing of anybody.
    """

    code = models.SlugField(_("code"), max_length=60)
    stages = ArrayField(
        models.CharField(max_length=20, choices=Stage), verbose_name=_("at which stages")
    )
    whom = models.CharField(_("to whom"), max_length=10, choices=Whom, default=Whom.ALL)
    ends_with_reflection = models.BooleanField(
        _("only during the reflection period"), default=False
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"), default=0)
    name_az = models.CharField(_("name in Azerbaijani"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    words_az = models.CharField(_("plain words in Azerbaijani"), max_length=500)
    words_en = models.CharField(_("plain words in English"), max_length=500)
    words_ru = models.CharField(_("plain words in Russian"), max_length=500)

    objects = RightQuerySet.as_manager()

    class Meta:
        verbose_name = _("right")
        ordering = ("position", "code")
        constraints = (in_order("since", "until", name="rights_do_not_end_before_they_begin"),)

    class Privacy:
        shareable = frozenset(
            {
                "id", "code", "stages", "whom", "ends_with_reflection", "position",
                "name_az", "name_en", "name_ru", "words_az", "words_en", "words_ru",
                "since", "until", "source", "confirmed_by", "confirmed_on",
            }
        )  # fmt: skip
        confidential: ClassVar[dict[str, DataClass]] = {}

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self._in_language("name")

    @property
    def words(self) -> str:
        """What it means, as one says it to the person."""
        return self._in_language("words")

    def _in_language(self, name: str) -> str:
        own = getattr(self, f"{name}_{(get_language() or 'az')[:2]}", "")
        return str(own or getattr(self, f"{name}_az"))

    def stands(
        self, stage: str, *, is_child: bool, is_foreigner: bool, is_reflecting: bool
    ) -> bool:
        """Does the law give it at this stage, to such a person?"""
        return (
            stage in self.stages
            and (is_child or self.whom != Whom.CHILD)
            and (is_foreigner or self.whom != Whom.FOREIGNER)
            and (is_reflecting or not self.ends_with_reflection)
        )


class IdentificationRecord(CaseRecord):
    """Something of the identification; its readers are those of that section of the case."""

    PART = Part.IDENTIFICATION

    class Meta(CaseRecord.Meta):
        abstract = True


class Identification(IdentificationRecord):
    """Where a case stands between the first suspicion and a decision, and after it."""

    status = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.ASSISTANCE)
    since = models.DateTimeField(_("at this stage since"))
    before_end = models.CharField(
        _("stage before it ended"), max_length=20, choices=Stage, blank=True
    )

    class Meta(IdentificationRecord.Meta):
        verbose_name = _("identification")
        constraints = (
            models.UniqueConstraint(fields=["case"], name="a_case_has_one_identification"),
            models.CheckConstraint(
                condition=Q(status=Stage.ENDED, before_end__gt="")
                | (~Q(status=Stage.ENDED) & Q(before_end="")),
                name="what_ended_says_from_where",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "status": CASEWORK,
            "since": CASEWORK,
            "before_end": CASEWORK,
        }

    def can_become(self, stage: Stage) -> bool:
        return stage in NEXT_STAGE[Stage(self.status)]

    @property
    def is_presumed(self) -> bool:
        return self.status in PRESUMED_STAGES


STATUS_AT = {
    Stage.RECOVERY: Status.IDENTIFIED,
    Stage.NOT_IDENTIFIED: Status.NOT_IDENTIFIED,
    Stage.ENDED: Status.CLOSED,
    **dict.fromkeys(PRESUMED_STAGES, Status.PRESUMED),
}
"""The status that the case has at each stage; the two never differ."""

BEGINS_AT = {
    Status.PRESUMED: Stage.ASSISTANCE,
    Status.IDENTIFIED: Stage.RECOVERY,
    Status.NOT_IDENTIFIED: Stage.NOT_IDENTIFIED,
}
"""Where the identification of a case begins that had none."""


class Step(IdentificationRecord):
    """One step from a stage to another, with what was written about it."""

    before = models.CharField(_("before"), max_length=20, choices=Stage, blank=True)
    after = models.CharField(_("after"), max_length=20, choices=Stage)
    remark = SealedField(_("remark"), kind="text")

    class Meta(IdentificationRecord.Meta):
        verbose_name = _("step of the identification")
        ordering = ("saved_at", "id")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {"before": CASEWORK, "after": CASEWORK, "remark": SENSITIVE}


class EntitlementQuerySet(ReadQuerySet["Entitlement"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)


class Entitlement(IdentificationRecord):
    """A right that this person has, from one moment until another: it starts and stops with the stages."""

    right = models.ForeignKey(Right, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects: ClassVar[Any] = EntitlementQuerySet.as_manager()

    class Meta(IdentificationRecord.Meta):
        verbose_name = _("entitlement")
        ordering = ("right__position", "begun_at")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "right"],
                condition=Q(ended_at=None),
                name="a_right_stands_once",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "right": CASEWORK,
            "begun_at": CASEWORK,
            "ended_at": CASEWORK,
        }


class Decision(IdentificationRecord):
    """Whether the person is held to be a victim: by whom, why, and how it was said to them.

    Reasons are of a catalogue, so that refusals can be counted and compared. What the person is told
    stands in plain words, in their language.
    """

    outcome = models.CharField(_("decision"), max_length=20, choices=Outcome)
    decided_on = models.DateField(_("day of the decision"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    reasons = CodedList(_("reasons"), list_code="decision-reason")
    explanation = SealedField(_("explanation for the record"), kind="text")
    plain = SealedField(_("what the person is told, in plain words"), kind="text")
    language = Coded(_("language of the person"), list_code="language")
    is_after_review = models.BooleanField(_("after a review"), default=False)
    told_on = models.DateField(_("told to the person"), null=True, blank=True)
    told_how = models.CharField(_("how it was told"), max_length=20, choices=ToldHow, blank=True)

    class Meta(IdentificationRecord.Meta):
        verbose_name = _("decision")
        ordering = ("-decided_on", "-saved_at")
        constraints = (
            models.CheckConstraint(condition=~Q(reasons=[]), name="a_decision_names_its_reasons"),
            filled_exactly_when(~Q(told_how=""), "told_on", name="what_was_told_says_when"),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "outcome": CASEWORK,
            "decided_on": CASEWORK,
            "body": CASEWORK,
            "reasons": CASEWORK,
            "explanation": SENSITIVE,
            "plain": SENSITIVE,
            "language": CASEWORK,
            "is_after_review": CASEWORK,
            "told_on": CASEWORK,
            "told_how": CASEWORK,
        }


class Opinion(IdentificationRecord):
    """What the referring body thinks, asked before a decision: it takes part, an organisation too."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="opinions")
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    position = models.CharField(_("opinion"), max_length=20, choices=Position, blank=True)
    text = SealedField(_("in words"), kind="text")

    class Meta(IdentificationRecord.Meta):
        verbose_name = _("opinion of the referring body")
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["referral"], name="a_referring_body_is_asked_once"),
            filled_exactly_when(~Q(position=""), "answered_at", name="opinions_say_when"),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "referral": TRACE,
            "asked_at": CASEWORK,
            "answered_at": CASEWORK,
            "position": CASEWORK,
            "text": SENSITIVE,
        }


class Interview(IdentificationRecord):
    """A conversation in which the person was asked what happened. Each one counts: few are best.

    Measure 4.5.9: the standard for talking with child victims.
    """

    held_on = models.DateField(_("day"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    present = ArrayField(
        models.CharField(max_length=20, choices=Present),
        verbose_name=_("who was there"),
        default=list,
        blank=True,
    )
    is_to_standard = models.BooleanField(_("held under the standard"), null=True)
    remark = SealedField(_("what those who come after must know"), kind="text")

    class Meta(IdentificationRecord.Meta):
        verbose_name = _("interview")
        ordering = ("held_on", "id")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "held_on": CASEWORK,
            "body": CASEWORK,
            "present": CASEWORK,
            "is_to_standard": CASEWORK,
            "remark": SENSITIVE,
        }


class Challenge(IdentificationRecord):
    """A request to look at a decision again. Until it is answered the person is held to be a victim."""

    status = models.CharField(
        _("status"), max_length=20, choices=ChallengeStatus, default=ChallengeStatus.ASKED
    )
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="challenges")
    kind = models.CharField(_("kind"), max_length=20, choices=ChallengeKind)
    asked_on = models.DateField(_("asked on"))
    by_whom = models.CharField(_("by whom"), max_length=20, choices=ByWhom)
    addressed_to = models.CharField(_("to whom"), max_length=300, blank=True)
    grounds = SealedField(_("grounds"), kind="text")
    answered_on = models.DateField(_("answered on"), null=True)

    class Meta(IdentificationRecord.Meta):
        verbose_name = _("review or appeal")
        ordering = ("-asked_on", "id")
        constraints = (
            filled_exactly_when(
                ~Q(status=ChallengeStatus.ASKED), "answered_on", name="answered_reviews_say_when"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status=ChallengeStatus.ASKED),
                name="a_case_has_one_review_at_a_time",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "status": CASEWORK,
            "decision": TRACE,
            "kind": CASEWORK,
            "asked_on": CASEWORK,
            "by_whom": CASEWORK,
            "addressed_to": CASEWORK,
            "grounds": SENSITIVE,
            "answered_on": CASEWORK,
        }

    def can_become(self, status: ChallengeStatus) -> bool:
        return status in NEXT_CHALLENGE[ChallengeStatus(self.status)]
