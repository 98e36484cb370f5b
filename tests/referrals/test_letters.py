"""Letters: they never say why, a code proves them, and the proof tells nothing of the person."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Identity
from dayaq.referrals.actions import deciding, identification
from dayaq.referrals.actions import letters as acts
from dayaq.referrals.models import Letter
from dayaq.referrals.models.codes import LENGTH, new_code
from dayaq.referrals.states import LetterKind, LetterStatus, Outcome, Stage
from dayaq.vault.context import asking, house

pytestmark = pytest.mark.django_db

NAME = "Kanarnaz Gizlin qızı Kanarlı"
TOLD = ("trafficking", "alver", "торгов", "qurban", "məcbur", "forced", "victim", "жертв")
"""What no paper says, in any language."""


@pytest.fixture
def named(case, amina, noon):
    with asking(amina, at=noon):
        row = Identity.objects.visible_to(amina).get(person=case.subject_id)
        who = {"given_name": "Kanarnaz", "family_name": "Kanarlı"}
        save_record(case, Identity, who, by=amina, at=noon, revision=row.revision)
    return case


def issued(case, by, at, **said) -> Letter:
    asked = {"kind": LetterKind.STATUS, "language": "az", "issuer": case.lead, "is_named": True}
    with asking(by, at=at):
        return acts.issue(case, by=by, at=at, **asked | said)


def opened(letter, by, at) -> dict[str, str]:
    with asking(by, at=at):
        row = Letter.objects.select_related("case__subject__key").visible_to(by).get(pk=letter.pk)
        return acts.open_letter(row, by=by, at=at)


@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_no_letter_says_why_the_person_is_protected(named, amina, noon, language):
    for kind in (LetterKind.STATUS, LetterKind.SERVICE, LetterKind.REFERRAL):
        clear = opened(
            issued(named, amina, noon, kind=kind, language=language, words="Həkim."), amina, noon
        )
        told = f"{clear['heading']} {clear['text']}"
        assert NAME in told
        assert not [word for word in TOLD if word in told.lower()]
        assert "{" not in told


def test_a_name_is_left_blank_where_it_is_to_be_written_by_hand(named, amina, noon):
    assert NAME not in opened(issued(named, amina, noon, is_named=False), amina, noon)["text"]


def test_whoever_holds_the_code_learns_that_it_is_genuine_and_nothing_else(
    named, amina, noon, client
):
    cache.clear()
    letter = issued(named, amina, noon)
    code = opened(letter, amina, noon)["code"]
    door = reverse("referrals:verify")

    said = client.post(door, {"code": f" {code[:4].lower()}-{code[4:]} ", "lang": "en"})
    page = said.content.decode()
    assert "is valid" in page
    assert letter.number in page
    assert not [w for w in (NAME, "Kanar", named.reference, *TOLD[3:5]) if w in page]
    assert said.cookies == {}

    assert client.post(door, {"code": new_code()}).status_code == 404

    with asking(amina, at=noon):
        acts.withdraw_letter(letter, why="Səhv ad", by=amina, at=noon)
        with pytest.raises(Denied, match="already"):
            acts.withdraw_letter(letter, why="again", by=amina, at=noon)
    page = client.post(door, {"code": code, "lang": "en"}).content.decode()
    assert "no longer valid" in page
    assert "Səhv" not in page


def test_codes_are_not_tried_out(client, db):
    cache.clear()
    door = reverse("referrals:verify")
    answers = [client.post(door, {"code": new_code()}).status_code for _n in range(21)]
    assert answers[-1] == 429
    assert LENGTH == 16


def test_the_database_keeps_a_print_of_the_code_alone(named, amina, noon):
    letter = issued(named, amina, noon)
    code = opened(letter, amina, noon)["code"]
    with house("story"):
        row = Letter.objects.for_house().filter(pk=letter.pk).values().get()
    assert code not in str(row)


def test_a_certificate_ends_with_what_it_certifies(named, amina, noon):
    letter, paper = issued(named, amina, noon), issued(named, amina, noon, kind=LetterKind.SERVICE)
    with asking(amina, at=noon):
        for stage in (Stage.INQUIRY, Stage.SCREENING):
            identification.advance(named, stage, by=amina, at=noon)
    later = noon + timedelta(days=40)
    with asking(amina, at=later):
        identification.end_reflection_periods(at=later)
        deciding.decide(
            named, outcome=Outcome.NOT_IDENTIFIED, decided_on=later.date(), explanation="x",
            reasons=["decision-reason@1:no_indicators"], plain="Siz.", language="language@1:az",
            by=amina, at=later,
        )  # fmt: skip
    with house("story"):
        found = dict(Letter.objects.for_house().values_list("pk", "status"))
    assert found == {letter.pk: LetterStatus.WITHDRAWN, paper.pk: LetterStatus.ISSUED}
    with pytest.raises(Denied, match="certified"):
        issued(named, amina, later)
    notice = issued(named, amina, later, kind=LetterKind.DECISION)
    assert "Siz." in opened(notice, amina, later)["text"]


def test_who_does_not_work_on_the_case_issues_nothing(named, bruno, noon):
    with pytest.raises(Denied):
        issued(named, bruno, noon)
