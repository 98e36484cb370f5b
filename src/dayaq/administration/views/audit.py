"""The record of what was done, for those who watch over it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.administration import tables
from dayaq.audit.models import Entry
from dayaq.kernel.lists import show_list


@require_safe
@needs(Permission.AUDIT_READ)
def audit(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Entry.objects.select_related("by"),
        table=tables.AuditTable,
        filters=tables.AuditSearch,
        title=_("Record of changes"),
        name="record-of-changes",
        template="administration/list.html",
        context={
            "lead": _("Who did what, when, before and after. Nobody can change or remove it.")
        },
    )
