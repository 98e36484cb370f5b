"""Fictional shelters: three facilities, who stays there, a bed that is asked for right now."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from dayaq.accounts.models import Role, User
from dayaq.cases.models import Case
from dayaq.directory.models import Region
from dayaq.portal.demonstration.mechanism import Desk
from dayaq.shelters.actions import facilities, places, stays, supplies
from dayaq.shelters.models import Facility
from dayaq.shelters.states import (
    Danger,
    Departure,
    EntryKind,
    FacilityKind,
    FacilityStatus,
    Owner,
    RefusalReason,
    Resident,
    SupplyKind,
)
from dayaq.vault.context import asking

FACILITIES = (
    ("Çinar", "AZ-BA", FacilityKind.SHELTER, Owner.STATE, 8),
    ("Nar", "AZ-GA", FacilityKind.CENTRE, Owner.STATE, 5),
    ("Söyüd", "AZ-SM", FacilityKind.TRANSIT, Owner.NGO, 3),
)
SUPPLIES = (
    ("Uşaq paltarı", "dəst", 12, 7),
    ("Dərman qutusu", "ədəd", 4, 4),
    ("Yorğan-döşək", "dəst", 20, 12),
)
STAYING = 5


def tell(*, at: datetime) -> int:
    """Tell of the facilities and of who stays; how many facilities there are."""
    coordinator = User.objects.get(username=f"{Role.COORDINATOR}.mia")
    head = User.objects.get(username=f"{Role.SHELTER_MANAGER}.labour")
    nurse = User.objects.get(username=f"{Role.SHELTER_WORKER}.labour")
    since = at - timedelta(days=300)
    for number, row in enumerate(FACILITIES):
        _facility(row, number, coordinator, head, nurse, since)
    desk = Desk.of("mia-anti-trafficking")
    with asking(desk.worker, at=at):
        rows = Case.objects.visible_to(desk.worker).led_by([desk.body.pk]).open()
        cases = list(rows.order_by("opened_at", "pk").select_related("lead", "subject__key"))
    for number, case in reversed(
        list(enumerate(cases[:STAYING]))
    ):  # as it happened: a bed is free or not
        _stay(case, desk.worker, head, nurse, number, at)
    return len(FACILITIES)


def _facility(  # noqa: PLR0917 - all that the story of one facility needs
    row: Any, number: int, coordinator: User, head: User, nurse: User, since: datetime
) -> Facility:
    code, region, kind, owner, beds = row
    facility = facilities.add_facility(
        code=code,
        kind=kind,
        owner=owner,
        body=head.posts[0].body,
        region=Region.objects.get(code=region),
        takes=[Resident.WOMEN, Resident.CHILDREN, Resident.FAMILIES]
        + ([Resident.MEN] if number else []),
        languages=["language@1:az", "language@1:ru"],
        is_step_free=number == 0,
        stands=Danger.HIGH if number == 0 else Danger.MEDIUM,
        by=coordinator,
        at=since,
    )
    for post in (head.posts[0], nurse.posts[0]):
        facilities.name_person(facility, post, by=coordinator, at=since)
    with asking(head, at=since):
        facilities.write_location(facility, address="Nümayiş küçəsi 1 (uydurma)", by=head, at=since)
        facilities.add_beds(facility, room="1", count=beds, by=head, at=since)
        for what, unit, wanted, there in SUPPLIES:
            listed = supplies.add_supply(
                facility, what=what, unit=unit, wanted=wanted, in_stock=there, by=head, at=since
            )
        supplies.change_supply(
            listed, kind=SupplyKind.RECEIVED, amount=5 + number, words="Bələdiyyədən (uydurma)",
            by=head, at=since + timedelta(days=30),
        )  # fmt: skip
    facilities.assess(
        facility,
        on=localdate(since),
        assessed_by="İşçi qrup (nümayiş)",
        standards_met=14 - number,
        standards_asked=18,
        findings="Uşaq otağı genişləndirilməlidir.",
        need=Decimal(90_000 + 10_000 * number),
        allocated=Decimal(60_000),
        by=coordinator,
        at=since,
    )
    return facilities.move_facility(facility, FacilityStatus.OPEN, by=coordinator, at=since)


def _stay(  # noqa: PLR0917 - all that the story of one stay needs
    case: Case, worker: User, head: User, nurse: User, number: int, at: datetime
) -> None:
    asked_at = at - timedelta(days=40 * number, hours=3)
    if asked_at < case.opened_at:
        asked_at = case.opened_at + timedelta(hours=2)
    with asking(worker, at=asked_at):
        request = places.ask(
            case, who=Resident.WOMEN, age=20 + number, by=worker, at=asked_at,
            danger=Danger.MEDIUM,
        )  # fmt: skip
        offers = places.match(request, by=worker, at=asked_at)
        hold = places.hold_bed(request, offers[number % len(offers)].key, by=worker, at=asked_at)
    if number == 0:
        return  # held right now, and not answered yet
    answered = asked_at + timedelta(hours=2)
    with asking(head, at=answered):
        if number == STAYING - 1:
            places.refuse(hold, reason=RefusalReason.CARE, by=head, at=answered)
            return
        stay = places.accept(hold, by=head, at=answered)
    with asking(nurse, at=answered):
        stays.arrive(stay, by=nurse, at=answered)
        stays.write_entry(stay, kind=EntryKind.NEED, words="Qış geyimi.", by=nurse, at=answered)
        if number == STAYING - 2:
            stays.leave(stay, departure=Departure.HOME, by=nurse, at=at)
