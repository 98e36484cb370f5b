"""How signing in differs from allauth's defaults: nobody signs themselves up, nothing is revealed.

An account is opened by an administrator. A wrong name, a wrong password and a closed account get
one answer. The government's sign-in (OIDC) opens an account that exists; it never makes one.
"""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.accounts.models import User
from dayaq.accounts.sessions import is_fresh

WRONG = gettext_lazy("The user name or the password is not right.")
TOO_MANY = gettext_lazy("Too many wrong attempts. Wait five minutes and try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": WRONG,
        "invalid_login": WRONG,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": gettext_lazy("The password is not right."),
        "incorrect_code": gettext_lazy("The code is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self.sign_in_refused(account_named(credentials), "throttled")
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Whose name and password these are. A closed account is answered like a wrong password."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            self.pre_authenticate(request, **credentials)  # counts as a wrong attempt as well
            self.sign_in_refused(user, "closed")
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        self.sign_in_refused(account_named(credentials), "wrong password")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever has just signed in need not show again who they are."""
        required = super().is_reauthentication_required(app=app)
        shown = get_authentication_records(self.request, self.request.user)
        if not required or not shown:
            return bool(required)
        return not is_fresh(self.request, at=time.time(), signed_in_at=shown[-1]["at"])

    def sign_in_refused(self, user: User | None, why: str) -> None:
        """A place for upper floors to write it down. `user` is None where no account is known."""


def account_named(credentials: dict[str, Any]) -> User | None:
    name = str(credentials.get("username") or "")
    return User.objects.filter(username__iexact=name).first()


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link the person to the one active account that is theirs, or refuse with a sentence."""
        user = sociallogin.user if sociallogin.is_existing else the_account_of(sociallogin)
        if user is None:
            self._refuse(request, None, "unknown")
        elif not user.is_active:
            self._refuse(request, user, "closed")
        elif not sociallogin.is_existing:
            sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_error: Any) -> None:  # noqa: ARG002
        messages.error(
            request, _("The government's sign-in did not answer as it should. Please try again.")
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))

    def _refuse(self, request: HttpRequest, user: User | None, why: str) -> None:
        account_adapter(request).sign_in_refused(user, why)
        messages.error(
            request,
            _("No open account belongs to you here. Ask your administrator to open one."),
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


def the_account_of(sociallogin: Any) -> User | None:
    """The account with the issuer's user name, or with an address that the issuer has verified.

    When the two lead to different people, or an address to several, nobody is meant.
    """
    claimed = sociallogin.account.get_provider_account().get_user_data() or {}
    is_theirs = Q()
    if name := str(claimed.get("preferred_username") or ""):
        is_theirs |= Q(username__iexact=name)
    for address in sociallogin.email_addresses:
        if address.verified and address.email:
            is_theirs |= Q(email__iexact=address.email)
    if not is_theirs:
        return None
    found = list(User.objects.filter(is_theirs)[:2])
    return found[0] if len(found) == 1 else None
