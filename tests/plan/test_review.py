"""Reviewing a reading: questions, corrections, confirmation, and who may."""

from typing import Any

import pytest
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.notices.models import Notice
from dayaq.plan import actions, policies
from dayaq.plan.models import Measure, Party, Plan, Reading
from dayaq.plan.states import PartyRole, ReadingStatus
from tests import given
from tests.plan import texts

pytestmark = pytest.mark.django_db

UNKNOWN = "Kosmik Tədqiqatlar Nazirliyi"


@pytest.fixture
def reading(digital, leyla, noon) -> Reading:
    """A small plan in which nobody knows one of the ministries."""
    content = texts.small(unknown=UNKNOWN).encode()
    return actions.begin_reading(content, "small.txt", by=leyla, at=noon)


def question_of(reading: Reading, code: str) -> dict[str, Any]:
    return next(q for q in reading.questions if q["code"] == code)


def test_an_unknown_ministry_is_a_question_never_a_guess(reading, leyla):
    question = question_of(reading, "unknown-body")

    assert question["clause"] == "2.1.1"
    assert UNKNOWN in question["params"]["text"]
    assert policies.why_not_accept(reading, question, leyla)
    assert policies.why_not_confirm_row(reading, "2.1.1", leyla)
    assert policies.why_not_confirm_row(reading, "2.1.2", leyla) is None


def test_the_reviewer_says_who_is_meant_and_the_plan_is_confirmed(reading, leyla, noon):
    space = given.body("space", "Kosmik Agentlik", kind="agency")
    question = question_of(reading, "unknown-body")

    reading = actions.name_body(
        reading, question["id"], text=UNKNOWN, code="space", kind="body", by=leyla, at=noon
    )
    assert reading.questions == []
    reading = actions.confirm_all_clean_rows(reading, by=leyla, at=noon)
    version = actions.confirm(reading, by=leyla, at=noon)

    party = Party.objects.get(body=space)
    assert party.measure in Measure.objects.of(version)
    assert (party.role, party.order, party.verbatim) == (PartyRole.EXECUTOR, 2, UNKNOWN)
    reading.refresh_from_db()
    assert (reading.status, reading.ended_by) == (ReadingStatus.CONFIRMED, leyla)
    assert Entry.objects.filter(did="reading.named", by=leyla).exists()


def test_a_body_that_the_administrator_adds_is_found_when_read_again(reading, leyla, orkhan, noon):
    question = question_of(reading, "unknown-body")
    url = reverse("plan:source_lines", args=[reading.source.sha256, 1, 2])
    for _twice in range(2):
        actions.ask_administrator(reading, question["id"], url=url, by=leyla, at=noon)
    assert Notice.objects.filter(to=orkhan, code="plan.body_missing").count() == 1

    given.body("space", UNKNOWN)
    reading = actions.read_again(reading, by=leyla, at=noon)

    assert reading.questions == []


def test_a_row_is_corrected_and_its_letters_are_counted_again(reading, leyla, noon):
    reading = actions.confirm_row(reading, "2.1.2", by=leyla, at=noon)

    reading = actions.correct_row(
        reading, "2.1.2", title="Təlim proqramlarının tam yenilənməsi", by=leyla, at=noon
    )

    row = reading.row("2.1.2")
    assert row.is_corrected
    assert not row.is_confirmed
    assert question_of(reading, "not-conserved")["clause"] == "2.1.2"


def test_a_missing_period_is_asked_for_and_given(digital, leyla, noon):
    content = texts.small().replace("könüllü təşəbbüs qruplarını cəlb etməklə\n\nmütəmadi", "")
    reading = actions.begin_reading(content.encode(), "small.txt", by=leyla, at=noon)
    question = question_of(reading, "period-missing")
    assert policies.why_not_accept(reading, question, leyla)

    reading = actions.correct_row(reading, "2.1.2", period="mütəmadi", by=leyla, at=noon)

    assert not [q for q in reading.questions if q["code"] == "period-missing"]
    period = reading.row("2.1.2").period
    assert period is not None
    assert period["kind"] == "regular"


def test_nothing_is_confirmed_while_a_row_waits(digital, leyla, noon):
    reading = actions.begin_reading(texts.small().encode(), "small.txt", by=leyla, at=noon)
    reading = actions.confirm_row(reading, "2.1.1", by=leyla, at=noon)

    with pytest.raises(Denied):
        actions.confirm(reading, by=leyla, at=noon)

    assert not Plan.objects.filter(code="2031-2033").exists()


def test_the_operator_confirms_no_open_question(reading, noon):
    with pytest.raises(Denied):
        actions.confirm(reading, by=None, at=noon)


