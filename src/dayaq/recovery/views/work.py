"""The list of employers: who takes people, what they get for it, where nobody is sent any more."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.cases.models.codes import Codes
from dayaq.kernel.lists import show_list
from dayaq.recovery.actions import work as acts
from dayaq.recovery.forms.work import EmployerForm
from dayaq.recovery.models import Employer
from dayaq.recovery.policies import work as may
from dayaq.recovery.states import Incentive
from dayaq.recovery.tables.directory import names_of
from dayaq.recovery.tables.plans import EmployerSearch, EmployerTable

reads = needs(Permission.EMPLOYER_KEEP, Permission.SERVICE_KEEP_ALL)
keeps = needs(Permission.EMPLOYER_KEEP)


def employers_crumb() -> tuple[object, str]:
    return (_("Employers"), reverse("recovery:employers"))


def employer_page(employer: Employer) -> str:
    return reverse("recovery:employer", args=[employer.pk])


@require_safe
@reads
def employers(request: UserRequest) -> HttpResponse:
    refusal = may.why_not_keep_employers(request.user)
    return show_list(
        request,
        rows=Employer.objects.select_related("region"),
        table=EmployerTable,
        filters=EmployerSearch,
        title=_("Employers"),
        name="employers",
        template="recovery/list.html",
        context={
            "lead": _("Workplaces that take people. The list says nothing of whom they took."),
            "empty": _("Add a workplace that takes people."),
            "add": None if refusal else (reverse("recovery:add_employer"), _("Add an employer")),
        },
    )


@require_safe
@reads
def employer(request: UserRequest, pk: Any) -> HttpResponse:
    found = get_object_or_404(Employer.objects.select_related("region"), pk=pk)
    return render(
        request,
        "recovery/employer.html",
        {
            "employer": found,
            "title": found.name,
            "crumbs": [employers_crumb()],
            "industry": Codes.of(Employer).said(found.industry),
            "incentives": names_of(found.incentives, Incentive),
            "why_not_keep": may.why_not_keep_employers(request.user),
        },
    )


@require_form
@keeps
def add_employer(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        EmployerForm(request.POST or None),
        acts.add_employer,
        title=_("Add an employer"),
        done=_("The employer has been added."),
        crumbs=[employers_crumb()],
        to=employer_page,
        template="recovery/form.html",
    )


@require_form
@keeps
def revise_employer(request: UserRequest, pk: Any) -> HttpResponse:
    known = get_object_or_404(Employer, pk=pk)
    return form_page(
        request,
        EmployerForm(request.POST or None, instance=get_object_or_404(Employer, pk=pk)),
        partial(acts.revise_employer, known),
        title=_("Change the employer"),
        done=_("The employer has been changed."),
        crumbs=[employers_crumb(), (known.name, employer_page(known))],
        template="recovery/form.html",
    )


@require_form
@keeps
def suspend_employer(request: UserRequest, pk: Any) -> HttpResponse:
    known = get_object_or_404(Employer, pk=pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.suspend_employer, known),
        title=_("Send nobody there"),
        lead=_("The reason stands in the list. Name nobody who was placed there."),
        done=_("Nobody is sent there any more."),
        submit=_("Send nobody there"),
        crumbs=[employers_crumb(), (known.name, employer_page(known))],
        refusal=may.why_not_suspend(known, request.user),
    )


@require_form
@keeps
def resume_employer(request: UserRequest, pk: Any) -> HttpResponse:
    known = get_object_or_404(Employer, pk=pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.resume_employer, known),
        title=_("Send people there again"),
        done=_("People may be sent there again."),
        submit=_("Send people there again"),
        crumbs=[employers_crumb(), (known.name, employer_page(known))],
        refusal=may.why_not_resume(known, request.user),
    )
