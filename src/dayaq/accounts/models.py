"""People who sign in, and the dated appointments that give them a role at a body."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body, Language, holding_on
from dayaq.kernel.constraints import in_order, never_two_at_once


class Role(models.TextChoices):
    """What a person does for a body. What each role may do stands in `access.permissions`."""

    COORDINATOR = "coordinator", _("Coordinator")
    DRAFTER = "drafter", _("Drafter")
    APPROVER = "approver", _("Approver")
    HEAD = "head", _("Head")
    VERIFIER = "verifier", _("Verifier")
    OVERSIGHT = "oversight", _("Oversight")
    ADMINISTRATOR = "administrator", _("Administrator")
    CASE_MANAGER = "case_manager", _("Case manager")
    CASE_WORKER = "case_worker", _("Case worker")
    DATA_PROTECTION = "data_protection", _("Data protection officer")
    PROVIDER = "provider", _("Service provider")
    SHELTER_MANAGER = "shelter_manager", _("Head of a shelter")
    SHELTER_WORKER = "shelter_worker", _("Shelter worker")
    FIRST_RESPONDER = "first_responder", _("First responder")


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A new account. Without a password nobody can sign in with one."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


def new_seal() -> str:
    return get_random_string(16)


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from appointments alone.

    Holds no personal number, no photo, no private contact: the office address is enough.
    """

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=200)
    email = models.EmailField(_("office e-mail"), blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.AZ)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("account opened"), auto_now_add=True)
    session_seal = models.CharField(max_length=16, default=new_seal, editable=False)
    """Each session carries a hash of it. A new seal ends them all, wherever they are kept."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        ordering = ("username",)
        constraints = (
            models.UniqueConstraint(
                Lower("username"),
                name="user_names_differ_by_more_than_case",
                violation_error_message=_("There is an account with this user name already."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_session_auth_hash(self) -> str:
        return self._sealed_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return (self._sealed_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _sealed_hash(self, secret: str | None) -> str:
        """Changes with the password and the seal: every session that has the old one ends."""
        return salted_hmac(
            "dayaq.accounts.session",
            f"{self.password}:{self.session_seal}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def get_full_name(self) -> str:
        return self.full_name

    @cached_property
    def posts(self) -> "list[Appointment]":
        """The appointments that hold today, read once a request."""
        return list(self.appointments.holding_on(localdate()).with_body())

    @property
    def bodies(self) -> list[Body]:
        """The bodies this person acts for today, each once, in the order of appointment."""
        return list({post.body_id: post.body for post in self.posts}.values())

    def body_ids(self, *roles: Role) -> set[int]:
        """Bodies at which the person holds any of the roles today; any role when none is named."""
        return {post.body_id for post in self.posts if not roles or post.role in roles}

    def has_role(self, *roles: Role) -> bool:
        return any(post.role in roles for post in self.posts)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def holding_on(self, day: date) -> Self:
        return self.filter(holding_on(day))

    def with_body(self) -> Self:
        return self.select_related("body").prefetch_related("body__names")

    def in_roles(self, roles: Iterable[Role]) -> Self:
        return self.filter(role__in=list(roles))


class Appointment(models.Model):
    """A person holds a role at a body from one day until another, by an order.

    A deputy's appointment points at the one it stands in for, and ends when that one ends. A
    hand-over ends one appointment and begins the next: the work belongs to the body and stays.
    """

    user = models.ForeignKey(
        User, models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="appointments", verbose_name=_("body")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    order_number = models.CharField(_("order"), max_length=100, blank=True)
    deputy_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name=_("deputy for"),
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        ordering = ("since", "pk")
        constraints = (
            in_order("since", "until", name="appointments_do_not_end_before_they_begin"),
            models.CheckConstraint(
                condition=Q(deputy_for=None) | Q(until__isnull=False),
                name="a_deputy_stands_in_for_a_time",
            ),
            never_two_at_once(
                "user",
                "body",
                words=("role",),
                name="nobody_holds_a_role_twice_at_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.body}"

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)
