"""Confirming a fact after comparing it with the legal text, and taking that back."""

from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from dayaq.access.forms import ReasonForm
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.administration.actions import facts as actions
from dayaq.administration.forms.directory import ConfirmationForm
from dayaq.administration.views.forms import form_page, require_form
from dayaq.audit.changes import state_of
from dayaq.directory.models import Sourced

HOME: MappingProxyType[str, Callable[[Any], str]] = MappingProxyType(
    {
        "name": lambda fact: reverse("administration:body", args=[fact.body.code]),
        "succession": lambda fact: reverse("administration:body", args=[fact.predecessor.code]),
        "region": lambda fact: reverse("administration:region", args=[fact.code]),
        "holiday": lambda fact: reverse("administration:holiday", args=[fact.pk]),
        "value": lambda fact: reverse("administration:parameter", args=[fact.parameter.code]),
    }
)
"""On which page each kind of fact stands."""


def fact_of(kind: str, pk: int) -> tuple[Sourced, str]:
    model = actions.KINDS.get(kind)
    if model is None:
        raise Http404
    fact = get_object_or_404(model, pk=pk)
    return fact, HOME[kind](fact)


@require_form
@needs(Permission.DIRECTORY_KEEP)
def confirm(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    fact, home = fact_of(kind, pk)
    return form_page(
        request,
        ConfirmationForm(
            request.POST or None, initial={"source": fact.source, "seen": state_of(fact)}
        ),
        partial(actions.confirm, fact),
        title=_("Confirm “%(fact)s”") % {"fact": fact},
        lead=_("With your name you say that you have compared this with the legal text."),
        submit=_("I have compared it: confirm"),
        done=_("Confirmed."),
        crumbs=[(str(fact), home)],
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def doubt(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    fact, home = fact_of(kind, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(actions.doubt, fact),
        title=_("Withdraw the confirmation of “%(fact)s”") % {"fact": fact},
        submit=_("Withdraw the confirmation"),
        done=_("The confirmation has been withdrawn."),
        crumbs=[(str(fact), home)],
    )
