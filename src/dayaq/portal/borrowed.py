"""Sentences of the sign-in library, listed so that our catalogue says them in this product's words.

The first catalogue that knows a sentence wins, and ours comes before the library's.
"""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("Username"),
    _("Password"),
    _("Password (again)"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Forgot your password?"),
    _("You must type the same password each time."),
    _("Please type your current password."),
    _("Code"),
    _("Authenticator code"),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes "
        "additional requirements such as biometrics or PIN protection."
    ),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Use a security key"),
    _("Password successfully changed."),
    _("Password successfully set."),
    _("You have signed out."),
    _("Authenticator app activated."),
    _("Authenticator app deactivated."),
    _("Security key added."),
    _("Security key removed."),
    _("A new set of recovery codes has been generated."),
)
