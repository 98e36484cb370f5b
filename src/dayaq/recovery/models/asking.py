"""A provider is asked to help: what it sees before it answers, until when, by which way."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import CaseRecord, Consent, Grant, ReadQuerySet
from dayaq.cases.models.acts import parts_of_a_case
from dayaq.cases.models.cases import CASE_RECORD
from dayaq.cases.models.coded import Coded, CodedList
from dayaq.cases.states import Part, Priority
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.recovery.models.directory import Provider, Service
from dayaq.recovery.models.plans import Support
from dayaq.recovery.states import (
    LIVE_REFERRALS,
    OPEN_REFERRALS,
    ReferralStatus,
    ReturnReason,
    ServiceKind,
)
from dayaq.vault.models import DataClass, Protected, ProtectedQuerySet
from dayaq.vault.sealing import SealedField

CASEWORK, TRACE = DataClass.CASEWORK, DataClass.TRACE
WHO = settings.AUTH_USER_MODEL


class ServiceReferralQuerySet(ReadQuerySet["ServiceReferral"]):
    def waiting(self) -> Self:
        """Nobody has answered yet, in time or not."""
        return self.filter(status__in=OPEN_REFERRALS)

    def live(self) -> Self:
        return self.filter(status__in=LIVE_REFERRALS)

    def run_out(self, *, at: datetime) -> Self:
        return self.filter(status=ReferralStatus.IN_PROGRESS, answer_by__lte=at)


class ServiceReferral(CaseRecord):
    """One provider asked for one service of a plan.

    Before it accepts, the provider's people read this row alone: codes that say whether they can
    help, and nothing of who it is. By accepting they are let into the sections that the person
    agreed to, no others (`parts`), through a grant of `cases`.
    """

    PART = Part.PLAN

    support = models.ForeignKey(Support, models.PROTECT, related_name="referrals")
    provider = models.ForeignKey(
        Provider, models.PROTECT, related_name="+", verbose_name=_("provider")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, related_name="+", verbose_name=_("service")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", verbose_name=_("body")
    )
    """Whose people answer here, signed in. None: the provider answers by a link."""

    status = models.CharField(
        _("status"), max_length=20, choices=ReferralStatus, default=ReferralStatus.IN_PROGRESS
    )
    kind = models.CharField(_("kind of help"), max_length=20, choices=ServiceKind)
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.ORDINARY
    )
    majority = Coded(_("child or adult"), list_code="majority")
    sex = Coded(_("sex"), list_code="sex")
    languages = CodedList(_("languages"), list_code="language")
    needs_step_free = models.BooleanField(_("comes in a wheelchair"), default=False)
    wanted_by = models.DateField(_("needed by"), null=True, blank=True)
    parts = parts_of_a_case()
    """What acceptance opens, as far as the consent reaches."""

    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+")
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    answer_by = models.DateTimeField(_("answer by"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    answered_as = models.CharField(_("answered by"), max_length=200, blank=True)
    """What whoever answered by a link called themselves."""

    reason = models.CharField(_("why returned"), max_length=20, choices=ReturnReason, blank=True)
    remark = SealedField(_("what they wrote"), kind="text")
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(_("why withdrawn"), max_length=200, blank=True)

    objects: ClassVar[Any] = ServiceReferralQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("request to a provider")
        verbose_name_plural = _("requests to providers")
        ordering = ("answer_by", "id")
        indexes = (
            GinIndex(fields=["readers"], name="requests_by_reader"),
            models.Index(fields=["status", "answer_by"], name="requests_by_clock"),
            models.Index(fields=["body", "status"], name="requests_by_body"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["support", "provider"],
                condition=Q(status__in=tuple(sorted(LIVE_REFERRALS))),
                name="a_provider_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=(
                        ReferralStatus.ACCEPTED,
                        ReferralStatus.RETURNED,
                        ReferralStatus.DONE,
                    )
                )
                | Q(answered_at__isnull=False),
                name="answers_say_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.RETURNED) | ~Q(reason=""),
                name="returned_requests_say_why",
            ),
            filled_exactly_when(
                Q(status__in=(ReferralStatus.DONE, ReferralStatus.WITHDRAWN)),
                "ended_at",
                name="ended_requests_say_when",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "support": TRACE,
            "provider": CASEWORK,
            "service": CASEWORK,
            "body": CASEWORK,
            "status": CASEWORK,
            "kind": CASEWORK,
            "priority": CASEWORK,
            "majority": CASEWORK,
            "sex": CASEWORK,
            "languages": CASEWORK,
            "needs_step_free": CASEWORK,
            "wanted_by": CASEWORK,
            "parts": CASEWORK,
            "consent": TRACE,
            "grant": TRACE,
            "sent_at": CASEWORK,
            "sent_by": TRACE,
            "answer_by": CASEWORK,
            "answered_at": CASEWORK,
            "answered_by": TRACE,
            "answered_as": CASEWORK,
            "reason": CASEWORK,
            "remark": DataClass.SENSITIVE,
            "ended_at": CASEWORK,
            "ended_by": TRACE,
            "end_reason": CASEWORK,
        }

    @property
    def is_waiting(self) -> bool:
        return self.status in OPEN_REFERRALS

    def is_late(self, *, at: datetime) -> bool:
        return self.is_waiting and self.answer_by <= at


class AnswerLink(Protected):
    """A door for one answer of a provider without an account. Keeps a print of the key, not the key.

    Opened by the house alone: whoever holds the key sees what a provider sees before accepting.
    """

    referral = models.ForeignKey(ServiceReferral, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("good until"))
    used_at = models.DateTimeField(_("used"), null=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True)

    objects = ProtectedQuerySet["AnswerLink"].as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("link for one answer")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = {
            "readers": TRACE,
            "referral": TRACE,
            "digest": TRACE,
            "made_at": TRACE,
            "expires_at": TRACE,
            "used_at": TRACE,
            "revoked_at": TRACE,
        }

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def is_good(self, *, at: datetime) -> bool:
        return self.used_at is None and self.revoked_at is None and at < self.expires_at
