"""The append-only record: who did what to what, when, for which body and what for."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.directory.models import Body

if TYPE_CHECKING:
    from dayaq.accounts.models import User

Subject = models.Model | type[models.Model]


class Decision(models.TextChoices):
    ALLOWED = "allow", _("Allowed")
    REFUSED = "deny", _("Refused")


def about(*subjects: models.Model) -> Q:
    """Entries about any of these things, whether a number or a uuid tells them apart."""
    found = Q(pk__in=[])
    for subject in subjects:
        kind, key = subject._meta.label_lower, subject.pk
        found |= (
            Q(kind=kind, subject_id=key)
            if isinstance(key, int)
            else Q(kind=kind, subject_key=str(key))
        )
    return found


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, *subjects: models.Model) -> Self:
        """The history of these things, newest first."""
        return self.filter(about(*subjects)).order_by("-at", "-pk")

    def outside_cases(self) -> Self:
        """Without who read or changed what in cases: for those who may not read that log."""
        return self.filter(case_key=None).exclude(
            did__in=("row.added", "row.changed", "row.removed")
        )

    def of_case(self, case: "models.Model | UUID") -> Self:
        """All that was done or asked in a case, newest first: its access log, by one index."""
        return self.filter(case_key=getattr(case, "pk", case)).order_by("-at", "-pk")


class Entry(models.Model):
    """One thing that was done or refused. The database lets nobody change or remove it.

    Details hold what changed and why; never what a confidential record says. A case is named by its
    reference, which says nothing of when, where or who. The database itself gives the number, the
    name of who asks (where the connection carries a signed context) and the hash of the row.
    """

    did = models.CharField(pgettext_lazy("record", "what"), max_length=80)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    actor = models.CharField(max_length=100, default="", editable=False)
    """Who asked as the database knows it, `user:17` or `house:retention`; empty if it was not told."""
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", verbose_name=_("for which body")
    )
    at = models.DateTimeField(_("when"))
    kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField(default=0)
    subject_key = models.CharField(max_length=80, default="")
    subject = models.CharField(_("about"), max_length=300)
    case_key = models.UUIDField(null=True)
    """The case that this belongs to: a neutral link, without a foreign key to a room above."""
    case_reference = models.CharField(_("case"), max_length=40, default="")
    purpose = models.CharField(_("purpose"), max_length=300, default="")
    decision = models.CharField(
        _("decision"), max_length=5, choices=Decision, default=Decision.ALLOWED
    )
    details = models.JSONField(default=dict)
    leaf = models.BinaryField(default=b"", editable=False)
    """SHA-256 of the row as `audit.proof` writes it out; made by the database, never by a writer."""

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["kind", "subject_id"], name="audit_by_subject"),
            models.Index(
                fields=["kind", "subject_key"], name="audit_by_key", condition=~Q(subject_key="")
            ),
            models.Index(
                fields=["case_key", "-at"],
                name="audit_by_case",
                condition=Q(case_key__isnull=False),
            ),
            models.Index(fields=["did", "at"], name="audit_by_code"),
            models.Index(fields=["at"], name="audit_by_moment"),
        )

    def __str__(self) -> str:
        return f"{self.did} {self.subject}"


class Checkpoint(models.Model):
    """The seal of a batch of entries, chained to the one before and signed. Append-only.

    What it means and how it is verified stands in `audit.proof`.
    """

    number = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.IntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    at = models.DateTimeField(_("sealed"))
    key = models.BinaryField()
    signature = models.BinaryField()
    leaves = models.BinaryField()
    """Number and hash of each row, so that a single one can be named later."""

    class Meta:
        verbose_name = _("checkpoint")
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number}"


class Watermark(models.Model):
    """Up to which number rows may be sealed once every transaction of that moment is over.

    Numbers are drawn in order and committed in any: while a transaction is in flight that had
    begun when `entry` was the newest, a row below it may still appear. At most one of these.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    entry = models.BigIntegerField()
    transaction = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="there_is_one_watermark"),)

    def __str__(self) -> str:
        return f"{self.entry}"


def entry(
    did: str,
    subject: Subject,
    *,
    by: "User | None",
    at: datetime,
    case: models.Model | None = None,
    for_body: Body | None = None,
    purpose: str = "",
    decision: Decision = Decision.ALLOWED,
    details: dict[str, Any] | None = None,
) -> Entry:
    """An entry that is not yet written. Without `for_body`: the only body the person acts for."""
    key = subject.pk if isinstance(subject, models.Model) else 0
    return Entry(
        did=did,
        by=by,
        body_id=for_body.pk if for_body else _only_body_of(by),
        at=at,
        kind=subject._meta.label_lower,
        subject_id=key if isinstance(key, int) else 0,
        subject_key="" if isinstance(key, int) else str(key),
        subject=str(subject)[:300] if isinstance(subject, models.Model) else "",
        case_key=case.pk if case else None,
        case_reference=str(case)[:40] if case else "",
        purpose=str(purpose)[:300],
        decision=decision,
        details=details or {},
    )


def record(
    did: str,
    subject: Subject,
    *,
    by: "User | None",
    at: datetime,
    case: models.Model | None = None,
    for_body: Body | None = None,
    purpose: str = "",
    decision: Decision = Decision.ALLOWED,
    **details: Any,
) -> Entry:
    """Write down what was done, in the same transaction as the change itself.

    `did` is noun.past-participle and is never renamed; `by` is None only for the system itself. A
    class as the subject stands for one of these of which nothing more is known or may be kept. A
    subject or case is written with its `str`, which for a confidential one is a bare reference.
    """
    written = entry(
        did,
        subject,
        by=by,
        at=at,
        case=case,
        for_body=for_body,
        purpose=purpose,
        decision=decision,
        details=details,
    )
    written.save(force_insert=True)
    return written


def record_each(
    did: str,
    subjects: "Iterable[models.Model]",
    *,
    by: "User | None",
    at: datetime,
    for_body: Body | None = None,
    **details: Any,
) -> None:
    """The same was done to many things at once: an entry for each, in few statements."""
    written = [
        entry(did, subject, by=by, at=at, for_body=for_body, details=details)
        for subject in subjects
    ]
    Entry.objects.bulk_create(written, batch_size=1000)


def _only_body_of(user: "User | None") -> int | None:
    """Where somebody acts for several bodies, only the caller knows for which one this was."""
    if user is None or user.pk is None:
        return None
    bodies = {post.body_id for post in user.posts}
    return bodies.pop() if len(bodies) == 1 else None
