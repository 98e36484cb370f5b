"""Who saw what in which case is told to oversight and the data protection officer, to nobody else."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import now

from dayaq.accounts.models import Role, User
from dayaq.audit.models import Entry
from dayaq.directory.models import Body
from tests import given


@pytest.fixture
def read_in_a_case(db: None) -> Entry:
    return Entry.objects.create(
        did="section.read",
        at=now(),
        kind="cases.case",
        subject_key=str(uuid4()),
        case_key=uuid4(),
        case_reference="K7PM-2XQA",
        purpose="Care",
        details={"section": "health"},
    )


@pytest.mark.parametrize(
    ("role", "is_told"),
    [
        (Role.OVERSIGHT, True),
        (Role.DATA_PROTECTION, True),
        (Role.COORDINATOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_the_log_of_cases_is_for_those_who_watch_over_it(client, read_in_a_case, role, is_told):
    client.force_login(given.person("zohra", at=Body.objects.get(code="labour"), role=role))
    given.stepped_up(client)

    for query in ("", "?q=K7PM", "?export=csv"):
        address = reverse("administration:audit") + query
        page = (
            client.post(address, {"purpose": "Yearly review"})
            if "csv" in query
            else client.get(address)
        )
        assert page.status_code == 200
        body = page.content.replace(b'value="K7PM"', b"")
        assert (b"K7PM-2XQA" in body) is is_told, query


def test_the_log_is_narrowed_by_body_and_decision(client, read_in_a_case):
    health = Body.objects.get(code="health")
    person = given.person("zohra", at=health, role=Role.OVERSIGHT)
    Entry.objects.create(
        did="section.refused", at=now(), kind="x", body=health, decision="deny", purpose="Canary"
    )
    client.force_login(User.objects.get(pk=person.pk))

    for query in (f"?body={health.pk}", "?decision=deny"):
        page = client.get(reverse("administration:audit") + query).content.decode()
        assert "Canary" in page
        assert "K7PM-2XQA" not in page
