"""The door at which somebody asks for help themself: no account, no cookie, nothing kept on the phone."""

from collections.abc import Iterator, Mapping

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dayaq.access.pages import require_form
from dayaq.access.permissions import public
from dayaq.access.throttle import too_often
from dayaq.directory.models import Parameter
from dayaq.referrals.actions import helping
from dayaq.referrals.forms.helping import HelpForm
from dayaq.referrals.models.codes import new_code, spaced
from dayaq.referrals.views.doors import door_page, language_of, words_of

ASKED, WITHIN = 10, 3600
"""From one place within an hour: a shelter, a café or a family may share one."""

GOOD_FOR = 24 * 3600
_signer = signing.TimestampSigner(salt="referrals.help")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "safety": ("safe", "danger", "unknown"),
    "majority": ("adult", "child", "not_sure"),
    "channel": ("phone", "message", "none"),
}


# A token against forged requests would need a cookie: the code of the receipt, signed by us, is in the form.
@csrf_exempt
@require_form
@never_cache
@public
def ask(request: HttpRequest) -> HttpResponse:
    """Three questions, and how to be reached. What is sent stands at the desk before the answer comes."""
    template, language = "referrals/help.html", language_of(request)
    hotline = Parameter.objects.value_of("person.hotline", on=localdate(), default="152")
    context: dict[str, object] = {"hotline": hotline, "own": reverse("referrals:own")}
    form, code = HelpForm(), new_code()
    status = 200
    if request.method == "POST":
        form, code = HelpForm(request.POST), _code(request) or code
        if form.is_valid():
            if too_often(request, "referrals.help", most=ASKED, within=WITHIN):
                context["is_too_often"], status = True, 429
            else:
                helping.ask(form.cleaned_data, code=code, language=language, at=now())
                return door_page(request, template, "help", context | {"given": spaced(code)})
        else:
            status = 422
    say = words_of("help", language)
    context |= {
        "once": _signer.sign(code),
        "questions": list(_questions(form, say)),
        "phone": form["phone"].value() or "",
        "safe_times": form["safe_times"].value() or "",
        "never": form["never"].value() or "",
        "wrong": [(name, say[f"need_{name}"]) for name in form.errors],
    }
    return door_page(request, template, "help", context, status=status)


def _code(request: HttpRequest) -> str:
    """The code that this form was given; a second click under it asks for nothing new."""
    try:
        return _signer.unsign(request.POST.get("once", ""), max_age=GOOD_FOR)
    except signing.BadSignature:
        return ""


def _questions(form: HelpForm, say: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for name, values in CHOICES.items():
        yield {
            "name": name,
            "words": say[name],
            "wrong": say[f"need_{name}"] if name in form.errors else "",
            "choices": [(one, say[f"{name}_{one}"], form[name].value() == one) for one in values],
        }
