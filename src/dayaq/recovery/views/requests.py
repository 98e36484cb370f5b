"""Asking providers: whom to ask, what they see, what they answer, what came of it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, holds
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.cases.models import Consent, Identity
from dayaq.cases.models.codes import Codes
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import case_for
from dayaq.recovery.actions import asking as acts
from dayaq.recovery.actions import links
from dayaq.recovery.forms.asking import AcceptForm, AskForm, ReturnForm, WithdrawForm
from dayaq.recovery.forms.plans import FinishForm
from dayaq.recovery.models import Service, ServiceReferral, Support
from dayaq.recovery.models.choosing import Wanted, choices_for
from dayaq.recovery.models.looks import LOOKS
from dayaq.recovery.policies import asking as may
from dayaq.recovery.tables.plans import RequestSearch, RequestTable
from dayaq.recovery.views.fetching import (
    case_behind,
    case_of,
    plan_of,
    plan_page,
    request_for,
    support_of,
    way_to_plan,
)
from dayaq.vault.door import confidential


@require_form
@confidential(Permission.CASE_READ)
@step_up(when=takes_out)
def requests(request: UserRequest) -> HttpResponse:
    """Those that one's body sent, and those that it was sent."""
    return guarded_list(
        request,
        subject=ServiceReferral,
        rows=ServiceReferral.objects.visible_to(request.user).select_related("provider"),
        table=RequestTable,
        filters=RequestSearch,
        narrowed=("status", "waiting", "kind", "sort"),
        title=_("Requests to providers"),
        name="requests",
        template="recovery/list.html",
        crumbs=[requests_crumb()],
        context={
            "lead": _("Who was asked for help, what they answered, and what came of it."),
            "empty": _("Nobody has asked you for help yet.")
            if holds(request.user, Permission.SERVICE_ANSWER)
            else _("Providers are asked from the plan of a person."),
        },
    )


def requests_crumb() -> tuple[object, str]:
    return (_("Requests to providers"), reverse("recovery:requests"))


def request_page(referral: ServiceReferral) -> str:
    return reverse("recovery:request", args=[referral.pk])


def way_to_request(referral: ServiceReferral) -> Crumbs:
    return [requests_crumb(), (referral.get_kind_display(), request_page(referral))]


