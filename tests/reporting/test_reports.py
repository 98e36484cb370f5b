"""A report's way: begun, written, sent, approved, returned, accepted, by those who may and no others."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.notices.models import Notice
from dayaq.reporting import actions
from dayaq.reporting.models import EvidenceItem, Obligation, Report, Step
from dayaq.reporting.states import Declared, ReportStatus, Sensitivity, Verified
from tests import given

PDF = b"%PDF-1.7 a letter"


def write(report, by, at, **fields):
    return actions.save_report(report, by=by, at=at, edit_number=report.edit_number, fields=fields)


def test_the_whole_way_is_kept_step_by_step(brought, cora):
    report = brought(ReportStatus.ACCEPTED)

    trail = list(report.steps.values_list("did", flat=True))
    assert trail == ["begun", "sent", "approved", "accepted"]
    told = Entry.objects.about(report).exclude(did="report.saved").values_list("did", flat=True)
    assert list(told)[::-1] == [f"report.{did}" for did in trail]
    assert report.steps.get(did="approved").snapshot["facts"] == "Two seminars were held in Baku."


@pytest.mark.parametrize("who", ["bruno", "chloe", "dalia", "cora", "vera", "omar", "rena", "adil"])
def test_nobody_but_a_drafter_of_the_body_writes(who, request, obligation, noon):
    with pytest.raises(Denied):
        actions.begin_report(obligation, by=request.getfixturevalue(who), at=noon)

    assert not Report.objects.exists()


@pytest.mark.parametrize("who", ["amina", "chloe", "dalia", "cora", "vera", "omar", "rauf"])
def test_nobody_but_an_approver_of_the_body_approves(who, request, brought, noon):
    report = brought(ReportStatus.WITH_APPROVER)

    with pytest.raises(Denied):
        actions.approve(report, by=request.getfixturevalue(who), at=noon)
    report.refresh_from_db()
    assert report.status == ReportStatus.WITH_APPROVER


@pytest.mark.parametrize("who", ["amina", "bruno", "hasan", "chloe", "vera", "omar"])
def test_nobody_but_the_coordinator_accepts_or_returns_to_the_body(who, request, brought, noon):
    report = brought(ReportStatus.SUBMITTED)
    person = request.getfixturevalue(who)

    with pytest.raises(Denied):
        actions.accept(report, by=person, at=noon)
    with pytest.raises(Denied):
        actions.return_to_body(report, comment="Again", by=person, at=noon)


def test_whoever_wrote_a_part_does_not_approve(obligation, amina, bruno, hasan, labour, noon):
    from dayaq.accounts.models import Appointment, Role

    Appointment.objects.create(user=bruno, body=labour, role=Role.DRAFTER, since=date(2020, 1, 1))
    report = actions.begin_report(obligation, by=amina, at=noon)
    report = write(report, bruno, noon, facts="Seminars", declared=Declared.PERFORMED)
    report = actions.send(report, by=amina, at=noon)

    with pytest.raises(Denied, match="You wrote a part"):
        actions.approve(report, by=bruno, at=noon)
    assert actions.approve(report, by=hasan, at=noon).status == ReportStatus.SUBMITTED


def test_a_deputy_approves_while_the_deputy_stands_in(brought, bruno, labour, noon):
    from dayaq.accounts.models import Appointment, Role

    deputy = given.person("dilara", at=labour, role=None)
    Appointment.objects.create(
        user=deputy,
        body=labour,
        role=Role.APPROVER,
        since=date(2020, 1, 1),
        until=date(2099, 1, 1),
        deputy_for=bruno.appointments.get(),
    )
    report = brought(ReportStatus.WITH_APPROVER)

    assert actions.approve(report, by=deputy, at=noon).approved_by == deputy


def test_a_regular_measure_is_never_completed(obligation, amina, noon):
    report = actions.begin_report(obligation, by=amina, at=noon)
    report = write(report, amina, noon, facts="Done", declared=Declared.COMPLETED)

    with pytest.raises(actions.Incomplete, match="never completed"):
        actions.send(report, by=amina, at=noon)


def test_nothing_to_report_needs_its_reason_alone(obligation, amina, noon):
    report = actions.begin_report(obligation, by=amina, at=noon)
    report = write(report, amina, noon, is_nothing_to_report=True)
    with pytest.raises(actions.Incomplete) as refused:
        actions.send(report, by=amina, at=noon)
    assert set(refused.value.missing) == {"nothing_reason"}

    report = write(report, amina, noon, nothing_reason="Planned for autumn")
    assert actions.send(report, by=amina, at=noon).status == ReportStatus.WITH_APPROVER


def test_an_amount_that_is_not_known_says_why_before_it_is_sent(obligation, amina, noon):
    report = actions.begin_report(obligation, by=amina, at=noon)
    report = actions.save_report(
        report,
        by=amina,
        at=noon,
        edit_number=report.edit_number,
        fields={"facts": "Seminars", "declared": Declared.PERFORMED},
        spendings=[{"source": "grant", "amount": None, "reason_if_unknown": ""}],
    )

    with pytest.raises(actions.Incomplete, match="why it is not known"):
        actions.send(report, by=amina, at=noon)
    with pytest.raises(IntegrityError, match="unknown_amounts_say_why"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(status=ReportStatus.WITH_APPROVER)


def test_two_people_cannot_save_over_each_other(obligation, amina, labour, noon):
    from dayaq.accounts.models import Role

    second = given.person("aysel", at=labour, role=Role.DRAFTER)
    mine = actions.begin_report(obligation, by=amina, at=noon)
    write(mine, second, noon, facts="Theirs")

    with pytest.raises(actions.SavedByAnother) as other:
        write(mine, amina, noon, facts="Mine")
    assert other.value.report.facts == "Theirs"
    mine.refresh_from_db()
    assert mine.facts == "Theirs"


def test_what_is_the_same_as_saved_is_no_conflict_and_no_change(obligation, amina, noon):
    report = actions.begin_report(obligation, by=amina, at=noon)
    saved = write(report, amina, noon, facts="The same")

    again = write(report, amina, noon, facts="The same")

    assert again.edit_number == saved.edit_number


def test_savings_of_one_sitting_are_one_entry(obligation, amina, noon):
    report = actions.begin_report(obligation, by=amina, at=noon)
    for minute in (1, 2, 3, 40):
        report = write(report, amina, noon + timedelta(minutes=minute), facts=f"Draft {minute}")

    assert Entry.objects.about(report).filter(did="report.saved").count() == 2


def test_a_return_says_why_and_the_body_is_told(brought, amina, bruno, cora, noon):
    report = brought(ReportStatus.SUBMITTED)
    with pytest.raises(Denied, match="Say why"):
        actions.return_to_body(report, comment="  ", by=cora, at=noon)

    report = actions.return_to_body(report, comment="Name the dates", by=cora, at=noon)

    assert (report.status, report.revision) == (ReportStatus.RETURNED, 2)
    assert Step.objects.get(did="returned").revision == 1
    for person in (amina, bruno):
        told = Notice.objects.get(to=person, code="reporting.returned")
        assert "Name the dates" not in str(told.params)


def test_after_a_return_it_is_late_by_its_first_submission(brought, amina, bruno, noon):
    report = brought(ReportStatus.RETURNED)
    first = report.submitted_on
    later = noon + timedelta(days=40)
    report = write(report, amina, later, facts="With dates")
    report = actions.send(report, by=amina, at=later)

    assert actions.approve(report, by=bruno, at=later).submitted_on == first


def test_the_next_cycle_begins_from_the_last_report(brought, amina, cora, noon, regular, labour):
    from django.utils.timezone import now

    last = brought(ReportStatus.ACCEPTED, next_plan="Ten seminars", partners="IOM")
    following = given.cycle(given.the_plan(), by=cora, at=now(), year=2024)
    obligation = following.obligations.get(measure=regular, body=labour)

    report = actions.begin_report(obligation, by=amina, at=noon)

    assert report.partners == "IOM"
    assert Report.objects.before(obligation).first() == last


def test_what_has_not_left_the_body_nobody_else_reads(brought, amina, chloe, dalia, cora, omar):
    report = brought(ReportStatus.WITH_APPROVER)

    assert report in Report.objects.visible_to(amina)
    for other in (chloe, dalia, cora, omar):
        assert report not in Report.objects.visible_to(other)
    for stranger in (chloe, dalia):
        assert report.obligation not in Obligation.objects.visible_to(stranger)


def test_a_file_is_judged_by_its_bytes(obligation, amina, noon):
    report = actions.begin_report(obligation, by=amina, at=noon)

    def attach(content, name="letter.pdf"):
        return actions.save_report(
            report,
            by=amina,
            at=noon,
            edit_number=0,
            fields={},
            evidence=[{"title": "Letter", "content": content, "file_name": name}],
        )

    for wrong in (b"", b"MZ program", b"<script>"):
        with pytest.raises(Denied):
            attach(wrong)
    attach(PDF, "../../letter.exe")
    attach(PDF)
    item = EvidenceItem.objects.get()
    assert (item.file_name, item.content_type) == ("letter.pdf", "application/pdf")


def test_a_restricted_document_is_for_the_body_coordinator_and_verifier(
    obligation, amina, bruno, cora, vera, omar, noon
):
    report = actions.begin_report(obligation, by=amina, at=noon)
    report = actions.save_report(
        report,
        by=amina,
        at=noon,
        edit_number=report.edit_number,
        fields={"facts": "Seminars", "declared": Declared.PERFORMED},
        evidence=[{"title": "List", "sensitivity": Sensitivity.RESTRICTED, "content": PDF}],
    )
    report = actions.send(report, by=amina, at=noon)
    actions.approve(report, by=bruno, at=noon)

    for person in (amina, bruno, cora, vera):
        assert EvidenceItem.objects.visible_to(person).exists()
    assert not EvidenceItem.objects.visible_to(omar).exists()


def test_more_time_moves_the_due_day_and_keeps_the_first(obligation, amina, cora, noon):
    asked = actions.ask_extension(
        obligation, until=date(2024, 2, 10), reason="Floods", by=amina, at=noon
    )
    with pytest.raises(Denied, match="already waiting"):
        actions.ask_extension(
            obligation, until=date(2024, 2, 11), reason="Again", by=amina, at=noon
        )
    with pytest.raises(Denied):
        actions.decide_extension(asked, is_granted=True, by=amina, at=noon)

    actions.decide_extension(asked, is_granted=True, by=cora, at=noon)

    obligation.refresh_from_db()
    assert (obligation.due_on, obligation.original_due_on) == (date(2024, 2, 10), date(2024, 1, 20))


def test_an_executor_verifies_its_own_measure_only_with_a_reason(
    brought, cycle, regular, vera, vusal, noon
):
    brought(ReportStatus.ACCEPTED)
    first = actions.verify(
        cycle, regular, verified=Verified.MOSTLY, rationale="Seen the lists", by=vera, at=noon
    )
    with pytest.raises(Denied, match="executor of this measure"):
        actions.verify(cycle, regular, verified=Verified.FULLY, rationale="Ours", by=vusal, at=noon)

    second = actions.verify(
        cycle,
        regular,
        verified=Verified.FULLY,
        rationale="Ours",
        conflict_reason="No other verifier is appointed",
        by=vusal,
        at=noon,
    )

    first.refresh_from_db()
    assert first.superseded_at == noon
    assert second.conflict_reason
    assert list(cycle.verifications.standing()) == [second]
