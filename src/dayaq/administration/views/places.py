"""Pages about regions and days off."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.administration import tables
from dayaq.administration.actions import places as actions
from dayaq.administration.forms.directory import (
    HolidayForm,
    HolidayRevision,
    RegionForm,
    RegionRevision,
)
from dayaq.administration.views.forms import form_page, require_form
from dayaq.administration.views.names import in_english
from dayaq.directory.models import Holiday, Region
from dayaq.kernel.lists import show_list


def regions_crumb() -> tuple[object, str]:
    return (_("Regions"), reverse("administration:regions"))


def region_url(region: Region) -> str:
    return reverse("administration:region", args=[region.code])


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def regions(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Region.objects.select_related("parent"),
        table=tables.RegionTable,
        filters=tables.RegionSearch,
        title=_("Regions"),
        name="directory-regions",
        template="administration/list.html",
        context={
            "lead": _("Districts, cities under republican rule, and what they are grouped in."),
            "add": (reverse("administration:add_region"), _("Add a region")),
        },
    )


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def region(request: UserRequest, code: str) -> HttpResponse:
    known = get_object_or_404(Region.objects.select_related("parent"), code=code)
    return render(
        request,
        "administration/record.html",
        {
            "row": known,
            "fact": known,
            "kind": "region",
            "title": known.name,
            "crumbs": [regions_crumb()],
            "facts": [
                (_("Name in Azerbaijani"), known.name_az),
                (_("Name in English"), in_english(known.name_en)),
                (_("Code"), known.code),
                (_("Kind"), known.get_kind_display()),
                (_("Part of"), known.parent or "—"),
                (_("Since"), known.since or "—"),
                (_("Until"), known.until or "—"),
            ],
            "acts": [(reverse("administration:revise_region", args=[code]), _("Change"))],
        },
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def add_region(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        RegionForm(request.POST or None),
        actions.add_region,
        title=_("Add a region"),
        to=region_url,
        done=_("The region has been added."),
        crumbs=[regions_crumb()],
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def revise_region(request: UserRequest, code: str) -> HttpResponse:
    known = get_object_or_404(Region, code=code)
    return form_page(
        request,
        RegionRevision(request.POST or None, instance=get_object_or_404(Region, code=code)),
        partial(actions.revise_region, known),
        title=_("Change %(name)s") % {"name": known.name},
        lead=_("When what it says changes, a confirmation lapses."),
        done=_("The region has been changed."),
        crumbs=[regions_crumb(), (known.name, region_url(known))],
    )


def holidays_crumb() -> tuple[object, str]:
    return (_("Days off"), reverse("administration:holidays"))


def holiday_url(holiday: Holiday) -> str:
    return reverse("administration:holiday", args=[holiday.pk])


def day_of(holiday: Holiday) -> str:
    return f"{date_format(holiday.on, 'DATE_FORMAT')}: {holiday.name}"


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def holidays(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Holiday.objects.order_by("-on"),
        table=tables.HolidayTable,
        filters=tables.HolidaySearch,
        title=_("Days off"),
        name="directory-holidays",
        template="administration/list.html",
        context={
            "lead": _("Days that do not count as working days, Saturdays and Sundays aside."),
            "add": (reverse("administration:add_holiday"), _("Add a day off")),
        },
    )


@require_safe
@needs(Permission.DIRECTORY_KEEP)
def holiday(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Holiday, pk=pk)
    acts = [(reverse("administration:revise_holiday", args=[pk]), _("Change"))]
    if not known.is_withdrawn:
        acts.append((reverse("administration:withdraw_holiday", args=[pk]), _("Withdraw")))
    return render(
        request,
        "administration/record.html",
        {
            "row": known,
            "fact": known,
            "kind": "holiday",
            "title": day_of(known),
            "crumbs": [holidays_crumb()],
            "facts": [
                (_("Day"), known.on),
                (_("Name in Azerbaijani"), known.name_az),
                (_("Name in English"), in_english(known.name_en)),
                (_("State"), _("Withdrawn") if known.is_withdrawn else _("Day off")),
            ],
            "acts": acts,
        },
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def add_holiday(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        HolidayForm(request.POST or None),
        actions.add_holiday,
        title=_("Add a day off"),
        lead=_("Terms that end later are counted with it from now on."),
        to=holiday_url,
        done=_("The day off has been added."),
        crumbs=[holidays_crumb()],
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def revise_holiday(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Holiday, pk=pk)
    return form_page(
        request,
        HolidayRevision(request.POST or None, instance=get_object_or_404(Holiday, pk=pk)),
        partial(actions.revise_holiday, known),
        title=_("Change %(name)s") % {"name": day_of(known)},
        lead=_("When what it says changes, a confirmation lapses."),
        done=_("The day off has been changed."),
        crumbs=[holidays_crumb(), (day_of(known), holiday_url(known))],
    )


@require_form
@needs(Permission.DIRECTORY_KEEP)
def withdraw_holiday(request: UserRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Holiday, pk=pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(actions.withdraw_holiday, known),
        title=_("Withdraw %(name)s") % {"name": day_of(known)},
        lead=_("It counts as a working day again. The row and its history stay."),
        submit=_("Withdraw the day off"),
        done=_("The day off has been withdrawn."),
        crumbs=[holidays_crumb(), (day_of(known), holiday_url(known))],
    )
