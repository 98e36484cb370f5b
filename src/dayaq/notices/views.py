"""One's own notices: read one, read all."""

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import UserRequest, signed_in
from dayaq.kernel.lists import show_list
from dayaq.notices import actions
from dayaq.notices.models import Notice
from dayaq.notices.tables import NoticeFilters, Notices


@require_safe
@signed_in
def mine(request: UserRequest) -> HttpResponse:
    own = Notice.objects.visible_to(request.user)
    return show_list(
        request,
        rows=own.order_by(F("read_at").desc(nulls_first=True), "-at", "-pk"),
        table=Notices,
        filters=NoticeFilters,
        title=_("Notices"),
        name="notices",
        template="notices/list.html",
        context={
            "lead": _("What happened that concerns you, the unread first."),
            "empty": _("There is nothing new for you."),
            "has_unread": own.unread().exists(),
        },
    )


@require_POST
@signed_in
def open_one(request: UserRequest, pk: int) -> HttpResponse:
    """Opening a notice is reading it; the person goes to where it leads."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    actions.read(notice, by=request.user, at=now())
    return redirect(notice.url or "notices:list")


@require_POST
@signed_in
def read_all(request: UserRequest) -> HttpResponse:
    actions.read_all(by=request.user, at=now())
    return redirect("notices:list")
