"""The yearly information to the President: its templates, editions and files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.kernel.constraints import filled_exactly_when
from dayaq.reporting.models.cycles import Cycle
from dayaq.reporting.states import EditionStatus


class EditionTemplate(models.Model):
    """The Word template of the edition, as the ministry last uploaded it. Old ones stay."""

    language = models.CharField(_("language"), max_length=2)
    number = models.PositiveIntegerField(_("version"))
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("template of the edition")
        ordering = ("language", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["language", "number"], name="templates_are_numbered_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.language} v{self.number}"


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


class EditionFile(models.Model):
    """One file of an edition: a language and a format, with its SHA-256."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    language = models.CharField(max_length=2)
    format = models.CharField(max_length=4)
    template = models.ForeignKey(EditionTemplate, models.PROTECT, null=True, related_name="+")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

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
