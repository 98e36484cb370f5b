"""Documents of a case: handed in, handed out as an attachment, taken out with a reason."""

from functools import partial
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.cases.actions import documents as acts
from dayaq.cases.forms.documents import DocumentForm, RemovalForm
from dayaq.cases.models import Case, Document
from dayaq.cases.models.codes import Codes
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import case_for, crumbs_to
from dayaq.vault.door import StreamsAlone, confidential
from dayaq.vault.files import Missing
from dayaq.vault.sealing import Shredded
from dayaq.vault.streams import Damaged


def _section(case: Case) -> str:
    return reverse("cases:section", args=[case.reference, Part.DOCUMENTS])


@require_form
@confidential(Permission.CASE_WRITE)
def keep(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    at = now()
    sharing = Sharing.of(case, at=at)
    refusal = may.why_not_write(case, Part.DOCUMENTS, request.user, sharing, at=at)
    codes = Codes.of(Document)
    form = DocumentForm(request.POST or None, request.FILES or None, codes=codes, on=localdate())
    if request.method == "POST" and refusal is None and form.is_valid():
        given = form.cleaned_data
        try:
            acts.keep_document(
                case,
                given["file"],
                name=given["file"].name,
                title=given["title"],
                kind=given["kind"],
                by=request.user,
                at=at,
            )
        except Denied as denied:
            form.add_error("file", str(denied))
        else:
            messages.success(request, _("The document is kept under cover."))
            return HttpResponseRedirect(_section(case))
    context = {
        "form": form,
        "title": _("Add a document"),
        "crumbs": crumbs_to(case),
        "back": _section(case),
        "refusal": refusal,
    }
    return render(request, "cases/keep_document.html", context, status=422 if form.errors else 200)


def _document_for(request: UserRequest, case: Case, pk: str) -> Document:
    rows = Document.objects.filter(case=case).visible_to(request.user)
    return get_object_or_404(rows.select_related("case"), pk=pk)


@require_POST
@confidential(Permission.CASE_READ)
def hand_out(request: UserRequest, reference: str, pk: str) -> HttpResponseBase:
    """The file in clear, as an attachment that a browser saves and never runs."""
    case = case_for(request.user, reference)
    document = _document_for(request, case, pk)
    try:
        handed = acts.open_document(document, by=request.user, at=now())
    except (Denied, Missing, Damaged, Shredded) as wrong:
        sentence = (
            str(wrong) if isinstance(wrong, Denied) else _("This file cannot be opened any more.")
        )
        messages.error(request, sentence)
        return HttpResponseRedirect(_section(case))
    response = StreamsAlone(handed.pieces, content_type=handed.content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(handed.name)}"
    response["Content-Length"] = str(handed.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_form
@confidential(Permission.CASE_WRITE)
def remove(request: UserRequest, reference: str, pk: str) -> HttpResponse:
    case = case_for(request.user, reference)
    document = _document_for(request, case, pk)
    at = now()
    return form_page(
        request,
        RemovalForm(request.POST or None),
        partial(acts.remove_document, document),
        title=_("Remove a document"),
        lead=_("Its line stays with the reason; the file itself is destroyed within a day."),
        done=_("The document is removed."),
        submit=_("Remove the document"),
        crumbs=crumbs_to(case),
        back=_section(case),
        refusal=may.why_not_write(
            case, Part.DOCUMENTS, request.user, Sharing.of(case, at=at), at=at
        ),
    )
