"""The first page of administration: what there is to keep, and what awaits confirmation."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value
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


def counted(**rows: QuerySet[Any]) -> Counter[str]:
    """How many rows each of them has, in one query."""
    asked = [
        found.order_by().values(what=Value(what)).annotate(number=Count("pk"))
        for what, found in rows.items()
    ]
    first, *others = asked
    return Counter({row["what"]: row["number"] for row in first.union(*others, all=True)})


def directory(user: User) -> list[Room]:
    if not holds(user, Permission.DIRECTORY_KEEP):
        return []
    days_off = Holiday.objects.standing()
    number = counted(
        bodies=Body.objects.all(),
        names=BodyName.objects.filter(confirmed_on=None),
        successions=Succession.objects.filter(confirmed_on=None),
        groups=BodyGroup.objects.all(),
        parameters=Parameter.objects.all(),
        values=ParameterValue.objects.filter(confirmed_on=None),
        days_off=days_off,
        open_days_off=days_off.filter(confirmed_on=None),
        regions=Region.objects.all(),
        open_regions=Region.objects.filter(confirmed_on=None),
        code_lists=CodeList.objects.all(),
    )
    return [
        Room(
            reverse("administration:bodies"),
            _("Bodies"),
            _("Names over time, kinds, successors"),
            number["bodies"],
            number["names"] + number["successions"],
        ),
        Room(
            reverse("administration:groups"),
            _("Groups of bodies"),
            _("Classes of bodies that texts name as one"),
            number["groups"],
        ),
        Room(
            reverse("administration:parameters"),
            _("Parameters"),
            _("Terms, thresholds and other numbers that rules use"),
            number["parameters"],
            number["values"],
        ),
        Room(
            reverse("administration:holidays"),
            _("Days off"),
            _("Public holidays and moved days, by year"),
            number["days_off"],
            number["open_days_off"],
        ),
        Room(
            reverse("administration:regions"),
            _("Regions"),
            _("Districts, cities and what they are grouped in"),
            number["regions"],
            number["open_regions"],
        ),
        Room(
            reverse("administration:code_lists"),
            _("Code lists"),
            _("Lists of codes with their system and version"),
            number["code_lists"],
        ),
    ]


def people(user: User) -> list[Room]:
    rooms = []
    if holds(user, Permission.ACCOUNT_KEEP):
        number = counted(
            accounts=User.objects.filter(is_active=True),
            posts=Appointment.objects.holding_on(localdate()),
        )
        rooms = [
            Room(
                reverse("administration:accounts"),
                _("Accounts"),
                _("Who may sign in; first passwords and second factors"),
                number["accounts"],
            ),
            Room(
                reverse("administration:posts"),
                _("Appointments"),
                _("Who has which role at which body, now and before"),
                number["posts"],
            ),
        ]
    rooms.append(
        Room(
            reverse("administration:deputies"),
            _("Deputies"),
            _("Who stands in for whom, and for how long"),
        )
    )
    if holds(user, Permission.KEY_ROTATE):
        rooms.append(
            Room(
                reverse("administration:keys"),
                _("Keys"),
                _("What protects confidential records; changing over to new keys"),
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
