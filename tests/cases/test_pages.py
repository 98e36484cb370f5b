"""The pages of cases: the work of those who may, and nothing at all for those who may not."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from dayaq.audit.models import Entry
from dayaq.cases.models import Case, Document, Identity, Note
from dayaq.cases.states import Part
from dayaq.notices.models import Notice
from dayaq.vault.context import house
from dayaq.vault.sealing import unseal
from tests.cases.at_pages import as_, leaks, noon, page
from tests.cases.conftest import CANARY

__all__ = ["as_", "noon"]

pytestmark = pytest.mark.django_db


def test_the_queue_shows_covers_to_those_who_work_on_them(case, as_, amina, marat, chloe):
    for person, sees in ((amina, True), (marat, True), (chloe, False)):
        answer = as_(person).get(reverse("cases:queue"))
        assert (case.reference in answer.text) is sees
        assert not leaks(answer)
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_case_page_shows_no_identity_and_who_works_on_it(case, as_, amina):
    answer = as_(amina).get(page("case", case))

    assert answer.status_code == 200
    assert "Amina" in answer.text
    assert not leaks(answer)
    title = re.search("<title>(.*?)</title>", answer.text, re.DOTALL)
    assert title is not None
    assert title[1].split() == [case.reference, "·", "Dayaq"]


def test_a_section_is_covered_until_asked_for_and_the_opening_is_recorded(case, as_, amina):
    client = as_(amina)
    assert not leaks(client.get(page("section", case, Part.IDENTITY)))

    answer = client.post(page("open_section", case, Part.IDENTITY))

    shown = {"Kanarlı", "Sirrnaz", "08.03.1999"}
    assert all(word in answer.text for word in shown)
    entry = Entry.objects.filter(did="section.read", by=amina).latest("pk")
    assert entry.case_reference == case.reference
    assert entry.details["section"] == "identity"


def test_hidden_and_missing_are_the_same_answer(case, as_, chloe, bruno):
    for person in (chloe, bruno):
        client = as_(person)
        hidden = client.get(page("case", case))
        missing = client.get(reverse("cases:case", args=["ZZZZZZZZZZ"]))
        assert hidden.status_code == missing.status_code == 404
        strip = re.compile(re.escape(case.reference) + "|ZZZZZZZZZZ|csrf[^>]*>|X-CSRFToken[^}]*")
        assert strip.sub("", hidden.text) == strip.sub("", missing.text)


def test_writing_loses_nothing_and_a_wrong_date_is_said_in_a_sentence(case, as_, amina):
    client = as_(amina)
    begun = client.post(page("write", case, "identity"))
    revision = re.search(r'name="revision"\s+value="(\d+)"', begun.text)
    assert revision is not None
    typed = {**CANARY, "revision": revision[1], "do": "save", "given_name": "Yeni"}

    wrong = client.post(page("write", case, "identity"), typed | {"born": "31.02.1999"})
    assert wrong.status_code == 422
    assert "Write the date as" in wrong.text
    assert 'value="Yeni"' in wrong.text

    right = client.post(page("write", case, "identity"), typed | {"born": "02.1999"})
    assert right.status_code == 302
    assert "02.1999" in client.post(page("open_section", case, Part.IDENTITY)).text


def test_who_saves_over_somebody_else_is_told_and_sees_what_was_saved(case, as_, amina):
    client = as_(amina)
    stale = {**CANARY, "born": "1999", "revision": "1", "do": "save"}
    client.post(page("write", case, "identity"), stale | {"given_name": "Birinci"})

    second = client.post(page("write", case, "identity"), stale | {"given_name": "İkinci"})

    assert second.status_code == 422
    assert "Birinci" in second.text
    assert 'value="İkinci"' in second.text


def test_a_note_is_added_and_never_changed(case, as_, amina, noon):
    client = as_(amina)
    client.post(page("write", case, "note"), {"text": "Zəng edildi.", "do": "save"})

    assert "Zəng edildi." in client.post(page("open_section", case, Part.NOTES)).text
    with house("story"):
        note = Note.objects.for_house().get()
    assert client.post(page("write", case, "note"), {"row": str(note.pk)}).status_code == 404


@pytest.mark.parametrize("typed", ["Kanarlı Sirrnaz", "Sirrnaz Kanarli", "Канарлы Сиррназ 1999"])
def test_the_lead_finds_the_person_by_any_spelling(case, as_, amina, typed):
    answer = as_(amina).post(reverse("cases:find"), {"name": typed})

    assert case.reference in answer.text
    assert "Kanarlı Sirrnaz" in answer.text


def test_others_learn_that_a_record_exists_and_with_whom_to_talk(case, as_, chloe, unit):
    answer = as_(chloe).post(reverse("cases:find"), {"name": "Kanarlı Sirrnaz", "born": "1999"})

    assert f"Talk to: {unit.short_name}" in " ".join(answer.text.split())
    assert case.reference not in answer.text
    assert "Gizlin" not in answer.text
    assert "5QX7Z1K" not in answer.text


def test_of_a_case_that_is_sealed_whole_not_even_that(case, as_, marat, chloe, unit):
    as_(marat).post(
        page("seal", case),
        {
            "kind": "court",
            "decided_by": "Məhkəmə",
            "decided_on": "2026-03-01",
            "number": "1",
            "holders": [unit.pk],
        },
    )

    answer = as_(chloe).post(reverse("cases:find"), {"name": "Kanarlı Sirrnaz"})

    assert "A record exists" not in answer.text


def test_a_case_is_opened_after_a_search_alone(as_, amina, unit):
    client = as_(amina)
    said = {"open-lead": unit.pk, "open-majority": "majority@1:adult"}
    early = client.post(reverse("cases:open"), said)
    assert early.headers["Location"] == reverse("cases:find")

    client.post(reverse("cases:find"), {"name": "Heç Kim"})
    opened = client.post(reverse("cases:open"), said)

    with house("story"):
        case = Case.objects.for_house().get()
    assert opened.headers["Location"] == page("case", case)


def test_what_was_typed_in_the_search_is_not_typed_again(as_, amina, unit):
    """It goes from page to page in what is sent, and stands in no address and no record."""
    client = as_(amina)
    typed = {"name": "Sirrnaz Kanarova Gizlin qızı", "born": "08.03.1999", "number": "5QX7Z1K"}
    found = client.post(reverse("cases:find"), typed)
    assert 'name="name" value="Sirrnaz Kanarova Gizlin qızı"' in found.text

    asked = client.post(reverse("cases:open"), typed)
    assert asked.status_code == 200
    who = {name: asked.context["who"][name].value() for name in asked.context["who"].fields}
    said = {f"who-{name}": words or "" for name, words in who.items()}
    opened = client.post(
        reverse("cases:open"), said | {"open-lead": unit.pk, "open-majority": "majority@1:adult"}
    )

    with house("story"):
        case = Case.objects.for_house().get()
        kept = unseal(Identity.about(case).for_house().get())
        words = {"family_name": "Kanarova", "given_name": "Sirrnaz", "patronymic": "Gizlin qızı"}
        assert words.items() <= kept.items()
        assert (kept["born"], kept["document_number"]) == ("1999-03-08", "5QX7Z1K")
    assert opened.headers["Location"] == page("case", case)
    assert not leaks(opened)


def test_the_life_of_a_case_is_reviewed_closed_reopened_and_handed_over(
    case, as_, amina, marat, bella, centre
):
    client = as_(amina)
    assert client.post(page("review", case)).status_code == 302
    closing = {"reason": "closure-reason@1:plan_completed"}
    assert client.post(page("close", case), closing).status_code == 302
    assert client.post(page("reopen", case), {"explanation": "New facts."}).status_code == 302
    assert "Presumed victim" in client.get(page("case", case)).text
    assert client.get(page("hand_over", case)).status_code == 403

    handed = {"to": centre.pk, "why": "Moved to another town."}
    assert as_(marat).post(page("hand_over", case), handed).status_code == 302
    assert as_(marat).get(page("case", case)).status_code == 404
    assert as_(bella).get(page("case", case)).status_code == 200


def test_the_sheet_for_the_person_says_who_reads_and_not_what_it_is_about(
    case, shared, as_, amina, centre
):
    for language in ("az", "en"):
        answer = as_(amina).get(page("for_the_person", case), {"language": language})
        with override(language):
            assert centre.name in answer.text
        assert "traffick" not in answer.text.lower()
        assert "alver" not in answer.text.lower()
        assert not leaks(answer)


def test_a_document_is_handed_in_handed_out_and_removed_with_a_reason(
    case, as_, amina, chloe, settings, tmp_path
):
    settings.FILES = tmp_path
    client = as_(amina)
    paper = SimpleUploadedFile("ifadə.pdf", b"%PDF-1.7 Kanarl\xc4\xb1 " * 500)
    said = {"title": "Sirrnaz, ifadə", "kind": "case-document@1:statement", "file": paper}
    assert client.post(page("keep_document", case), said).status_code == 302
    with house("story"):
        kept = Document.objects.for_house().get()
    assert "Sirrnaz, ifadə" in client.post(page("open_section", case, Part.DOCUMENTS)).text

    handed = client.post(page("hand_out", case, kept.pk))
    assert b"".join(handed).startswith(b"%PDF-1.7")
    assert handed["Content-Disposition"].startswith("attachment")
    assert "sandbox" in handed["Content-Security-Policy"]
    assert "no-store" in handed["Cache-Control"]
    assert as_(chloe).post(page("hand_out", case, kept.pk)).status_code == 404

    client = as_(amina)
    assert client.post(page("remove_document", case, kept.pk), {"reason": ""}).status_code == 422
    client.post(page("remove_document", case, kept.pk), {"reason": "Wrong case."})
    assert "Wrong case." in client.post(page("open_section", case, Part.DOCUMENTS)).text
    assert client.post(page("hand_out", case, kept.pk)).status_code == 302


def test_a_file_that_is_not_what_it_says_is_refused_in_a_sentence(
    case, as_, amina, settings, tmp_path
):
    settings.FILES = tmp_path
    program = SimpleUploadedFile("şəkil.jpg", b"MZ\x90\x00" + b"\0" * 400)
    said = {"kind": "case-document@1:photo", "file": program}

    answer = as_(amina).post(page("keep_document", case), said)

    assert answer.status_code == 422
    with house("story"):
        assert not Document.objects.for_house().exists()


def test_my_work_begins_with_what_waits_in_cases_and_names_nobody(
    case, as_, amina, marat, bruno, petra
):
    home = reverse("portal:home")
    ask = {
        "appointment": amina.posts[0].pk,
        "minutes": "15",
        "reason": "Guard must be arranged tonight.",
    }
    as_(amina).post(page("ask_protection", case), ask)
    broken = {
        "reference": case.reference,
        "parts": ["contact"],
        "minutes": "20",
        "reason": "Danger to life, nobody answers.",
        "appointment": bruno.posts[0].pk,
    }
    as_(bruno).post(reverse("cases:break_glass"), broken)

    worker, manager, desk = (as_(one).get(home) for one in (amina, marat, petra))

    assert case.reference in worker.text
    assert "A second person is needed" not in worker.text
    assert "A second person is needed" in manager.text
    assert "Emergency openings to review" in desk.text
    assert case.reference not in desk.text
    assert not [word for answer in (worker, manager, desk) for word in leaks(answer)]
    assert marat.pk in {n.to_id for n in Notice.objects.filter(code="cases.protection_asked")}
