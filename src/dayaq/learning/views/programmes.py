"""Programmes and trainers."""

from copy import copy
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import UserRequest
from dayaq.kernel.lists import show_list
from dayaq.learning import policies
from dayaq.learning.actions import training as acts
from dayaq.learning.forms.training import EndForm, ProgrammeForm, TrainerForm
from dayaq.learning.models import Course, Programme, Trainer, required_topics
from dayaq.learning.tables.training import (
    ProgrammeSearch,
    ProgrammeTable,
    TrainerSearch,
    TrainerTable,
    programme_rows,
    trainer_rows,
)
from dayaq.learning.views.panels import OF_PROGRAMME
from dayaq.learning.views.ways import keeps, may_add, programmes_crumb, reads, to


@require_safe
@reads
def programmes(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=programme_rows(Programme.objects.visible_to(request.user)),
        table=ProgrammeTable,
        filters=ProgrammeSearch,
        title=_("Programmes"),
        name="programmes",
        template="access/register.html",
        context={
            "lead": _(
                "What is taught to whom, and whether the topics that the plan requires are in it."
            ),
            "empty": _("Add the first programme; trainings are planned by it."),
            "others": [trainers_crumb()[::-1]],
            "add": may_add(request, "learning:add_programme", _("Add a programme")),
        },
    )


def programme_for(request: UserRequest, pk: int) -> Programme:
    rows = Programme.objects.visible_to(request.user).select_related("body")
    return get_object_or_404(rows.prefetch_related("body__names", "topics", "audiences"), pk=pk)


@require_safe
@reads
def programme(request: UserRequest, pk: int) -> HttpResponse:
    found = programme_for(request, pk)
    courses = Course.objects.visible_to(request.user).filter(programme=found)
    return render(
        request,
        "learning/programme.html",
        {
            "programme": found,
            "missing": found.missing(required_topics(on=localdate())),
            "courses": courses.select_related("body").prefetch_related("body__names")[:10],
            "count": courses.count(),
            "panels": OF_PROGRAMME.of(found, request.user),
            "why_not_keep": policies.why_not_keep(found.body_id, request.user),
        },
    )


@require_form
@keeps
def add_programme(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        ProgrammeForm(request.POST or None, user=request.user),
        acts.add_programme,
        title=_("Add a programme"),
        done=_("The programme has been added. Now a training can be planned by it."),
        crumbs=[programmes_crumb()],
        to=partial(to, "programme"),
        template="access/long_form.html",
    )


@require_form
@keeps
def revise_programme(request: UserRequest, pk: int) -> HttpResponse:
    known = programme_for(request, pk)
    return form_page(
        request,
        ProgrammeForm(request.POST or None, instance=copy(known), user=request.user),
        partial(acts.revise_programme, known),
        title=_("Change the programme"),
        done=_("The programme has been changed."),
        crumbs=[programmes_crumb(), (str(known), to("programme", known))],
        refusal=policies.why_not_keep(known.body_id, request.user),
        template="access/long_form.html",
    )


@require_form
@keeps
def end_programme(request: UserRequest, pk: int) -> HttpResponse:
    known = programme_for(request, pk)
    return form_page(
        request,
        EndForm(request.POST or None, initial={"until": localdate()}),
        partial(acts.end_programme, known),
        title=_("End the programme"),
        submit=pgettext("programme", "End it"),
        done=_("The programme has ended. What was held by it stays."),
        crumbs=[programmes_crumb(), (str(known), to("programme", known))],
        refusal=policies.why_not_keep(known.body_id, request.user),
    )


def trainers_crumb() -> tuple[object, str]:
    return (_("Trainers"), reverse("learning:trainers"))


@require_safe
@reads
def trainers(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=trainer_rows(Trainer.objects.visible_to(request.user).with_body_name()),
        table=TrainerTable,
        filters=TrainerSearch,
        title=_("Trainers"),
        name="trainers",
        template="access/register.html",
        context={
            "crumbs": [programmes_crumb()],
            "empty": _("Trainers are chosen when a training is planned."),
            "add": may_add(request, "learning:add_trainer", _("Add a trainer")),
        },
    )


@require_form
@keeps
def add_trainer(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        TrainerForm(request.POST or None, user=request.user),
        acts.add_trainer,
        title=_("Add a trainer"),
        done=_("The trainer has been added."),
        crumbs=[programmes_crumb(), trainers_crumb()],
        template="access/long_form.html",
    )


@require_form
@reads
def trainer(request: UserRequest, pk: int) -> HttpResponse:
    rows = Trainer.objects.visible_to(request.user)
    known = get_object_or_404(rows, pk=pk)
    return form_page(
        request,
        TrainerForm(
            request.POST or None, instance=get_object_or_404(rows, pk=pk), user=request.user
        ),
        partial(acts.revise_trainer, known),
        title=_("Change the trainer"),
        done=_("The trainer has been changed."),
        crumbs=[programmes_crumb(), trainers_crumb()],
        refusal=policies.why_not_keep(known.body_id, request.user),
        context={"row": known},
        template="access/long_form.html",
    )
