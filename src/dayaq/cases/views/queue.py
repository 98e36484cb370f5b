"""The work queue: the cases that this person may see, the nearest clock on top."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dayaq.access.pages import require_form
from dayaq.access.permissions import Permission, UserRequest, holds
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.cases.models import Case
from dayaq.cases.tables import CaseSearch, CaseTable, with_workers
from dayaq.cases.views.fetching import crumbs_to
from dayaq.vault.door import confidential


@require_form
@confidential(Permission.CASE_READ)
@step_up(when=takes_out)
def queue(request: UserRequest) -> HttpResponse:
    return guarded_list(
        request,
        subject=Case,
        rows=with_workers(Case.objects.visible_to(request.user), request.user),
        table=CaseTable,
        filters=CaseSearch,
        narrowed=("status", "due", "whose", "sort"),
        title=_("Cases"),
        name="cases",
        template="cases/queue.html",
        crumbs=crumbs_to(),
        context={
            "may_open": holds(request.user, Permission.CASE_OPEN),
            "may_break_glass": holds(request.user, Permission.GLASS_BREAK),
            "empty": _(
                "No case is open to you. Cases are assigned by the case manager of your body."
            ),
        },
    )
