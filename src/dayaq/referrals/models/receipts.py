"""The code by which somebody sees, without an account, how it stands with them and what happens next."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import Case
from dayaq.kernel.constraints import exactly_one_of, filled_exactly_when
from dayaq.referrals.models.letters import OwnLanguage
from dayaq.referrals.models.referrals import Referral
from dayaq.referrals.states import NextStep, WishKind
from dayaq.vault.models import DataClass, Protected, ProtectedQuerySet

CASEWORK, TRACE = DataClass.CASEWORK, DataClass.TRACE


class ReceiptQuerySet(ProtectedQuerySet["Receipt"]):
    def good(self, *, at: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=at)


class Receipt(Protected):
    """What a person holds instead of an account: a code, kept here as a keyed print alone.

    Opened by the house alone. Holds no name and no place: an appointment has its kind and its hour,
    the number to call is that of an office.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, null=True, related_name="receipts")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="receipts")
    code_print = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=OwnLanguage)
    phone = models.CharField(_("number to call"), max_length=40, blank=True)
    next_step = models.CharField(_("next step"), max_length=20, choices=NextStep, blank=True)
    next_at = models.DateTimeField(_("day and hour"), null=True, blank=True)
    made_at = models.DateTimeField(_("given"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    """Nobody, where the person asked for help themself."""

    expires_at = models.DateTimeField(_("good until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects: ClassVar[Any] = ReceiptQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("receipt of the person")
        constraints = (
            exactly_one_of("referral", "case", name="a_receipt_is_for_a_referral_or_a_case"),
            filled_exactly_when(~Q(next_step=""), "next_at", name="a_next_step_has_its_hour"),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=Q(revoked_at=None),
                    name=f"a_{name}_has_one_receipt_at_a_time",
                )
                for name in ("referral", "case")
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential: ClassVar[dict[str, DataClass]] = {
            "readers": TRACE,
            "referral": TRACE,
            "case": TRACE,
            "code_print": TRACE,
            "language": CASEWORK,
            "phone": CASEWORK,
            "next_step": CASEWORK,
            "next_at": CASEWORK,
            "made_at": CASEWORK,
            "made_by": TRACE,
            "expires_at": CASEWORK,
            "revoked_at": CASEWORK,
        }

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Wish(Protected):
    """What a person asked for on their own page, until somebody has answered. Opened by the house alone."""

    receipt = models.ForeignKey(Receipt, models.CASCADE, related_name="wishes")
    kind = models.CharField(_("what is asked for"), max_length=20, choices=WishKind)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ProtectedQuerySet["Wish"].as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("request of the person")
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["receipt", "kind"],
                condition=Q(answered_at=None),
                name="a_wish_waits_once",
            ),
            filled_exactly_when(
                Q(answered_at__isnull=False), "answered_by", name="answered_wishes_say_by_whom"
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential: ClassVar[dict[str, DataClass]] = {
            "readers": TRACE,
            "receipt": TRACE,
            "kind": CASEWORK,
            "asked_at": CASEWORK,
            "answered_at": CASEWORK,
            "answered_by": TRACE,
        }

    def __str__(self) -> str:
        return str(self.get_kind_display())
