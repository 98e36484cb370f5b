"""People known to the mechanism: who they are and how to reach them, each behind its own cover."""

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.coded import Coded, CodedList
from dayaq.cases.states import Channel, Part
from dayaq.vault.context import tokens_of
from dayaq.vault.models import DataClass, DataKey, Protected, ProtectedQuerySet, read_by
from dayaq.vault.sealing import SealedField

if TYPE_CHECKING:
    from uuid import UUID

    from dayaq.accounts.models import User
    from dayaq.cases.models.cases import Case

M = TypeVar("M", bound=models.Model)


class ReadQuerySet(ProtectedQuerySet[M]):
    """Rows that name their readers: a cover, a section, a grant."""

    def visible_to(self, user: "User") -> Self:
        """Rows whose readers include the person in one of today's appointments.

        The wall in the database asks the same; who reads what is `sharing.readers_of`.
        """
        tokens = tokens_of(user)
        return self.scoped().filter(read_by(tokens)) if tokens else self.scoped().none()


class Person(Protected):
    """A human being known to the mechanism, through one case or several.

    Holds no name: who it is stands in `Identity`, under this person's own key. Destroying the key
    makes everything unreadable that was ever written about the person.
    """

    key = models.OneToOneField(DataKey, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("first recorded"))
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    """The same human being under another record, by a merge that stands. Nothing moves with it."""

    objects = ReadQuerySet["Person"].as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        constraints = (
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                name="nobody_is_merged_into_themselves",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = {
            "readers": DataClass.TRACE,
            "key": DataClass.TRACE,
            "opened_at": DataClass.CASEWORK,
            "merged_into": DataClass.CASEWORK,
        }

    def __str__(self) -> str:
        return str(_("person"))


class PersonRecord(Protected):
    """A section that belongs to the person, whichever case it was told in."""

    PART: ClassVar[Part]

    person = models.OneToOneField(Person, models.PROTECT, related_name="%(class)s")
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by")
    )

    objects: ClassVar[Any] = ReadQuerySet[Any].as_manager()

    class Meta(Protected.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def key(self) -> DataKey:
        return self.person.key

    @classmethod
    def about(cls, case: "Case") -> Any:
        """The rows that a case shows, with what opening them needs; name the audience next."""
        return cls.of_person(case.subject_id)

    @classmethod
    def of_person(cls, person: "Person | UUID") -> Any:
        """The rows about somebody; name the audience next."""
        return cls.objects.filter(person=person).select_related("person__key", "saved_by")


RECORD = {
    "readers": DataClass.TRACE,
    "revision": DataClass.TRACE,
    "saved_at": DataClass.TRACE,
    "saved_by": DataClass.TRACE,
}


class Identity(PersonRecord):
    """Who the person is: HTCDS `prs_`, with patronymic and personal number as Azerbaijan uses them.

    A birth date may be known in part: `1999` or `1999-03`.
    """

    PART = Part.IDENTITY

    salutation = SealedField(_("form of address"))
    family_name = SealedField(_("family name"))
    given_name = SealedField(_("given name"))
    patronymic = SealedField(_("patronymic"))
    other_names = SealedField(_("other names or spellings"))
    born = SealedField(_("date of birth"), kind="date")
    birth_place = SealedField(_("place of birth"))
    personal_number = SealedField(_("personal identification number"))
    document_kind = Coded(_("identity document"), list_code="identity-document")
    document_number = SealedField(_("number of the document"))
    document_country = Coded(_("issued by"), list_code="country")
    sex = Coded(_("sex"), list_code="sex")
    citizenships = CodedList(_("citizenship"), list_code="country")
    languages = CodedList(_("languages"), list_code="language")
    marital_status = Coded(_("marital status"), list_code="marital-status")
    education = Coded(_("education"), list_code="education")
    occupation = SealedField(_("occupation"))
    children = models.PositiveSmallIntegerField(_("number of children"), null=True, blank=True)
    is_deceased = models.BooleanField(_("no longer alive"), null=True)

    class Meta(PersonRecord.Meta):
        verbose_name = _("identity")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = RECORD | {
            "person": DataClass.TRACE,
            "salutation": DataClass.IDENTIFYING,
            "family_name": DataClass.IDENTIFYING,
            "given_name": DataClass.IDENTIFYING,
            "patronymic": DataClass.IDENTIFYING,
            "other_names": DataClass.IDENTIFYING,
            "born": DataClass.IDENTIFYING,
            "birth_place": DataClass.IDENTIFYING,
            "personal_number": DataClass.IDENTIFYING,
            "document_kind": DataClass.CASEWORK,
            "document_number": DataClass.IDENTIFYING,
            "document_country": DataClass.CASEWORK,
            "sex": DataClass.CASEWORK,
            "citizenships": DataClass.CASEWORK,
            "languages": DataClass.CASEWORK,
            "marital_status": DataClass.CASEWORK,
            "education": DataClass.CASEWORK,
            "occupation": DataClass.IDENTIFYING,
            "children": DataClass.CASEWORK,
            "is_deceased": DataClass.CASEWORK,
        }


class Contact(PersonRecord):
    """How the person may be reached without harm, and how never."""

    PART = Part.CONTACT

    channels = ArrayField(
        models.CharField(max_length=20, choices=Channel),
        verbose_name=_("safe ways to reach the person"),
        default=list,
        blank=True,
    )
    phone = SealedField(_("phone"), kind="phone")
    home_phone = SealedField(_("phone at home"), kind="phone")
    email = SealedField(_("e-mail"), kind="email")
    address = SealedField(_("street and house"), kind="text")
    town = SealedField(_("town or village"))
    postcode = SealedField(_("postcode"))
    country = Coded(_("country"), list_code="country")
    third_person = SealedField(_("somebody trusted, and how to reach them"), kind="text")
    safe_times = SealedField(_("safe times"))
    code_word = SealedField(_("code word"))
    never = SealedField(_("what must never be done"), kind="text")
    language = Coded(_("language to speak"), list_code="language")
    needs_interpreter = models.BooleanField(_("an interpreter is needed"), default=False)
    communication_help = SealedField(_("help needed to be understood"), kind="text")
    may_write = models.BooleanField(_("it is safe to write"), default=False)

    class Meta(PersonRecord.Meta):
        verbose_name = _("contact")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = RECORD | {
            "person": DataClass.TRACE,
            "channels": DataClass.CONTACT,
            "phone": DataClass.CONTACT,
            "home_phone": DataClass.CONTACT,
            "email": DataClass.CONTACT,
            "address": DataClass.CONTACT,
            "town": DataClass.CONTACT,
            "postcode": DataClass.CONTACT,
            "country": DataClass.CONTACT,
            "third_person": DataClass.CONTACT,
            "safe_times": DataClass.CONTACT,
            "code_word": DataClass.CONTACT,
            "never": DataClass.CONTACT,
            "language": DataClass.CASEWORK,
            "needs_interpreter": DataClass.CASEWORK,
            "communication_help": DataClass.CONTACT,
            "may_write": DataClass.CONTACT,
        }


class Trace(Protected):
    """Keyed tokens of a person's names, dates and documents: what searching looks at.

    Not one of them can be turned back into a name; read only by the search of the house.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="trace")
    tokens = ArrayField(models.IntegerField(), default=list)
    index_version = models.PositiveIntegerField(default=1)
    """The search key that the tokens were drawn from."""

    is_to_compare = models.BooleanField(default=False)
    """The names changed since the house last looked for the same person under another record."""

    objects = ReadQuerySet["Trace"].as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("search tokens")
        indexes = (
            GinIndex(fields=["tokens"], name="traces_by_token", opclasses=["sec.tokens"]),
            models.Index(fields=["index_version", "id"], name="traces_by_key"),
            models.Index(
                fields=["id"], condition=Q(is_to_compare=True), name="traces_to_be_compared"
            ),
        )

    class Privacy:
        shareable = frozenset({"id", "index_version"})
        confidential = {
            "readers": DataClass.TRACE,
            "person": DataClass.TRACE,
            "tokens": DataClass.IDENTIFYING,
            "is_to_compare": DataClass.TRACE,
        }

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
