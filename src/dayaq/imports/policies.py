"""Who may send rows of a kind, and which files are taken at all."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import holds
from dayaq.imports.sheets import Sheet
from dayaq.kernel import files

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook of before 2007 begins, and one with a password."""


def why_not_send(sheet: Sheet, body_id: int, user: "User") -> "Refusal | None":
    if holds(user, sheet.keep, body_id=body_id):
        return None
    return _("Drafters of the body keep this. You can read it.")


def why_not_take(content: bytes) -> "Refusal | None":
    """Judged by the bytes, never by the name."""
    if content.startswith(OLD_EXCEL):
        return _(
            "The file has a password, or is of an old kind (XLS). Save it without a password as “Excel "
            "Workbook (XLSX)”."
        )
    if content and files.kind_of(content) != "xlsx":
        return _("This is no Excel workbook. Only XLSX files are read; the template is one.")
    return files.why_not_keep(content)
