"""A confidential list as a file: who it is, once more; what it is for; and what left, with its hash."""

import hashlib
from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.pages import Crumbs
from dayaq.access.permissions import UserRequest
from dayaq.audit.models import Subject
from dayaq.audit.recording import record_export
from dayaq.kernel.lists import EXPORTS, Rows, show_list


class PurposeForm(forms.Form):
    """What a list is taken out for; recorded with the number of rows and the hash of the file."""

    purpose = forms.CharField(
        label=gettext_lazy("What the list is needed for"), max_length=200, min_length=5
    )


def takes_out(request: HttpRequest) -> bool:
    """Is the list asked for as a file? Then `step_up(when=takes_out)` asks first who it is."""
    return request.GET.get("export", "") in EXPORTS


def guarded_list(
    request: UserRequest,
    *,
    subject: Subject,
    crumbs: Crumbs,
    narrowed: Collection[str] = (),
    rows: Rows,
    name: str,
    filters: Any = None,
    **shown: Any,
) -> HttpResponse:
    """A list as `show_list` shows it, which leaves the house only with a purpose.

    GET shows it; asked for as a file, it asks what for; the POST of that hands the file out and writes
    down what left. `narrowed` names the filters of which the record keeps the value: codes and days,
    never anything typed. `subject` is what the rows are about.
    """

    def listed() -> HttpResponse:
        return show_list(request, rows=rows, name=name, filters=filters, **shown)

    if not takes_out(request):
        return listed() if request.method != "POST" else HttpResponseNotAllowed(["GET", "HEAD"])
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _ask_purpose(request, form, crumbs)
    found = filters(request.GET, queryset=rows, request=request).qs if filters else rows
    response = listed()
    record_export(
        subject,
        what=name,
        purpose=form.cleaned_data["purpose"],
        rows=found.count() if isinstance(found, QuerySet) else len(found),
        sha256=hashlib.sha256(response.content).hexdigest(),
        by=request.user,
        at=now(),
        narrowed={key: str(value) for key, value in request.GET.items() if key in narrowed},
    )
    return response


def _ask_purpose(request: UserRequest, form: PurposeForm, crumbs: Crumbs) -> HttpResponse:
    state = request.GET.copy()
    del state["export"]
    context = {
        "form": form,
        "title": _("Take the list out"),
        "crumbs": crumbs,
        "back": f"{request.path}?{state.urlencode()}" if state else request.path,
        "submit": _("Take out"),
    }
    response = render(request, "access/take_out.html", context, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response
