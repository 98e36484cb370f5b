"""Partners and agreements; liaison officers, requests and activities with other countries (4.6)."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Code, Region
from dayaq.kernel.constraints import filled_exactly_when, in_order
from dayaq.kernel.text import AzOrder
from dayaq.partnership.models.kept import COUNTRIES, Kept, KeptQuerySet, Titled
from dayaq.partnership.states import NEXT_REQUEST, ActivityKind, PartnerKind, RequestStatus, Way

IN_COUNTRIES = {"list__code": COUNTRIES}


class Partner(Titled):
    """An organisation outside that a body works with. Holds no name of a person."""

    kind = models.CharField(_("kind"), max_length=14, choices=PartnerKind)
    country = models.ForeignKey(
        Code, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country"),
        limit_choices_to=IN_COUNTRIES,
    )  # fmt: skip
    address = models.CharField(_("office address and telephone"), max_length=300, blank=True)
    link = models.URLField(_("website"), max_length=300, blank=True)

    objects = KeptQuerySet["Partner"].as_manager()

    class Meta:
        verbose_name = _("partner")
        ordering = ("title", "pk")
        indexes = (models.Index(AzOrder("title"), "id", name="partners_by_name"),)


class AgreementQuerySet(KeptQuerySet["Agreement"]):
    def in_force(self, *, first: object, last: object) -> Self:
        """In force on one of the days."""
        return self.filter(signed_on__lte=last).filter(Q(ends_on=None) | Q(ends_on__gte=first))


class Agreement(Titled):
    """What was agreed with partners: a treaty, a memorandum, a contract."""

    partners = models.ManyToManyField(
        Partner, related_name="agreements", verbose_name=_("partners")
    )
    number = models.CharField(_("number"), max_length=100, blank=True)
    signed_on = models.DateField(_("signed"))
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    subject = models.TextField(_("what it is about"), max_length=5000, blank=True)
    link = models.URLField(_("address of the text"), max_length=500, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        ordering = ("-signed_on", "-pk")
        constraints = (
            in_order("signed_on", "ends_on", name="agreements_do_not_end_before_they_are_signed"),
        )
        indexes = (models.Index(fields=["signed_on", "id"], name="agreements_by_day"),)

    SENTENCES = {
        "agreements_do_not_end_before_they_are_signed": (
            "ends_on",
            _("The last day is before the first."),
        ),
    }


class Liaison(Kept):
    """An office through which messages go to and from a country (4.6.6). Its name is an office, not a person's life."""

    country = models.ForeignKey(
        Code, models.PROTECT, related_name="+", verbose_name=_("country"),
        limit_choices_to=IN_COUNTRIES,
    )  # fmt: skip
    office = models.CharField(_("office and position"), max_length=300)
    contact = models.CharField(_("office telephone and e-mail"), max_length=300)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = KeptQuerySet["Liaison"].as_manager()

    class Meta:
        verbose_name = _("liaison officer")
        ordering = ("country__name_az", "pk")
        constraints = (in_order("since", "until", name="liaison_does_not_end_before_it_begins"),)

    SENTENCES = {
        "liaison_does_not_end_before_it_begins": (
            "until",
            _("The last day is before the first."),
        ),
    }

    def __str__(self) -> str:
        return f"{self.country}: {self.office}"


class RequestQuerySet(KeptQuerySet["Request"]):
    def overdue(self, *, at: datetime) -> Self:
        return self.filter(status=RequestStatus.WAITING, due_at__lt=at)


class Request(Titled):
    """A question to or from another country, with its clock. What it asks about a person is not kept here."""

    country = models.ForeignKey(
        Code, models.PROTECT, related_name="+", verbose_name=_("country"),
        limit_choices_to=IN_COUNTRIES,
    )  # fmt: skip
    way = models.CharField(_("who asked"), max_length=8, choices=Way)
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("to be answered by"))
    status = models.CharField(
        _("status"), max_length=10, choices=RequestStatus, default=RequestStatus.WAITING
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(due_at__gt=F("asked_at")), name="requests_are_due_after_they_are_asked"
            ),
            filled_exactly_when(
                ~Q(status=RequestStatus.WAITING), "answered_at", name="answered_requests_say_when"
            ),
        )
        indexes = (
            models.Index(fields=["asked_at", "id"], name="requests_by_moment"),
            models.Index(
                fields=["body", "due_at", "id"],
                condition=Q(status=RequestStatus.WAITING),
                name="requests_that_wait",
            ),
        )

    SENTENCES = {
        "requests_are_due_after_they_are_asked": (
            "due_at",
            _("The answer is due after the request."),
        ),
    }

    def can_become(self, status: RequestStatus) -> bool:
        return status in NEXT_REQUEST[RequestStatus(self.status)]

    def is_overdue(self, *, at: datetime) -> bool:
        return self.status == RequestStatus.WAITING and self.due_at < at

    @property
    def took(self) -> timedelta | None:
        return self.answered_at - self.asked_at if self.answered_at else None

    @property
    def hours(self) -> Decimal | None:
        """Hours from the question to the answer."""
        return round(Decimal(self.took.total_seconds()) / 3600, 1) if self.took else None


class Activity(Titled):
    """Something done together with others: a visit, a project, an operation, an event (4.6.3, 4.6.4, 4.6.7)."""

    kind = models.CharField(_("kind"), max_length=10, choices=ActivityKind)
    countries = models.ManyToManyField(
        Code, blank=True, related_name="+", verbose_name=_("countries"),
        limit_choices_to=IN_COUNTRIES,
    )  # fmt: skip
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="activities", verbose_name=_("partners")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    minors = models.PositiveIntegerField(_("minors reached"), null=True, blank=True)
    """Where the activity is for minors (4.6.4); empty where it is not, or where it is not known."""

    is_for_minors = models.BooleanField(_("it is for minors"), default=False)
    outcome = models.TextField(_("what came of it"), max_length=5000, blank=True)

    objects = KeptQuerySet["Activity"].as_manager()

    class Meta:
        verbose_name = _("activity")
        ordering = ("-starts_on", "-pk")
        constraints = (
            in_order("starts_on", "ends_on", name="activities_do_not_end_before_they_begin"),
        )
        indexes = (models.Index(fields=["starts_on", "id"], name="activities_by_day"),)

    SENTENCES = {
        "activities_do_not_end_before_they_begin": (
            "ends_on",
            _("The last day is before the first."),
        ),
    }
