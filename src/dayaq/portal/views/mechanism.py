"""The mechanism live: one page on which the coordinator sees what runs now, against its clocks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest
from dayaq.portal.queues import mechanism as live
from dayaq.vault.door import confidential


@require_safe
@confidential(Permission.MECHANISM_READ)
def mechanism(request: UserRequest) -> HttpResponse:
    at = now()
    clocks = live.running(request.user, at=at)
    context = {
        "title": _("The mechanism now"),
        "at": at,
        "referrals": live.referrals(request.user),
        "tables": [
            (_("By body"), live.by_body(clocks)),
            (_("By what is due"), live.by_kind(clocks)),
        ],
        "missed": live.missed(request.user, at=at),
        "people": [
            (_("Identification, by stage"), live.stages(at=at)),
            (_("Requests to providers without an answer"), live.requests(at=at)),
            (_("Beds of open shelters"), live.beds(at=at)),
        ],
    }
    return render(request, "portal/mechanism.html", context)
