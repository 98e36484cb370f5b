"""The door of a provider without an account: anybody with the link, for one answer, without a cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dayaq.access.pages import require_form
from dayaq.access.permissions import public
from dayaq.access.refusal import Denied
from dayaq.access.throttle import too_often
from dayaq.cases.models.codes import Codes
from dayaq.recovery.actions import links
from dayaq.recovery.forms.asking import LinkForm
from dayaq.recovery.models import ServiceReferral

NAMES = {"az": "Azərbaycanca", "en": "English", "ru": "Русский"}
KNOCKS = 20
"""From one place within a minute: far more than an office needs, far too few to try keys."""


# Without the token against forged requests, because that would need a cookie: whoever knows the
# address may answer anyway, and nobody else knows it.
@csrf_exempt
@require_form
@never_cache
@public
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """What is asked, in codes; after the answer, thanks. Every bad link gets the same words."""
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in NAMES else "az"
    with translation.override(language):
        if too_often(request, "recovery.answer", most=KNOCKS):
            return _page(request, language, {"is_closed": True}, status=429)
        response = _answered(request, key, language)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answered(request: HttpRequest, key: str, language: str) -> HttpResponse:
    referral = links.asked_by(key, at=now())
    if referral is None:
        return _page(request, language, {"is_closed": True}, status=404)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            links.answer_by(key, at=now(), **form.cleaned_data)
        except Denied:
            return _page(request, language, {"is_closed": True}, status=404)
        return _page(request, language, {"is_done": True})
    codes = Codes.of(ServiceReferral)
    asked = {
        "referral": referral,
        "form": form,
        "majority": codes.said(referral.majority),
        "sex": codes.said(referral.sex),
        "languages": ", ".join(codes.said(one) for one in referral.languages),
    }
    return _page(request, language, asked, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, language: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    known = {"language": language, "names": NAMES.items()}
    return render(request, "recovery/answer.html", known | context, status=status)
