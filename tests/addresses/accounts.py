"""Signing in and one's own account: the sign-in's own parts, and those of its pages that are closed."""

from tests.addresses.world import at

CLOSED = at("404", "404")
OWN = "200 signed_in"
AGAIN = "302 signed_in"
"""Led to say the password once more before the second factor is touched."""

NO_FACTOR = "404 signed_in"
"""Nobody of this world has set a second factor up."""

ADDRESSES = {
    "account_login": at("200 anonymous; 302 signed_in", "200 anonymous; 302 signed_in"),
    "account_logout": at(OWN, "door"),
    "account_reauthenticate": at(OWN, OWN),
    "account_change_password": at(OWN, OWN),
    "account_set_password": at(AGAIN, AGAIN),
    "account_reset_password": at("200", "200"),
    "account_reset_password_done": at("200", "405"),
    "account_reset_password_from_key": at("200", "200", lambda _world: ["1", "abc-def"]),
    "account_reset_password_from_key_done": at("200", "405"),
    "account_confirm_login_code": at("302 signed_in", "302 signed_in"),
    "account_confirm_email": at("200", "404", lambda _world: ["abc"]),
    "mfa_index": at(OWN, "405 signed_in"),
    "mfa_authenticate": at("302 signed_in", "302 signed_in"),
    "mfa_reauthenticate": at("302 signed_in", "302 signed_in"),
    "mfa_activate_totp": at(AGAIN, AGAIN),
    "mfa_deactivate_totp": at(NO_FACTOR, NO_FACTOR),
    "mfa_view_recovery_codes": at(NO_FACTOR, "405 signed_in"),
    "mfa_generate_recovery_codes": at(AGAIN, AGAIN),
    "mfa_download_recovery_codes": at(NO_FACTOR, NO_FACTOR),
    "mfa_list_webauthn": at(OWN, "405 signed_in"),
    "mfa_add_webauthn": at(AGAIN, AGAIN),
    "mfa_remove_webauthn": at(AGAIN, AGAIN, lambda _world: [1]),
    "mfa_edit_webauthn": at(AGAIN, AGAIN, lambda _world: [1]),
    "mfa_reauthenticate_webauthn": at("302 signed_in", "302 signed_in"),
    "mfa_login_webauthn": at("302 signed_in", "302 signed_in"),
    # Without the government's sign-in configured there is nothing to be led to.
    "openid_connect_login": at("404", "404", lambda _world: ["government"]),
    "openid_connect_callback": at("404", "404", lambda _world: ["government"]),
    "socialaccount_login_cancelled": at("200", "405"),
    "socialaccount_login_error": at("401", "405"),
    # An administrator keeps accounts and addresses: nobody makes one, or joins one, here.
    "/account/^(?:signup|email|confirm-email|inactive|3rdparty(?:/signup)?|social/.+)/$": CLOSED,
    "account_signup": CLOSED,
    "account_inactive": CLOSED,
    "account_email": CLOSED,
    "account_email_verification_sent": CLOSED,
    "socialaccount_signup": CLOSED,
    "socialaccount_connections": CLOSED,
    "/account/social/signup/": CLOSED,
    "/account/social/connections/": CLOSED,
    "/account/social/login/cancelled/": CLOSED,
    "/account/social/login/error/": CLOSED,
}
