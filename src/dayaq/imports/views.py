"""Sending a file, watching it being read, and taking it back with remarks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.pages import Crumbs, require_form
from dayaq.access.permissions import UserRequest, holds, signed_in
from dayaq.access.refusal import Denied
from dayaq.imports import actions
from dayaq.imports.forms import SendForm
from dayaq.imports.models import Import
from dayaq.imports.sheets import Sheet, sheet_of
from dayaq.imports.states import Status
from dayaq.imports.tables import ImportSearch, ImportTable
from dayaq.imports.writing import template as empty_workbook
from dayaq.jobs import policies as of_jobs
from dayaq.kernel.exports import EXCEL
from dayaq.kernel.files import handed_out
from dayaq.kernel.lists import show_list


def sheet_for(request: UserRequest, code: str) -> Sheet:
    """The kind of sheet; refused to who keeps no such register, missing where there is none."""
    try:
        sheet = sheet_of(code)
    except KeyError:
        raise Http404 from None
    if not holds(request.user, sheet.keep):
        raise Denied(_("Your role does not open this page."))
    return sheet


def import_for(request: UserRequest, sheet: Sheet, pk: int) -> Import:
    rows = Import.objects.visible_to(request.user, sheet).without_content()
    return get_object_or_404(rows.select_related("body", "sent_by", "job"), pk=pk)


def _crumbs(sheet: Sheet) -> Crumbs:
    return [(sheet.title, reverse(sheet.register))]


@require_safe
@signed_in
def sent(request: UserRequest, sheet: str) -> HttpResponse:
    """All files of this kind that one's bodies sent."""
    kind = sheet_for(request, sheet)
    rows = Import.objects.visible_to(request.user, kind).without_content()
    return show_list(
        request,
        rows=rows.select_related("sent_by"),
        table=ImportTable,
        filters=ImportSearch,
        title=_("Files sent"),
        name="imports",
        template="access/register.html",
        context={
            "crumbs": _crumbs(kind),
            "empty": _("No file has been sent yet."),
            "add": (reverse("imports:send", args=[kind.code]), _("Import from Excel")),
        },
    )


@require_form
@signed_in
def send(request: UserRequest, sheet: str) -> HttpResponse:
    """What the sheet takes, its template, and a file to send."""
    kind = sheet_for(request, sheet)
    form = SendForm(request.POST or None, request.FILES or None, sheet=kind, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            found, is_new = actions.send(
                kind,
                body=form.body_chosen,
                content=form.content,
                name=form.cleaned_data["file"].name,
                by=request.user,
                at=now(),
            )
        except (Denied, ValidationError) as refused:
            form.add_error(None, " ".join(getattr(refused, "messages", [str(refused)])))
        else:
            if not is_new:
                messages.info(
                    request, _("This very file was sent before. Nothing is stored twice.")
                )
            return HttpResponseRedirect(reverse("imports:detail", args=[kind.code, found.pk]))
    return render(
        request,
        "imports/send.html",
        {
            "sheet": kind,
            "form": form,
            "title": _("Import from Excel"),
            "crumbs": _crumbs(kind),
            "back": reverse(kind.register),
            "submit": _("Send and read"),
        },
        status=422 if form.errors else 200,
    )


@require_safe
@signed_in
def template(request: UserRequest, sheet: str) -> HttpResponse:
    """An empty workbook of this kind."""
    kind = sheet_for(request, sheet)
    return handed_out(empty_workbook(kind), EXCEL, f"{kind.code}.xlsx")


@require_safe
@signed_in
def detail(request: UserRequest, sheet: str, pk: int) -> HttpResponse:
    """How far the reading is, and what it brought."""
    kind = sheet_for(request, sheet)
    found = import_for(request, kind, pk)
    is_ours = found.job is not None and found.sent_by_id == request.user.pk
    return render(
        request,
        "imports/detail.html",
        {
            "import": found,
            "sheet": kind,
            "crumbs": [*_crumbs(kind), (_("Files sent"), reverse("imports:sent", args=[sheet]))],
            "title": found.name,
            "job": found.job if is_ours else None,
            "why_not_cancel": of_jobs.why_not_cancel(found.job, request.user)
            if found.job
            else None,
            "list": reverse(kind.register),
        },
    )


@require_safe
@signed_in
def remarks(request: UserRequest, sheet: str, pk: int) -> HttpResponse:
    """The file as it was sent, with what is wrong in it."""
    kind = sheet_for(request, sheet)
    rows = Import.objects.visible_to(request.user, kind)
    found = get_object_or_404(
        rows.filter(status=Status.RETURNED, remarks__isnull=False).defer("content"), pk=pk
    )
    return handed_out(found.file("remarks"), EXCEL, found.name)
