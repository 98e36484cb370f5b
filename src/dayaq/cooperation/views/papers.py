"""Papers in Word, and the templates that the ministry keeps of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import UserRequest
from dayaq.cooperation.actions.papers import upload_template
from dayaq.cooperation.forms.papers import PaperTemplateForm
from dayaq.cooperation.models import PaperTemplate
from dayaq.cooperation.papers import templates
from dayaq.cooperation.states import Paper
from dayaq.cooperation.views.ways import steers
from dayaq.directory.models import Language
from dayaq.kernel.files import handed_out
from dayaq.kernel.word import WORD


@require_form
@steers
def paper_templates(request: UserRequest) -> HttpResponse:
    uploaded = PaperTemplate.objects.defer("content").select_related("uploaded_by")
    return form_page(
        request,
        PaperTemplateForm(request.POST or None, request.FILES or None),
        upload_template,
        title=_("Word templates"),
        lead=_("Papers are made from templates that you may edit in Word. Earlier versions stay."),
        submit=_("Try out and keep"),
        done=_("The template is in use from now on."),
        crumbs=[],
        back=request.path,
        template="cooperation/paper_templates.html",
        context={
            "shipped": templates.SHIPPED,
            "papers": [
                {
                    "paper": paper,
                    "language": language,
                    "name": Language(language).label,
                    "versions": [
                        one for one in uploaded if one.paper == paper and one.language == language
                    ],
                }
                for paper in Paper
                for language in templates.LANGUAGES
            ],
        },
    )


@require_safe
@steers
def paper_template(request: UserRequest, paper: str, language: str, number: int) -> HttpResponse:  # noqa: ARG001
    """One version of a template, to be edited in Word. The first is the one that was shipped."""
    if paper not in Paper.values or language not in templates.LANGUAGES:
        raise Http404
    if number == templates.SHIPPED:
        content = templates.shipped(Paper(paper), language)
    else:
        known = PaperTemplate.objects.of(paper, language)
        content = bytes(get_object_or_404(known, number=number).content)
    return handed_out(content, WORD, f"template-{paper}-{language}-{number}.docx")
