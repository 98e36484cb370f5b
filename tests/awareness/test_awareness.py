"""Materials that are read, copies that are handed out, campaigns that reach people."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role
from dayaq.audit.models import Entry
from dayaq.awareness.actions import handing_out, library
from dayaq.awareness.models import Material, Movement, Stock
from dayaq.awareness.schemas import DISTRIBUTIONS
from dayaq.evidence.compile import count, indicators
from dayaq.imports import actions as imports
from dayaq.indicators.terms import Scope
from dayaq.kernel.periods import Period
from dayaq.notices.models import Notice
from dayaq.portal.queues import registers
from tests import given
from tests.awareness.conftest import DAY, LINK, code, kept
from tests.imports.workbooks import workbook

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


def told(indicator, **scope):
    shown = count(indicators()[indicator], Scope(YEAR, on=date(2024, 12, 31), **scope))
    return {(one.cell.breakdown, one.cell.category): one.value for one in shown}


# --- the library ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["iş axtaran", "IS AXTARANLAR", "İş", "vereqe", "məcburi əmə", "иш ахтаран"]
)
def test_a_material_is_found_in_any_spelling_and_by_the_beginning_of_a_word(leaflet, words):
    assert list(Material.objects.about(words)) == [leaflet]


@pytest.mark.parametrize("words", ["kampaniya", "iş & | ! :* '", "axtaranlar deyil"])
def test_what_a_material_does_not_say_does_not_find_it_and_signs_break_nothing(leaflet, words):
    assert leaflet not in Material.objects.about("kampaniya")
    list(Material.objects.about(words))


def test_what_is_issued_is_for_everybody_and_a_draft_for_its_body(labour, leyla, orxan, noon):
    draft = kept(
        Material, "material.added", body=labour, title="Qaralama", kind="guide", by=leyla, at=noon
    )
    assert draft in Material.objects.visible_to(leyla)
    assert draft not in Material.objects.visible_to(orxan)
    with pytest.raises(Denied, match="Put in a file"):
        library.issue(draft, by=leyla, at=noon)

    az = code("language", "az")
    library.put_in(draft, language=az, is_new_version=False, link=LINK, by=leyla, at=noon)
    library.issue(draft, by=leyla, at=noon)

    assert draft in Material.objects.visible_to(orxan)


def test_a_version_stands_once_in_a_language_and_a_new_one_is_read_anew(
    leaflet, border, orxan, leyla, noon
):
    az, ru = code("language", "az"), code("language", "ru")
    leaflet.readers.set([border])
    library.acknowledge(leaflet, by=orxan, at=noon)
    with pytest.raises(Denied, match="Nobody waits"):
        library.acknowledge(leaflet, by=orxan, at=noon)
    library.put_in(leaflet, language=ru, is_new_version=False, link=LINK, by=leyla, at=noon)
    with pytest.raises(ValidationError, match="Begin a new version"):
        library.put_in(leaflet, language=az, is_new_version=False, link=LINK, by=leyla, at=noon)

    library.put_in(leaflet, language=az, is_new_version=True, link=LINK, by=leyla, at=noon)

    assert leaflet in Material.objects.to_acknowledge(orxan)


def test_its_drafters_are_reminded_of_a_review_before_it_and_on_its_day(
    leaflet, leyla, orxan, noon
):
    Material.objects.update(review_on=date(2024, 4, 1))
    for days in (-10, 0, 1, 24, 25):  # from 27 February to 2 April
        library.remind_of_reviews(at=noon + timedelta(days=days))

    told = Notice.objects.filter(code__startswith="awareness.review").order_by("pk")
    assert [(one.to, one.code) for one in told] == [
        (leyla, "awareness.review_soon"),
        (leyla, "awareness.review_due"),
    ]


def test_my_work_names_what_is_to_be_read_and_reviewed(leaflet, labour, leyla, orxan, border, noon):
    Material.objects.update(review_on=date(2024, 4, 1))
    leaflet.readers.set([border])

    def waiting(user):
        return {queue.key for queue in registers.queues(user, noon) if queue.count}

    assert waiting(leyla) == {"to-review"}
    assert waiting(orxan) == {"to-read"}
    library.acknowledge(leaflet, by=orxan, at=noon)
    assert waiting(orxan) == set()


def test_staff_of_its_readers_is_reminded_once_until_they_have_read(leaflet, border, orxan, noon):
    given.person("aysu", at=border, role=Role.HEAD)
    leaflet.readers.set([border])

    assert library.remind(at=noon) == 2
    library.acknowledge(leaflet, by=orxan, at=noon)
    assert library.remind(at=noon + timedelta(days=1)) == 1

    assert Notice.objects.filter(code="awareness.to_acknowledge").count() == 2
    assert leaflet.title not in str(Notice.objects.first().params)
    assert told("4.2.1-materials")["language", "az"] == 1


def test_a_file_is_judged_by_its_bytes_and_downloads_are_counted_without_a_name(
    client, leyla, orxan, leaflet
):
    client.force_login(leyla)
    address = reverse("awareness:put_in", args=[leaflet.pk])
    ru = code("language", "ru").pk
    bad = client.post(
        address, {"language": ru, "file": SimpleUploadedFile("a.pdf", b"MZ\x90 program")}
    )
    both = client.post(
        address, {"language": ru, "link": LINK, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}
    )
    good = client.post(
        address, {"language": ru, "file": SimpleUploadedFile("Памятка 🙂.pdf", b"%PDF-1.7 x")}
    )

    assert "Only PDF, PNG" in bad.text
    assert "not both" in both.text
    assert good.status_code == 302
    issue = leaflet.issues.get(language=ru)
    before = Entry.objects.count()
    client.force_login(orxan)
    answer = client.get(reverse("awareness:download", args=[leaflet.pk, issue.pk]))
    assert "attachment" in answer.headers["Content-Disposition"]
    issue.refresh_from_db()
    assert issue.downloads == 1
    assert Entry.objects.count() == before


# --- copies ---------------------------------------------------------------------------------------


def copies(leaflet, leyla, noon, **said):
    fields = {
        "body": leaflet.body, "material": leaflet, "language": code("language", "az"),
        "flow": "received", "point": None, "on": DAY, "copies": 100, "note": "",
    } | said  # fmt: skip
    return handing_out.move(**fields, by=leyla, at=noon)


def test_nobody_hands_out_more_than_there_is(leaflet, point, leyla, noon):
    copies(leaflet, leyla, noon)
    copies(leaflet, leyla, noon, flow="handed_out", point=point, copies=60)

    with pytest.raises(ValidationError, match="Only 40 copies are left"):
        copies(leaflet, leyla, noon, flow="handed_out", point=point, copies=41)

    stock = Stock.objects.get()
    assert (stock.received, stock.handed_out, stock.left) == (100, 60, 40)
    with pytest.raises(IntegrityError, match="nobody_hands_out_what_is_not_there"):
        Stock.objects.update(handed_out=101)


def test_what_was_recorded_by_mistake_is_taken_back_if_enough_is_left(leaflet, point, leyla, noon):
    came = copies(leaflet, leyla, noon)
    out = copies(leaflet, leyla, noon, flow="handed_out", point=point, copies=60)

    with pytest.raises(ValidationError, match="copies are left"):
        handing_out.take_back(came, why="Wrong", by=leyla, at=noon)
    handing_out.take_back(out, why="Another point", by=leyla, at=noon)

    assert Stock.objects.get().left == 100
    assert Entry.objects.get(did="copies.taken_back").details["why"] == "Another point"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"copies": 0}, "at least one copy"),
        ({"flow": "handed_out"}, "Choose the point"),
        ({"on": date(2024, 3, 9)}, "has not come yet"),
    ],
)
def test_copies_that_cannot_be_are_refused_in_a_sentence(leaflet, leyla, noon, said, sentence):
    with pytest.raises(ValidationError, match=sentence):
        copies(leaflet, leyla, noon, **said)


def test_copies_are_counted_by_point_language_and_region(leaflet, point, leyla, noon, labour):
    copies(leaflet, leyla, noon)
    copies(leaflet, leyla, noon, flow="handed_out", point=point, copies=60)

    found = told("4.8.2-copies")

    assert found["", ""] == 60
    assert (found["point", "border"], found["language", "az"]) == (60, 60)
    assert told("4.8.2-copies", body=labour)["", ""] == 60


COLUMNS = ("Material", "Language", "What happened", "Point", "Day", "Copies", "Note")


def test_copies_come_from_excel_whole_or_not_at_all_and_once(
    leaflet, point, leyla, labour, noon, work
):
    def send(*rows):
        sent, _new = imports.send(
            DISTRIBUTIONS, body=labour, content=workbook(*rows, titles=COLUMNS), name="a.xlsx",
            by=leyla, at=noon,
        )  # fmt: skip
        work()
        sent.refresh_from_db()
        return sent

    title = leaflet.title
    short = send(
        (title, "az", "Received", None, DAY, 50),
        (title, "az", "Handed out", "samur", DAY, 60),
        ("Başqa", "az", "Paylanıb", "Samur", DAY, 1),
    )
    assert {sentence for _row, _column, sentence in short.faults} == {
        "Only 50 copies would be left.",
        "There is no material of this title.",
    }
    assert not Movement.objects.exists()
    assert not Stock.objects.filter(received__gt=0).exists()

    rows = (
        (title, "az", "Handed out", "samur", DAY, 20),
        (title, "az", "Received", None, DAY, 50),
        (title, "az", "Handed out", "Samur", DAY, 20),
    )
    first, again = send(*rows), send(*rows, (title, "az", "Received", None, DAY, 5))

    assert (first.stored, first.known) == (3, 0)
    assert (again.stored, again.known) == (1, 3)
    assert Stock.objects.get().left == 15


# --- campaigns ------------------------------------------------------------------------------------


def test_whom_a_campaign_reached_is_unknown_until_it_is_said_and_zero_is_an_answer(
    campaign, leyla, noon
):
    assert told("4.8.3-reached")["", ""] is None

    migrants = code("awareness-audience", "labour_migrants")
    handing_out.record_reach(campaign, [(migrants, 0)], by=leyla, at=noon)
    assert told("4.8.3-reached")["", ""] == 0
    handing_out.record_reach(campaign, [(migrants, 250)], by=leyla, at=noon)

    assert told("4.8.3-reached")["", ""] == told("4.2.3-reached")["", ""] == 250
    assert told("4.8.5-reached")["", ""] is None
    assert told("4.8.1-items")["medium", "clip"] == 1


@pytest.mark.parametrize("name", ["materials", "campaigns", "points", "movements", "stock", "map"])
def test_each_list_opens_in_few_queries_and_goes_out_as_a_file(
    client, leyla, leaflet, point, campaign, noon, name, django_assert_max_num_queries
):
    copies(leaflet, leyla, noon)
    copies(leaflet, leyla, noon, flow="handed_out", point=point, copies=60)
    client.force_login(leyla)
    client.get("/healthz")

    with django_assert_max_num_queries(12):
        page = client.get(reverse(f"awareness:{name}"))

    assert page.status_code == 200
    assert name == "map" or client.get(page.wsgi_request.path, {"export": "csv"}).status_code == 200
