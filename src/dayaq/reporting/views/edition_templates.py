"""The Word templates of the edition: the one in use, a new one, and all earlier ones."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.directory.models import Language
from dayaq.kernel.files import handed_out
from dayaq.reporting.actions import editions as actions
from dayaq.reporting.editions import word
from dayaq.reporting.editions.building import LANGUAGES
from dayaq.reporting.forms import TemplateForm
from dayaq.reporting.models import EditionTemplate
from dayaq.reporting.models.editions import SHIPPED

keeps = needs(Permission.EDITION_BUILD)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
def index(request: UserRequest) -> HttpResponse:
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        template = actions.upload_template(
            form.cleaned_data["language"],
            form.cleaned_data["content"],
            by=request.user,
            at=now(),
        )
        said = _("Version %(number)s of the template is in use from the next build on.")
        messages.success(request, said % {"number": template.number})
        return redirect("reporting:edition_templates")
    uploaded = EditionTemplate.objects.defer("content").select_related("uploaded_by")
    context = {
        "form": form,
        "shipped": SHIPPED,
        "languages": [
            {
                "code": language,
                "label": Language(language).label,
                "versions": [one for one in uploaded if one.language == language],
            }
            for language in LANGUAGES
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/edition_templates.html", context, status=status)


@require_safe
@keeps
def download(request: UserRequest, language: str, number: int) -> HttpResponse:  # noqa: ARG001
    """One version of the template, to be edited in Word. The first is the one that was shipped."""
    if language not in LANGUAGES:
        raise Http404
    if number == SHIPPED:
        content = word.shipped(language)
    else:
        known = EditionTemplate.objects.of(language)
        content = bytes(get_object_or_404(known, number=number).content)
    return handed_out(content, word.WORD, f"template-{language}-{number}.docx")
