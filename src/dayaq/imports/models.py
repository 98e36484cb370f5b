"""A file with many rows that a body sent, and what came of it."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.access.models import Kept
from dayaq.access.permissions import bodies_where
from dayaq.imports.sheets import Sheet, sheet_of
from dayaq.imports.states import NEXT, Status
from dayaq.jobs.models import Job
from dayaq.kernel.constraints import filled_exactly_when

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: "User", sheet: Sheet) -> Self:
        """What the bodies sent at which the person keeps that register."""
        return self.filter(sheet=sheet.code, body__in=bodies_where(user, sheet.keep))

    def without_content(self) -> Self:
        return self.defer("content", "remarks")


class Import(Kept):
    """One file, its hash, and what it brought: rows stored, rows known before, or remarks."""

    sheet = models.CharField(max_length=60)
    """The code of the kind of sheet, see `imports.sheets`."""

    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"))
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.READING)
    ended_at = models.DateTimeField(_("ended"), null=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    stored = models.PositiveIntegerField(_("stored"), default=0)
    known = models.PositiveIntegerField(_("known before"), default=0)
    wrong = models.PositiveIntegerField(_("rows with remarks"), default=0)
    refusal = models.TextField(blank=True)
    """Why the file as a whole was given back; empty where its rows are to be mended."""

    faults = models.JSONField(default=list)
    """The first remarks: `[[row, column title, sentence], …]`. All of them stand in `remarks`."""

    unread = models.JSONField(default=list)
    """Titles of columns that nobody asked for."""

    remarks = models.BinaryField(null=True)
    """The file as it was sent, with a column of remarks."""

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["sheet", "body", "sha256"],
                condition=~Q(status=Status.RETURNED),
                name="the_same_file_is_stored_once",
            ),
            filled_exactly_when(
                ~Q(status=Status.READING), "ended_at", name="imports_that_ended_say_when"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> Sheet:
        return sheet_of(self.sheet)

    def can_become(self, status: Status) -> bool:
        return status in NEXT[Status(self.status)]

    def file(self, part: str) -> Any:
        """The bytes of `content` or `remarks`."""
        return bytes(getattr(self, part) or b"")
