"""A referral: from the first question a first responder answers to the answer that comes back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.accounts.models import Appointment
from dayaq.cases.models import Case, Coded, CodedList, ConsentText, ReadQuerySet
from dayaq.cases.models.cases import new_reference
from dayaq.cases.states import Channel
from dayaq.directory.models import Body, Region
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.referrals.states import NEXT, Safety, Stage, Status, Track
from dayaq.vault.context import COORDINATION, HOUSE, desk_of, token_of, watch_of
from dayaq.vault.models import DataClass, DataKey, Protected
from dayaq.vault.sealing import Sealed, SealedField

if TYPE_CHECKING:
    from collections.abc import Iterable

CASEWORK, TRACE, SENSITIVE = DataClass.CASEWORK, DataClass.TRACE, DataClass.SENSITIVE
IDENTIFYING, CONTACT = DataClass.IDENTIFYING, DataClass.CONTACT
ARRIVED = (Status.SENT, Status.RETURNED, Status.ACCEPTED)


class ReferralQuerySet(ReadQuerySet["Referral"]):
    def unfinished(self) -> Self:
        """Waits for its sender: begun, returned, or sent in part."""
        return self.filter(
            Q(status__in=(Status.DRAFT, Status.RETURNED))
            | Q(status__in=(Status.SENT, Status.ACCEPTED), is_partial=True, completed_at=None)
        )

    def waiting(self) -> Self:
        """Waits for the answer of the body that it was sent to."""
        return self.filter(status=Status.SENT)

    def sent_by(self, bodies: "Iterable[int]") -> Self:
        return self.filter(sender__in=list(bodies))

    def sent_to(self, bodies: "Iterable[int]") -> Self:
        return self.filter(receiver__in=list(bodies))


class Referral(Protected):
    """One person handed over by a body, or an anonymous notice that somebody would not be.

    Law 958-IIQ, article 8; decision 21 of 2008. Holds no name, no place and no story: those stand in
    `Told`, under a key of its own that is destroyed when nothing of it is needed here any more. A
    notice that becomes a referral is the same row: it is counted once.
    """

    reference = models.CharField(
        pgettext_lazy("referral", "reference"),
        max_length=10,
        unique=True,
        default=new_reference,
        editable=False,
    )
    key = models.OneToOneField(DataKey, models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    track = models.CharField(_("way"), max_length=10, choices=Track, default=Track.OPEN, blank=True)
    sender = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("referring body")
    )
    # The database refuses to let go of a post that is named here; nobody has to look behind the wall.
    post = models.ForeignKey(Appointment, models.DO_NOTHING, null=True, related_name="+")
    """Who keeps it now at the referring body; nobody, where the person asked for help themself."""

    source = Coded(_("who refers"), list_code="referral-source")
    receiver = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", verbose_name=_("sent to")
    )
    is_urgent = models.BooleanField(_("there is danger"), default=False)
    step = models.PositiveSmallIntegerField(_("last page that was saved"), default=1)
    begun_at = models.DateTimeField(_("begun"))
    saved_at = models.DateTimeField(_("last saved"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    is_partial = models.BooleanField(_("sent in part"), default=False)
    completed_at = models.DateTimeField(_("completed"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    return_reason = Coded(_("why it was returned"), list_code="return-reason")
    return_words = SealedField(_("what is missing or wrong"), kind="text")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="referrals")
    stage = models.CharField(_("what became of it"), max_length=20, choices=Stage, blank=True)
    stage_at = models.DateTimeField(_("since"), null=True)
    outcome_reasons = CodedList(_("reasons"), list_code="decision-reason")
    """The outcome of its own referral, for the referring body: it sees nothing else of the case."""

    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="later", verbose_name=_("earlier notice")
    )
    """A notice about the same person, told apart by the receipt that they were given."""

    added = ArrayField(
        models.CharField(max_length=40), verbose_name=_("answers that came later"), default=list
    )
    """Names of answers given after it was taken over: what has not gone into the case yet."""

    emptied_at = models.DateTimeField(_("what was told was removed"), null=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        indexes = (
            models.Index(fields=["sender", "-begun_at"], name="referrals_by_sender"),
            models.Index(fields=["receiver", "status"], name="referrals_by_receiver"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(status=Status.NOTED) | Q(track=Track.NOTICE),
                name="a_notice_is_about_an_adult_who_refused",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ARRIVED) | Q(sent_at__isnull=False, receiver__isnull=False),
                name="what_was_sent_says_when_and_to_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(Status.SENT, Status.ACCEPTED))
                | Q(track__in=(Track.ADULT, Track.CHILD)),
                name="nobody_is_handed_over_against_their_will",
            ),
            filled_exactly_when(
                Q(status=Status.ACCEPTED), "case", name="what_was_taken_over_has_its_case"
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=False)
                | Q(status__in=(Status.SENT, Status.ACCEPTED, Status.WITHDRAWN)),
                name="whoever_asks_themself_keeps_no_draft",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.RETURNED) | ~Q(return_reason=""),
                name="what_was_returned_says_why",
            ),
        )

    class Privacy:
        shareable = frozenset({"id", "reference", "status"})
        confidential: ClassVar[dict[str, DataClass]] = {
            "readers": TRACE,
            "key": TRACE,
            "track": CASEWORK,
            "sender": CASEWORK,
            "post": TRACE,
            "source": CASEWORK,
            "receiver": CASEWORK,
            "is_urgent": CASEWORK,
            "step": TRACE,
            "begun_at": CASEWORK,
            "saved_at": TRACE,
            "sent_at": CASEWORK,
            "is_partial": CASEWORK,
            "completed_at": CASEWORK,
            "answered_at": CASEWORK,
            "answered_by": TRACE,
            "return_reason": CASEWORK,
            "return_words": SENSITIVE,
            "case": TRACE,
            "stage": CASEWORK,
            "stage_at": CASEWORK,
            "outcome_reasons": CASEWORK,
            "earlier": TRACE,
            "added": TRACE,
            "emptied_at": TRACE,
            "revision": TRACE,
        }

    def __str__(self) -> str:
        return self.reference

    def can_become(self, status: Status) -> bool:
        return status in NEXT[Status(self.status)]

    @property
    def is_own(self) -> bool:
        """Did the person ask for help themself?"""
        return self.post_id is None

    @property
    def is_complete(self) -> bool:
        return not self.is_partial or self.completed_at is not None

    @property
    def is_told_here(self) -> bool:
        """Does what was told still stand here, for its sender?"""
        return self.emptied_at is None


class Told(Protected):
    """What the first responder was told or saw, kept until it lives in the case.

    Adults: only what they agreed to hand on. Codes can be counted, words are sealed. No number of a
    criminal case and no word on working with the police: help and referral depend on neither.
    """

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="told")
    # first questions
    safety = models.CharField(
        _("is the person safe now?"), max_length=10, choices=Safety, blank=True, default=""
    )
    majority = Coded(_("is the person under 18?"), list_code="majority")
    agrees = models.BooleanField(_("does the person agree to be referred?"), null=True)
    consent_text = models.ForeignKey(
        ConsentText,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("language in which it was explained"),
    )
    refusal = Coded(_("why the person does not agree"), list_code="refusal-reason")
    # the person
    family_name = SealedField(_("family name"))
    given_name = SealedField(_("given name"))
    patronymic = SealedField(_("patronymic"))
    born = SealedField(_("date of birth"), kind="date")
    personal_number = SealedField(_("personal identification number"))
    sex = Coded(_("sex"), list_code="sex")
    citizenships = CodedList(_("citizenship"), list_code="country")
    language = Coded(_("language to speak"), list_code="language")
    needs_interpreter = models.BooleanField(_("an interpreter is needed"), default=False)
    channel = models.CharField(
        _("safest way to reach the person"),
        max_length=20,
        choices=Channel,
        blank=True,
        default="",
    )
    phone = SealedField(_("phone"), kind="phone")
    safe_times = SealedField(_("safe times"))
    code_word = SealedField(_("code word"))
    third_person = SealedField(_("somebody trusted, and how to reach them"), kind="text")
    never = SealedField(_("what must never be done"), kind="text")
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("where the person is now"),
    )
    place = SealedField(_("where exactly"), kind="text")
    # a child
    guardian_status = Coded(_("who is responsible for the child"), list_code="guardian-status")
    guardian = SealedField(_("name of that person, and how to reach them"), kind="text")
    lives_with = SealedField(_("with whom the child lives or travels"), kind="text")
    is_at_school = models.BooleanField(_("the child goes to school"), null=True)
    is_spoken_for = models.BooleanField(_("an adult speaks for the child"), null=True)
    trusted = SealedField(_("whom the child trusts"), kind="text")
    best_interests = SealedField(_("what is best for the child now, and why"), kind="text")
    interviews = models.PositiveSmallIntegerField(
        _("how often the child was asked about it so far"), null=True, blank=True
    )
    # what happened
    occasion = Coded(_("how you met the person"), list_code="referral-occasion")
    exploitation = CodedList(_("what it looks like"), list_code="exploitation-form")
    industries = CodedList(_("in which work"), list_code="labour-industry")
    control = CodedList(_("how the person is held"), list_code="control-method")
    countries = CodedList(_("where it happened"), list_code="country")
    is_still_in_danger = models.BooleanField(_("the danger goes on"), null=True)
    account = SealedField(_("what happened, in your words"), kind="text")
    needs = CodedList(_("what is needed at once"), list_code="need-kind")
    needs_words = SealedField(_("anything about health or help"), kind="text")
    remark = SealedField(_("what else the competent body must know"), kind="text")

    objects = ReadQuerySet["Told"].as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("what was told")

    class Privacy:
        shareable = frozenset({"id"})
        confidential: ClassVar[dict[str, DataClass]] = {
            "readers": TRACE,
            "referral": TRACE,
            "safety": CASEWORK,
            "majority": CASEWORK,
            "agrees": CASEWORK,
            "consent_text": CASEWORK,
            "refusal": SENSITIVE,
            "family_name": IDENTIFYING,
            "given_name": IDENTIFYING,
            "patronymic": IDENTIFYING,
            "born": IDENTIFYING,
            "personal_number": IDENTIFYING,
            "sex": CASEWORK,
            "citizenships": CASEWORK,
            "language": CASEWORK,
            "needs_interpreter": CASEWORK,
            "channel": CONTACT,
            "phone": CONTACT,
            "safe_times": CONTACT,
            "code_word": CONTACT,
            "third_person": CONTACT,
            "never": CONTACT,
            "region": CONTACT,
            "place": CONTACT,
            "guardian_status": SENSITIVE,
            "guardian": IDENTIFYING,
            "lives_with": SENSITIVE,
            "is_at_school": SENSITIVE,
            "is_spoken_for": SENSITIVE,
            "trusted": SENSITIVE,
            "best_interests": SENSITIVE,
            "interviews": CASEWORK,
            "occasion": CASEWORK,
            "exploitation": SENSITIVE,
            "industries": SENSITIVE,
            "control": SENSITIVE,
            "countries": SENSITIVE,
            "is_still_in_danger": SENSITIVE,
            "account": SENSITIVE,
            "needs": CASEWORK,
            "needs_words": SENSITIVE,
            "remark": SENSITIVE,
        }

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def key(self) -> DataKey:
        return self.referral.key


IDENTIFIES = frozenset(
    name
    for name, data_class in Told.Privacy.confidential.items()
    if data_class in {IDENTIFYING, CONTACT} and name != "region"
)
"""What an anonymous notice never holds: who the person is, and what leads to them."""

WORDS = frozenset(
    {
        "account",
        "best_interests",
        "language",
        "lives_with",
        "needs",
        "needs_interpreter",
        "needs_words",
        "remark",
        "trusted",
    }
)
"""What else goes with it: a story names people."""


def blank(name: str) -> object:
    """The empty value of a field of what was told."""
    field: Any = Told._meta.get_field(name)
    return Sealed(b"") if isinstance(field, SealedField) else field.get_default()


def _keeper(referral: Referral) -> set[int]:
    return set() if referral.post_id is None else {token_of(referral.post_id)}


def readers_of_cover(referral: Referral) -> list[int]:
    """Who sees that there is this referral and how it stands: its keeper, the desk it was sent to, and
    whoever answers for the work of both bodies, or coordinates.
    """
    readers = {HOUSE, COORDINATION, watch_of(referral.sender_id), *_keeper(referral)}
    if referral.receiver_id and referral.status in ARRIVED:
        readers |= {desk_of(referral.receiver_id), watch_of(referral.receiver_id)}
    return sorted(readers)


def readers_of_told(referral: Referral) -> list[int]:
    """Who reads what was told: its keeper; the desk while it waits for an answer.

    Once it is taken over it lives in the case, behind the readers of the case; its sender still reads
    it until it is complete and `referral.kept` is over.
    """
    readers = {HOUSE, *_keeper(referral)}
    if referral.status == Status.SENT and referral.receiver_id:
        readers.add(desk_of(referral.receiver_id))
    return sorted(readers)


def is_due_to_be_emptied(referral: Referral, *, kept_days: int, at: datetime) -> bool:
    """Taken over, complete, and old enough: what was told lives in the case alone."""
    return (
        referral.status == Status.ACCEPTED
        and referral.is_told_here
        and referral.answered_at is not None
        and (at - referral.answered_at).days >= kept_days
    )
