"""Who may read what, and why: grants, assignments, and what left the house. The truth behind readers."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import Appointment
from dayaq.cases.models.acts import CASEWORK, SHARING, TRACE, WHO, SharingRow, parts_of_a_case
from dayaq.cases.models.consent import Consent
from dayaq.cases.models.people import ReadQuerySet
from dayaq.cases.states import Basis, Part, Purpose
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.vault.models import Protected


class GrantQuerySet(ReadQuerySet["Grant"]):
    def live(self, *, at: datetime) -> Self:
        return self.filter(Q(lapses_at=None) | Q(lapses_at__gt=at), ended_at=None)

    def run_out(self, *, at: datetime) -> Self:
        """Their time is over and nobody has noted it yet."""
        return self.filter(ended_at=None, lapses_at__lte=at)


class Grant(SharingRow):
    """A body may read these sections of a case, for a purpose, until a day. The lead's has no end."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    parts = parts_of_a_case()
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis)
    basis_note = models.CharField(_("act or decision"), max_length=300, blank=True)
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="grants"
    )
    given_at = models.DateTimeField(_("given"))
    given_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    lapses_at = models.DateTimeField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    """Empty for the house itself, which ends what has run out."""

    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects: ClassVar[Any] = GrantQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("grant")
        ordering = ("-given_at", "id")
        indexes = (
            models.Index(fields=["body", "-given_at", "id"], name="grants_by_body"),
            models.Index(
                fields=["lapses_at"], condition=Q(ended_at=None), name="grants_that_will_run_out"
            ),
        )
        constraints = (
            filled_exactly_when(
                Q(basis=Basis.CONSENT), "consent", name="grants_by_consent_name_the_consent"
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.LEAD) | Q(lapses_at__isnull=False),
                name="only_the_lead_reads_without_an_end",
            ),
            models.CheckConstraint(
                condition=Q(lapses_at=None) | Q(lapses_at__gt=F("given_at")),
                name="grants_do_not_end_before_they_begin",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.LAW) | ~Q(basis_note=""),
                name="grants_by_law_name_the_act",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(basis=Basis.LEAD, ended_at=None),
                name="a_case_has_one_lead",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = SHARING | {
            "body": CASEWORK,
            "parts": CASEWORK,
            "purpose": CASEWORK,
            "basis": CASEWORK,
            "basis_note": CASEWORK,
            "consent": CASEWORK,
            "given_at": TRACE,
            "given_by": TRACE,
            "lapses_at": CASEWORK,
            "ended_at": TRACE,
            "ended_by": TRACE,
            "end_reason": CASEWORK,
        }

    def is_live(self, *, at: datetime) -> bool:
        return self.ended_at is None and (self.lapses_at is None or at < self.lapses_at)


class AssignmentQuerySet(ReadQuerySet["Assignment"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)


class Assignment(SharingRow):
    """Somebody of a body that may read the case works on it: reads what that body reads."""

    # The database refuses to let go of a post that is named here; nobody has to look behind the wall.
    appointment = models.ForeignKey(Appointment, models.DO_NOTHING, related_name="+")
    given_at = models.DateTimeField(_("given"))
    given_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = AssignmentQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("assignment")
        ordering = ("given_at", "id")
        constraints = (
            filled_exactly_when(
                Q(ended_at__isnull=False), "ended_by", name="ended_assignments_say_by_whom"
            ),
            models.UniqueConstraint(
                fields=["case", "appointment"],
                condition=Q(ended_at=None),
                name="nobody_is_assigned_twice",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = SHARING | {
            "appointment": CASEWORK,
            "given_at": TRACE,
            "given_by": TRACE,
            "ended_at": TRACE,
            "ended_by": TRACE,
        }


class Disclosure(SharingRow):
    """Something that left the house: what, to whom, by what consent. Listed when consent is withdrawn."""

    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="disclosures")
    kind = models.CharField(_("how"), max_length=20)
    """`read`, `print`, `export`, `letter`: the first reading of a section by a body counts as one."""

    part = models.CharField(_("section"), max_length=20, choices=Part)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, blank=True)
    left_at = models.DateTimeField(_("when"))
    by = models.ForeignKey(WHO, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = ReadQuerySet["Disclosure"].as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("what left")
        ordering = ("-left_at", "id")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = SHARING | {
            "body": CASEWORK,
            "consent": CASEWORK,
            "kind": CASEWORK,
            "part": CASEWORK,
            "purpose": CASEWORK,
            "left_at": CASEWORK,
            "by": TRACE,
        }
