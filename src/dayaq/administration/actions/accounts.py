"""Accounts: opening and closing them, letting somebody in again, ending sessions."""

from datetime import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.accounts.models import Appointment, Role, User, new_seal
from dayaq.administration import policies
from dayaq.audit.changes import (
    begin,
    locked,
    own_fields,
    refuse_unsound,
    revise,
    told,
)
from dayaq.audit.models import record
from dayaq.directory.models import Body

UNTOLD = frozenset({"password", "session_seal"})
"""What the record of changes never holds, not even as a hash."""


@transaction.atomic
def open_account(*, by: User, at: datetime, **fields: Any) -> User:
    """An account that nobody can sign in to until its owner has set a password."""
    require(policies.why_not_keep_accounts(by))
    return _opened(User(**fields), by=by, at=at)


def _opened(account: User, *, by: User | None, at: datetime, **why: Any) -> User:
    account.set_unusable_password()
    refuse_unsound(account)
    account.save()
    filled = [name for name in own_fields(account) if name not in UNTOLD]
    record("account.opened", account, by=by, at=at, after=told(account, filled), **why)
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

    kinds = _forget_second_factor(account)
    account.session_seal = new_seal()
    account.save(update_fields=["session_seal"])

    record("second_factor.reset", account, by=by, at=at, why=why, kinds=kinds)
    return account


def _forget_second_factor(account: User) -> list[str]:
    """The kinds of what was forgotten."""
    known = Authenticator.objects.filter(user=account)
    kinds = sorted(known.values_list("type", flat=True))
    known.delete()
    return kinds


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
    return _link(account)


def _link(account: User) -> str:
    parts = {
        "uidb36": user_pk_to_url_str(account),
        "key": default_token_generator.make_token(account),
    }
    return reverse("account_reset_password_from_key", kwargs=parts)


# --- at the machine, by an operator who has no account ------------------------------------------


@transaction.atomic
def open_first_administrator(
    *, body: Body, at: datetime, operator: str, is_recovery: bool = False, **fields: Any
) -> tuple[User, str]:
    """An account that administers from today on, and the path under which its password is set, once.

    `operator` is who was signed in to the machine: the record keeps the name. Refused while there
    is an administrator who can sign in, unless this is the way back from a lock-out.
    """
    with connection.cursor() as cursor:  # two at once would both find nobody
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('administration.first'))")
    if not is_recovery:
        require(policies.why_not_found(today=localdate(at)))

    account = _opened(User(**fields), by=None, at=at, operator=operator)
    post = Appointment(user=account, body=body, role=Role.ADMINISTRATOR, since=localdate(at))
    begin(post, "appointment.given", by=None, at=at, operator=operator)
    return account, _link(account)


@transaction.atomic
def recover(account: User, *, at: datetime, operator: str, why: str) -> str:
    """Let somebody back in who is locked out: the path under which they set a new password, once.

    The password, the second factor, every session and every earlier link end here and now.
    """
    account = locked(account)
    require(policies.why_not_recover(account))

    kinds = _forget_second_factor(account)
    account.set_unusable_password()
    account.session_seal = new_seal()
    account.save(update_fields=["password", "session_seal"])

    record("account.recovered", account, by=None, at=at, operator=operator, why=why, kinds=kinds)
    return _link(account)
