"""Letters of a case: issued, opened to be printed, withdrawn."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.cases.models import Case
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as of_cases
from dayaq.cases.states import Part
from dayaq.cases.views.beside import Panel, Way, beside
from dayaq.cases.views.fetching import case_for
from dayaq.kernel.files import handed_out
from dayaq.kernel.pdf import PDF
from dayaq.kernel.pictures import drawn
from dayaq.kernel.word import WORD
from dayaq.referrals import papers
from dayaq.referrals.actions import letters as acts
from dayaq.referrals.forms.letters import LetterForm, WithdrawForm
from dayaq.referrals.models import Letter
from dayaq.referrals.policies import letters as may
from dayaq.referrals.views.identification import crumbs_to
from dayaq.vault.door import confidential

if TYPE_CHECKING:
    from datetime import datetime

    from dayaq.accounts.models import User


def _way(case: Case) -> Crumbs:
    return crumbs_to(case, (_("Letters"), reverse("referrals:letters", args=[case.reference])))


def _why_not_read(case: Case, user: "User", at: "datetime") -> Any:
    return of_cases.why_not_read(Part.IDENTIFICATION, user, Sharing.of(case, at=at), at=at)


@require_form
@confidential(Permission.CASE_READ)
def letters(request: UserRequest, reference: str) -> HttpResponse:
    """Which letters there are; what they say stays covered."""
    case = case_for(request.user, reference)
    refusal = _why_not_read(case, request.user, now())
    rows = Letter.objects.filter(case=case).visible_to(request.user)
    context = {
        "case": case,
        "title": _("Letters"),
        "crumbs": crumbs_to(case),
        "why_not_read": refusal,
        "why_not_issue": may.why_not_issue(case, request.user),
        "letters": []
        if refusal
        else rows.select_related("issuer").prefetch_related("issuer__names"),
    }
    return render(request, "referrals/letters.html", context)


@require_form
@confidential(Permission.CASE_WRITE)
def issue(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    return form_page(
        request,
        LetterForm(request.POST or None, lead=case.lead),
        partial(acts.issue, case),
        title=_("Issue a letter"),
        lead=_("The person takes it along and decides to whom it is shown. It never says why."),
        done=_("The letter is issued. Open it to print it."),
        submit=pgettext("letter", "Issue"),
        crumbs=_way(case),
        refusal=may.why_not_issue(case, request.user),
        to=lambda letter: reverse("referrals:letter", args=[reference, letter.pk]),
    )


def _letter(case: Case, user: "User", pk: str) -> Letter:
    rows = Letter.objects.filter(case=case).visible_to(user)
    rows = rows.select_related("issuer", "case__subject__key", "template").prefetch_related(
        "issuer__names"
    )
    found: Letter = get_object_or_404(rows, pk=pk)
    return found


@require_form
@confidential(Permission.CASE_READ)
def letter(request: UserRequest, reference: str, pk: str) -> HttpResponse:
    """How it stands; asked for, the paper itself, which is recorded."""
    case = case_for(request.user, reference)
    if _why_not_read(case, request.user, now()):
        raise Http404
    found = _letter(case, request.user, pk)
    if request.method == "POST":
        return _paper(request, found)
    context = {
        "case": case,
        "letter": found,
        "title": f"№ {found.number}",
        "crumbs": _way(case),
        "why_not_withdraw": may.why_not_withdraw(found, case, request.user),
    }
    return render(request, "referrals/letter.html", context)


def _paper(request: UserRequest, found: Letter) -> HttpResponse:
    """The letter as it was asked for: to be printed here, or as a file with a name that says nothing."""
    clear = acts.open_letter(found, by=request.user, at=now())
    door = request.build_absolute_uri(reverse("referrals:verify"))
    made = papers.made(found, clear, door=door)
    wanted = request.POST.get("as", "")
    if wanted == "word":
        return handed_out(papers.word(made), WORD, f"{found.number}.docx")
    if wanted == "pdf":
        return handed_out(papers.pdf(found, made, door=door), PDF, f"{found.number}.pdf")
    context = {"letter": found, "lines": papers.lines_of(made), "picture": drawn(door)}
    return render(request, "referrals/letter_paper.html", context)


@require_form
@confidential(Permission.CASE_WRITE)
def withdraw(request: UserRequest, reference: str, pk: str) -> HttpResponse:
    case = case_for(request.user, reference)
    found = _letter(case, request.user, pk)
    return form_page(
        request,
        WithdrawForm(request.POST or None),
        partial(acts.withdraw_letter, found),
        title=_("Withdraw the letter"),
        lead=_("Whoever verifies it is told that it no longer counts."),
        done=_("The letter is withdrawn."),
        submit=pgettext("letter", "Withdraw"),
        crumbs=_way(case),
        refusal=may.why_not_withdraw(found, case, request.user),
    )


@beside
def panel(case: Case, user: "User", at: "datetime") -> "Panel | None":
    """On the page of the case: the way to its letters."""
    if _why_not_read(case, user, at):
        return None
    return Panel(
        _("Letters"),
        ways=[
            Way(_("Letters and certificates"), reverse("referrals:letters", args=[case.reference]))
        ],
    )
