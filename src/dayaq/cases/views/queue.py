"""The work queue: the cases that this person may see, the nearest clock on top."""

import hashlib
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.pages import require_form
from dayaq.access.permissions import Permission, UserRequest, holds
from dayaq.audit.recording import record_export
from dayaq.cases.forms import PurposeForm
from dayaq.cases.models import Case
from dayaq.cases.tables import CaseSearch, CaseTable, with_workers
from dayaq.cases.views.fetching import crumbs_to
from dayaq.kernel.lists import show_list
from dayaq.vault.door import confidential

NAME = "cases"
TOLD = frozenset({"status", "due", "whose", "sort"})
"""What the record keeps of how the list was narrowed: codes, never anything typed."""


@require_safe
@confidential(Permission.CASE_READ)
def queue(request: UserRequest) -> HttpResponse:
    """The list on a page. A file is given out by `export` alone."""
    if request.GET.get("export"):
        return _ask_purpose(request, PurposeForm())
    return _listed(request)


@require_form
@confidential(Permission.CASE_READ)
def export(request: UserRequest) -> HttpResponse:
    """The list as it is seen, once it is said what for; what left is written down with its hash."""
    form = PurposeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _ask_purpose(request, form, status=422 if form.errors else 200)
    response = _listed(request)
    found = CaseSearch(request.GET, queryset=_rows(request), request=request).qs
    record_export(
        Case,
        what=NAME,
        purpose=form.cleaned_data["purpose"],
        rows=found.count(),
        sha256=hashlib.sha256(response.content).hexdigest(),
        by=request.user,
        at=now(),
        narrowed={key: str(value) for key, value in request.GET.items() if key in TOLD},
    )
    return response


def _rows(request: UserRequest) -> QuerySet[Any]:
    return Case.objects.visible_to(request.user)


def _listed(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=with_workers(_rows(request), request.user),
        table=CaseTable,
        filters=CaseSearch,
        title=_("Cases"),
        name=NAME,
        template="cases/queue.html",
        export_page=reverse("cases:export"),
        context={
            "may_open": holds(request.user, Permission.CASE_OPEN),
            "empty": _(
                "No case is open to you. Cases are assigned by the case manager of your body."
            ),
        },
    )


def _ask_purpose(request: UserRequest, form: PurposeForm, status: int = 200) -> HttpResponse:
    return render(
        request,
        "cases/export.html",
        {
            "form": form,
            "title": _("Take the list out"),
            "crumbs": crumbs_to(),
            "back": reverse("cases:queue"),
            "action": f"{reverse('cases:export')}?{request.GET.urlencode()}",
        },
        status=status,
    )
