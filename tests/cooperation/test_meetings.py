"""Meetings: members invited, a quorum by the rule of the day, minutes in Word, a rhythm that is watched."""

import io
from datetime import date, datetime, timedelta

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import make_aware

from dayaq.access.refusal import Denied
from dayaq.councils.actions import meetings as acts
from dayaq.councils.actions import rounds
from dayaq.councils.actions import tasks as deciding
from dayaq.councils.models import Meeting
from dayaq.councils.models.agenda import suggestions
from dayaq.councils.models.calendar import as_calendar
from dayaq.councils.models.watch import spans_until
from dayaq.directory.models import ParameterValue
from dayaq.indicators.clauses import clauses
from dayaq.notices.models import Notice
from tests.cooperation.conftest import came


def told(person) -> list[str]:
    return list(Notice.objects.filter(to=person).order_by("pk").values_list("code", flat=True))


def test_members_of_all_bodies_are_invited_and_hear_of_every_change(
    meeting, leyla, nigar, orxan, kamran, noon
):
    acts.invite(meeting, by=kamran, at=noon)
    assert told(leyla) == told(nigar) == told(orxan) == ["councils.meeting_invited"]

    later = noon + timedelta(days=4)
    acts.revise_meeting(meeting, starts_at=later, minutes=60, by=kamran, at=noon)
    assert told(leyla)[-1] == "councils.meeting_changed"

    gone = acts.cancel_meeting(meeting, why="Holiday", by=kamran, at=noon)
    assert told(leyla)[-1] == "councils.meeting_cancelled"
    assert gone.revision == 3


def test_nobody_is_invited_to_a_meeting_without_an_agenda(group, kamran, noon):
    empty = acts.plan_meeting(group, starts_at=noon, by=kamran, at=noon)
    with pytest.raises(Denied, match="at least one point"):
        acts.invite(empty, by=kamran, at=noon)


def test_the_invitation_is_a_calendar_file_that_names_nothing(meeting, kamran, noon):
    meeting = acts.revise_meeting(
        meeting,
        starts_at=noon,
        minutes=90,
        venue="Bakı; 2-ci mərtəbə, " + "ə" * 60,
        by=kamran,
        at=noon,
    )
    told = as_calendar(meeting, address="https://dayaq.example/meetings/1/", at=noon)

    assert max(len(line.encode()) for line in told.split("\r\n")) <= 75
    lines = told.replace("\r\n ", "").split("\r\n")
    assert "DTSTART:20240308T080000Z" in lines
    assert "DTEND:20240308T093000Z" in lines
    assert "SUMMARY:Meeting 1" in lines
    assert any(line.startswith("LOCATION:Bakı\\; 2-ci mərtəbə\\, ə") for line in lines)
    assert "ompensation" not in told


@pytest.mark.parametrize(
    ("absent", "has_quorum"),
    [([], True), (["rauf"], True), (["rauf", "leyla"], False)],
    ids=["5 of 5", "4 of 5", "3 of 5"],
)
def test_two_thirds_of_the_members_must_come_to_decide(meeting, kamran, noon, absent, has_quorum):
    who = came(meeting, orxan="alternate", **dict.fromkeys(absent, "nobody"))
    held = acts.record_presence(meeting, who, by=kamran, at=noon)

    assert (held.has_quorum, held.needed) == (has_quorum, 4)
    if not has_quorum:
        with pytest.raises(Denied, match="4 are needed"):
            deciding.decide(held, text="Something", by=kamran, at=noon)


def test_the_quorum_is_that_of_the_day_and_stays_when_the_rule_changes(held, group, kamran, noon):
    old = ParameterValue.objects.get(parameter=group.quorum_rule)
    old.until = date(2024, 5, 31)
    old.save()
    ParameterValue.objects.create(parameter=group.quorum_rule, value="1/2", since=date(2024, 6, 1))

    assert str(group.quorum_on(date(2024, 3, 8))) == "2/3"
    assert str(group.quorum_on(date(2024, 6, 2))) == "1/2"
    held.refresh_from_db()
    assert held.quorum == "2/3"


def test_who_came_is_of_the_members_of_that_day(meeting, group, kamran, noon):
    rauf = group.members.get(name="Rauf")
    acts.end_seat(rauf, until=date(2024, 3, 1), why="Left", by=kamran, at=noon)

    with pytest.raises(ValidationError, match="list of members has changed"):
        acts.record_presence(meeting, came(meeting), by=kamran, at=noon)
    now_sitting = {m: how for m, how in came(meeting).items() if m.pk != rauf.pk}
    assert acts.record_presence(meeting, now_sitting, by=kamran, at=noon).members == 4


def test_nobody_records_who_came_before_the_day(meeting, kamran, noon):
    with pytest.raises(Denied, match="still to come"):
        acts.record_presence(meeting, came(meeting), by=kamran, at=noon - timedelta(days=1))


def test_signed_minutes_do_not_change_until_they_are_opened_with_a_reason(held, kamran, noon):
    signed = acts.sign_minutes(held, signed_on=date(2024, 3, 12), by=kamran, at=noon)
    item = signed.items.get()
    for act in (
        lambda: deciding.decide(signed, text="Late", by=kamran, at=noon),
        lambda: acts.write_heard(item, heard="Late", by=kamran, at=noon),
        lambda: acts.add_item(signed, title="Late", by=kamran, at=noon),
        lambda: acts.record_presence(signed, came(signed), by=kamran, at=noon),
    ):
        with pytest.raises(Denied):
            act()

    acts.correct_minutes(signed, why="A name", by=kamran, at=noon)
    assert acts.write_heard(item, heard="Now", by=kamran, at=noon).heard == "Now"


