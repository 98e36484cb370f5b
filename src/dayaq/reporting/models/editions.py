"""The yearly information to the President: its templates, editions and files."""

import hashlib
import json
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.access.models import WordTemplate
from dayaq.access.permissions import Permission, holds
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.reporting.models.cycles import Cycle
from dayaq.reporting.states import EditionStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User

SHIPPED = 1
"""The number of the template that came with the product; uploaded ones go on from there."""


def canonical(snapshot: dict[str, Any]) -> bytes:
    """One byte sequence for one content, whatever order its keys were written in."""
    return json.dumps(
        snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def content_hash(snapshot: dict[str, Any]) -> str:
    """The SHA-256 by which a snapshot is known."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()


class EditionTemplateQuerySet(models.QuerySet["EditionTemplate"]):
    def of(self, language: str) -> Self:
        """Newest first."""
        return self.filter(language=language).order_by("-number")


class EditionTemplate(WordTemplate):
    """The Word template of the edition, as the ministry last uploaded it. Old ones stay."""

    objects = EditionTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of the edition")
        ordering = ("language", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["language", "number"], name="templates_are_numbered_once"
            ),
        )


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user: "User") -> Self:
        """Signed ones to everybody with a role; others to those who make, sign or oversee them."""
        if any(holds(user, permission) for permission in SEE_DRAFTS):
            return self.all()
        return self.signed() if holds(user, Permission.EDITION_READ) else self.none()

    def signed(self) -> Self:
        return self.filter(status=EditionStatus.SIGNED)

    def before(self, cycle: Cycle) -> "Edition | None":
        """The last signed edition of the plan that a new one of this cycle follows."""
        return (
            self.signed()
            .filter(
                cycle__version__plan=cycle.version.plan_id,
                cycle__kind=cycle.kind,
                cycle__period_first__lte=cycle.period_first,
            )
            .select_related("cycle")
            .order_by("-cycle__period_first", "-number")
            .first()
        )

    def without_content(self) -> Self:
        """For lists: the snapshot is large and is not shown."""
        return self.defer("snapshot").select_related(
            "cycle__version__plan", "built_by", "signed_by"
        )


SEE_DRAFTS = (Permission.EDITION_BUILD, Permission.EDITION_SIGN, Permission.REPORT_READ_ALL)


class Edition(models.Model):
    """The yearly information to the President (decree, 2.1): frozen with its snapshot when built.

    A draft may be built again; once signed it never changes, and the next one says what changed.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(
        _("status"), max_length=10, choices=EditionStatus, default=EditionStatus.BUILDING
    )
    cut_off_at = models.DateTimeField(_("as of"))
    snapshot = models.JSONField(default=dict)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    built_at = models.DateTimeField(_("built"), null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed"), null=True)
    failure = models.TextField(blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        ordering = ("-cycle__period_first", "-number")
        constraints = (
            models.UniqueConstraint(fields=["cycle", "number"], name="editions_are_numbered_once"),
            filled_exactly_when(
                Q(status=EditionStatus.SIGNED),
                "signed_by",
                "signed_at",
                name="signed_editions_say_when_and_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle.year}/{self.number}"

    @property
    def is_signed(self) -> bool:
        return self.status == EditionStatus.SIGNED

    @property
    def is_building(self) -> bool:
        return self.status == EditionStatus.BUILDING

    @property
    def is_intact(self) -> bool:
        """Is the snapshot still what its SHA-256 names?"""
        return bool(self.snapshot) and content_hash(self.snapshot) == self.snapshot_sha256


FILE_NAMES = {"az": "illik-melumat", "en": "annual-information"}
"""Neutral names: a file's name says nothing of what the plan is about."""


class EditionFileQuerySet(models.QuerySet["EditionFile"]):
    def without_content(self) -> Self:
        return self.defer("content")


class EditionFile(models.Model):
    """One file of an edition: a language and a format, with its SHA-256."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    language = models.CharField(max_length=2)
    format = models.CharField(max_length=4)
    template = models.ForeignKey(EditionTemplate, models.PROTECT, null=True, related_name="+")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an edition")
        ordering = ("edition", "language", "format")
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "language", "format"], name="an_edition_has_each_file_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition}-{self.language}.{self.format}"

    @property
    def name(self) -> str:
        """What the file is called on somebody's disk: `illik-melumat-2023-1-az.docx`."""
        edition = self.edition
        stem = FILE_NAMES.get(self.language, "edition")
        return f"{stem}-{edition.cycle.year}-{edition.number}-{self.language}.{self.format}"

    @property
    def is_intact(self) -> bool:
        """Are the bytes still what their SHA-256 names?"""
        return hashlib.sha256(bytes(self.content)).hexdigest() == self.sha256
