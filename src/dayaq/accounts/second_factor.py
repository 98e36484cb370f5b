"""The second factor: who must have one sets it up before anything else opens; kept encrypted."""

import base64
import secrets
from collections.abc import Callable
from functools import cache
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.accounts.models import User

SESSION_KEY = "has_second_factor"

OPEN_WITHOUT = frozenset(
    {"account_logout", "account_reauthenticate", "portal:language", "portal:healthz"}
)
"""What one may open before having a second factor, besides the pages that set one up (`mfa_…`)."""


def has_second_factor(user: User) -> bool:
    """An authenticator app or a passkey; recovery codes alone are none."""
    return bool(
        Authenticator.objects.filter(
            user=user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        ).exists()
    )


class SecondFactorMiddleware:
    """Lead whoever lacks a second factor to the page that sets one up.

    The answer is remembered in the session, and forgotten whenever a page of the second factor was
    used to change something, so that each other request costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method == "POST" and name.startswith("mfa_"):
            request.session.pop(SESSION_KEY, None)
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith("mfa_") or name in OPEN_WITHOUT or request.session.get(SESSION_KEY):
            return None
        if has_second_factor(request.user):
            request.session[SESSION_KEY] = True
            return None
        messages.warning(
            request,
            _(
                "Before you can work here, set up a second factor: "
                "an authenticator app or a passkey."
            ),
        )
        return redirect("mfa_index")


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    """Derived from the product's secret keys: the newest closes, the older ones still open."""
    return MultiFernet(
        [
            Fernet(
                base64.urlsafe_b64encode(
                    HKDF(SHA256(), 32, salt=None, info=b"dayaq.second-factor").derive(key.encode())
                )
            )
            for key in keys
        ]
    )


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps encrypted: a stolen dump makes no valid code."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("The code is not right."),
    }

    def encrypt(self, text: str) -> str:
        return (
            _box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
            .encrypt(text.encode())
            .decode()
        )

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where the key is lost, a fresh random one, which no code will ever fit."""
        box = _box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
        try:
            return box.decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_label(self, user: User) -> str:
        return user.username

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}
