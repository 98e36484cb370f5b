"""Signing in, being refused and signing out, written down as they happen.

Neither a typed password nor a name that no account has is ever kept.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import now

from dayaq.accounts.adapter import AccountAdapter
from dayaq.accounts.models import User
from dayaq.audit.models import record
from dayaq.audit.refusals import record_refusal


class RecordedAccountAdapter(AccountAdapter):
    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:
        ways = [
            entry.get("type") or entry["method"]
            for entry in get_authentication_records(request, user)
        ]
        super().login(request, user)
        record("account.signed_in", user, by=user, at=now(), ways=ways)

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            record("account.signed_out", user, by=user, at=now())

    def sign_in_refused(self, user: User | None, why: str) -> None:
        record_refusal("account.refused", user or User, by=None, at=now(), why=why)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """Also ends every other session: the hash that they carry no longer fits."""
        super().set_password(user, password)
        record("password.changed", user, by=user, at=now())


def note_authenticator(did: str, **event: Any) -> None:
    """Allauth says that a second factor was added, removed, renewed or refused."""
    user, factor = event["user"], event["authenticator"].type
    note = record_refusal if did.endswith(".refused") else record
    note(did, user, by=user, at=now(), kind_of_factor=factor)
