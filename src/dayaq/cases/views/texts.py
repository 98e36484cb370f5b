"""Texts of consent: the register, a text with its versions and history, and what is done with one."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.cases.actions import texts as acts
from dayaq.cases.forms.texts import DraftForm, PublishForm, WordsForm
from dayaq.cases.models import ConsentText
from dayaq.cases.models.codes import Languages
from dayaq.cases.models.texts import texts_in_force
from dayaq.cases.policies import texts as may
from dayaq.cases.states import TextStatus
from dayaq.cases.tables.texts import TextSearch, TextTable
from dayaq.kernel.lists import show_list

READ = (Permission.CASE_READ, Permission.CONSENT_TEXTS_KEEP)


def _crumbs(*more: tuple[object, str]) -> Crumbs:
    return [(_("Texts of consent"), reverse("cases:texts")), *more]


def _page(text: ConsentText) -> str:
    return reverse("cases:text", args=[text.pk])


@require_safe
@needs(*READ)
def texts(request: UserRequest) -> HttpResponse:
    may_write = holds(request.user, Permission.CONSENT_TEXTS_KEEP)
    return show_list(
        request,
        rows=ConsentText.objects.select_related("drafted_by"),
        table=TextTable,
        filters=TextSearch,
        title=_("Texts of consent"),
        name="consent-texts",
        template="access/register.html",
        context={
            "lead": _(
                "What people are asked to agree to, in their language. Words that were published never change."
            ),
            "add": (reverse("cases:add_text"), _("Write a new version")) if may_write else None,
        },
    )


def _text_for(pk: int) -> ConsentText:
    return get_object_or_404(ConsentText.objects.select_related("drafted_by"), pk=pk)


@require_safe
@needs(*READ)
def text(request: UserRequest, pk: int) -> HttpResponse:
    found = _text_for(pk)
    languages = Languages()
    alike = ConsentText.objects.filter(purpose=found.purpose).exclude(pk=found.pk)
    alike = alike.exclude(status=TextStatus.DISCARDED)
    context = {
        "text": found,
        "title": languages.said(found),
        "crumbs": _crumbs(),
        "is_in_force": found in texts_in_force(on=localdate(), purpose=found.purpose),
        "languages": [
            (one, languages.name(one.language)) for one in alike if one.version == found.version
        ],
        "versions": [
            one for one in alike if one.language == found.language and one.version != found.version
        ],
        "why_not_keep": may.why_not_keep(request.user),
        "why_not_revise": may.why_not_revise(found, request.user),
        "why_not_publish": may.why_not_publish(found, request.user),
        "why_not_withdraw": may.why_not_withdraw(found, request.user),
    }
    return render(request, "cases/text.html", context)


@require_form
@needs(Permission.CONSENT_TEXTS_KEEP)
def add(request: UserRequest) -> HttpResponse:
    """A new version; `?from=` begins with the words of another, `?in=` is that one in another language."""
    original = _named(request.GET.get("in"))
    begun = _named(request.GET.get("from"))
    choices = Languages().choices(on=localdate())
    if original is not None:
        rows = ConsentText.objects.filter(purpose=original.purpose, version=original.version)
        taken = set(rows.exclude(status=TextStatus.DISCARDED).values_list("language", flat=True))
        choices = [one for one in choices if one[0] not in taken]
    first: dict[str, Any] = {"language": "az"}
    if begun is not None:
        first = {"purpose": begun.purpose, "language": begun.language, "text": begun.text}
    return form_page(
        request,
        DraftForm(
            request.POST or None,
            initial=first,
            languages=choices,
            is_translation=original is not None,
        ),
        partial(acts.draft, translation_of=original),
        title=_("Translate the text") if original else _("Write a new version"),
        lead=_("It is a draft until somebody else publishes it."),
        done=_("The draft is kept."),
        crumbs=_crumbs(),
        back=_page(before) if (before := original or begun) else "",
        to=_page,
        template="cases/add_text.html",
        context={"original": original},
    )


def _named(pk: "str | None") -> ConsentText | None:
    if not pk or not pk.isascii() or not pk.isdigit() or len(pk) > 9:
        return None
    return ConsentText.objects.filter(pk=int(pk)).first()


def _crumbs_to(found: ConsentText) -> Crumbs:
    return _crumbs((Languages().said(found), _page(found)))


@require_form
@needs(Permission.CONSENT_TEXTS_KEEP)
def rewrite(request: UserRequest, pk: int) -> HttpResponse:
    found = _text_for(pk)
    return form_page(
        request,
        WordsForm(request.POST or None, instance=_text_for(pk)),
        partial(acts.rewrite, found),
        title=_("Change the draft"),
        done=_("The draft is kept."),
        crumbs=_crumbs_to(found),
        refusal=may.why_not_revise(found, request.user),
    )


@require_form
@needs(Permission.CONSENT_TEXTS_KEEP)
def publish(request: UserRequest, pk: int) -> HttpResponse:
    found = _text_for(pk)
    return form_page(
        request,
        PublishForm(request.POST or None),
        partial(acts.publish, found),
        title=_("Publish the text"),
        lead=_(
            "From that day on people are asked in these words. Nobody can change them afterwards."
        ),
        done=_("The text is published."),
        submit=_("Publish"),
        crumbs=_crumbs_to(found),
        refusal=may.why_not_publish(found, request.user),
    )


@require_form
@needs(Permission.CONSENT_TEXTS_KEEP)
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = _text_for(pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.withdraw, found),
        title=_("Take the text out of use"),
        lead=_("Nobody is asked in these words any more. Consent that was given to them stands."),
        done=_("The text is out of use."),
        submit=_("Take it out of use"),
        crumbs=_crumbs_to(found),
        refusal=may.why_not_withdraw(found, request.user),
    )


@require_form
@needs(Permission.CONSENT_TEXTS_KEEP)
def discard(request: UserRequest, pk: int) -> HttpResponse:
    found = _text_for(pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.discard, found),
        title=_("Discard the draft"),
        done=_("The draft is discarded."),
        submit=_("Discard the draft"),
        crumbs=_crumbs_to(found),
        refusal=may.why_not_revise(found, request.user),
    )
