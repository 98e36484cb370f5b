"""Files of a case: encrypted, typed by what they are, never served where a browser would run them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.cases import CASE_RECORD, CaseRecord
from dayaq.cases.models.coded import Coded
from dayaq.cases.states import Part
from dayaq.vault.models import DataClass
from dayaq.vault.sealing import SealedField


class Document(CaseRecord):
    """A paper or a picture that belongs to a case. Its bytes lie encrypted outside the database."""

    PART = Part.DOCUMENTS

    kind = Coded(_("kind"), list_code="case-document")
    title = SealedField(_("title"))
    file_name = SealedField(_("file name"))
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    file = models.UUIDField(_("file"), unique=True)
    """Names the encrypted file in the vault's folder."""

    scanned_at = models.DateTimeField(_("checked for malware"), null=True)
    scan_result = models.CharField(_("result"), max_length=200, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True)
    removal_reason = models.CharField(_("why removed"), max_length=300, blank=True)

    class Meta(CaseRecord.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-saved_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(removed_at=None) | ~Q(removal_reason=""),
                name="removed_documents_say_why",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "kind": DataClass.CASEWORK,
            "title": DataClass.SENSITIVE,
            "file_name": DataClass.SENSITIVE,
            "content_type": DataClass.CASEWORK,
            "size": DataClass.CASEWORK,
            "file": DataClass.TRACE,
            "scanned_at": DataClass.TRACE,
            "scan_result": DataClass.TRACE,
            "removed_at": DataClass.CASEWORK,
            "removal_reason": DataClass.CASEWORK,
        }
