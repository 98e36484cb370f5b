"""What the person agreed to or refused, in their own language; and its withdrawal."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.audit.recording import record_read
from dayaq.cases.actions import sharing as acts
from dayaq.cases.forms.sharing import ConsentForm
from dayaq.cases.models import Consent, ConsentText, Disclosure, Grant
from dayaq.cases.models.codes import Languages
from dayaq.cases.models.readers import Sharing
from dayaq.cases.models.texts import texts_in_force
from dayaq.cases.policies import cases as may_read
from dayaq.cases.policies import sharing as may
from dayaq.cases.states import Part
from dayaq.cases.views.fetching import case_for, crumbs_to
from dayaq.directory.models import Body
from dayaq.vault.door import confidential
from dayaq.vault.sealing import Shredded, unseal


@require_safe
@confidential(Permission.CASE_READ)
def consents(request: UserRequest, reference: str) -> HttpResponse:
    """All that was said, the newest first. What the person asked for is shown to readers of consent."""
    at = now()
    case = case_for(request.user, reference)
    why_not = may_read.why_not_read(Part.CONSENT, request.user, Sharing.of(case, at=at), at=at)
    rows = Consent.objects.filter(case=case).visible_to(request.user)
    found = [] if why_not else list(rows.select_related("text", "taken_by", "case__subject__key"))
    names = {
        body.pk: body.short_name
        for body in Body.objects.filter(
            pk__in={b for c in found for b in c.recipients}
        ).to_choose_from()
    }
    if found:
        record_read(case, section=str(Part.CONSENT), case=case, by=request.user, at=at, why="")
    languages = Languages()
    context = {
        "case": case,
        "title": _("Consent"),
        "crumbs": crumbs_to(case),
        "why_not": why_not,
        "consents": [
            {
                "consent": one,
                "recipients": [names[body] for body in one.recipients if body in names],
                "remark": _remark(one),
                "words": languages.said(one.text),
                "is_standing": one.is_standing(at=at),
                "why_not_withdraw": may.why_not_withdraw(one, case, request.user),
            }
            for one in found
        ],
        "why_not_take": may.why_not_take_consent(case, request.user),
    }
    return render(request, "cases/consents.html", context)


def _remark(consent: Consent) -> str:
    try:
        return unseal(consent, "remark")["remark"]
    except Shredded:
        return ""


@require_form
@confidential(Permission.CASE_WRITE)
def take(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    in_force = texts_in_force(on=localdate(), purpose=None)
    texts = ConsentText.objects.filter(pk__in=[text.pk for text in in_force])
    languages = Languages()
    return form_page(
        request,
        ConsentForm(request.POST or None, case=case, texts=texts, languages=languages),
        partial(acts.take_consent, case),
        title=_("Ask for consent"),
        lead=_("Read the text to the person. Help does not depend on the answer."),
        done=_("What the person said is recorded."),
        submit=_("Record the answer"),
        crumbs=crumbs_to(case, (_("Consent"), reverse("cases:consents", args=[case.reference]))),
        refusal=may.why_not_take_consent(case, request.user),
        template="cases/take_consent.html",
        context={"texts": [(text, languages.said(text)) for text in in_force]},
    )


@require_form
@confidential(Permission.CASE_WRITE)
def withdraw(request: UserRequest, reference: str, pk: str) -> HttpResponse:
    """Before: who stops reading. After: what has left already and cannot be called back."""
    case = case_for(request.user, reference)
    consent = get_object_or_404(Consent.objects.filter(case=case).visible_to(request.user), pk=pk)
    refusal = may.why_not_withdraw(consent, case, request.user)
    grants = Grant.objects.filter(case=case, consent=consent).visible_to(request.user)
    context = {
        "case": case,
        "consent": consent,
        "title": _("Withdraw consent"),
        "crumbs": crumbs_to(case, (_("Consent"), reverse("cases:consents", args=[case.reference]))),
        "refusal": refusal,
        "ending": []
        if refusal
        else grants.live(at=now()).select_related("body").prefetch_related("body__names"),
    }
    if request.method == "POST":
        if refusal is not None:
            raise Denied(refusal)
        _consent, left = acts.withdraw_consent(consent, by=request.user, at=now())
        messages.success(request, _("The consent is withdrawn. Those who read by it read no more."))
        context |= {"is_done": True, "ending": []}
    else:
        rows = Disclosure.objects.filter(case=case, consent=consent).visible_to(request.user)
        left = list(rows.select_related("body").prefetch_related("body__names"))
    return render(request, "cases/withdraw.html", context | {"left": left})
