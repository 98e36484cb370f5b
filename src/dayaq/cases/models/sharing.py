"""Who may read what, and why: grants, assignments, consent, seals, openings. The truth behind readers."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import Appointment
from dayaq.cases.models.cases import Case
from dayaq.cases.models.people import ReadQuerySet
from dayaq.cases.states import (
    Basis,
    ConsentForm,
    OpeningKind,
    Part,
    Purpose,
    SealKind,
    Verdict,
)
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.vault.models import DataClass, DataKey, Protected
from dayaq.vault.sealing import SealedField

CASEWORK, TRACE = DataClass.CASEWORK, DataClass.TRACE
WHO = settings.AUTH_USER_MODEL


class SharingRow(Protected):
    """One act of sharing or closing. Read by those who read the case, and by the desk."""

    PART: ClassVar[Part] = Part.COVER

    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)ss")

    objects: ClassVar[Any] = ReadQuerySet[Any].as_manager()

    class Meta(Protected.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


SHARING = {"readers": TRACE, "case": TRACE}


def _parts() -> "ArrayField[list[str], list[str]]":
    return ArrayField(
        models.CharField(max_length=20, choices=Part), verbose_name=_("sections"), default=list
    )


class ConsentText(models.Model):
    """The words a person agrees to, in one language. A change is a new version; old ones stay.

    HTCDS `con_`: told the purpose, the use, who receives it, how long it is kept, how to withdraw.
    """

    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))
    since = models.DateField(_("in force since"))
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("text of consent")
        ordering = ("-version", "language")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "language"], name="a_text_of_consent_has_each_language_once"
            ),
        )

    class Privacy:
        shareable = frozenset({"id", "version", "language", "text", "since", "confirmed_by"})
        confidential: dict[str, DataClass] = {}

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"


class ConsentQuerySet(ReadQuerySet["Consent"]):
    def standing(self, *, at: datetime) -> Self:
        """Given, not withdrawn, not run out."""
        return self.filter(
            Q(lapses_at=None) | Q(lapses_at__gt=at), is_given=True, withdrawn_at=None
        )


class Consent(SharingRow):
    """What the person said yes or no to: purposes, recipients, sections, until when.

    Convention 108+; IOM data protection principles. Withdrawal counts from the moment it is said.
    """

    PART = Part.CONSENT

    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+")
    is_given = models.BooleanField(_("the person agrees"))
    form = models.CharField(_("how"), max_length=20, choices=ConsentForm)
    purposes = ArrayField(
        models.CharField(max_length=20, choices=Purpose), verbose_name=_("purposes"), default=list
    )
    recipients = ArrayField(models.BigIntegerField(), verbose_name=_("recipients"), default=list)
    """Ids of bodies: an array has no foreign key, and bodies are never deleted."""

    parts = _parts()
    remark = SealedField(_("what the person asked for"), kind="text")
    given_at = models.DateTimeField(_("said"))
    taken_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    lapses_at = models.DateTimeField(_("until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(WHO, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = ConsentQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("consent")
        ordering = ("-given_at", "id")
        constraints = (
            filled_exactly_when(
                Q(withdrawn_at__isnull=False),
                "withdrawn_by",
                name="withdrawn_consent_says_by_whom_it_was_noted",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = SHARING | {
            "text": CASEWORK,
            "is_given": CASEWORK,
            "form": CASEWORK,
            "purposes": CASEWORK,
            "recipients": CASEWORK,
            "parts": CASEWORK,
            "remark": DataClass.SENSITIVE,
            "given_at": CASEWORK,
            "taken_by": TRACE,
            "lapses_at": CASEWORK,
            "withdrawn_at": CASEWORK,
            "withdrawn_by": TRACE,
        }

    @property
    def key(self) -> DataKey:
        return self.case.key

    def covers(self, body_id: int, purpose: str, parts: "set[str] | frozenset[str]") -> bool:
        """Does the yes reach this recipient, this purpose and all of these sections?"""
        return (
            self.is_given
            and body_id in self.recipients
            and purpose in self.purposes
            and set(parts) <= set(self.parts)
        )

    def is_standing(self, *, at: datetime) -> bool:
        return (
            self.is_given
            and self.withdrawn_at is None
            and (self.lapses_at is None or at < self.lapses_at)
        )


class GrantQuerySet(ReadQuerySet["Grant"]):
    def live(self, *, at: datetime) -> Self:
        return self.filter(Q(lapses_at=None) | Q(lapses_at__gt=at), ended_at=None)

    def run_out(self, *, at: datetime) -> Self:
        """Their time is over and nobody has noted it yet."""
        return self.filter(ended_at=None, lapses_at__lte=at)


class Grant(SharingRow):
    """A body may read these sections of a case, for a purpose, until a day. The lead's has no end."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    parts = _parts()
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
    parts = _parts()
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


class OpeningQuerySet(ReadQuerySet["Opening"]):
    def live(self, *, at: datetime) -> Self:
        return self.filter(begun_at__lte=at, ends_at__gt=at, stopped_at=None)

    def unreviewed(self) -> Self:
        return self.filter(kind=OpeningKind.EMERGENCY, verdict="")

    def run_out(self, *, at: datetime) -> Self:
        return self.filter(begun_at__isnull=False, ends_at__lte=at, stopped_at=None)


class Opening(SharingRow):
    """One person reads sections for some minutes without a grant: in an emergency, or by two people.

    An emergency begins at once, is told to the coordinator and the data protection officer, and is
    reviewed by somebody else afterwards. State protection begins when a second person agrees.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=OpeningKind)
    appointment = models.ForeignKey(Appointment, models.DO_NOTHING, related_name="+")
    parts = _parts()
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
