"""Pages of recovery ask the database little, with many plans on them as with one."""

import pytest
from django.urls import reverse

from dayaq.cases.actions import cases
from dayaq.recovery.actions import plans, supports
from dayaq.recovery.states import ServiceKind
from dayaq.vault.context import asking
from tests.referrals.test_questions import MOST, asked_by

pytestmark = pytest.mark.django_db

MANY = 40


@pytest.fixture
def many(unit, case, plan, lawyers, amina, noon):
    """Forty plans; the first is long."""
    done = {"by": amina, "at": noon}
    with asking(amina, at=noon):
        for _n in range(12):
            plans.write_goal(case, {"kind": ServiceKind.SOCIAL, "words": "Ev."}, **done)
            supports.write_support(case, {"kind": ServiceKind.LEGAL, "what": "Vəkil."}, **done)
        for _n in range(MANY - 1):
            plans.begin_plan(cases.open_case(lead=unit, searched_at=noon, **done), **done)


def test_lists_and_a_long_plan_ask_twelve_questions_at_most(many, case, amina, client):
    client.force_login(amina)
    pages = [
        reverse("recovery:plans"),
        reverse("recovery:requests"),
        reverse("recovery:placements"),
        reverse("recovery:services"),
        reverse("recovery:plan", args=[case.reference]),
    ]
    found = {page: asked_by(client, page) for page in pages}
    assert {page: len(asked) for page, asked in found.items() if len(asked) > MOST} == {}
    assert str(MANY) in client.get(pages[0]).content.decode()
