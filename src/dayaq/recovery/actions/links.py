"""The door for a provider without an account: one link, one answer, then it is shut."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.sharing import locked
from dayaq.directory.models import Parameter
from dayaq.recovery.actions.asking import answer, back_to_planned, page_of
from dayaq.recovery.actions.asking import settle_acceptance as accepted
from dayaq.recovery.models import AnswerLink, ServiceReferral
from dayaq.recovery.policies import asking as may
from dayaq.recovery.states import ReferralStatus
from dayaq.vault.context import house

if TYPE_CHECKING:
    from dayaq.accounts.models import User

KEY_BYTES = 24
"""192 bits: nobody finds a key by trying."""


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_link(referral: ServiceReferral, *, by: "User", at: datetime) -> str:
    """The key of a new link, told this once; earlier links of the request are good no more."""
    with house("make_link", by=by):
        case = locked(referral.case)
        referral = ServiceReferral.about(case).for_house().get(pk=referral.pk)
        require(may.why_not_renew_link(referral, case, by))
        live = AnswerLink.objects.for_house().filter(referral=referral, used_at=None)
        live.filter(revoked_at=None).update(revoked_at=at)
        key = secrets.token_urlsafe(KEY_BYTES)
        days = Parameter.objects.value_of("service.link", on=localdate(at), default="14")
        AnswerLink.objects.create(
            referral=referral,
            digest=digest_of(key),
            made_at=at,
            expires_at=at + timedelta(days=int(days)),
        )
    note("answer_link.made", case, by=by, at=at, page=page_of(referral))
    return key


def asked_by(key: str, *, at: datetime) -> ServiceReferral | None:
    """What the holder of the key is asked; None for every key that is not good, whatever the reason."""
    with house("link"):
        link = _found(key)
        if may.why_not_answer_by(link, at=at) is not None or link is None:
            return None
        return link.referral


def _found(key: str) -> AnswerLink | None:
    rows = AnswerLink.objects.for_house().filter(digest=digest_of(key))
    return rows.select_related(
        "referral__case__subject__key", "referral__case__lead", "referral__provider"
    ).first()


@transaction.atomic
def answer_by(
    key: str,
    *,
    accepts: bool,
    name: str,
    at: datetime,
    reason: str = "",
    remark: str = "",
    first_on: date | None = None,
) -> ServiceReferral:
    """One answer; then the link is good no more. Opens no section: there is nobody to open it to."""
    with house("link"):
        link = _found(key)
        if link is not None:
            case = locked(link.referral.case)
            rows = AnswerLink.objects.for_house().select_for_update(of=("self",))
            link = rows.select_related("referral__case__subject__key").get(pk=link.pk)
        require(may.why_not_answer_by(link, at=at))
        assert link is not None  # noqa: S101 - refused above
        link.used_at = at
        link.save(update_fields=["used_at"])
        referral = (
            ServiceReferral.about(case)
            .for_house()
            .select_for_update(of=("self",))
            .get(pk=link.referral_id)
        )
        if accepts:
            accepted(referral, case, first_on=first_on, by=None, at=at, answered_as=name)
        else:
            answer(
                referral,
                ReferralStatus.RETURNED,
                by=None,
                at=at,
                answered_as=name,
                reason=reason,
                remark=remark,
            )
            back_to_planned(referral, by=referral.sent_by, at=at)
    did = "service_request.accepted" if accepts else "service_request.returned"
    note(did, case, by=None, at=at, provider=referral.provider.name)
    return referral  # type: ignore[no-any-return]


def mail(referral: ServiceReferral, address: str) -> bool:
    """Send the link to the office of the provider, in words that say nothing of whom or what.

    False where the mail server does not take it: then the link is passed on by other ways.
    """
    with translation.override("az"):
        letter = EmailMessage(
            subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{_('A question to your office')}",
            body="\n\n".join(
                (
                    str(_("An office asks whether you can help somebody. Please answer here:")),
                    address,
                    str(_("The address is good for one answer and for a few days.")),
                )
            ),
            to=[referral.provider.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
    try:
        letter.send()
    except (OSError, SMTPException):
        return False
    return True