@pytest.mark.parametrize("who", ["rashad", "nigar", "orkhan"])
@pytest.mark.parametrize("deed", ["confirm_row", "correct_row", "read_again", "confirm", "discard"])
def test_nobody_but_the_coordinator_reviews(who, deed, reading, noon, request):
    person = request.getfixturevalue(who)
    more = {
        "confirm_row": {"clause": "2.1.2"},
        "correct_row": {"clause": "2.1.2", "title": "Başqa mətn"},
        "discard": {"reason": "Səhv"},
    }

    with pytest.raises(Denied):
        getattr(actions, deed)(reading, **more.get(deed, {}), by=person, at=noon)

    assert not Entry.objects.filter(by=person).exists()


def test_a_confirmed_reading_is_closed_for_good(leyla, noon):
    reading = given.the_plan().reading

    for deed in (actions.read_again, actions.confirm):
        with pytest.raises(Denied):
            deed(reading, by=leyla, at=noon)


def test_a_discarded_text_may_be_handed_in_again(reading, leyla, noon):
    actions.discard(reading, reason="Köhnə mətn", by=leyla, at=noon)

    content = texts.small(unknown=UNKNOWN).encode()
    again = actions.begin_reading(content, "small.txt", by=leyla, at=noon)

    assert again != reading
    assert again.source == reading.source
    assert again.is_in_review


def test_the_act_is_asked_for_where_the_text_does_not_say_it(digital, leyla, noon):
    content = texts.small().replace("№ 77", "").replace("tarixli 77 nömrəli", "tarixli")
    reading = actions.begin_reading(content.encode(), "small.txt", by=leyla, at=noon)
    question = question_of(reading, "act-number-missing")
    assert policies.why_not_accept(reading, question, leyla)

    details = {**reading.act, "number": "77", "kind": "Sərəncam"}
    details |= {k: details[k] or "2031-05-05" for k in ("adopted_on", "effective_from")}
    reading = actions.state_act(reading, by=leyla, at=noon, **details)
    reading = actions.confirm_all_clean_rows(reading, by=leyla, at=noon)
    version = actions.confirm(reading, by=leyla, at=noon)

    assert version.act.number == "77"


def test_rows_are_confirmed_in_place_and_the_page_works_without_scripts(reading, leyla, client):
    client.force_login(leyla)
    address = reverse("plan:confirm_row", args=[reading.pk, "2.1.2"])

    swapped = client.post(address, headers={"HX-Request": "true"})
    plain = client.post(reverse("plan:confirm_row", args=[reading.pk, "2.2.1"]))

    assert swapped.status_code == 200
    assert 'id="row-2.1.2"' in swapped.content.decode()
    assert 'hx-swap-oob="true"' in swapped.content.decode()
    assert plain["Location"].endswith("#row-2.2.1")
    reading.refresh_from_db()
    assert reading.confirmed_rows == ["2.1.2", "2.2.1"]


def test_a_correction_is_made_on_the_page(reading, leyla, client):
    client.force_login(leyla)
    address = reverse("plan:correct_row", args=[reading.pk, "2.1.1"])
    given.body("space", "Kosmik Agentlik", kind="agency")
    names = ["Rəqəmsal Xidmətlər Nazirliyi", UNKNOWN, "Daxili İşlər Nazirliyi"]
    who = ["body:digital-services", "body:space", "body:mia"]
    row = reading.row("2.1.1")
    form = {
        "title": row.title,
        "period": row.period_text,
        "form-TOTAL_FORMS": "3",
        "form-INITIAL_FORMS": "2",
    }
    for index, (name, code) in enumerate(zip(names, who, strict=True)):
        form |= {f"form-{index}-name": name, f"form-{index}-role": "executor"}
        form |= {f"form-{index}-who": code}

    response = client.post(address, form)

    assert response.status_code == 302
    reading.refresh_from_db()
    assert reading.questions == []
    parties = reading.row("2.1.1").parties
    assert [p["code"] for p in parties] == ["digital-services", "space", "mia"]


def test_a_wrong_correction_is_shown_with_what_was_typed(reading, leyla, client):
    client.force_login(leyla)
    address = reverse("plan:correct_row", args=[reading.pk, "2.2.1"])
    form = {
        "title": "Nəsə",
        "period": "gələn il",
        "form-TOTAL_FORMS": "0",
        "form-INITIAL_FORMS": "0",
    }

    response = client.post(address, form)

    assert response.status_code == 422
    assert "gələn il" in response.content.decode()


def test_a_text_is_pasted_and_read(digital, leyla, client):
    client.force_login(leyla)

    response = client.post(reverse("plan:begin"), {"text": texts.small()})

    reading = Reading.objects.get(status=ReadingStatus.IN_REVIEW)
    assert response["Location"] == reverse("plan:reading", args=[reading.pk])


def test_what_is_no_decree_is_said_on_the_page(leyla, client):
    client.force_login(leyla)

    response = client.post(reverse("plan:begin"), {"text": "Salam"})

    assert response.status_code == 422
    assert Reading.objects.count() == 1
