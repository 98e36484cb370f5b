"""The reminder ladder: the highest step reached, once; recommended bodies are never chased."""

from datetime import UTC, datetime, timedelta

from django.db.models import Count
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.notices.models import Notice
from dayaq.reporting import actions
from dayaq.reporting.models import Obligation
from dayaq.reporting.models.escalated import escalated
from dayaq.reporting.states import ReportStatus


def on(month: int, day: int) -> datetime:
    return datetime(2024, month, day, 4, tzinfo=UTC)


def codes(person) -> list[str]:
    told = Notice.objects.filter(to=person).order_by("at", "pk").values_list("code", flat=True)
    return [code.removeprefix("reporting.") for code in told]


def test_each_step_is_taken_once(cycle, amina):
    actions.remind(cycle, at=on(1, 13))
    actions.remind(cycle, at=on(1, 13))
    actions.remind(cycle, at=on(1, 14))

    assert codes(amina) == ["opened", "due"]


def test_after_a_standstill_only_the_highest_step_is_taken(cycle, amina, bruno, hasan, cora):
    actions.remind(cycle, at=on(3, 1))

    assert codes(amina) == ["opened", "overdue"]
    for higher in (bruno, hasan):
        assert codes(higher) == ["overdue"]
    assert "overdue" in codes(cora)


def test_the_higher_the_step_the_more_people_hear_of_it(cycle, amina, bruno, hasan, cora):
    actions.remind(cycle, at=on(1, 21))
    assert (codes(bruno), codes(hasan)) == ([], [])

    actions.remind(cycle, at=on(1, 27))
    assert (codes(bruno), codes(hasan)) == (["overdue"], [])


def test_in_the_end_the_measure_comes_before_the_working_group(cycle, obligation, brought):
    due = obligation.due_on
    assert list(escalated(due + timedelta(days=30))) == []

    raised = list(escalated(due + timedelta(days=31)))
    worst = raised[0]
    assert len(raised) == 8
    assert worst.fields["clauses"][0].replace(".", "-") == worst.code[1:]
    assert "bodies have not reported since 20.01.2024" in worst.title

    silent = Obligation.objects.required().values("measure__clause").annotate(n=Count("body"))
    most = silent.order_by("-n").values_list("measure__clause", flat=True)[0]
    assert worst.fields["clauses"] == [most]


def test_a_recommended_body_gets_one_courtesy_and_nothing_more(cycle, rena, rauf):
    for day in (on(1, 14), on(1, 19), on(1, 25), on(3, 1)):
        actions.remind(cycle, at=day)

    assert codes(rena) == ["invited", "courtesy"]
    assert codes(rauf) == []


def test_an_approver_who_waits_too_long_is_reminded_once(cycle, brought, bruno, noon):
    brought(ReportStatus.WITH_APPROVER)  # Wednesday 10 January

    actions.remind(cycle, at=on(1, 12))
    assert "waits_for_approver" not in codes(bruno)
    actions.remind(cycle, at=on(1, 16))
    actions.remind(cycle, at=on(1, 17))
    assert codes(bruno).count("waits_for_approver") == 1


def test_what_is_handed_in_is_not_reminded_of(cycle, brought):
    brought(ReportStatus.SUBMITTED)
    actions.remind(cycle, at=on(2, 1))

    assert not cycle.obligations.get(report__isnull=False).reminders.exists()


@forall(passed=st.integers(-40, 60))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
def test_is_overdue_and_overdue_agree(cycle, brought_once, passed):
    on_day = datetime(2024, 1, 20, tzinfo=UTC).date() + timedelta(days=passed)

    found = set(Obligation.objects.filter(cycle=cycle).overdue(on=on_day).values_list("pk"))

    said = {(o.pk,) for o in cycle.obligations.select_related("report") if o.is_overdue(on=on_day)}
    assert found == said
