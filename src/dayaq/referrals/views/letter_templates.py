"""The ministry's Word templates of letters: those in use, a new one, and all earlier ones."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.kernel.files import handed_out
from dayaq.kernel.word import WORD
from dayaq.referrals import papers
from dayaq.referrals.actions.letter_templates import SHIPPED, upload_template
from dayaq.referrals.forms.letters import LetterTemplateForm
from dayaq.referrals.models import LetterTemplate
from dayaq.referrals.models.letters import OwnLanguage
from dayaq.referrals.states import LetterKind

keeps = needs(Permission.LETTER_KEEP)


def _tags() -> list[tuple[str, str]]:
    """What a template may fill in, each with what it says."""
    return [
        ("{{ issuer }}", _("Body that issues the letter")),
        ("{{ number }}", _("Number of the letter")),
        ("{{ issued_on }}", _("Day on which it is issued")),
        ("{{ addressee }}", _("To whom")),
        ("{{ name }}", _("Name of the person")),
        ("{{ since }}", _("Day since which the person is protected")),
        ("{{ day }}", _("Day of the decision")),
        ("{{ plain }}", _("The decision in plain words")),
        ("{{ words }}", _("What is asked for or confirmed")),
        ("{{ heading }}", _("Prepared heading")),
        ("{%p for line in lines %} {{ line }} {%p endfor %}", _("Prepared text, line by line")),
        ("{%p for right in rights %} {{ right }} {%p endfor %}", _("Rights, line by line")),
        ("{% if decided %} … {% endif %}", _("Only where the status was decided")),
        ("{{ code }}", _("Code by which it is verified")),
        ("{{ door }}", _("Address at which it is verified")),
    ]


def _rows(today: date) -> list[dict[str, object]]:
    uploaded = list(LetterTemplate.objects.defer("content").select_related("uploaded_by"))
    in_use = {
        (kind, language): max(
            (
                (one.valid_from, one.number)
                for one in uploaded
                if (one.kind, one.language) == (kind, language) and one.valid_from <= today
            ),
            default=(today, SHIPPED),
        )[1]
        for kind in LetterKind.values
        for language in OwnLanguage.values
    }
    return [
        {
            "kind": kind,
            "languages": [
                {
                    "code": language.value,
                    "name": language.label,
                    "in_use": in_use[kind, language],
                    "versions": [
                        one for one in uploaded if (one.kind, one.language) == (kind, language)
                    ],
                }
                for language in OwnLanguage
            ],
        }
        for kind in LetterKind
    ]


@require_form
@keeps
def templates(request: UserRequest) -> HttpResponse:
    today = localdate()
    return form_page(
        request,
        LetterTemplateForm(request.POST or None, request.FILES or None, today=today),
        upload_template,
        title=_("Templates of letters"),
        lead=_(
            "Letters are made from templates that you may edit in Word. Earlier versions stay, and "
            "letters keep the one they were issued by."
        ),
        submit=_("Try out and keep"),
        done=_("The template is kept; it is in use from its day on."),
        crumbs=[],
        back=request.path,
        template="referrals/letter_templates.html",
        context={"shipped": SHIPPED, "rows": _rows(today), "tags": _tags()},
    )


def _content(kind: str, language: str, number: int) -> bytes:
    if kind not in LetterKind.values or language not in OwnLanguage.values:
        raise Http404
    if number == SHIPPED:
        return papers.shipped(language)
    known = LetterTemplate.objects.of(kind, language)
    return bytes(get_object_or_404(known, number=number).content)


@require_safe
@keeps
def template(request: UserRequest, kind: str, language: str, number: int) -> HttpResponse:  # noqa: ARG001
    """One version, to be edited in Word. The first is the one that came with the system."""
    content = _content(kind, language, number)
    return handed_out(content, WORD, f"template-{kind}-{language}-{number}.docx")


@require_safe
@keeps
def sample(request: UserRequest, kind: str, language: str, number: int) -> HttpResponse:  # noqa: ARG001
    """What a version makes of sample words: its preview."""
    content = papers.sample(_content(kind, language, number))
    return handed_out(content, WORD, f"sample-{kind}-{language}-{number}.docx")
