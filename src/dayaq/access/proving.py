"""Showing again who one is: the password and the second factor, whatever was shown at the door.

Fails closed. Allauth's own way lets those pass who sign in by the government's sign-in alone, and takes a
password for enough where there is a second factor; here whoever cannot be asked does not pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from fido2.webauthn import UserVerificationRequirement

from dayaq.access.permissions import UserRequest
from dayaq.access.refusal import Refusal

Kind = Authenticator.Type


@dataclass(frozen=True)
class Ways:
    """How this person can be asked again."""

    request: UserRequest

    @property
    def has_password(self) -> bool:
        return self.request.user.has_usable_password()

    @cached_property
    def factors(self) -> list[Authenticator]:
        """Authenticator apps and passkeys; recovery codes are for getting back in, and count as none.

        Without a password a passkey stands for both, and one that was set up since the sign-in proves
        nothing: whoever holds the session may have done it.
        """
        found = Authenticator.objects.filter(user=self.request.user)
        if self.has_password:
            return list(found.filter(type__in=(Kind.TOTP, Kind.WEBAUTHN)))
        signed_in = get_authentication_records(self.request, self.request.user)
        if not signed_in:
            return []
        since = signed_in[0]["at"]
        older = found.filter(type=Kind.WEBAUTHN)
        return [one for one in older if one.created_at.timestamp() < since]

    @property
    def has_code(self) -> bool:
        return any(one.type == Kind.TOTP for one in self.factors)

    @property
    def has_passkey(self) -> bool:
        return any(one.type == Kind.WEBAUTHN for one in self.factors)

    @property
    def why_none(self) -> "Refusal | None":
        """The reason why this person cannot be asked, and so may not go on."""
        if not self.has_password and not self.factors:
            return _(
                "Your account has no password here, so only a passkey can show that it is you. "
                "Set one up under “Second factor”, sign out, sign in again, and come back."
            )
        if settings.SECOND_FACTOR_REQUIRED and not self.factors:
            return _("Set up a second factor first, then come back.")
        return None

    def challenge(self) -> dict[str, Any]:
        """What a passkey must sign now; without a password it must also have known its owner."""
        wish = UserVerificationRequirement.REQUIRED
        if self.has_password:
            wish = UserVerificationRequirement.PREFERRED
        options, state = passkeys.get_server().authenticate_begin(
            credentials=passkeys.get_credentials(self.request.user), user_verification=wish
        )
        passkeys.set_state(state)
        return dict(options)


class ProofForm(forms.Form):
    """The password, and a code or a passkey where there is one. Both, or it is not you."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("The six digits that your authenticator app shows now."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    credential = forms.JSONField(required=False, widget=forms.HiddenInput)

    prefix = "step-up"

    def __init__(self, data: Any, *, ways: Ways) -> None:
        super().__init__(data)
        self.ways = ways
        self.shown: list[str] = []
        """By which ways the person has shown who they are."""
        if not ways.has_password:
            del self.fields["password"]
        if not ways.has_code:
            del self.fields["code"]
        if not ways.has_passkey:
            del self.fields["credential"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        user = self.ways.request.user
        # The password comes first: without it nobody learns whether a code would have fitted.
        if self.ways.has_password:
            if not get_adapter().reauthenticate(user, given["password"]):
                raise get_adapter().validation_error("incorrect_password")
            self.shown.append("password")
        if self.ways.factors:
            self.shown.append(self._factor(given))
        if not self.shown:
            raise ValidationError(str(self.ways.why_none or _("You may not do this.")))
        return given

    def _factor(self, given: Mapping[str, Any]) -> str:
        """Which second factor was shown. Raises ValidationError."""
        user = self.ways.request.user
        fits_again = check_rate_limit(user)
        if given.get("credential"):
            passkeys.parse_authentication_response(given["credential"])
            used = passkeys.complete_authentication(user, given["credential"])
            is_shown = used in self.ways.factors
        else:
            code = given.get("code") or ""
            apps = [one for one in self.ways.factors if one.type == Kind.TOTP]
            used, is_shown = None, any(one.wrap().validate_code(code) for one in apps)
        if not is_shown:
            raise get_adapter().validation_error("incorrect_code")
        if used is not None:
            used.record_usage()
        fits_again()
        return str(Kind.WEBAUTHN if used is not None else Kind.TOTP)
