"""Two hundred people want the last bed at the same moment: one gets it, the others are told at once."""

import threading
from collections import Counter
from datetime import UTC, datetime

from django.db import connections
from django.utils import translation

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role
from dayaq.cases.actions import cases
from dayaq.shelters.actions import places
from dayaq.shelters.models import Booking, Hold
from dayaq.shelters.states import Resident
from dayaq.vault.context import asking, house
from tests import given
from tests.shelters.conftest import a_facility

RACERS = 200
AT_ONCE = 8
"""So many connections stand open together; the others wait at the gate."""


def test_two_hundred_at_once_and_the_last_bed_is_given_once(lasting):
    at = datetime(2026, 3, 9, 8, tzinfo=UTC)
    karim = given.person("karim", at=given.body("mia"), role=Role.COORDINATOR)
    hana = given.person("hana", at=given.body("labour"), role=Role.SHELTER_MANAGER)
    unit = given.body("mia-anti-trafficking")
    amina = given.person("amina", at=unit, role=Role.CASE_WORKER)
    facility = a_facility("Söyüd", by=karim, head=hana, at=at, rooms=(("1", 1),))
    with asking(amina, at=at):
        wanted = []
        for _number in range(AT_ONCE):
            case = cases.open_case(lead=unit, by=amina, at=at, searched_at=at)
            wanted.append(places.ask(case, who=Resident.WOMEN, by=amina, at=at))
    told: Counter[str] = Counter()
    place = connections["default"].settings_dict
    start, gate = threading.Event(), threading.Semaphore(AT_ONCE)

    def want(number: int) -> None:
        start.wait()
        with gate:
            connections["default"] = connections.create_connection("default")
            connections["default"].settings_dict = {**place}
            try:
                request = wanted[number % AT_ONCE]
                with translation.override("en"), asking(amina, at=at):
                    places.hold_bed(request, facility.pk, by=amina, at=at)
                told["given"] += 1
            except Denied as refused:
                with translation.override("en"):
                    told[str(refused)] += 1
            finally:
                connections.close_all()

    racers = [threading.Thread(target=want, args=[number]) for number in range(RACERS)]
    for one in racers:
        one.start()
    start.set()
    for one in racers:
        one.join()

    late = sum(count for words, count in told.items() if "taken meanwhile" in words)
    none = sum(count for words, count in told.items() if "No place is looked for" in words)
    assert told["given"] == 1, told
    assert late + none == RACERS - 1
    with house("story"):
        assert Booking.objects.for_house().count() == 1
        assert Hold.objects.for_house().count() == 1
