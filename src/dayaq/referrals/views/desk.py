"""The desk of the body that referrals are sent to: what arrived, taken over or returned."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, bodies_where
from dayaq.access.refusal import Denied
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.cases.actions.finding import Found, find
from dayaq.cases.models.codes import Codes
from dayaq.referrals.actions import referrals as acts
from dayaq.referrals.actions import taking
from dayaq.referrals.forms.acts import ReturnForm, TakeForm
from dayaq.referrals.models import Referral
from dayaq.referrals.policies import referrals as may
from dayaq.referrals.tables.referrals import ReferralSearch, ReferralTable
from dayaq.referrals.views.ways import crumbs_to, referral_for
from dayaq.vault.door import confidential


@require_form
@confidential(Permission.REFERRAL_RECEIVE)
@step_up(when=takes_out)
def inbox(request: UserRequest) -> HttpResponse:
    """What was sent to one's body, the longest waiting first."""
    ours = bodies_where(request.user, Permission.REFERRAL_RECEIVE)
    rows = Referral.objects.visible_to(request.user).sent_to(ours)
    return guarded_list(
        request,
        rows=rows.select_related("sender").prefetch_related("sender__names"),
        table=ReferralTable,
        filters=ReferralSearch,
        narrowed=("status", "track", "sort"),
        name="referrals-arrived",
        title=_("Arrived referrals"),
        subject=Referral,
        crumbs=[(pgettext("list", "Referrals"), reverse("referrals:mine"))],
        template="referrals/list.html",
        context={"empty": _("Nothing has been sent to your body.")},
    )


NEW = "new"


@require_form
@confidential(Permission.REFERRAL_RECEIVE)
def take(request: UserRequest, reference: str) -> HttpResponse:
    """Take the person over. Whoever is known already comes first: the search is part of the act."""
    referral = referral_for(request.user, reference)
    refusal = may.why_not_answer(referral, request.user)
    context: dict[str, Any] = {
        "referral": referral,
        "title": _("Take over"),
        "crumbs": crumbs_to(referral),
        "refusal": refusal,
        "back": reverse("referrals:referral", args=[referral.reference]),
    }
    if refusal is not None:
        status = 403 if request.method == "POST" else 200
        return render(request, "kernel/form.html", context | {"form": None}, status=status)
    hits = _known(request, referral)
    form = TakeForm(request.POST or None, choices=_choices(hits))
    if not hits and request.method != "POST":
        form.initial["into"] = NEW
    if request.method == "POST" and form.is_valid():
        try:
            taken = taking.accept(
                referral, by=request.user, at=now(), **_meant(hits, form.cleaned_data["into"])
            )
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Taken over. What was told stands in the case."))
            return HttpResponseRedirect(reverse("cases:case", args=[str(taken.case)]))
    context |= {"form": form, "hits": hits, "elsewhere": [hit for hit in hits if hit.leads]}
    return render(request, "referrals/take.html", context, status=422 if form.errors else 200)


def _known(request: UserRequest, referral: Referral) -> Found:
    """Whom the mechanism knows under what was told; nobody where no name or number was told."""
    _told, clear = acts.read_told(referral, by=request.user, at=now())
    names = ("family_name", "given_name", "patronymic", "born", "personal_number")
    text = " ".join(filter(None, (clear[name] for name in names)))
    has_name = any(clear[name] for name in ("family_name", "given_name", "personal_number"))
    return find(text, by=request.user, at=now()) if has_name else Found()


def _choices(hits: Found) -> list[tuple[str, str]]:
    """An open case first, then another case of a known person, last somebody new."""
    found = []
    for hit in hits:
        who = f"{hit.name}, {hit.born[:4]}".strip(", ") or _("Perhaps the same person")
        for case in hit.cases:
            if not case.is_closed:
                words = _("%(person)s: case %(reference)s") % {
                    "person": who,
                    "reference": case.reference,
                }
                found.append((f"case:{case.reference}", words))
        if hit.cases:
            found.append(
                (f"person:{hit.person.pk}", _("%(person)s: another case") % {"person": who})
            )
    return [*found, (NEW, str(_("A new person")))]


def _meant(hits: Found, chosen: str) -> dict[str, Any]:
    kind, _colon, key = chosen.partition(":")
    for hit in hits:
        if kind == "person" and str(hit.person.pk) == key:
            return {"person": hit.person}
        for case in hit.cases:
            if kind == "case" and case.reference == key:
                return {"case": case}
    return {}


@require_form
@confidential(Permission.REFERRAL_RECEIVE)
def send_back(request: UserRequest, reference: str) -> HttpResponse:
    referral = referral_for(request.user, reference)
    form = ReturnForm(request.POST or None, codes=Codes(frozenset({"return-reason"})))
    if referral.is_own:
        return _set_aside(request, referral, form)
    return form_page(
        request,
        form,
        partial(taking.send_back, referral),
        title=_("Return the referral"),
        lead=_("The referring body reads the reason and can send it again."),
        done=_("The referral is returned."),
        submit=_("Return"),
        crumbs=crumbs_to(referral),
        refusal=may.why_not_answer(referral, request.user),
        to=lambda _result: reverse("referrals:inbox"),
    )


def _set_aside(request: UserRequest, referral: Referral, form: ReturnForm) -> HttpResponse:
    """There is nobody to return it to: the person asked themself. So there are no words to send either."""
    del form.fields["words"]
    return form_page(
        request,
        form,
        partial(taking.set_aside, referral),
        title=_("Set the request aside"),
        lead=_(
            "The person asked for help themself. Do it only where nothing can be done: what was told "
            "is destroyed, and their own page says how to ask again."
        ),
        done=_("The request is set aside."),
        submit=_("Set aside"),
        crumbs=crumbs_to(referral),
        refusal=may.why_not_set_aside(referral, request.user),
        to=lambda _result: reverse("referrals:inbox"),
    )
