"""Every story begins in a nation whose plan is loaded."""

import pytest

from dayaq.plan.models import Measure, Party
from dayaq.plan.states import PartyRole, PeriodKind
from tests import given


@pytest.mark.django_db
def test_the_decree_gives_its_counts():
    version = given.the_plan()
    measures = Measure.objects.of(version)
    parties = Party.objects.filter(measure__in=measures)
    executors = parties.filter(role=PartyRole.EXECUTOR)

    per_direction = [d.measures.count() for d in version.directions.all()]
    assert per_direction == [12, 11, 6, 9, 9, 7, 7, 5, 3]
    assert measures.count() == 69
    assert measures.filter(period_kind=PeriodKind.REGULAR).count() == 33
    assert executors.count() == 291
    assert executors.filter(body__isnull=False).values("body").distinct().count() == 28
    assert executors.filter(group__isnull=False).count() == 18
    assert executors.filter(group__isnull=False).values("group").distinct().count() == 5
    assert parties.filter(role=PartyRole.RECOMMENDED).count() == 37
    involving = parties.filter(role=PartyRole.INVOLVED).values("measure").distinct()
    assert involving.count() == 14
