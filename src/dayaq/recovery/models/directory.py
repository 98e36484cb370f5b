"""The directory of services: who helps with what, for whom, where one may go. No personal data.

The words are those of the Human Services Data Specification: organization, service, eligibility,
languages, schedule, access, service area, assured date.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.cases.models.coded import CodedList
from dayaq.directory.models import Body, Dated, Parameter, Region, holding_on
from dayaq.kernel.constraints import in_order
from dayaq.kernel.text import Fold
from dayaq.recovery.states import Access, ForWhom, Owner, ServiceKind

if TYPE_CHECKING:
    from dayaq.accounts.models import User
    from dayaq.vault.models import DataClass


def verified_every(*, on: date) -> timedelta:
    """After how long an entry counts as stale: `service.verify`."""
    return timedelta(days=int(Parameter.objects.value_of("service.verify", on=on, default="180")))


class ProviderQuerySet(models.QuerySet["Provider"]):
    def active(self, *, on: date) -> Self:
        return self.filter(holding_on(on))

    def kept_by(self, user: "User") -> Self:
        """Those whose entries this person keeps."""
        if holds(user, Permission.SERVICE_KEEP_ALL):
            return self.all()
        return self.filter(body__in=bodies_where(user, Permission.SERVICE_KEEP))


class Provider(Dated):
    """A body or organisation that helps people; HSDS `organization`.

    Where `body` is named, its people sign in and answer referrals here. Others are asked by a link
    that is good for one answer. Holds the office, never anybody's private number.
    """

    name = models.CharField(_("name"), max_length=300)
    body = models.OneToOneField(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="provider",
        verbose_name=_("body with accounts here"),
    )
    owner = models.CharField(_("whose it is"), max_length=20, choices=Owner, default=Owner.NGO)
    phone = models.CharField(_("office phone"), max_length=100, blank=True)
    email = models.EmailField(_("office e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    key = models.GeneratedField(
        expression=Fold("name"), output_field=models.TextField(), db_persist=True
    )

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ("name", "pk")
        constraints = (in_order("since", "until", name="providers_do_not_end_before_they_begin"),)

    class Privacy:
        shareable = frozenset(
            {"id", "name", "body", "owner", "phone", "email", "website", "key", "since", "until"}
        )
        confidential: "dict[str, DataClass]" = {}

    SENTENCES = {
        "providers_do_not_end_before_they_begin": (
            "until",
            _("The last day is before the first."),
        ),
    }

    def __str__(self) -> str:
        return self.name


class ServiceQuerySet(models.QuerySet["Service"]):
    def offered(self, *, on: date) -> Self:
        """What may be asked for on that day: the service and its provider both stand."""
        provider = holding_on(on)
        theirs = Provider.objects.filter(provider)
        return self.filter(holding_on(on), provider__in=theirs)

    def kept_by(self, user: "User") -> Self:
        return self.filter(provider__in=Provider.objects.kept_by(user))

    def stale(self, *, on: date) -> Self:
        """Nobody has confirmed for too long that the entry is still true."""
        return self.filter(
            Q(verified_on=None) | Q(verified_on__lt=on - verified_every(on=on)),
        )

    def for_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class Service(Dated):
    """One kind of help that one provider gives; HSDS `service` at its `location`.

    `address` is where anybody may go. A place that must stay secret is never written here: the
    entry then says how to get in touch, and nothing of where it is.
    """

    provider = models.ForeignKey(
        Provider, models.PROTECT, related_name="services", verbose_name=_("provider")
    )
    kind = models.CharField(_("kind of help"), max_length=20, choices=ServiceKind)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("what is done"), blank=True, max_length=3000)
    for_whom = ArrayField(
        models.CharField(max_length=20, choices=ForWhom),
        verbose_name=_("for whom"),
        default=list,
        blank=True,
    )
    from_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    to_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    languages = CodedList(_("languages"), list_code="language")
    hours = models.CharField(
        _("hours"), max_length=200, blank=True, help_text=_("As people say it: Mon–Fri 9–18.")
    )
    access = ArrayField(
        models.CharField(max_length=20, choices=Access),
        verbose_name=_("how to get in"),
        default=list,
        blank=True,
    )
    contact = models.CharField(
        _("whom to ask"), max_length=300, blank=True, help_text=_("An office, not a person.")
    )
    papers = models.CharField(_("papers to bring"), max_length=300, blank=True)
    fees = models.CharField(
        _("what it costs"), max_length=200, blank=True, help_text=_("Empty: free of charge.")
    )
    is_step_free = models.BooleanField(_("reachable in a wheelchair"), default=False)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    is_taking = models.BooleanField(_("takes people at present"), default=True)
    regions = models.ManyToManyField(
        Region,
        blank=True,
        related_name="+",
        verbose_name=_("regions served"),
        help_text=_("None: the whole country."),
    )
    is_hidden_place = models.BooleanField(
        _("the place must stay secret"),
        default=False,
        help_text=_("Then no address is kept here, not even a hidden one."),
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ("kind", "title", "pk")
        indexes = (models.Index(fields=["kind", "provider"], name="services_by_kind"),)
        constraints = (
            in_order("since", "until", name="services_do_not_end_before_they_begin"),
            in_order("from_age", "to_age", name="services_take_ages_in_order"),
            models.CheckConstraint(
                condition=Q(is_hidden_place=False) | Q(address=""),
                name="a_secret_place_is_not_written_down",
            ),
        )

    class Privacy:
        shareable = frozenset(
            {
                "id", "provider", "kind", "title", "description", "for_whom", "from_age", "to_age",
                "languages", "hours", "access", "contact", "papers", "fees", "is_step_free",
                "capacity", "is_taking", "is_hidden_place", "address", "verified_on", "key",
                "since", "until",
            }
        )  # fmt: skip
        confidential: "dict[str, DataClass]" = {}

    SENTENCES: dict[str, tuple[str, Any]] = {
        "services_do_not_end_before_they_begin": ("until", _("The last day is before the first.")),
        "services_take_ages_in_order": ("to_age", _("The last age is below the first.")),
        "a_secret_place_is_not_written_down": (
            "address",
            _("The place must stay secret: leave the address empty, and say whom to ask."),
        ),
    }

    def __str__(self) -> str:
        return self.title

    def is_stale(self, *, on: date) -> bool:
        """The row's telling of `ServiceQuerySet.stale`."""
        return self.verified_on is None or self.verified_on < on - verified_every(on=on)
