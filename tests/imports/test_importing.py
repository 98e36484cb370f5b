"""Many rows from Excel: all are stored, or none; what is wrong is said where it is wrong."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.imports import actions, sheets
from dayaq.imports.models import Import
from dayaq.imports.states import Status
from dayaq.learning.actions import training as acts
from dayaq.learning.models import Attendance, Course
from dayaq.learning.schemas import ATTENDANCE
from tests.imports.workbooks import DAY, TITLES, cells_of, row, workbook

HOSPITAL = {"Body_they_came_from": None, "Unit,_hospital_or_firm": "“Nümunə” xəstəxanası"}


def test_rows_of_a_training_that_is_not_here_yet_add_it_as_held(programme, send, labour):
    sent = send(workbook(row(), row(**HOSPITAL, Women=2, Men=0)))

    assert (sent.status, sent.rows, sent.stored) == (Status.STORED, 2, 2)
    course = Course.objects.get()
    assert (course.title, course.status, course.attended) == (programme.title, "held", 9)
    assert (course.body, course.starts_on, course.ends_on) == (labour, DAY, DAY)
    assert Entry.objects.filter(did="attendance.imported").count() == 1


def test_a_training_that_stands_here_is_named_by_its_number(course, send):
    sent = send(workbook(row(Number_of_the_training=f"T-{course.pk}", Programme=None)))

    course.refresh_from_db()
    assert sent.status == Status.STORED
    assert (Course.objects.count(), course.status, course.attended) == (1, "held", 7)


def test_titles_and_names_are_understood_in_both_languages_and_any_spelling(programme, send):
    azerbaijani = (
        "TƏLİMİN NÖMRƏSİ", "proqram", "Təlimin adı", "İlk gün", "son gün", "Ərazi vahidi", "yer",
        "Gəldikləri qurum", "Bölmə, xəstəxana və ya şirkət", "Kimlərdir", "Qadınlar", "Kişilər",
        "Cinsi qeyd olunmayıb",
    )  # fmt: skip
    said = row(
        Programme="MECBURI  EMEYIN ELAMETLERI",
        First_day="07.03.2024",
        Body_they_came_from="əmək və əhalinin sosial müdafiəsi nazirliyi",
        Who_they_are="Əmək müfəttişləri",
        Women="4 ",
        Region="Bakı şəhəri",
    )

    sent = send(workbook(said, titles=azerbaijani, before=[["Hesabat"], []]))

    assert sent.status == Status.STORED, (sent.refusal, sent.faults)
    assert Course.objects.get().region.code == "AZ-BA"


def test_what_is_wrong_is_said_by_row_and_column_and_nothing_is_half_stored(
    programme, course, noon, leyla, send
):
    gone = acts.cancel_course(course, why="Nobody", by=leyla, at=noon)
    wrong = {
        "not a number": row(Women="yeddi"),
        "not a whole number": row(Women=2.5),
        "number from 0": row(Women=-1),
        "is not in the list": row(Who_they_are="Kosmonavtlar"),
        "is not a day": row(First_day="keçən il"),
        "year 1024": row(First_day="07.03.1024"),
        "has no programme": row(Programme="Another"),
        "no training of this number": row(Number_of_the_training="T-999999"),
        "not the number of a training": row(Number_of_the_training="birinci"),
        "is cancelled": row(Number_of_the_training=gone.number),
        "has not begun": row(First_day=date(2099, 1, 1)),
        "before the first": row(Last_day=date(2024, 3, 1)),
        "at least one": row(Women=0, Men=None),
        "name their firm": row(Body_they_came_from=None),
        "At most 300 letters; this cell has 10000": row(Title_of_the_training="Ə" * 10_000),
        "empty and must not be": row(Who_they_are=None),
        "holds a formula": row(Women="=1+1"),
    }

    sent = send(workbook(row(), *wrong.values()))

    assert sent.status == Status.RETURNED
    assert (sent.rows, sent.wrong, sent.stored) == (18, 17, 0)
    assert Attendance.objects.count() == 0
    told = {number: sentence for number, _column, sentence in sent.faults}
    assert sorted(told) == [*range(3, 20)]
    for number, words in enumerate(wrong, start=3):
        assert words in told[number]


def test_the_file_comes_back_with_remarks_and_is_taken_once_mended(programme, send):
    sent = send(workbook(row(Women="=1+1"), row(**HOSPITAL, Place="مكان 🏥")))

    back = cells_of(sent.file("remarks"))
    assert back[0] == (*TITLES, "Remarks (Dayaq)")
    assert back[1][-1] == "Women: This cell holds a formula. Paste its value in its place."
    assert back[2][-1] is None
    assert back[2][6] == "مكان 🏥"
    book = openpyxl.load_workbook(io.BytesIO(sent.file("remarks")))
    assert book.active.cell(2, 11).data_type == "s", "a formula comes back as text"
    assert book.active.cell(2, 4).number_format == "dd.mm.yyyy"

    book.active.cell(2, 11).value = 2
    mended = io.BytesIO()
    book.save(mended)
    again = send(mended.getvalue())

    assert (again.status, again.stored, again.unread) == (Status.STORED, 2, [])


def test_the_same_file_is_stored_once_and_the_same_rows_in_another_are_known(programme, send):
    first = send(workbook(row(), row(**HOSPITAL)))
    same = send(workbook(row(), row(**HOSPITAL)))
    again = send(first.file("content"))
    more = send(workbook(row(), row(**HOSPITAL), row(Who_they_are="police")))

    assert again.pk == first.pk
    assert same.pk == first.pk or (same.stored, same.known) == (0, 2)
    assert (more.stored, more.known) == (1, 2)
    assert (Course.objects.count(), Attendance.objects.count()) == (1, 3)


def test_rows_that_say_otherwise_than_what_stands_here_or_above_are_given_back(programme, send):
    send(workbook(row()))

    sent = send(workbook(row(Women=5), row(Who_they_are="police"), row(Who_they_are="police")))

    assert [sentence[:35] for _row, _column, sentence in sent.faults] == [
        "These people are recorded already w",
        "These people stand in row 3 already",
    ]


def test_a_new_training_of_these_days_is_asked_about_and_an_old_one_is_not(programme, send):
    send(workbook(row(), row(First_day=date(2021, 5, 4))))

    old, new = Course.objects.order_by("starts_on")
    assert not old.sheets.exists()
    assert new.sheets.exists() is (new.ends_on.year > 2024)


# --- files that are no such file ------------------------------------------------------------------


def _with_macros() -> bytes:
    content = io.BytesIO(workbook(row()))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7 not a workbook", "no Excel workbook"),
        (b"Qurum;Qadin\nlabour;4\n", "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "has a password, or is of an old kind"),
        (b"PK\x03\x04 torn", "no Excel workbook"),
        (_with_macros(), "carries macros"),
        (b"\0" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
    ids=["empty", "pdf", "csv", "old", "torn", "macros", "large"],
)
def test_a_file_that_is_not_taken_is_refused_in_a_sentence(client, leyla, labour, content, said):
    client.force_login(leyla)
    file = SimpleUploadedFile("a.xlsx", content)

    answer = client.post(reverse("imports:send", args=["attendance"]), {"file": file})

    assert answer.status_code == 422
    assert said in answer.text
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook(row(), titles=["A", "B"]), "titles of the columns were not found"),
        (workbook(["labour"], titles=["Women"]), "These columns are missing: Who they are"),
        (workbook(), "There is no row"),
    ],
    ids=["titles", "column", "nothing"],
)
def test_a_workbook_without_our_rows_is_given_back_with_a_sentence(send, content, said):
    sent = send(content)

    assert (sent.status, sent.file("remarks")) == (Status.RETURNED, b"")
    assert said in sent.refusal


def test_a_workbook_made_to_swell_is_not_unpacked(send):
    content = io.BytesIO(workbook(row()))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/swollen.xml", b"\0" * (450 * 1024 * 1024))

    assert "far too large" in send(content.getvalue()).refusal


def test_more_rows_than_are_taken_at_once_are_refused(programme, send, monkeypatch):
    monkeypatch.setitem(sheets._KNOWN, "attendance", replace(ATTENDANCE, rows_per_file=2))

    sent = send(workbook(row(), row(**HOSPITAL), row(Who_they_are="police")))

    assert "more than 2 rows" in sent.refusal


# --- pages ----------------------------------------------------------------------------------------


def test_the_template_names_the_columns_and_what_may_be_chosen_and_is_taken_back(
    client, leyla, programme, send
):
    client.force_login(leyla)

    answer = client.get(reverse("imports:template", args=["attendance"]))

    content = answer.content
    assert cells_of(content)[0] == TITLES
    offered = {cell for cells in cells_of(content, 1) for cell in cells if cell}
    assert {"Bakı şəhəri", "Baku City"} & offered
    assert len(cells_of(content, 2)) == len(TITLES) + 1
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.worksheets[0].append(row())
    filled = io.BytesIO()
    book.save(filled)
    assert send(filled.getvalue()).status == Status.STORED


def test_a_drafter_sends_a_file_and_sees_what_is_wrong(client, leyla, programme, work):
    client.force_login(leyla)
    listed = client.get(reverse("learning:courses")).text
    assert reverse("imports:send", args=["attendance"]) in listed

    file = SimpleUploadedFile("martın təlimləri.xlsx", workbook(row(Women="yeddi")))
    answer = client.post(reverse("imports:send", args=["attendance"]), {"file": file})
    waiting = client.get(answer.url).text
    work()
    page = client.get(answer.url).text

    assert "Waiting" in waiting
    assert "Something is wrong in 1 of 1 rows" in page
    assert "“yeddi” is not a number" in page
    sent = Import.objects.get()
    remarks = client.get(reverse("imports:remarks", args=["attendance", sent.pk]))
    assert "attachment" in remarks.headers["Content-Disposition"]
    assert "martın təlimləri" in client.get(reverse("imports:sent", args=["attendance"])).text


@pytest.mark.parametrize("who", ["orxan", "nigar", "ombra"])
def test_nobody_but_drafters_of_the_body_sends_for_it(who, labour, noon, request):
    with pytest.raises(Denied):
        actions.send(
            ATTENDANCE, body=labour, content=workbook(row()), name="a.xlsx",
            by=request.getfixturevalue(who), at=noon,
        )  # fmt: skip


def test_a_reading_that_was_interrupted_begins_again_and_stores_once(
    programme, leyla, labour, noon, work
):
    sent, _new = actions.send(
        ATTENDANCE, body=labour, content=workbook(row()), name="a.xlsx", by=leyla, at=noon
    )
    actions.carry_out(sent, by=leyla, say=lambda *_said: None)
    actions.carry_out(sent, by=leyla, say=lambda *_said: None)
    work()

    sent.refresh_from_db()
    assert (sent.status, sent.stored) == (Status.STORED, 1)
    assert Attendance.objects.count() == 1
