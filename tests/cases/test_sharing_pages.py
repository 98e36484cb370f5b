"""The pages by which others come to read a case, and who watches over them."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.audit.models import Entry
from dayaq.cases.actions.sealing import seal_case
from dayaq.cases.models import Grant, Opening
from dayaq.cases.states import Part
from dayaq.vault.context import asking, house
from tests.cases.at_pages import as_, leaks, noon, page, way_back

__all__ = ["as_", "noon"]

pytestmark = pytest.mark.django_db


def test_consent_is_taken_a_body_reads_and_withdrawal_ends_it(
    case, as_, amina, bella, centre, words
):
    client = as_(amina)
    said = {
        "text": words.pk,
        "is_given": "yes",
        "form": "spoken",
        "recipients": [centre.pk],
        "purposes": ["assistance"],
        "parts": ["needs"],
    }
    assert client.post(page("take_consent", case), said).status_code == 302
    with house("story"):
        consent = case.consents.for_house().get()
    let = {
        "body": centre.pk,
        "parts": ["needs"],
        "purpose": "assistance",
        "basis": "consent",
        "consent": str(consent.pk),
        "until": "2099-01-01",
    }
    assert client.post(page("grant", case), let).status_code == 302
    assert as_(bella).get(page("case", case)).status_code == 200
    assert as_(bella).post(page("open_section", case, Part.IDENTITY)).text.count("not open to you")

    client = as_(amina)
    assert centre.short_name in client.get(page("withdraw", case, consent.pk)).text
    assert client.post(page("withdraw", case, consent.pk)).status_code == 200
    assert as_(bella).get(page("case", case)).status_code == 404


def test_a_grant_beyond_the_consent_is_refused_in_a_sentence(case, shared, as_, amina, centre):
    with house("story"):
        consent = case.consents.for_house().get()
        before = Grant.objects.for_house().count()
    asked = {
        "body": centre.pk,
        "parts": ["identity"],
        "purpose": "assistance",
        "basis": "consent",
        "consent": str(consent.pk),
        "until": "2099-01-01",
    }

    answer = as_(amina).post(page("grant", case), asked)

    assert answer.status_code == 422
    assert "does not cover" in answer.text
    with house("story"):
        assert Grant.objects.for_house().count() == before


def test_an_emergency_opens_at_once_is_told_and_is_reviewed(case, as_, bruno, petra, karim):
    asked = {
        "reference": case.reference.lower(),
        "parts": ["whereabouts", "identity"],
        "minutes": "20",
        "reason": "Danger to life, nobody of the lead answers.",
        "appointment": bruno.posts[0].pk,
    }
    client = as_(bruno)
    assert client.post(reverse("cases:break_glass"), asked).status_code == 302
    assert "Kanarlı" in client.post(page("open_section", case, Part.IDENTITY)).text
    assert client.post(page("open_section", case, Part.HEALTH)).text.count("not open to you")
    assert {n.to.username for n in petra.notices.model.objects.all()} == {"petra", "karim"}

    with house("story"):
        opening = Opening.objects.for_house().get()
    desk = as_(petra)
    seen = desk.get(reverse("cases:opening", args=[opening.pk]))
    assert not leaks(seen)
    assert "Identity" in seen.text
    assert reverse("cases:desk") in way_back(seen)
    assert f'"{reverse("cases:queue")}"' not in way_back(seen)
    desk.post(
        reverse("cases:opening", args=[opening.pk]),
        {"verdict": "justified", "finding": "The danger was real."},
    )
    assert "The danger was real." in desk.get(reverse("cases:opening", args=[opening.pk])).text


def test_no_reference_is_told_from_another_in_an_emergency(case, as_, bruno):
    asked = {
        "reference": "ZZZZZZZZZZ",
        "parts": ["identity"],
        "minutes": "20",
        "reason": "Danger to life, nobody answers.",
        "appointment": bruno.posts[0].pk,
    }

    answer = as_(bruno).post(reverse("cases:break_glass"), asked)

    assert answer.status_code == 422
    assert "no case that can be opened" in answer.text


def test_state_protection_opens_to_one_when_a_second_agrees(case, as_, amina, marat):
    client = as_(amina)
    ask = {
        "appointment": amina.posts[0].pk,
        "minutes": "15",
        "reason": "Guard must be arranged tonight.",
    }
    assert client.post(page("ask_protection", case), ask).status_code == 302
    with house("story"):
        opening = Opening.objects.for_house().get()
    assert client.post(reverse("cases:agree", args=[opening.pk])).status_code == 403
    assert "not open to you" in client.post(page("open_section", case, Part.PROTECTION)).text

    assert as_(marat).post(reverse("cases:agree", args=[opening.pk])).status_code == 302
    assert (
        "not open to you" not in as_(amina).post(page("open_section", case, Part.PROTECTION)).text
    )


def test_the_list_leaves_with_a_purpose_alone_and_is_recorded(case, as_, amina):
    client = as_(amina)
    address = reverse("cases:queue")
    asked = client.get(address, {"export": "csv"})
    assert "Content-Disposition" not in asked.headers

    nothing = client.post(address + "?export=csv", {"purpose": ""})
    assert nothing.status_code == 422
    taken = client.post(address + "?export=csv", {"purpose": "Monthly meeting"})

    assert case.reference in taken.content.decode()
    entry = Entry.objects.get(did="list.exported")
    assert (entry.purpose, entry.details["rows"]) == ("Monthly meeting", 1)


def test_the_desk_sees_acts_and_never_a_name(case, shared, as_, petra, centre):
    client = as_(petra)
    for name in ("desk", "openings", "retention"):
        assert not leaks(client.get(reverse(f"cases:{name}")))
    seen = client.get(reverse("cases:preview"), {"body": centre.pk})
    assert case.reference in seen.text
    assert "Needs" in seen.text
    assert "Identity" not in seen.text
    assert client.get(page("case", case)).status_code == 403


def test_the_preview_as_a_body_knows_of_seals(case, shared, as_, marat, petra, centre, unit, noon):
    with asking(marat, at=noon):
        seal_case(
            case,
            kind="court",
            decided_by="Məhkəmə",
            decided_on=localdate(noon),
            number="1",
            holders=[unit],
            parts=[Part.NEEDS],
            by=marat,
            at=noon,
        )

    seen = as_(petra).get(reverse("cases:preview"), {"body": centre.pk}).text

    assert "Contact" in seen
    assert "Needs" not in seen


def test_data_whose_time_is_up_are_destroyed_after_a_second_word(case, as_, amina, petra):
    as_(amina).post(page("close", case), {"reason": "closure-reason@1:plan_completed"})
    desk = as_(petra)
    address = reverse("cases:decide_retention", args=[case.reference])
    said = {"fate": "shred", "data_class": "identifying", "reason": "Time is up."}
    first = desk.post(address, said)
    assert "cannot be undone" in first.text
    assert "Kanarlı" in as_(amina).post(page("open_section", case, Part.IDENTITY)).text

    as_(petra).post(address, said | {"sure": "yes"})

    after = as_(amina).post(page("open_section", case, Part.IDENTITY))
    assert "destroyed" in after.text
    assert not leaks(after)
