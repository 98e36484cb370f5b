"""The record of what was done, for those who watch over it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.administration import tables
from dayaq.audit.models import Checkpoint, Entry
from dayaq.kernel.lists import show_list


@require_safe
@needs(Permission.AUDIT_READ, Permission.ACCESS_LOG_READ)
def audit(request: UserRequest) -> HttpResponse:
    """Changes for all who may read them; who saw what in which case for those who watch over that."""
    rows = Entry.objects.select_related("by", "body").prefetch_related("body__names")
    if not holds(request.user, Permission.ACCESS_LOG_READ):
        rows = rows.outside_cases()
    return show_list(
        request,
        rows=rows,
        table=tables.AuditTable,
        filters=tables.AuditSearch,
        title=_("Record of changes"),
        name="record-of-changes",
        template="administration/audit.html",
        context={
            "lead": _("Who did what, when, before and after. Nobody can change or remove it."),
            "sealed": Checkpoint.objects.defer("leaves").last(),
        },
    )
