"""Rows with named readers, the wrapped keys of people, and the moments at which something ends."""

import uuid
from collections.abc import Iterable
from typing import Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Model, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from dayaq.kernel.constraints import filled_exactly_when
from dayaq.kernel.scoping import ScopedQuerySet
from dayaq.vault.states import KeyStatus

HOUSE = 0
M = TypeVar("M", bound=Model)


class DataClass(models.TextChoices):
    """What a confidential field is: decides who sees it, how it is kept and when it goes."""

    IDENTIFYING = "identifying", _("Says who the person is")
    CONTACT = "contact", _("Leads to the person")
    SENSITIVE = "sensitive", _("Tells what happened or how the person is")
    CASEWORK = "casework", _("Codes and dates of the work")
    TRACE = "trace", _("Keeps the records together")


def read_by(tokens: Iterable[int]) -> Func:
    """The rows that name one of these among their readers: by the index, though row security is in force.

    A constant, so that the planner knows how many rows that opens.
    """
    written = ",".join(map(str, sorted(tokens)))
    return Func(
        F("readers"),
        Cast(Value("{" + written + "}"), ArrayField(models.IntegerField())),
        template="%(expressions)s",
        arg_joiner=" OPERATOR(sec.<&>) ",
        output_field=models.BooleanField(),
    )


class ProtectedQuerySet(ScopedQuerySet[M]):
    """Names its audience first; what a room offers is `visible_to(user)` and `for_house()`."""

    def for_house(self) -> Self:
        """Everything, for the product's own work: read it within `house(…)`."""
        return self.scoped()


def only_the_house() -> list[int]:
    return [HOUSE]


class Protected(models.Model):
    """A row that names its readers, behind row security that nobody can turn off.

    The key is random, so that neither a number nor a clash tells that a hidden row exists.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    readers = ArrayField(models.IntegerField(), default=only_the_house, editable=False)

    class Meta:
        abstract = True


class DataKey(Protected):
    """The key of one person's data, wrapped by a master key. Without it nothing of theirs opens.

    Destroying it is destroying the data, in every backup too, once the backup of keys has gone.
    """

    wrapped = models.BinaryField(null=True, editable=False)
    master_version = models.PositiveIntegerField(null=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    shredded_at = models.DateTimeField(null=True)

    objects = ProtectedQuerySet["DataKey"].as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("data key")
        indexes = (models.Index(fields=["master_version", "id"], name="keys_by_master"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(wrapped__isnull=True, master_version=None, shredded_at__isnull=False)
                | Q(wrapped__isnull=False, master_version__isnull=False, shredded_at=None),
                name="a_key_is_there_or_was_shredded",
            ),
        )

    class Privacy:
        shareable = frozenset({"id", "master_version", "made_at", "shredded_at"})
        confidential = {"readers": DataClass.TRACE, "wrapped": DataClass.IDENTIFYING}

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class KeyOnRecord(models.Model):
    """A key by its number: which is in use, which still opens, which is retired. Never the key itself."""

    version = models.PositiveIntegerField(_("number"), primary_key=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    status = models.CharField(
        _("status"), max_length=10, choices=KeyStatus, default=KeyStatus.CURRENT
    )
    used_since = models.DateTimeField(_("in use since"))
    retired_at = models.DateTimeField(_("retired"), null=True)

    class Meta:
        abstract = True
        ordering = ("-version",)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.version}"


class MasterKey(KeyOnRecord):
    """A key that wraps the keys of people. One is in use; those before it open what they wrapped."""

    class Meta(KeyOnRecord.Meta):
        verbose_name = _("master key")
        constraints = (
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status=KeyStatus.CURRENT),
                name="one_master_key_is_in_use",
            ),
            filled_exactly_when(
                Q(status=KeyStatus.RETIRED), "retired_at", name="retired_master_keys_say_when"
            ),
        )


class IndexKey(KeyOnRecord):
    """A key that search tokens are drawn from. One draws them; those before it still find what they drew."""

    class Meta(KeyOnRecord.Meta):
        verbose_name = _("search key")
        constraints = (
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status=KeyStatus.CURRENT),
                name="one_search_key_is_in_use",
            ),
            filled_exactly_when(
                Q(status=KeyStatus.RETIRED), "retired_at", name="retired_search_keys_say_when"
            ),
        )


class Tally(Protected):
    """How many numbers of a bucket of words are taken, masked: without the index key it is noise."""

    index_version = models.PositiveIntegerField(default=1)
    bucket = models.IntegerField()
    written = models.IntegerField()

    objects = ProtectedQuerySet["Tally"].as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("tally")
        constraints = (
            models.UniqueConstraint(
                fields=["bucket", "index_version"], name="a_bucket_is_tallied_once_under_each_key"
            ),
        )

    class Privacy:
        shareable = frozenset({"id", "index_version"})
        confidential = {
            "readers": DataClass.TRACE,
            "bucket": DataClass.TRACE,
            "written": DataClass.TRACE,
        }

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Alarm(models.Model):
    """A moment at which something runs out, and nothing about what: looked at before anybody reads.

    Its id is that of the grant or opening that ends; it goes when that has been ended.
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("alarm")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
