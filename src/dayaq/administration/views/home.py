"""The first page of administration: what there is to keep, and what awaits confirmation."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.accounts.models import Appointment, User
from dayaq.directory.models import (
    Body,
    BodyGroup,
    BodyName,
    CodeList,
    Holiday,
    Parameter,
    ParameterValue,
    Region,
    Succession,
)


@dataclass(frozen=True, slots=True)
class Room:
    """A register that one may keep: where it is, how much is in it, what waits there."""

    url: str
    label: str
    about: str
    count: int | None = None
    waiting: int = 0


@require_safe
@needs(Permission.DIRECTORY_KEEP, Permission.ACCOUNT_KEEP, Permission.DEPUTY_APPOINT)
def home(request: UserRequest) -> HttpResponse:
    return render(
        request,
        "administration/home.html",
        {"directory": directory(request.user), "people": people(request.user)},
    )


def directory(user: User) -> list[Room]:
    if not holds(user, Permission.DIRECTORY_KEEP):
        return []
    waiting = {"confirmed_on": None}
    return [
        Room(
            reverse("administration:bodies"),
            _("Bodies"),
            _("Names over time, kinds, successors"),
            Body.objects.count(),
            BodyName.objects.filter(**waiting).count()
            + Succession.objects.filter(**waiting).count(),
        ),
        Room(
            reverse("administration:groups"),
            _("Groups of bodies"),
            _("Classes of bodies that texts name as one"),
            BodyGroup.objects.count(),
        ),
        Room(
            reverse("administration:parameters"),
            _("Parameters"),
            _("Terms, thresholds and other numbers that rules use"),
            Parameter.objects.count(),
            ParameterValue.objects.filter(**waiting).count(),
        ),
        Room(
            reverse("administration:holidays"),
            _("Days off"),
            _("Public holidays and moved days, by year"),
            Holiday.objects.standing().count(),
            Holiday.objects.standing().filter(**waiting).count(),
        ),
        Room(
            reverse("administration:regions"),
            _("Regions"),
            _("Districts, cities and what they are grouped in"),
            Region.objects.count(),
            Region.objects.filter(**waiting).count(),
        ),
        Room(
            reverse("administration:code_lists"),
            _("Code lists"),
            _("Lists of codes with their system and version"),
            CodeList.objects.count(),
        ),
    ]


def people(user: User) -> list[Room]:
    rooms = []
    if holds(user, Permission.ACCOUNT_KEEP):
        rooms = [
            Room(
                reverse("administration:accounts"),
                _("Accounts"),
                _("Who may sign in; first passwords and second factors"),
                User.objects.filter(is_active=True).count(),
            ),
            Room(
                reverse("administration:posts"),
                _("Appointments"),
                _("Who has which role at which body, now and before"),
                Appointment.objects.holding_on(localdate()).count(),
            ),
        ]
    rooms.append(
        Room(
            reverse("administration:deputies"),
            _("Deputies"),
            _("Who stands in for whom, and for how long"),
            None,
        )
    )
    if holds(user, Permission.AUDIT_READ):
        rooms.append(
            Room(
                reverse("administration:audit"),
                _("Record of changes"),
                _("Who did what, when, before and after"),
            )
        )
    return rooms
