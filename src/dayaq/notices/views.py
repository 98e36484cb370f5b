"""One's own notices: read one, read all."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import UserRequest, signed_in
from dayaq.notices import actions
from dayaq.notices.models import Notice

PER_PAGE = 30


@require_safe
@signed_in
def mine(request: UserRequest) -> HttpResponse:
    rows = Notice.objects.visible_to(request.user).order_by(
        F("read_at").desc(nulls_first=True), "-at", "-pk"
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    unread_here = any(notice.read_at is None for notice in page)
    return render(request, "notices/list.html", {"page": page, "has_unread": unread_here})


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
