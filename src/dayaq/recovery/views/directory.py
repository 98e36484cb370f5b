"""The directory of services: found by need, kept by those who give them."""

from functools import partial

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.cases.models.codes import Codes
from dayaq.kernel.lists import show_list
from dayaq.recovery.actions import directory as acts
from dayaq.recovery.forms.directory import EndForm, ProviderForm, ServiceForm
from dayaq.recovery.models import Provider, Service
from dayaq.recovery.policies import directory as may
from dayaq.recovery.states import Access, ForWhom
from dayaq.recovery.tables.directory import (
    ProviderSearch,
    ProviderTable,
    ServiceSearch,
    ServiceTable,
    names_of,
    service_rows,
)

reads = needs(Permission.SERVICE_READ)
keeps = needs(Permission.SERVICE_KEEP, Permission.SERVICE_KEEP_ALL)


def services_crumb() -> tuple[object, str]:
    return (_("Services"), reverse("recovery:services"))


def providers_crumb() -> tuple[object, str]:
    return (_("Providers"), reverse("recovery:providers"))


@require_safe
@reads
def services(request: UserRequest) -> HttpResponse:
    """All that is offered today; those who keep entries also find what has become stale."""
    return show_list(
        request,
        rows=service_rows(Service.objects.offered(on=localdate())),
        table=ServiceTable,
        filters=ServiceSearch,
        title=_("Services"),
        name="services",
        template="recovery/list.html",
        context={
            "lead": _("Who helps with what. A place that must stay secret is never listed."),
            "empty": _("Providers add what they offer, each kind of help by itself."),
            "others": [(reverse("recovery:providers"), _("Providers"))],
        },
    )


@require_safe
@reads
def service(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Service.objects.select_related("provider").prefetch_related("regions"), pk=pk
    )
    codes = Codes(frozenset({"language"}))
    return render(
        request,
        "recovery/entry.html",
        {
            "service": found,
            "title": found.title,
            "crumbs": [services_crumb()],
            "for_whom": names_of(found.for_whom, ForWhom),
            "access": names_of(found.access, Access),
            "languages": ", ".join(codes.said(one) for one in found.languages),
            "is_stale": found.is_stale(on=localdate()),
            "why_not_keep": may.why_not_keep(found.provider, request.user),
        },
    )


@require_safe
@reads
def providers(request: UserRequest) -> HttpResponse:
    refusal = may.why_not_add_provider(request.user)
    return show_list(
        request,
        rows=Provider.objects.annotate(count=Count("services")).order_by("name", "pk"),
        table=ProviderTable,
        filters=ProviderSearch,
        title=_("Providers"),
        name="providers",
        template="recovery/list.html",
        context={
            "crumbs": [services_crumb()],
            "empty": _("Bodies and organisations that help people."),
            "add": None if refusal else (reverse("recovery:add_provider"), _("Add a provider")),
        },
    )


@require_safe
@reads
def provider(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Provider.objects.select_related("body").prefetch_related("body__names"), pk=pk
    )
    return render(
        request,
        "recovery/provider.html",
        {
            "provider": found,
            "title": found.name,
            "crumbs": [services_crumb(), providers_crumb()],
            "services": found.services.all(),
            "why_not_keep": may.why_not_keep(found, request.user),
        },
    )


@require_form
@needs(Permission.SERVICE_KEEP_ALL)
def add_provider(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        ProviderForm(request.POST or None),
        acts.add_provider,
        title=_("Add a provider"),
        done=_("The provider has been added. Now say what it offers."),
        crumbs=[services_crumb(), providers_crumb()],
        to=lambda made: reverse("recovery:provider", args=[made.pk]),
        template="recovery/form.html",
    )


@require_form
@keeps
def revise_provider(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Provider, pk=pk)
    return form_page(
        request,
        ProviderForm(request.POST or None, instance=get_object_or_404(Provider, pk=pk)),
        partial(acts.revise_provider, known),
        title=_("Change the provider"),
        done=_("The provider has been changed."),
        crumbs=_way_to_provider(known),
        refusal=may.why_not_keep(known, request.user),
        template="recovery/form.html",
    )


def _way_to_provider(known: Provider) -> list[tuple[object, str]]:
    page = reverse("recovery:provider", args=[known.pk])
    return [services_crumb(), providers_crumb(), (known.name, page)]


@require_form
@keeps
def add_service(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Provider, pk=pk)
    return form_page(
        request,
        ServiceForm(request.POST or None),
        partial(acts.add_service, provider=known),
        title=_("Add a service"),
        lead=known.name,
        done=_("The service has been added."),
        crumbs=_way_to_provider(known),
        refusal=may.why_not_keep(known, request.user),
        template="recovery/form.html",
    )


def service_page(known: Service) -> str:
    return reverse("recovery:service", args=[known.pk])


@require_form
@keeps
def revise_service(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Service.objects.select_related("provider"), pk=pk)
    return form_page(
        request,
        ServiceForm(request.POST or None, instance=get_object_or_404(Service, pk=pk)),
        partial(acts.revise_service, known),
        title=_("Change the service"),
        done=_("The service has been changed, and counts as verified today."),
        crumbs=[services_crumb(), (known.title, service_page(known))],
        refusal=may.why_not_keep(known.provider, request.user),
        template="recovery/form.html",
    )


@require_form
@keeps
def end_service(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Service.objects.select_related("provider"), pk=pk)
    return form_page(
        request,
        EndForm(request.POST or None, initial={"until": localdate()}),
        partial(acts.end_service, known),
        title=_("End the service"),
        lead=_("Nobody is sent there after its last day. What was given stays in the plans."),
        done=_("The service has ended."),
        submit=_("End the service"),
        crumbs=[services_crumb(), (known.title, service_page(known))],
        refusal=may.why_not_keep(known.provider, request.user),
    )


@require_POST
@keeps
def verify_service(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Service.objects.select_related("provider"), pk=pk)
    acts.verify_service(known, by=request.user, at=now())
    messages.success(request, _("Verified today."))
    return HttpResponseRedirect(service_page(known))
