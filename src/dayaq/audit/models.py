"""The append-only record: who did what to what, when."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject: models.Model) -> Self:
        """The history of one thing, newest first."""
        return self.filter(kind=subject._meta.label_lower, subject_id=subject.pk).order_by(
            "-at", "-pk"
        )


class Entry(models.Model):
    """One thing that was done. The database refuses to change or remove it, whoever asks.

    Details hold what changed and why; never what a confidential record says.
    """

    did = models.CharField(_("what"), max_length=80)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"))
    kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    subject = models.CharField(_("about"), max_length=300)
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["kind", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["at"], name="audit_by_moment"),
        )

    def __str__(self) -> str:
        return f"{self.did} {self.subject}"


def record(
    did: str,
    subject: models.Model | type[models.Model],
    *,
    by: "User | None",
    at: datetime,
    **details: Any,
) -> Entry:
    """Write down what was done, in the same transaction as the change itself.

    `did` is noun.past-participle and is never renamed; `by` is None only for the system itself. A
    class as the subject stands for one of these of which nothing more is known or may be kept.
    """
    is_known = isinstance(subject, models.Model)
    return Entry.objects.create(
        did=did,
        by=by,
        at=at,
        kind=subject._meta.label_lower,
        subject_id=subject.pk if is_known else 0,
        subject=str(subject)[:300] if is_known else "",
        details=details,
    )