@require_form
@confidential(Permission.CASE_WRITE)
def ask(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    """First whom to ask, the best choice on top; then, with `?offer=…`, what it is told."""
    case = case_for(request.user, reference)
    support = support_of(case, request.user, pk)
    offer = request.GET.get("offer", "")
    if offer.isdigit():
        service = get_object_or_404(Service.objects.select_related("provider"), pk=int(offer))
        return _ask(request, case, support, service)
    asked = ServiceReferral.objects.filter(support=support).visible_to(request.user)
    return render(
        request,
        "recovery/choose.html",
        {
            "case": case,
            "support": support,
            "title": case.reference,
            "crumbs": way_to_plan(case),
            "choices": choices_for(support, _wanted(case, request), list(asked), on=localdate()),
            "refusal": may.why_not_ask(
                case, plan_of(case, request.user), support, request.user, at=now()
            ),
        },
    )


def _wanted(case: Any, request: UserRequest) -> Wanted:
    """In codes, as far as whoever asks may read who the person is; nothing is uncovered for it."""
    identity = Identity.objects.filter(person=case.subject_id).visible_to(request.user).first()
    return Wanted(case.majority, frozenset(identity.languages if identity else ()))


def _ask(request: UserRequest, case: Any, support: Support, service: Service) -> HttpResponse:
    consents = Consent.objects.filter(case=case).visible_to(request.user).standing(at=now())
    wanted = _wanted(case, request)
    form = AskForm(
        request.POST or None,
        provider=service.provider,
        lead=case.lead_id,
        consents=consents,
        initial={"languages": sorted(wanted.languages)},
    )
    return form_page(
        request,
        form,
        partial(acts.send, support, provider=service.provider, service=service),
        title=_("Ask a provider"),
        lead=f"{service.title} · {service.provider}",
        done=_("The provider is asked. The clock runs."),
        submit=_("Ask"),
        crumbs=way_to_plan(
            case, (_("Whom to ask"), reverse("recovery:ask", args=[case.reference, support.pk]))
        ),
        refusal=may.why_not_ask(case, plan_of(case, request.user), support, request.user, at=now()),
        to=request_page,
    )


@require_form
@confidential(Permission.CASE_READ)
def request_(request: UserRequest, pk: Any) -> HttpResponse:
    """How a request stands. What the provider wrote stays covered until it is asked for."""
    context = _shown(request, pk)
    if request.method == "POST" and context["is_ours"]:
        context["remark"] = acts.open_remark(context["referral"], by=request.user, at=now())
    return render(request, "recovery/request.html", context)


def _shown(request: UserRequest, pk: Any) -> dict[str, Any]:
    referral = request_for(request.user, pk)
    case = case_of(referral, request.user)
    codes = Codes.of(ServiceReferral)
    is_ours = case is not None and case.lead_id in {post.body_id for post in request.user.posts}
    return {
        "referral": referral,
        "case": case,
        "is_ours": is_ours,
        "title": referral.get_kind_display(),
        "crumbs": [requests_crumb()],
        "look": LOOKS[referral.status],  # type: ignore[index]
        "at": now(),
        "majority": codes.said(referral.majority),
        "sex": codes.said(referral.sex),
        "languages": ", ".join(codes.said(one) for one in referral.languages),
        "parts": [part.label for part in Part if part in referral.parts],
        "why_not_answer": may.why_not_answer(referral, request.user),
        "why_not_finish": may.why_not_finish(referral, case, request.user) if case else "",
        "why_not_withdraw": may.why_not_withdraw(referral, case, request.user) if case else "",
        "why_not_link": may.why_not_renew_link(referral, case, request.user) if case else "",
    }


@require_form
@confidential(Permission.SERVICE_ANSWER)
def accept(request: UserRequest, pk: Any) -> HttpResponse:
    referral = request_for(request.user, pk)
    return form_page(
        request,
        AcceptForm(request.POST or None),
        partial(acts.accept, referral),
        title=_("Accept"),
        lead=_("What the person agreed to tell you opens to your body, and nothing else."),
        done=_("Accepted. The sender is told."),
        submit=_("We can help"),
        crumbs=way_to_request(referral),
        refusal=may.why_not_answer(referral, request.user),
    )


@require_form
@confidential(Permission.SERVICE_ANSWER)
def return_(request: UserRequest, pk: Any) -> HttpResponse:
    referral = request_for(request.user, pk)
    return form_page(
        request,
        ReturnForm(request.POST or None),
        partial(acts.return_, referral),
        title=_("Return"),
        lead=_("The sender is told why, and asks somebody else. You see the request no more."),
        done=_("Returned. The sender is told."),
        submit=_("We cannot help"),
        crumbs=way_to_request(referral),
        to=lambda _referral: reverse("recovery:requests"),
        refusal=may.why_not_answer(referral, request.user),
    )


@require_form
@confidential(Permission.SERVICE_ANSWER, Permission.CASE_WRITE)
def finish(request: UserRequest, pk: Any) -> HttpResponse:
    referral = request_for(request.user, pk)
    case = case_of(referral, request.user)
    return form_page(
        request,
        FinishForm(request.POST or None),
        partial(acts.finish, referral),
        title=_("The help is over"),
        lead=_("What was opened for this help closes."),
        done=_("Written down. The sender is told."),
        submit=_("Write it down"),
        crumbs=way_to_request(referral),
        refusal=may.why_not_finish(referral, case, request.user)
        if case
        else _("Only what was accepted can be done."),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def withdraw(request: UserRequest, pk: Any) -> HttpResponse:
    referral = request_for(request.user, pk)
    case = case_behind(referral, request.user)
    return form_page(
        request,
        WithdrawForm(request.POST or None),
        partial(acts.withdraw, referral),
        title=_("Withdraw the request"),
        lead=_("The provider sees it no more; what was opened for it closes at once."),
        done=_("The request is withdrawn."),
        submit=_("Withdraw"),
        crumbs=way_to_request(referral),
        to=lambda _referral: plan_page(case),
        refusal=may.why_not_withdraw(referral, case, request.user),
    )


@require_POST
@confidential(Permission.CASE_WRITE)
def make_link(request: UserRequest, pk: Any) -> HttpResponse:
    """A new link, shown on this answer alone and kept nowhere; by e-mail as well, if wished."""
    referral = request_for(request.user, pk)
    case_behind(referral, request.user)
    key = links.make_link(referral, by=request.user, at=now())
    address = request.build_absolute_uri(reverse("recovery:answer", args=[key]))
    if request.POST.get("mail") == "yes" and referral.provider.email:
        if links.mail(referral, address):
            messages.success(request, _("The link has been sent to the office of the provider."))
            return HttpResponseRedirect(request_page(referral))
        messages.warning(request, _("The mail server did not take it. Pass the link on yourself."))
    return render(request, "recovery/request.html", _shown(request, pk) | {"link": address})
