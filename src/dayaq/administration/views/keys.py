"""The page of keys: how they stand, how far a change-over is, and beginning one. No key is ever shown."""

from collections.abc import Iterable
from functools import partial

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import Crumbs
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.access.step_up import step_up
from dayaq.administration.actions import keys as acts
from dayaq.administration.views.forms import form_page, require_form
from dayaq.cases.actions import reindexing
from dayaq.jobs.models import Job
from dayaq.vault import rotation
from dayaq.vault.models import IndexKey, MasterKey


@require_safe
@needs(Permission.KEY_ROTATE)
@step_up()
def keys(request: UserRequest) -> HttpResponse:
    masters, searches = list(MasterKey.objects.all()), list(IndexKey.objects.all())
    used = rotation.still_used(masters)
    jobs = {task: acts.latest_job(task) for task in (rotation.TASK, reindexing.TASK)}
    context = {
        "title": _("Keys"),
        "master_keys": acts.master_keys(masters, used),
        "search_keys": acts.search_keys(searches),
        "why_not_rotate": rotation.why_not_rotate(masters, used),
        "why_not_rotate_search": acts.why_not_rotate_search(searches),
        "rewrapping": jobs[rotation.TASK],
        "reindexing": jobs[reindexing.TASK],
        "jobs": _unfinished(jobs.values()),
    }
    return render(request, "administration/keys.html", context)


@require_safe
@needs(Permission.KEY_ROTATE)
def progress(request: UserRequest) -> HttpResponse:
    """How far the work is, for the page that stays open; says to look again when it has ended."""
    jobs = _unfinished(acts.latest_job(task) for task in (rotation.TASK, reindexing.TASK))
    response = render(request, "administration/_keys_progress.html", {"jobs": jobs})
    if not jobs:
        response.headers["HX-Refresh"] = "true"
    patch_vary_headers(response, ["HX-Request"])
    return response


def _unfinished(jobs: Iterable[Job | None]) -> list[Job]:
    return [job for job in jobs if job is not None and not job.is_ended]


def _crumbs() -> Crumbs:
    return [(_("Keys"), reverse("administration:keys"))]


@require_form
@needs(Permission.KEY_ROTATE)
@step_up()
def rotate(request: UserRequest) -> HttpResponse:
    known = list(MasterKey.objects.all())
    return form_page(
        request,
        forms.Form(request.POST or None),
        partial(acts.rotate_master, url=reverse("administration:keys")),
        title=_("Change over to the new master key"),
        lead=_(
            "From this moment all that is new is under the new key. The keys of everybody else follow in "
            "the background, while people work. Nothing is lost if it is interrupted."
        ),
        submit=_("Change over"),
        done=_("The change-over has begun."),
        crumbs=_crumbs(),
        refusal=rotation.why_not_rotate(known, rotation.still_used(known)),
    )


@require_form
@needs(Permission.KEY_ROTATE)
@step_up()
def rotate_search(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        forms.Form(request.POST or None),
        partial(acts.rotate_search, url=reverse("administration:keys")),
        title=_("Change over to the new search key"),
        lead=_(
            "The names of all people are opened in the memory of the worker, and what they are found by is "
            "drawn anew. Meanwhile people are found under both keys."
        ),
        submit=_("Change over"),
        done=_("The change-over has begun."),
        crumbs=_crumbs(),
        refusal=acts.why_not_rotate_search(IndexKey.objects.all()),
    )


@require_form
@needs(Permission.KEY_ROTATE)
@step_up()
def retire(request: UserRequest, version: int) -> HttpResponse:
    key = get_object_or_404(MasterKey, pk=version)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.retire_master, version),
        title=_("Retire master key %(number)s") % {"number": version},
        lead=_(
            "Nothing is under it any more. Take it out of the key file afterwards; in escrow it stays as "
            "long as a backup needs it."
        ),
        submit=_("Retire"),
        done=_("The key is retired."),
        crumbs=_crumbs(),
        refusal=rotation.why_not_retire(key, rotation.still_used([key])),
    )
