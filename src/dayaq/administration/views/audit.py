"""The record of what was done, for those who watch over it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dayaq.access.pages import require_form
from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.administration import tables
from dayaq.audit.models import Checkpoint, Entry


@require_form
@needs(Permission.AUDIT_READ, Permission.ACCESS_LOG_READ)
@step_up(when=takes_out)
def audit(request: UserRequest) -> HttpResponse:
    """Changes for all who may read them; who saw what in which case for those who watch over that."""
    rows = Entry.objects.select_related("by", "body").prefetch_related("body__names")
    if not holds(request.user, Permission.ACCESS_LOG_READ):
        rows = rows.outside_cases()
    return guarded_list(
        request,
        subject=Entry,
        rows=rows,
        table=tables.AuditTable,
        filters=tables.AuditSearch,
        title=_("Record of changes"),
        name="record-of-changes",
        narrowed=("by", "area", "body", "decision", "days_min", "days_max", "sort"),
        crumbs=[(_("Record of changes"), reverse("administration:audit"))],
        template="administration/audit.html",
        context={
            "lead": _("Who did what, when, before and after. Nobody can change or remove it."),
            "sealed": Checkpoint.objects.defer("leaves").last(),
        },
    )
