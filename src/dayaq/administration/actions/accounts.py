"""Accounts: opening and closing them, letting somebody in again, ending sessions."""

from datetime import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse

from dayaq.access.refusal import require
from dayaq.accounts.models import User, new_seal
from dayaq.administration import policies
from dayaq.administration.actions.changes import (
    locked,
    own_fields,
    refuse_unsound,
    revise,
    told,
)
from dayaq.audit.models import record

UNTOLD = frozenset({"password", "session_seal"})
"""What the record of changes never holds, not even as a hash."""


@transaction.atomic
def open_account(*, by: User, at: datetime, **fields: Any) -> User:
    """An account that nobody can sign in to until its owner has set a password."""
    require(policies.why_not_keep_accounts(by))
    account = User(**fields)
    account.set_unusable_password()
    refuse_unsound(account)
    account.save()
    filled = [name for name in own_fields(account) if name not in UNTOLD]
    record("account.opened", account, by=by, at=at, after=told(account, filled))
    return account


@transaction.atomic
def revise_account(account: User, *, by: User, at: datetime, seen: str, **fields: Any) -> User:
    account = locked(account)
    require(policies.why_not_keep_accounts(by))
    return revise(account, "account.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def close_account(account: User, *, by: User, at: datetime, why: str) -> User:
    """From here on nobody signs in with it, and every session of it has ended."""
    account = locked(account)
    require(policies.why_not_close(account, by))

    account.is_active = False
    account.session_seal = new_seal()
    account.save(update_fields=["is_active", "session_seal"])

    record("account.closed", account, by=by, at=at, why=why)
    return account


@transaction.atomic
def reopen_account(account: User, *, by: User, at: datetime, why: str) -> User:
    account = locked(account)
    require(policies.why_not_reopen(account, by))

    account.is_active = True
    account.save(update_fields=["is_active"])

    record("account.reopened", account, by=by, at=at, why=why)
    return account


@transaction.atomic
def reset_second_factor(account: User, *, by: User, at: datetime, why: str) -> User:
    """Forget authenticator, passkeys and recovery codes; the person sets up new ones at sign-in."""
    account = locked(account)
    require(policies.why_not_invite(account, by))

    kinds = sorted(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    Authenticator.objects.filter(user=account).delete()
    account.session_seal = new_seal()
    account.save(update_fields=["session_seal"])

    record("second_factor.reset", account, by=by, at=at, why=why, kinds=kinds)
    return account


@transaction.atomic
def end_sessions(account: User, *, by: User, at: datetime) -> User:
    """Sign the account out everywhere: one's own, or anybody's by an administrator."""
    account = locked(account)
    if account != by:
        require(policies.why_not_keep_accounts(by))

    account.session_seal = new_seal()
    account.save(update_fields=["session_seal"])

    record("sessions.ended", account, by=by, at=at)
    return account


@transaction.atomic
def invite(account: User, *, by: User, at: datetime) -> str:
    """The path under which the person sets a password, once, within the next three days.

    It is shown or mailed and kept nowhere; a new password, and a sign-in, make it void.
    """
    account = locked(account)
    require(policies.why_not_invite(account, by))

    record("account.invited", account, by=by, at=at)
    parts = {
        "uidb36": user_pk_to_url_str(account),
        "key": default_token_generator.make_token(account),
    }
    return reverse("account_reset_password_from_key", kwargs=parts)
