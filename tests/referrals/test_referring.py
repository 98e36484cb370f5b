"""Referring: in pieces, within a day, a child as a child, nobody named against their will."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role
from dayaq.audit.models import Entry
from dayaq.cases.actions.reading import open_section
from dayaq.cases.models import Case, Contact, Identity, Need, Person, Situation
from dayaq.cases.states import Part
from dayaq.notices.models import Notice
from dayaq.referrals.actions import referrals as acts
from dayaq.referrals.actions import taking
from dayaq.referrals.models import Referral, Told
from dayaq.referrals.models.asked import ASKED, FIRST, LAST, musts
from dayaq.referrals.models.clocks import clocks_of
from dayaq.referrals.states import ClockKind, Status, Track
from dayaq.vault.context import asking, house
from dayaq.vault.sealing import Shredded, box, unseal
from tests import given
from tests.referrals.telling import (
    ADULT,
    NOT_SURE,
    REFUSES,
    SONG,
    THE_CHILD,
    THE_PERSON,
    WHAT_HAPPENED,
    somewhere,
)

pytestmark = pytest.mark.django_db


def clock(referral, kind):
    [found] = [c for c in clocks_of(referrals=[referral]) if c.kind == kind]
    return found


def counted(**narrowed) -> int:
    with house("story"):
        return Referral.objects.for_house().filter(**narrowed).count()


# --- what is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize("track", [track for track in Track if track != Track.OPEN])
def test_no_way_asks_more_than_four_pages_and_twelve_answers(track):
    assert len(ASKED[track]) <= 4
    assert ASKED[track][0] is FIRST
    assert ASKED[track][-1] is LAST
    assert len([*musts(track)]) <= 12


@pytest.mark.parametrize("track", Track)
def test_no_page_asks_twice_and_none_asks_for_a_case_number_or_to_work_with_the_police(track):
    names = [name for page in ASKED[track] for name in page.names]

    assert len(names) == len(set(names))
    assert not {name for name in names if "police" in name or "criminal" in name or "case" in name}


def test_a_child_is_not_asked_for_consent():
    assert "agrees" not in {name for _page, name in musts(Track.CHILD)}


def test_a_notice_asks_for_nothing_that_leads_to_the_person():
    names = {name for page in ASKED[Track.NOTICE] for name in page.names}

    assert not names & {"family_name", "given_name", "born", "phone", "account", "place"}


# --- begun, left, found again ---------------------------------------------------------------------


def test_the_first_answers_begin_the_clock_of_the_handover(draft, noon):
    assert draft.track == Track.ADULT
    assert clock(draft, ClockKind.HANDOVER).due_at == noon + timedelta(hours=24)


def test_a_draft_is_found_again_by_its_keeper_and_read_by_nobody_else(draft, sevda, rauf, amina):
    with asking(sevda):
        assert Referral.objects.visible_to(sevda).get() == draft
    for other in (rauf, amina):
        with asking(other):
            assert not Referral.objects.visible_to(other).exists()
            assert not Told.objects.visible_to(other).exists()


def test_what_is_saved_twice_at_once_is_refused_to_the_second(draft, sevda, noon):
    with asking(sevda, at=noon):
        acts.save_page(draft, 2, THE_PERSON, by=sevda, at=noon, revision=draft.revision)
        with pytest.raises(acts.Overtaken):
            acts.save_page(draft, 2, THE_PERSON, by=sevda, at=noon, revision=draft.revision)


def test_it_goes_whole_or_in_part_and_never_with_a_claim_it_does_not_hold(draft, sevda, noon):
    with asking(sevda, at=noon):
        with pytest.raises(Denied, match="missing"):
            acts.send(draft, by=sevda, at=noon)
        sent = acts.send(draft, by=sevda, at=noon, in_part=True)

    assert (sent.status, sent.is_partial) == (Status.SENT, True)
    assert clock(sent, ClockKind.HANDOVER).met_at == noon
    assert clock(sent, ClockKind.COMPLETION).due_at == noon + timedelta(hours=72)
    assert clock(sent, ClockKind.ANSWER).due_at == noon + timedelta(hours=24)


def test_where_there_is_danger_the_answer_is_due_within_two_hours(child, sevda, amina, noon):
    with asking(sevda, at=noon):
        sent = acts.send(child, by=sevda, at=noon, in_part=True)

    assert clock(sent, ClockKind.ANSWER).due_at == noon + timedelta(hours=2)
    notice = Notice.objects.get(to=amina)
    assert "cannot wait" in notice.text
    assert SONG not in notice.text


def test_the_desk_of_the_competent_body_reads_what_was_sent_and_no_other(
    sent, amina, chloe, rauf, farid, noon
):
    with asking(amina, at=noon):
        _told, clear = acts.read_told(sent, by=amina, at=noon)
        assert clear["family_name"] == SONG
    for other in (chloe, rauf):
        with asking(other, at=noon):
            assert not Told.objects.visible_to(other).exists()
    with asking(farid, at=noon):  # the head sees how it stands, and nothing that was told
        assert Referral.objects.visible_to(farid).get() == sent
        assert not Told.objects.visible_to(farid).exists()


def test_the_wall_says_the_same_as_the_belt(sent, chloe, noon):
    with asking(chloe, at=noon), connection.cursor() as cursor:
        for table in ("referrals_referral", "referrals_told", "referrals_clock"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_reading_what_was_told_is_written_down_without_what_it_says(sent, amina, noon):
    with asking(amina, at=noon):
        acts.read_told(sent, by=amina, at=noon)

    entry = Entry.objects.get(did="section.read", by=amina)
    assert "family_name" in entry.details["fields"]
    assert SONG not in str(entry.details)


# --- an adult who does not agree ------------------------------------------------------------------


def test_an_adult_who_refuses_is_a_notice_without_a_name(sevda, unit, noon):
    with asking(sevda, at=noon):
        begun = acts.begin(sevda.posts[0], REFUSES, by=sevda, at=noon)
        with pytest.raises(Denied, match="not referred"):
            acts.send(begun, by=sevda, at=noon, in_part=True)
        notice = acts.send_notice(begun, by=sevda, at=noon)

    assert (notice.status, notice.track) == (Status.NOTED, Track.NOTICE)
    assert clock(notice, ClockKind.HANDOVER).met_at == noon


def test_taking_the_consent_back_removes_the_name_at_once(sent, sevda, amina, noon):
    with asking(sevda, at=noon):
        acts.send_notice(sent, by=sevda, at=noon, refusal="refusal-reason@1:shame")
        _told, clear = acts.read_told(sent, by=sevda, at=noon)

    assert not any(clear.values())
    with asking(amina, at=noon):
        assert not Referral.objects.visible_to(amina).exists()


def test_the_database_keeps_nobody_handed_over_against_their_will(sent):
    with (
        pytest.raises(IntegrityError, match="against_their_will"),
        transaction.atomic(),
        house("story"),
    ):
        Referral.objects.for_house().filter(pk=sent.pk).update(track=Track.NOTICE)


def test_a_notice_that_becomes_a_referral_is_counted_once(sevda, unit, noon):
    with asking(sevda, at=noon):
        notice = acts.send_notice(
            acts.begin(sevda.posts[0], REFUSES, by=sevda, at=noon), by=sevda, at=noon
        )
        again = acts.convert(notice, by=sevda, at=noon + timedelta(days=3))
        sent = acts.send(again, by=sevda, at=noon + timedelta(days=3), in_part=True)

    assert sent.track == Track.ADULT
    assert counted() == counted(status=Status.SENT) == 1


def test_a_child_is_never_a_notice(child, sevda, noon):
    with asking(sevda, at=noon), pytest.raises(Denied, match="always referred"):
        acts.send_notice(child, by=sevda, at=noon)


def test_whoever_may_be_a_child_goes_the_way_of_a_child(sevda, unit, noon):
    with asking(sevda, at=noon):
        begun = acts.begin(sevda.posts[0], NOT_SURE | {"agrees": False}, by=sevda, at=noon)
        for page, values in ((2, THE_CHILD | somewhere()), (3, WHAT_HAPPENED)):
            begun = acts.save_page(begun, page, values, by=sevda, at=noon, revision=begun.revision)
        sent = acts.send(begun, by=sevda, at=noon)

    assert (sent.track, sent.is_complete) == (Track.CHILD, True)


# --- answered -------------------------------------------------------------------------------------


def test_what_was_told_once_stands_in_the_case(sent, amina, noon):
    with asking(amina, at=noon):
        taken = taking.accept(sent, by=amina, at=noon)
        case = Case.objects.visible_to(amina).get()
        [identity] = open_section(case, Part.IDENTITY, by=amina, at=noon)[Identity]
        [contact] = open_section(case, Part.CONTACT, by=amina, at=noon)[Contact]
        [situation] = open_section(case, Part.SITUATION, by=amina, at=noon)[Situation]
        needs = open_section(case, Part.NEEDS, by=amina, at=noon)[Need]
        notes = [
            one
            for rows in open_section(case, Part.NOTES, by=amina, at=noon).values()
            for one in rows
        ]

    assert (taken.status, taken.case_id) == (Status.ACCEPTED, case.pk)
    assert clock(taken, ClockKind.ANSWER).met_at == noon
    assert identity.clear["family_name"] == SONG
    assert contact.clear["code_word"] == "çinar"
    assert "fermada" in situation.clear["account"]
    assert len(needs) == 2
    assert "Yoldaşı" in notes[0].clear["text"]


def test_once_taken_over_the_desk_reads_it_in_the_case_alone(sent, amina, marat, noon):
    other = marat
    with asking(amina, at=noon):
        taking.accept(sent, by=amina, at=noon)
        assert not Told.objects.visible_to(amina).exists()
    with asking(other, at=noon):
        assert not Told.objects.visible_to(other).exists()


def test_a_known_person_is_joined_and_not_counted_again(sent, case, amina, noon):
    """Two bodies meet the same person."""
    with asking(amina, at=noon):
        taken = taking.accept(sent, by=amina, at=noon, case=case)
        [identity] = open_section(case, Part.IDENTITY, by=amina, at=noon)[Identity]
        notes = [
            one
            for rows in open_section(case, Part.NOTES, by=amina, at=noon).values()
            for one in rows
        ]

    with house("story"):
        assert Person.objects.for_house().count() == 1
    assert taken.case_id == case.pk
    assert identity.clear["born"] == "1999-03-08"  # what stood there stays
    assert "03.1999" in notes[0].clear["text"]  # what was told otherwise is kept beside it


def test_nobody_takes_over_into_a_case_they_do_not_work_on(sent, case, unit, noon):
    other = given.person("ulvi", at=unit, role=Role.CASE_WORKER)
    with asking(other, at=noon), pytest.raises(Denied, match="not assigned"):
        taking.accept(sent, by=other, at=noon, case=case)


@pytest.mark.parametrize("who", ["chloe", "sevda", "farid"])
def test_nobody_else_answers(sent, who, noon, request):
    other = request.getfixturevalue(who)
    with asking(other, at=noon), pytest.raises(Denied):
        taking.accept(sent, by=other, at=noon)


def test_what_is_returned_says_why_and_can_be_sent_again(sent, sevda, amina, noon):
    with asking(amina, at=noon):
        taking.send_back(
            sent, reason="return-reason@1:too_little", words="Hansı ferma?", by=amina, at=noon
        )
        assert not Told.objects.visible_to(amina).exists()
    with asking(sevda, at=noon):
        back = Referral.objects.visible_to(sevda).select_related("key").get()
        assert acts.return_words(back) == "Hansı ferma?"
        again = acts.send(back, by=sevda, at=noon)

    assert again.status == Status.SENT
    assert Notice.objects.filter(to=sevda, code="referrals.returned").count() == 1


def test_what_follows_after_it_was_taken_over_reaches_the_case(draft, sevda, amina, noon):
    later = noon + timedelta(hours=30)
    with asking(sevda, at=noon):
        sent = acts.send(draft, by=sevda, at=noon, in_part=True)
    with asking(amina, at=noon):
        taken = taking.accept(sent, by=amina, at=noon)
    with asking(sevda, at=later):
        for page, values in ((2, THE_PERSON | somewhere()), (3, WHAT_HAPPENED)):
            taken = acts.save_page(taken, page, values, by=sevda, at=later, revision=taken.revision)
        with pytest.raises(Denied, match="no longer agrees"):
            acts.save_page(
                taken, 1, ADULT | {"agrees": False}, by=sevda, at=later, revision=taken.revision
            )
        whole = taking.finish(taken, by=sevda, at=later)
    with asking(amina, at=later):
        case = Case.objects.visible_to(amina).get()
        [identity] = open_section(case, Part.IDENTITY, by=amina, at=later)[Identity]

    assert identity.clear["family_name"] == SONG
    assert clock(whole, ClockKind.COMPLETION).met_at == later


def test_what_is_withdrawn_can_never_be_read_again(sent, sevda, noon):
    with asking(sevda, at=noon):
        acts.withdraw(sent, why="mistake", by=sevda, at=noon)
    with house("story"):
        told = Told.objects.for_house().select_related("referral__key").get(referral=sent)
        assert not any(unseal(told).values())
        with pytest.raises(Shredded):
            box(told.key)
    assert not [clock for clock in clocks_of(referrals=[sent]) if clock.is_running]


def test_after_a_month_what_was_told_lives_in_the_case_alone(sent, sevda, amina, noon):
    with asking(amina, at=noon):
        taking.accept(sent, by=amina, at=noon)

    assert taking.forget(at=noon + timedelta(days=29)) == 0
    assert taking.forget(at=noon + timedelta(days=31)) == 1
    assert taking.forget(at=noon + timedelta(days=31)) == 0
    with asking(sevda):
        found = Referral.objects.visible_to(sevda).get()
        assert not found.is_told_here


def test_the_end_of_a_shift_loses_nothing(draft, sevda, rauf, noon):
    with asking(sevda, at=noon):
        acts.pass_on(draft, rauf.posts[0], by=sevda, at=noon)
        assert not Referral.objects.visible_to(sevda).exists()
    with asking(rauf, at=noon):
        assert Referral.objects.visible_to(rauf).get() == draft
        acts.save_page(
            Referral.objects.visible_to(rauf).get(),
            2,
            THE_PERSON,
            by=rauf,
            at=noon,
            revision=draft.revision + 1,
        )
