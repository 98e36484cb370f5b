"""The door of a questionnaire: anybody answers, on any phone, without an account or a cookie."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dayaq.access.pages import require_form
from dayaq.access.permissions import public
from dayaq.access.refusal import Denied
from dayaq.evaluation import policies
from dayaq.evaluation.actions import sheets as acts
from dayaq.evaluation.forms import Questionnaire
from dayaq.evaluation.models import Sheet

NAMES = {"az": "Azərbaycanca", "en": "English", "ru": "Русский"}


# Without the token against forged requests, because that would need a cookie: nothing is done here in
# anybody's name, and whoever knows the address may answer anyway.
@csrf_exempt
@require_form
@never_cache
@public
def door(request: HttpRequest, door: str) -> HttpResponse:
    """The questions in one of their languages; after sending, thanks."""
    known = get_object_or_404(
        Sheet.objects.select_related("questions", "course").prefetch_related(
            "questions__questions"
        ),
        door=door.lower(),
    )
    languages = known.questions.languages
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in languages else translation.get_language()
    if language not in languages:
        language = "az"
    with translation.override(language):
        return _asked(request, known, languages, language or "az")


def _asked(request: HttpRequest, known: Sheet, languages: list[str], language: str) -> HttpResponse:
    asked = list(known.questions.questions.all())
    slip = request.GET.get("slip", "")[:40]
    form = Questionnaire(request.POST or None, asked=asked, initial={"key": uuid.uuid4()})
    refusal = policies.why_not_answer(known, today=localdate())
    if request.method == "POST" and refusal is None and form.is_valid():
        try:
            acts.answer(
                known, form.answers, key=form.cleaned_data["key"], slip=slip, today=localdate()
            )
        except (Denied, ValidationError) as refused:
            form.add_error(None, " ".join(getattr(refused, "messages", [str(refused)])))
        else:
            thanks = reverse("evaluation:thanks", args=[known.door])
            return HttpResponseRedirect(f"{thanks}?lang={language}")
    status = 422 if form.errors else 410 if refusal else 200
    page = {
        "sheet": known,
        "form": form,
        "refusal": refusal,
        "languages": [(code, NAMES[code]) for code in languages],
        "language": language,
        "slip": slip,
    }
    return render(request, "evaluation/door.html", page, status=status)


@require_safe
@public
def thanks(request: HttpRequest, door: str) -> HttpResponse:
    """The same for everybody: it does not know who was here."""
    known = get_object_or_404(Sheet.objects.select_related("questions"), door=door.lower())
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in NAMES else "az"
    with translation.override(language):
        page = {"sheet": known, "language": language, "is_done": True}
        return render(request, "evaluation/door.html", page)
