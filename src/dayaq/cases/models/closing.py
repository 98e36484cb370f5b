"""What closes a record to those who read it, and what opens it for a time to those who do not."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import Appointment
from dayaq.cases.models.acts import CASEWORK, SHARING, TRACE, WHO, SharingRow, parts_of_a_case
from dayaq.cases.models.people import ReadQuerySet
from dayaq.cases.states import OpeningKind, SealKind, Verdict
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.vault.models import Protected


class SealQuerySet(ReadQuerySet["Seal"]):
    def standing(self) -> Self:
        return self.filter(lifted_at=None)


class Seal(SharingRow):
    """A court or the prosecution decided that the record is closed to all but those it names.

    Victims' data in databases: access is terminated by decision of the court or of the criminal
    prosecution body; the deciding body, its date and number are kept.
    """

    kind = models.CharField(_("by"), max_length=20, choices=SealKind)
    decided_by = models.CharField(_("deciding body"), max_length=300)
    decided_on = models.DateField(_("day of the decision"))
    number = models.CharField(_("number of the decision"), max_length=100)
    parts = parts_of_a_case()
    """The sections it closes; none named means the whole case, cover and all."""

    holders = ArrayField(models.BigIntegerField(), verbose_name=_("who may still read"))
    """Ids of bodies. Nobody else reads, not even in an emergency."""

    made_at = models.DateTimeField(_("sealed"))
    made_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(_("lifted"), null=True)
    lifted_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    lifting_decision = models.CharField(_("decision that lifts it"), max_length=300, blank=True)

    objects: ClassVar[Any] = SealQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("seal")
        ordering = ("-made_at", "id")
        constraints = (
            filled_exactly_when(
                Q(lifted_at__isnull=False), "lifted_by", name="lifted_seals_say_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifting_decision=""),
                name="lifted_seals_name_the_decision",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = SHARING | {
            "kind": CASEWORK,
            "decided_by": CASEWORK,
            "decided_on": CASEWORK,
            "number": CASEWORK,
            "parts": CASEWORK,
            "holders": CASEWORK,
            "made_at": TRACE,
            "made_by": TRACE,
            "lifted_at": TRACE,
            "lifted_by": TRACE,
            "lifting_decision": CASEWORK,
        }

    def closes(self, part: str) -> bool:
        return self.lifted_at is None and (not self.parts or part in self.parts)


UNREVIEWED = Q(kind=OpeningKind.EMERGENCY, verdict="")


def _live(at: datetime) -> Q:
    return Q(begun_at__lte=at, ends_at__gt=at, stopped_at=None)


class OpeningQuerySet(ReadQuerySet["Opening"]):
    def live(self, *, at: datetime) -> Self:
        return self.filter(_live(at))

    def unreviewed(self) -> Self:
        return self.filter(UNREVIEWED)

    def counted(self, *, at: datetime) -> dict[str, int]:
        """How many of these are `live`, and how many emergencies nobody has reviewed (`unreviewed`)."""
        return self.aggregate(
            live=Count("pk", filter=_live(at)), unreviewed=Count("pk", filter=UNREVIEWED)
        )

    def run_out(self, *, at: datetime) -> Self:
        return self.filter(begun_at__isnull=False, ends_at__lte=at, stopped_at=None)


class Opening(SharingRow):
    """One person reads sections for some minutes without a grant: in an emergency, or by two people.

    An emergency begins at once, is told to the coordinator and the data protection officer, and is
    reviewed by somebody else afterwards. State protection begins when a second person agrees.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=OpeningKind)
    appointment = models.ForeignKey(Appointment, models.DO_NOTHING, related_name="+")
    parts = parts_of_a_case()
    reason = models.CharField(_("reason"), max_length=500)
    minutes = models.PositiveSmallIntegerField(_("for how many minutes"))
    asked_at = models.DateTimeField(_("asked"))
    begun_at = models.DateTimeField(_("begun"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    agreed_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(_("over"), null=True)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True)
    reviewed_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict, blank=True)
    finding = models.CharField(_("finding"), max_length=1000, blank=True)

    objects: ClassVar[Any] = OpeningQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("opening")
        ordering = ("-asked_at", "id")
        indexes = (
            models.Index(
                fields=["ends_at"],
                condition=Q(stopped_at=None, begun_at__isnull=False),
                name="openings_that_will_run_out",
            ),
        )
        constraints = (
            filled_exactly_when(
                Q(begun_at__isnull=False), "ends_at", name="begun_openings_have_an_end"
            ),
            filled_exactly_when(
                ~Q(verdict=""),
                "reviewed_at",
                "reviewed_by",
                name="reviewed_openings_say_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(kind=OpeningKind.EMERGENCY)
                | Q(begun_at=None)
                | Q(agreed_by__isnull=False),
                name="state_protection_opens_to_two",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = SHARING | {
            "kind": CASEWORK,
            "appointment": CASEWORK,
            "parts": CASEWORK,
            "reason": CASEWORK,
            "minutes": CASEWORK,
            "asked_at": TRACE,
            "begun_at": TRACE,
            "ends_at": TRACE,
            "agreed_by": TRACE,
            "stopped_at": TRACE,
            "reviewed_at": TRACE,
            "reviewed_by": TRACE,
            "verdict": CASEWORK,
            "finding": CASEWORK,
        }

    def is_live(self, *, at: datetime) -> bool:
        return (
            self.begun_at is not None
            and self.ends_at is not None
            and self.stopped_at is None
            and self.begun_at <= at < self.ends_at
        )
