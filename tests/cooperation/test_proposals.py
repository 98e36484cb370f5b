"""Proposals: drafted, agreed with bodies, sent, returned, adopted; the whole path stays to be seen."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.notices.models import Notice
from dayaq.proposals.actions import opinions as asking
from dayaq.proposals.actions import proposals as acts
from dayaq.proposals.models import Opinion, Proposal
from dayaq.proposals.models.differences import compare, counts
from dayaq.proposals.models.proposals import spans
from dayaq.proposals.states import Stage


def told(person) -> list[str]:
    return list(Notice.objects.filter(to=person).values_list("code", flat=True))


def test_a_proposal_takes_its_whole_path_and_every_step_stays(
    asked, proposal, leyla, orxan, elza, kamran, noon
):
    """Drafted, asked about, agreed, before the Working Group, sent, returned, sent again, adopted."""
    asking.write_opinion(asked, stance="remarks", text="Name a day.", by=orxan, at=noon)
    asking.give_opinion(asked, by=elza, at=noon + timedelta(days=3))
    path = [
        (Stage.AGREED, "2024-03-12", leyla, {}),
        (Stage.GROUP, "2024-03-20", kamran, {"document": "Meeting 2"}),
        (Stage.SENT, "2024-04-01", leyla, {"document": "1/1-22"}),
        (Stage.RETURNED, "2024-05-01", kamran, {"note": "Say what it costs."}),
        (Stage.SENT, "2024-05-20", leyla, {"document": "1/1-40"}),
        (Stage.ADOPTED, "2024-07-01", kamran, {"act_number": "No 245", "act_address": "https://e-qanun.az/1"}),
    ]  # fmt: skip
    for stage, day, who, said in path:
        proposal = acts.move(proposal, stage, on=date.fromisoformat(day), by=who, at=noon, **said)

    assert (proposal.act_number, proposal.adopted_on) == ("No 245", date(2024, 7, 1))
    days = [(s.stage, n) for s, n in spans(list(proposal.steps.standing()), until=date(2025, 1, 1))]
    assert days == [
        ("drafted", 0),
        ("opinions", 4),
        ("agreed", 8),
        ("group", 12),
        ("sent", 30),
        ("sent_back", 19),
        ("sent", 42),
        ("adopted", 0),
    ]


def test_it_is_not_agreed_while_a_body_still_has_time(asked, proposal, leyla, noon):
    with pytest.raises(Denied, match="have not answered"):
        acts.move(proposal, Stage.AGREED, on=noon.date(), by=leyla, at=noon)

    asking.silence(at=noon + timedelta(days=15))

    later = noon + timedelta(days=15)
    assert acts.move(proposal, Stage.AGREED, on=later.date(), by=leyla, at=later).status == "agreed"


def test_without_opinions_it_is_agreed_only_with_a_reason(proposal, leyla, noon):
    with pytest.raises(Denied, match="Nobody was asked"):
        acts.move(proposal, Stage.AGREED, on=noon.date(), by=leyla, at=noon)

    acts.move(proposal, Stage.AGREED, on=noon.date(), note="Methods of our own.", by=leyla, at=noon)
    proposal.refresh_from_db()
    assert proposal.status == Stage.AGREED


def test_the_clock_sets_silence_and_a_late_opinion_stays_late(asked, orxan, elza, noon):
    asking.silence(at=noon + timedelta(days=14))
    asked.refresh_from_db()
    assert asked.status == "waiting", "the day itself is not over"

    asking.silence(at=noon + timedelta(days=15))
    asked.refresh_from_db()
    assert asked.status == "silent"
    assert "proposals.opinion_overdue" in told(orxan)

    asking.write_opinion(asked, stance="agreed", by=orxan, at=noon + timedelta(days=16))
    late = asking.give_opinion(asked, by=elza, at=noon + timedelta(days=16))
    assert (late.status, late.is_late) == ("given", True)


def test_an_opinion_is_written_by_drafters_and_signed_by_an_approver_of_the_body(
    asked, orxan, elza, leyla, nigar, kamran, noon
):
    for somebody in (leyla, nigar, kamran, elza):
        with pytest.raises(Denied):
            asking.write_opinion(asked, stance="agreed", by=somebody, at=noon)
    asking.write_opinion(asked, stance="disagreed", text="No.", by=orxan, at=noon)
    assert "proposals.opinion_to_approve" in told(elza)
    for somebody in (orxan, nigar, kamran):
        with pytest.raises(Denied):
            asking.give_opinion(asked, by=somebody, at=noon)

    back = asking.return_opinion(asked, comment="Say why.", by=elza, at=noon)
    assert (back.status, back.comment) == ("waiting", "Say why.")
    with pytest.raises(Denied):
        asking.give_opinion(asked, by=elza, at=noon)


def test_what_is_not_signed_is_read_by_the_body_alone(asked, orxan, leyla, elza, client, noon):
    asking.write_opinion(asked, stance="disagreed", text="Our secret doubt.", by=orxan, at=noon)
    page = reverse("proposals:opinion", args=[asked.pk])

    client.force_login(leyla)
    assert "secret doubt" not in client.get(page).content.decode()
    client.force_login(orxan)
    assert "secret doubt" in client.get(page).content.decode()

    asking.give_opinion(asked, by=elza, at=noon)
    client.force_login(leyla)
    assert "secret doubt" in client.get(page).content.decode()


def test_who_is_asked_sees_the_proposal_and_others_do_not(
    proposal, orxan, elza, leyla, border, noon
):
    assert proposal not in Proposal.objects.visible_to(orxan)

    asking.ask_opinions(proposal, bodies=[border], due_on=date(2024, 3, 22), by=leyla, at=noon)

    assert proposal in Proposal.objects.visible_to(orxan)
    assert list(Opinion.objects.to_write(orxan)) == list(Opinion.objects.to_write(orxan))


def test_a_step_recorded_by_mistake_is_taken_back_and_stays_to_be_seen(proposal, leyla, noon):
    day = noon.date()
    acts.move(proposal, Stage.AGREED, on=day, note="Ours alone.", by=leyla, at=noon)
    acts.move(proposal, Stage.ADOPTED, on=day, act_number="No 1", by=leyla, at=noon)

    back = acts.take_back(proposal, why="Another act", by=leyla, at=noon)

    assert (back.status, back.adopted_on, back.act_number) == ("agreed", None, "")
    assert [s.stage for s in back.steps.exclude(mistake="")] == ["adopted"]
    with pytest.raises(Denied):
        acts.take_back(back, why="Once more", by=leyla, at=noon)


def test_a_stage_is_not_recorded_before_the_one_before_it(proposal, leyla, noon):
    with pytest.raises(Denied, match="cannot be earlier"):
        acts.move(proposal, Stage.AGREED, on=date(2024, 3, 1), note="Ours.", by=leyla, at=noon)


def test_the_words_of_a_word_file_are_read_and_compared(proposal, leyla, noon):
    paper = docx.Document()
    for line in ("1. These rules concern intermediaries.", "2. They register with the ministry.",
                 "3. They answer in 10 days.", "4. New."):  # fmt: skip
        paper.add_paragraph(line)
    written = io.BytesIO()
    paper.save(written)

    second = acts.add_draft(
        proposal, content=written.getvalue(), file_name="layihə.docx", by=leyla, at=noon
    )

    lines = compare(proposal.drafts.get(number=1).text, second.text)
    assert counts(lines) == {"added": 1, "removed": 0, "changed": 1}
    [reworded] = [line for line in lines if line.kind == "changed"]
    assert "".join(p.text for p in reworded.after if p.is_changed) == " with the ministry"
    assert second.file_name == "layihə.docx"


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ({"text": " "}, "No words were found"),
        ({"content": b"MZ\x90", "file_name": "a.exe"}, "Only PDF"),
        (
            {"text": "1. These rules concern intermediaries.\n2. They register.\n3. They answer in 10 days."},
            "version before",
        ),
    ],
    ids=["nothing", "a program", "the same"],
)  # fmt: skip
def test_a_draft_without_new_words_is_refused_in_a_sentence(proposal, leyla, noon, draft, said):
    before = Entry.objects.count()
    with pytest.raises(ValidationError, match=said):
        acts.add_draft(proposal, by=leyla, at=noon, **draft)
    assert Entry.objects.count() == before


def test_the_page_shows_the_path_and_only_what_may_be_done(
    asked, proposal, leyla, kamran, client, django_assert_max_num_queries
):
    page = reverse("proposals:proposal", args=[proposal.pk])
    client.force_login(leyla)
    client.get(page)
    with django_assert_max_num_queries(12):
        shown = client.get(page).content.decode()
    assert "have not answered yet" in shown
    assert reverse("proposals:move_proposal", args=[proposal.pk, "withdrawn"]) in shown

    client.force_login(kamran)
    assert "withdrawn/" not in client.get(page).content.decode()
