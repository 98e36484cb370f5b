"""How a page with one form goes: show it, act on it, or say what is wrong and lose nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.forms import BaseForm, ModelForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from dayaq.access.permissions import UserRequest
from dayaq.access.refusal import Denied, Refusal
from dayaq.audit.changes import state_of

require_form = require_http_methods(["GET", "HEAD", "POST"])

Act = Callable[..., Any]
"""An action, or one that knows already what it is about: `partial(revise_region, region)`."""

Crumbs = list[tuple[object, str]]
"""The way here: labels and addresses, from the first page of the room on."""


def tell(form: BaseForm, wrong: ValidationError, request: UserRequest) -> None:
    """Put each sentence at its field; what has no field here stands above the form."""
    by_field = (
        wrong.message_dict if hasattr(wrong, "error_dict") else {NON_FIELD_ERRORS: wrong.messages}
    )
    for field, sentences in by_field.items():
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)
    is_stale = any(error.code == "stale" for error in getattr(wrong, "error_list", []))
    if is_stale and isinstance(form, ModelForm):
        # the next attempt starts from the state that the warning asks to be looked at
        fresh = type(form.instance)._default_manager.get(pk=form.instance.pk)
        again = request.POST.copy()
        again[form.add_prefix("seen")] = state_of(fresh)
        form.data = again


def press(
    request: UserRequest,
    act: Act,
    *,
    done: object,
    back: str,
    to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """One button, one action: done by whoever asks, now. What it refuses is said on the page one was on.

    `back` is that page; `to` where the result stands, if that is another.
    """
    try:
        result = act(by=request.user, at=now())
    except (Denied, ValidationError) as refused:
        messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
        return HttpResponseRedirect(back)
    messages.success(request, str(done))
    return HttpResponseRedirect(to(result) if to else back)


def form_page(
    request: UserRequest,
    form: BaseForm,
    act: Act,
    *,
    title: object,
    done: object,
    crumbs: Crumbs,
    back: str = "",
    lead: object = "",
    submit: object = "",
    refusal: "Refusal | None" = None,
    to: Callable[[Any], str] | None = None,
    context: Mapping[str, object] | None = None,
    template: str = "kernel/form.html",
) -> HttpResponse:
    """One form, one action: done by whoever asks, now, with what the form says.

    `back` is where one came from, the last crumb unless told otherwise; `to` where the result stands.
    `refusal` is the reason why the person may not do this; it is shown in place of the form. What the
    action refuses is undone whole, and said above the form.
    """
    back = back or crumbs[-1][1]
    if request.method == "POST" and refusal is None and form.is_valid():
        try:
            with transaction.atomic():
                result = act(by=request.user, at=now(), **form.cleaned_data)
        except ValidationError as wrong:
            tell(form, wrong, request)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, str(done))
            return HttpResponseRedirect(to(result) if to else back)
    return render(
        request,
        template,
        {
            "form": form,
            "title": title,
            "lead": lead,
            "back": back,
            "crumbs": crumbs,
            "submit": submit,
            "refusal": refusal,
            **(context or {}),
        },
        status=422 if form.errors else 403 if refusal and request.method == "POST" else 200,
    )
