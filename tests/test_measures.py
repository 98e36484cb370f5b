"""docs/measures.md says what the code does for each measure, and nothing else."""

from django.urls import reverse

from dayaq.config import measures
from dayaq.evidence.compile import indicators
from dayaq.plan.models.kinds import clauses_in
from tests.test_architecture import ROOT


def test_the_table_of_measures_is_that_of_the_code():
    written = (ROOT / "docs" / "measures.md").read_text()

    assert written == measures.drawn(), "make it again: dayaq measures > docs/measures.md"


def test_every_register_that_a_room_declares_opens_and_serves_a_measure_of_the_plan():
    known = set(clauses_in(measures.PLAN))

    for clause, addresses in measures.registers().items():
        assert clause in known
        assert all(reverse(address) for address in addresses)


def test_every_indicator_of_a_room_with_registers_is_of_a_measure_that_they_serve():
    serving = measures.registers()
    rooms = {address.partition(":")[0] for names in serving.values() for address in names}

    unserved = [
        one.code
        for one in indicators().values()
        if one.room in rooms and not set(one.clauses) & set(serving)
    ]
    assert unserved == []
