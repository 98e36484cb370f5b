"""The inventory of needs of a facility, and who knows where it is at present."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.shelters.actions import facilities
from dayaq.shelters.actions import supplies as acts
from dayaq.shelters.forms import CloseAddressForm, SupplyChangeForm, SupplyForm
from dayaq.shelters.models import AddressOpening, Facility, Supply, SupplyEntry
from dayaq.shelters.policies import places as may
from dayaq.shelters.tables import SupplySearch, SupplyTable
from dayaq.shelters.views.facilities import READ, facilities_crumb, facility_for, facility_page
from dayaq.vault.door import confidential


def _way(found: Facility, *more: tuple[object, str]) -> Crumbs:
    return [facilities_crumb(), (found.code, facility_page(found)), *more]


def _supplies_page(found: Facility) -> str:
    return reverse("shelters:supplies", args=[found.pk])


def _supply_page(supply: Supply) -> str:
    return reverse("shelters:supply", args=[supply.facility_id, supply.pk])


@require_form
@confidential(*READ)
@step_up(when=takes_out)
def supplies(request: UserRequest, pk: Any) -> HttpResponse:
    found = facility_for(request, pk)
    why_not = may.why_not_work_in(found, request.user)
    return guarded_list(
        request,
        subject=Supply,
        rows=Supply.objects.filter(facility=found).visible_to(request.user),
        table=SupplyTable,
        filters=SupplySearch,
        narrowed=("is_short", "sort"),
        title=_("Inventory of needs"),
        name="supplies",
        template="shelters/supplies.html",
        crumbs=_way(found),
        context={
            "crumbs": _way(found),
            "lead": _("What is wanted and what is there. Never for whom."),
            "empty": _("Nothing is in the inventory yet."),
            "add": "" if why_not else reverse("shelters:add_supply", args=[found.pk]),
        },
    )


def _supply_for(request: UserRequest, pk: Any, supply: Any) -> tuple[Facility, Supply]:
    found = facility_for(request, pk)
    rows = Supply.objects.filter(facility=found).visible_to(request.user)
    row: Supply = get_object_or_404(rows.select_related("facility"), pk=supply)
    return found, row


@require_safe
@confidential(*READ)
def supply(request: UserRequest, pk: Any, supply: Any) -> HttpResponse:
    """One thing: how many are wanted and there, and each change of it."""
    found, row = _supply_for(request, pk, supply)
    entries = SupplyEntry.objects.filter(supply=row).visible_to(request.user)
    return render(
        request,
        "shelters/supply.html",
        {
            "supply": row,
            "title": row.what,
            "crumbs": _way(found, (_("Inventory of needs"), _supplies_page(found))),
            "entries": entries.select_related("by")[:200],
            "why_not_work": may.why_not_work_in(found, request.user),
        },
    )


@require_form
@confidential(Permission.SHELTER_WORK)
def add_supply(request: UserRequest, pk: Any) -> HttpResponse:
    found = facility_for(request, pk)
    return form_page(
        request,
        SupplyForm(request.POST or None),
        partial(acts.add_supply, found),
        title=_("Add to the inventory"),
        done=_("It is in the inventory."),
        crumbs=_way(found, (_("Inventory of needs"), _supplies_page(found))),
        refusal=may.why_not_work_in(found, request.user),
        to=_supply_page,
    )


@require_form
@confidential(Permission.SHELTER_WORK)
def change_supply(request: UserRequest, pk: Any, supply: Any) -> HttpResponse:
    found, row = _supply_for(request, pk, supply)
    return form_page(
        request,
        SupplyChangeForm(request.POST or None),
        partial(acts.change_supply, row),
        title=_("Write down a change"),
        lead=_("%(what)s: %(number)s in stock, %(wanted)s wanted.")
        % {"what": row.what, "number": row.in_stock, "wanted": row.wanted},
        done=_("The change is written down."),
        crumbs=_way(
            found, (_("Inventory of needs"), _supplies_page(found)), (row.what, _supply_page(row))
        ),
        refusal=may.why_not_work_in(found, request.user),
    )


@require_form
@confidential(Permission.SHELTER_KEEP)
def close_address(request: UserRequest, pk: Any, opening: Any) -> HttpResponse:
    """The address is open to somebody no more, before its hours are over."""
    found = facility_for(request, pk)
    rows = AddressOpening.objects.filter(facility=found).visible_to(request.user)
    row = get_object_or_404(rows.select_related("facility", "appointment__user"), pk=opening)
    return form_page(
        request,
        CloseAddressForm(request.POST or None),
        partial(facilities.close_address, row),
        title=_("Close the address early"),
        lead=_("%(name)s cannot look up where it is from this moment.")
        % {"name": row.appointment.user.full_name},
        done=_("The address is closed to this person."),
        submit=_("Close it"),
        crumbs=_way(found),
        refusal=may.why_not_close_address(found, row, request.user, at=now()),
    )
