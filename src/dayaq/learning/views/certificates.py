"""Certificates: issued, printed, withdrawn, and verified by anybody."""

from functools import partial

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import UserRequest, public
from dayaq.access.refusal import Denied
from dayaq.kernel.pictures import drawn
from dayaq.learning import policies
from dayaq.learning.actions import training as acts
from dayaq.learning.forms.training import IssueForm, VerifyForm
from dayaq.learning.models import Certificate
from dayaq.learning.views.courses import course_for
from dayaq.learning.views.ways import crumbs_of_course, keeps, reads, to


@require_safe
@reads
def certificates(request: UserRequest, pk: int) -> HttpResponse:
    """All certificates of a training, by number and code."""
    known = course_for(request, pk)
    return render(
        request,
        "learning/certificates.html",
        {
            "course": known,
            "certificates": known.certificates.select_related("course"),
            "why_not_issue": policies.why_not_issue(known, request.user),
            "why_not_keep": policies.why_not_keep(known.body_id, request.user),
        },
    )


@require_form
@never_cache
@keeps
def issue(request: UserRequest, pk: int) -> HttpResponse:
    """Issue certificates and show them to be printed, with the names that are not kept."""
    known = course_for(request, pk)
    form = IssueForm(request.POST or None, initial={"count": known.attended})
    refusal = policies.why_not_issue(known, request.user)
    if request.method == "POST" and refusal is None and form.is_valid():
        names = form.cleaned_data["names"]
        try:
            issued = acts.issue_certificates(
                known,
                by=request.user,
                at=now(),
                names=names,
                count=form.cleaned_data["count"] or 0,
            )
        except (Denied, ValidationError) as refused:
            form.add_error(None, str(refused))
        else:
            return _sheets(request, issued, names)
    return render(
        request,
        "kernel/form.html",
        {
            "form": form,
            "title": _("Issue certificates"),
            "crumbs": crumbs_of_course(known),
            "back": to("course", known),
            "submit": _("Issue and show for printing"),
            "refusal": refusal,
        },
        status=422 if form.errors else 403 if refusal and request.method == "POST" else 200,
    )


def _sheets(request: HttpRequest, issued: list[Certificate], names: list[str]) -> HttpResponse:
    pages = [
        {
            "certificate": one,
            "name": name,
            "picture": drawn(request.build_absolute_uri(_address(one))),
        }
        for one, name in zip(issued, [*names, *[""] * len(issued)], strict=False)
    ]
    return render(
        request, "learning/certificate_sheets.html", {"pages": pages, "course": issued[0].course}
    )


def _address(certificate: Certificate) -> str:
    return reverse("learning:certificate", args=[certificate.code])


@require_safe
@reads
def print_certificate(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """One certificate again, without a name: names are not kept."""
    known = course_for(request, pk)
    return _sheets(request, [get_object_or_404(known.certificates, number=number)], [])


@require_form
@keeps
def withdraw(request: UserRequest, pk: int, number: int) -> HttpResponse:
    known = course_for(request, pk)
    certificate = get_object_or_404(known.certificates.select_related("course"), number=number)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.withdraw_certificate, certificate),
        title=_("Withdraw the certificate %(number)s") % {"number": certificate},
        lead=_("Whoever verifies it is told that it no longer counts."),
        submit=pgettext("certificate", "Withdraw"),
        done=_("The certificate is withdrawn."),
        crumbs=[
            *crumbs_of_course(known),
            (_("Certificates"), reverse("learning:certificates", args=[pk])),
        ],
        refusal=policies.why_not_withdraw(certificate, request.user),
    )


@require_form
@never_cache
@public
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Is there a certificate of this code, what for, and was it made out to this name?"""
    form = VerifyForm(request.POST or None, initial={"code": code})
    asked, name = code, ""
    if request.method == "POST":
        asked = ""
        if form.is_valid():
            asked, name = form.cleaned_data["code"], form.cleaned_data["name"]
    found = (
        Certificate.objects.select_related("course__body", "course__programme")
        .prefetch_related("course__body__names")
        .filter(code=asked.upper())
        .first()
        if asked
        else None
    )
    is_same = None
    if found and name and found.name_print:
        is_same = acts.print_of(found.code, name) == found.name_print
    return render(
        request,
        "learning/verify.html",
        {
            "form": form,
            "certificate": found,
            "is_asked": bool(asked),
            "name": name,
            "is_same": is_same,
        },
        status=422 if form.errors else 404 if asked and found is None else 200,
    )
