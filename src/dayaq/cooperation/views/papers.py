"""Papers in Word, and the templates that the ministry keeps of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import UserRequest
from dayaq.cooperation.actions.papers import upload_template
from dayaq.cooperation.forms.papers import PaperTemplateForm
from dayaq.cooperation.models import PaperTemplate, SourceDocument
from dayaq.cooperation.models.replies import with_answers
from dayaq.cooperation.papers import answers as answering
from dayaq.cooperation.papers import minutes, templates
from dayaq.cooperation.states import Paper
from dayaq.cooperation.views.meetings import meeting_for
from dayaq.cooperation.views.ways import meetings_crumb, reads, steers
from dayaq.directory.models import Language
from dayaq.kernel.files import handed_out
from dayaq.kernel.word import WORD


def language_of_paper() -> str:
    """Papers are made in the reader's language where there is a template, else in Azerbaijani."""
    language = (get_language() or "")[:2]
    return language if language in templates.LANGUAGES else templates.LANGUAGES[0]


@require_safe
@reads
def meeting_minutes(request: UserRequest, pk: int) -> HttpResponse:
    known = meeting_for(request, pk)
    if not known.took_place:
        raise Http404
    made = templates.made(Paper.MINUTES, language_of_paper(), minutes.compose(known))
    return handed_out(made, WORD, f"minutes-{known.number}.docx")


@require_safe
@reads
def answers(request: UserRequest, pk: int) -> HttpResponse:  # noqa: ARG001 - all roles read it
    """The table of a document's recommendations with what is answered to each."""
    known = get_object_or_404(SourceDocument.objects.select_related("issuer"), pk=pk)
    rows = with_answers(known.recommendations.prefetch_related("bodies__names"))
    made = templates.made(Paper.ANSWERS, language_of_paper(), answering.compose(known, rows))
    return handed_out(made, WORD, f"answers-{known.pk}.docx")


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
        crumbs=[meetings_crumb()],
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