@pytest.mark.parametrize("who", ["leyla", "nigar", "ombra"])
def test_the_coordinator_alone_is_the_secretary(meeting, group, who, noon, request):
    somebody = request.getfixturevalue(who)
    for act in (
        lambda: acts.plan_meeting(group, starts_at=noon, by=somebody, at=noon),
        lambda: acts.invite(meeting, by=somebody, at=noon),
        lambda: acts.add_item(meeting, title="Ours", by=somebody, at=noon),
        lambda: acts.record_presence(meeting, came(meeting), by=somebody, at=noon),
    ):
        with pytest.raises(Denied):
            act()


def test_meetings_are_read_by_bodies_that_sit_there(meeting, leyla, ombra, kamran):
    outside = Meeting.objects.visible_to
    for reader in (leyla, ombra, kamran):
        assert meeting in outside(reader)


def test_a_body_without_a_seat_sees_a_meeting_only_where_it_has_a_task(
    held, kamran, noon, health_drafter, health
):
    assert held not in Meeting.objects.visible_to(health_drafter)

    deciding.decide(held, text="Help", bodies=[health], due_on=date(2024, 4, 1), by=kamran, at=noon)

    assert held in Meeting.objects.visible_to(health_drafter)


def test_the_agenda_is_put_together_from_measures_and_from_what_waits(
    meeting, recommendation, task, kamran, noon
):
    measures = [clause for clause in clauses() if clause.number in {"4.1.1", "4.7.1"}]
    acts.add_measures(meeting, measures=measures, by=kamran, at=noon)
    assert [item.clauses for item in meeting.items.all()] == [["4.1.10"], ["4.1.1"], ["4.7.1"]]

    waiting = suggestions(meeting, on=date(2024, 4, 2))
    assert {s.code for s in waiting} == {f"t{task.pk}", f"r{recommendation.pk}"}
    for one in waiting:
        acts.add_item(meeting, by=kamran, at=noon, **one.fields)
    assert suggestions(meeting, on=date(2024, 4, 2)) == []

    last = meeting.items.last()
    acts.move_item_up(last, by=kamran, at=noon)
    assert [item.pk for item in meeting.items.all()][-2] == last.pk


def test_minutes_in_word_say_who_came_what_was_said_and_decided(task, held, kamran, client, noon):
    acts.write_heard(held.items.get(), heard="<b>Leyla</b> & others spoke.", by=kamran, at=noon)
    client.force_login(kamran)

    answer = client.get(reverse("councils:minutes", args=[held.pk]))

    paper = docx.Document(io.BytesIO(answer.content))
    told = "\n".join("".join(p.itertext()) for p in paper.element.body)
    for words in (
        "Elza",
        "<b>Leyla</b> & others spoke.",
        "The ministry proposes a fund.",
        "4 of 5 members",
    ):
        assert words in told
    assert "{" not in told


def test_a_template_of_the_ministry_is_tried_out_before_it_is_kept(kamran, client, held):
    client.force_login(kamran)
    page = reverse("cooperation:paper_templates")
    shipped = client.get(reverse("cooperation:paper_template", args=["minutes", "en", 1])).content

    def upload(content: bytes):
        file = io.BytesIO(content)
        file.name = "t.docx"
        return client.post(page, {"paper": "minutes", "language": "en", "file": file})

    broken = docx.Document(io.BytesIO(shipped))
    broken.add_paragraph("{{ nobody.knows }}")
    written = io.BytesIO()
    broken.save(written)
    assert "“nobody”" in upload(written.getvalue()).content.decode()
    empty = io.BytesIO()
    docx.Document().save(empty)
    assert "one.title" in upload(empty.getvalue()).content.decode()

    own = docx.Document(io.BytesIO(shipped))
    own.add_paragraph("Our own words")
    written = io.BytesIO()
    own.save(written)
    assert upload(written.getvalue()).status_code == 302
    made = client.get(reverse("councils:minutes", args=[held.pk])).content
    assert "Our own words" in "".join(docx.Document(io.BytesIO(made)).element.body.itertext())


def test_a_quarter_without_a_meeting_is_seen_and_told_once(group, kamran, noon):
    def at(day: str):
        return make_aware(datetime.fromisoformat(f"{day}T06:00"))

    statuses = [span.status for span in spans_until(group, on=date(2024, 3, 20))]
    assert statuses == ["overdue", "overdue", "overdue", "due_soon"]

    before = told(kamran).count("councils.meeting_wanted")
    rounds.watch_meetings(on=date(2024, 3, 20), at=at("2024-03-20"))
    rounds.watch_meetings(on=date(2024, 3, 21), at=at("2024-03-21"))
    assert told(kamran).count("councils.meeting_wanted") == before + 1

    planned = acts.plan_meeting(group, starts_at=at("2024-03-28"), by=kamran, at=noon)
    assert spans_until(group, on=date(2024, 3, 20))[-1].status == "planned"
    acts.record_presence(planned, came(planned), by=kamran, at=at("2024-03-28"))
    assert spans_until(group, on=date(2024, 4, 20))[-2].status == "held"


def test_pages_ask_little_of_the_database(
    task, held, group, leyla, kamran, client, django_assert_max_num_queries
):
    pages = [
        reverse("councils:meeting", args=[held.pk]),
        reverse("councils:standing_body", args=[group.pk]),
        reverse("councils:task", args=[task.pk]),
        reverse("councils:meetings"),
        reverse("councils:tasks"),
        reverse("councils:standing_bodies"),
    ]
    for reader in (leyla, kamran):
        client.force_login(reader)
        client.get(pages[0])
        for page in pages:
            with django_assert_max_num_queries(12):
                assert client.get(page).status_code == 200, page
