"""Who may keep the directory and the accounts, and the sentence for whom it is refused."""

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.accounts.models import Appointment, Role, User

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal

DEPUTISED_BY = MappingProxyType(
    {
        Role.APPROVER: frozenset({Role.DRAFTER, Role.APPROVER}),
        Role.HEAD: frozenset({Role.DRAFTER, Role.APPROVER, Role.HEAD}),
    }
)
"""For whose absence one may name a deputy: nobody raises another above their own post."""


def why_not_keep_directory(user: User) -> "Refusal | None":
    if not holds(user, Permission.DIRECTORY_KEEP):
        return _("Keeping the directory is for administrators.")
    return None


def why_not_keep_accounts(user: User) -> "Refusal | None":
    if not holds(user, Permission.ACCOUNT_KEEP):
        return _("Keeping accounts is for administrators.")
    return None


def why_not_close(account: User, user: User) -> "Refusal | None":
    if refusal := why_not_keep_accounts(user):
        return refusal
    if account == user:
        return _("Nobody closes their own account. Ask another administrator.")
    if not account.is_active:
        return _("This account is closed already.")
    return None


def why_not_reopen(account: User, user: User) -> "Refusal | None":
    if refusal := why_not_keep_accounts(user):
        return refusal
    if account.is_active:
        return _("This account is open already.")
    return None


def why_not_invite(account: User, user: User) -> "Refusal | None":
    if refusal := why_not_keep_accounts(user):
        return refusal
    if not account.is_active:
        return _("This account is closed. Reopen it first.")
    return None


def why_not_recover(account: User) -> "Refusal | None":
    """Whoever works at the machine may; but a closed account is opened again by an administrator."""
    if not account.is_active:
        return _("This account is closed. Reopen it first.")
    return None


def why_not_found(*, today: date) -> "Refusal | None":
    """The first administrator is opened at the machine; the next ones by those who sign in."""
    can_sign_in = (
        ~Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        | Q(user__authenticator__type=Authenticator.Type.WEBAUTHN)
        | Q(user__socialaccount__isnull=False)
    )
    administrators = (
        Appointment.objects.holding_on(today)
        .in_roles([Role.ADMINISTRATOR])
        .filter(can_sign_in, user__is_active=True)
    )
    if administrators.exists():
        return _(
            "There is an administrator who can sign in, and who opens accounts in the product. "
            "If nobody can reach them, say so with --recover."
        )
    return None


def why_not_appoint(account: User, user: User) -> "Refusal | None":
    if refusal := why_not_keep_accounts(user):
        return refusal
    if not account.is_active:
        return _("This account is closed. Reopen it first.")
    return None


def why_not_end(post: Appointment, user: User, *, today: date) -> "Refusal | None":
    """An administrator ends any post but their own last one; others end what they could begin."""
    if post.until is not None and post.until < today:
        return _("This appointment has ended already.")
    if (
        post.deputy_for is not None
        and why_not_name_deputy(post.deputy_for, user, today=today) is None
    ):
        return None
    if refusal := why_not_keep_accounts(user):
        return refusal
    if post.role == Role.ADMINISTRATOR and post.user_id == user.pk:
        others = user.appointments.exclude(pk=post.pk).filter(role=Role.ADMINISTRATOR, until=None)
        if not others.holding_on(today).exists():
            return _(
                "This is your own last appointment as an administrator. "
                "Ask another administrator to end it."
            )
    return None


def why_not_hand_over(post: Appointment, user: User, *, today: date) -> "Refusal | None":
    if post.deputy_for is not None:
        return _("A deputy stands in for a time and hands nothing over.")
    return why_not_keep_accounts(user) or why_not_end(post, user, today=today)


def why_not_name_deputy(post: Appointment, user: User, *, today: date) -> "Refusal | None":
    """The approver and the head of a body name deputies for its people; administrators for all."""
    if post.deputy_for is not None:
        return _("A deputy has no deputy.")
    if post.until is not None and post.until < today:
        return _("This appointment has ended already.")
    if holds(user, Permission.ACCOUNT_KEEP):
        return None
    if not holds(user, Permission.DEPUTY_APPOINT, body_id=post.body_id):
        return _("A deputy is named by the approver or the head of the same body.")
    own = {Role(held.role) for held in user.posts if held.body_id == post.body_id}
    if not any(Role(post.role) in DEPUTISED_BY.get(role, frozenset()) for role in own):
        return _("A deputy for this role is named by the head of the body or an administrator.")
    return None
