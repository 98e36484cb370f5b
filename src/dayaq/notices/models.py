"""What people are told. Texts are neutral: they name a clause or a date, never a person or a case."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.kernel.text import Fold, fold
from dayaq.notices import texts

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class _Values(models.Func):
    """What a JSON object holds, without the names under which it does, as one text."""

    template = (
        "jsonb_path_query_array(%(expressions)s, "
        """'strict $.** ? (@.type() == "string" || @.type() == "number")')::text"""
    )
    output_field = models.TextField()


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(to=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def found(self, words: str) -> Self:
        """Notices that say every one of the words, in their sentence or in what fills it."""
        rows = self.annotate(told=Fold(_Values("params")))
        for word in words.split():
            rows = rows.filter(Q(code__in=texts.codes_saying(word)) | Q(told__contains=fold(word)))
        return rows

    def to_be_mailed(self) -> Self:
        """Neither mailed nor read, for a person who may sign in and has an address."""
        return self.filter(mailed_at=None, read_at=None, to__is_active=True).exclude(to__email="")

    def urgent(self) -> Self:
        return self.filter(code__in=texts.urgent_codes())


class Notice(models.Model):
    """One thing told to one person, shown in the product and put into the next digest e-mail.

    `key` makes telling idempotent: the same key is told to a person once.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=200)
    at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(_("read"), null=True)
    mailed_at = models.DateTimeField(_("sent by e-mail"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["to", "key"], name="a_person_is_told_each_thing_once"),
        )
        indexes = (
            models.Index(fields=["to", "read_at"], name="notices_unread"),
            models.Index(
                fields=["code"], condition=Q(mailed_at=None, read_at=None), name="notices_unmailed"
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> str:
        return texts.subject(self.code)

    @property
    def text(self) -> str:
        """What is told, in the language of the moment."""
        return texts.line(self.code, self.params)


class Digest(models.Model):
    """The one e-mail that a person gets on a day. Its row is made before it is sent.

    So a crash in between can lose an e-mail and can never send two: the notices stay unread in the
    product, and the next digest counts them. An e-mail that the server refused leaves no row, and
    is tried again on the same day.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    on = models.DateField(_("day"))
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("digest")
        ordering = ("-on", "to")
        constraints = (
            models.UniqueConstraint(fields=["to", "on"], name="a_person_gets_one_digest_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.on}"
