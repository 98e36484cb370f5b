"""What stands in a plan is added on pages of its own, each with no more than must be said."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from dayaq.recovery.models import Goal, Placement, Risk, Support
from dayaq.recovery.states import PlacementKind, RiskLevel, ServiceKind
from dayaq.vault.context import house

pytestmark = pytest.mark.django_db


def test_each_kind_of_row_is_added_on_its_page(case, plan, amina, client):
    client.force_login(amina)
    today = localdate(now()).isoformat()
    told: Any = {
        "goal": (Goal, {"kind": ServiceKind.SOCIAL, "words": "Ev."}),
        "help": (Support, {"kind": ServiceKind.MEDICAL}),
        "risk": (
            Risk, {"kind": "risk-kind@1:debt", "level": RiskLevel.LOW, "assessed_on": today},
        ),
        "placement": (Placement, {"kind": PlacementKind.OWN, "began_on": today}),
    }  # fmt: skip
    for kind, (model, values) in told.items():
        page = reverse("recovery:add_row", args=[case.reference, kind])
        assert client.post(page, values).status_code == 302, kind
        with house("story"):
            assert model.objects.for_house().get().kind == values["kind"]
