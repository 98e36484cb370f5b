"""The list of obligations, and reminding of one by hand."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.access.refusal import Denied
from dayaq.kernel.lists import show_list
from dayaq.reporting import actions
from dayaq.reporting.models import Obligation
from dayaq.reporting.tables import ObligationFilter, ObligationTable


@require_safe
@needs(Permission.REPORT_READ_ALL, Permission.REPORT_READ_OWN)
def index(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Obligation.objects.visible_to(request.user)
        .with_everything()
        .order_by(
            "-cycle__period_first", "due_on", "measure__direction__position", "measure__position"
        ),
        table=ObligationTable,
        filters=ObligationFilter,
        name="obligations",
        title=_("Obligations"),
        context={
            "lead": _("Each report that a body owes or is invited to give, by measure and cycle."),
            "empty": _("Obligations appear when the coordinator opens a reporting cycle."),
        },
    )


@require_POST
@needs(Permission.CYCLE_KEEP)
def remind(request: UserRequest, pk: int) -> HttpResponse:
    obligation = get_object_or_404(Obligation.objects.visible_to(request.user), pk=pk)
    refusal = ""
    try:
        is_new = actions.remind_by_hand(obligation, by=request.user, at=now())
    except Denied as denied:
        refusal = str(denied)
    place = re.fullmatch(r"remind-(cell|item)-\d+", request.headers.get("HX-Target", ""))
    if place:
        context = {"pk": pk, "place": place[1], "is_reminded": not refusal, "is_fresh": True}
        return render(request, "reporting/_remind.html", {**context, "refusal": refusal})
    if refusal:
        messages.error(request, refusal)
    else:
        messages.success(
            request,
            _("The body was reminded.") if is_new else _("The body was already reminded today."),
        )
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("reporting:obligation", pk)
