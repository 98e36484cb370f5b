"""Employers who take people, and what became of each placement."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import CaseRecord, ReadQuerySet
from dayaq.cases.models.cases import CASE_RECORD
from dayaq.cases.models.coded import Coded
from dayaq.cases.states import Part
from dayaq.directory.models import Region
from dayaq.kernel.constraints import filled_exactly_when, in_order
from dayaq.kernel.text import Fold
from dayaq.recovery.models.plans import Support
from dayaq.recovery.states import AfterWork, EmployerStatus, Incentive, PlacementKind
from dayaq.vault.models import DataClass
from dayaq.vault.sealing import SealedField

SENSITIVE, CASEWORK = DataClass.SENSITIVE, DataClass.CASEWORK


class Employer(models.Model):
    """A workplace that takes people, and what it gets for it. Says nothing of whom it took.

    One that was found to exploit is suspended, with the reason; nobody is sent there again.
    """

    name = models.CharField(_("name"), max_length=300)
    tax_number = models.CharField(_("taxpayer number"), max_length=20, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    industry = Coded(_("branch of work"), list_code="labour-industry")
    contact = models.CharField(
        _("whom to ask"), max_length=300, blank=True, help_text=_("An office, not a person.")
    )
    offers = models.TextField(_("what work it has"), blank=True, max_length=2000)
    incentives = ArrayField(
        models.CharField(max_length=20, choices=Incentive),
        verbose_name=_("what it gets for it"),
        default=list,
        blank=True,
    )
    since = models.DateField(_("since"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=EmployerStatus, default=EmployerStatus.ACTIVE
    )
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    suspension = models.CharField(_("why nobody is sent there"), max_length=300, blank=True)
    key = models.GeneratedField(
        expression=Fold("name"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["tax_number"],
                condition=~Q(tax_number=""),
                name="an_employer_is_listed_once",
                violation_error_message=_("This employer is in the list already."),
            ),
            filled_exactly_when(
                Q(status=EmployerStatus.SUSPENDED),
                "suspended_on",
                name="suspended_employers_say_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=EmployerStatus.SUSPENDED) | ~Q(suspension=""),
                name="suspended_employers_say_why",
            ),
        )

    class Privacy:
        shareable = frozenset(
            {
                "id", "name", "tax_number", "region", "industry", "contact", "offers",
                "incentives", "since", "status", "suspended_on", "suspension", "key",
            }
        )  # fmt: skip
        confidential: dict[str, DataClass] = {}

    def __str__(self) -> str:
        return self.name


class PlacementQuerySet(ReadQuerySet["Placement"]):
    def to_ask(self, *, on: date) -> Self:
        """Half a year is over, and nobody has asked yet what became of it."""
        return self.filter(after="", half_year_on__lte=on)


class Placement(CaseRecord):
    """The person began to work somewhere; after six months somebody asks what became of it."""

    PART = Part.PLAN

    employer = models.ForeignKey(
        Employer, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("employer"),
    )  # fmt: skip
    support = models.ForeignKey(
        Support, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("by which service"),
    )  # fmt: skip
    kind = models.CharField(
        _("kind of work"), max_length=20, choices=PlacementKind, default=PlacementKind.JOB
    )
    occupation = SealedField(_("occupation"))
    began_on = models.DateField(_("began on"))
    half_year_on = models.DateField(_("to be asked on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    after = models.CharField(_("after six months"), max_length=10, choices=AfterWork, blank=True)
    after_on = models.DateField(_("asked on"), null=True)
    words = SealedField(_("in words"), kind="text")

    objects: ClassVar[Any] = PlacementQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ("-began_on", "id")
        indexes = (
            GinIndex(fields=["readers"], name="placements_by_reader"),
            models.Index(fields=["half_year_on"], name="placements_by_half_year"),
        )
        constraints = (
            in_order("began_on", "ended_on", name="placements_do_not_end_before_they_begin"),
            filled_exactly_when(
                ~Q(after=""), "after_on", name="what_became_of_it_says_when_it_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(kind=PlacementKind.OWN) | Q(employer__isnull=False),
                name="a_job_has_an_employer",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "employer": CASEWORK,
            "support": DataClass.TRACE,
            "kind": CASEWORK,
            "occupation": SENSITIVE,
            "began_on": CASEWORK,
            "half_year_on": CASEWORK,
            "ended_on": CASEWORK,
            "after": CASEWORK,
            "after_on": CASEWORK,
            "words": SENSITIVE,
        }
