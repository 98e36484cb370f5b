"""Partners, agreements, activities and money from Excel: all rows are stored or none, and each once."""

from datetime import date
from decimal import Decimal

import pytest

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.imports import actions
from dayaq.imports.states import Status
from dayaq.partnership import schemas
from dayaq.partnership.models import Activity, Agreement, Funding, Partner
from tests.imports.workbooks import cells_of, workbook


@pytest.fixture
def send(labour, leyla, noon, work):
    """Send rows as Leyla does, with the columns that are named; what came of it."""

    def sent(sheet, columns, *rows, name="a.xlsx"):
        titles = [str(sheet.column(code).title) for code in columns]
        content = workbook(*rows, titles=titles)
        found, _is_new = actions.send(
            sheet, body=labour, content=content, name=name, by=leyla, at=noon
        )
        work()
        found.refresh_from_db()
        return found

    return sent


PARTNER = ("title", "kind", "country", "clauses")
DEED = ("title", "partners", "signed_on", "ends_on")
MONEY = ("title", "source", "year", "donor", "pledged", "spent", "reason")


@pytest.fixture
def partners(send):
    return send(
        schemas.PARTNERS,
        PARTNER,
        ["Ümid yeri", "NGO", "Azerbaijan", "4.6.1"],
        ["İOM – beynəlxalq təşkilat", "international", "CH", "4.6.3; 4.9.2"],
    )


def test_the_registers_fill_one_after_the_other(partners, send, labour):
    deed = send(
        schemas.AGREEMENTS,
        DEED,
        ["Memorandum", "ÜMİD YERİ; İOM – beynəlxalq təşkilat; Ümid yeri", date(2024, 3, 7), None],
    )
    done = send(
        schemas.ACTIVITIES,
        ("title", "kind", "starts_on", "countries", "partners", "minors"),
        ["Yay məktəbi", "Joint project", "01.06.2024", "CH; Azerbaijan", "Ümid yeri", 40],
    )
    paid = send(
        schemas.MONEY,
        MONEY,
        ["Qaynar xətt", "Donor", 2024, "İOM – beynəlxalq təşkilat", 12500.5, None, None],
        ["Təlimlər", "State budget", 2024, None, None, None, "Cari xərclər daxilindədir"],
    )

    assert [one.stored for one in (partners, deed, done, paid)] == [2, 1, 1, 2]
    assert Agreement.objects.get().partners.count() == 2
    activity = Activity.objects.get()
    assert (activity.ends_on, activity.is_for_minors) == (date(2024, 6, 1), True)
    known, none = Funding.objects.order_by("pk")
    assert (known.pledged, known.spent, known.donor.kind) == (
        Decimal("12500.50"),
        None,
        "international",
    )
    assert (none.is_not_separate, none.pledged, none.currency) == (True, None, "AZN")
    assert Entry.objects.filter(did="fund.added", body=labour).count() == 2


def test_faults_are_said_by_row_and_column_and_nothing_is_stored(partners, send):
    deed = send(
        schemas.AGREEMENTS,
        DEED,
        ["A", "Ümid yeri", date(2024, 3, 7), date(2024, 3, 6)],
        ["B", "Heç kim; Ümid yeri", date(2024, 3, 7), None],
        ["C", "Ümid yeri", date(2024, 3, 7), None],
        ["c", "Ümid yeri", date(2024, 3, 7), None],
    )
    paid = send(
        schemas.MONEY,
        MONEY,
        ["A", "Donor", 2024, None, -1, None, None],
        ["B", "Donor", 1024, None, "=1+1", None, None],
        ["C", "Donor", 2024, None, 5, None, "Səbəb"],
        ["D", "Nobody", 2024, None, 1.005, None, None],
    )

    assert {(row, column) for row, column, _said in deed.faults} == {
        (2, "In force until"), (3, "Partners"), (5, "Title"),
    }  # fmt: skip
    assert {(row, column) for row, column, _said in paid.faults} >= {
        (2, "Pledged"), (3, "Pledged"), (4, "Why it is not separately budgeted"), (5, "Source"), (5, "Pledged"),
    }  # fmt: skip
    assert (deed.status, paid.status) == (Status.RETURNED, Status.RETURNED)
    assert not Agreement.objects.exists()
    assert not Funding.objects.exists()
    assert len(cells_of(bytes(deed.file("remarks")))) == 5


def test_the_same_rows_in_another_file_are_stored_once_and_others_are_asked_about(partners, send):
    again = send(
        schemas.PARTNERS,
        PARTNER,
        ["ümid  yeri", "NGO", None, None],
        ["Yeni tərəfdaş", "Private sector", None, None],
        name="b.xlsx",
    )
    other = send(schemas.PARTNERS, PARTNER, ["Ümid yeri", "Private sector", None, None])

    assert (again.status, again.stored, again.known) == (Status.STORED, 1, 1)
    assert [(row, column) for row, column, _said in other.faults] == [(2, "Title")]
    assert Partner.objects.count() == 3


def test_what_is_hostile_is_handled_in_a_sentence(send):
    odd = "مرحبا 🕊 <b>" + "x" * 20
    sent = send(
        schemas.PARTNERS,
        PARTNER,
        [odd, "NGO", None, None],
        ["ə" * 10_000, "NGO", None, None],
    )
    kept = send(schemas.PARTNERS, PARTNER, [odd, "NGO", None, None])

    assert [(row, column) for row, column, _said in sent.faults] == [(3, "Title")]
    assert kept.stored == 1
    assert Partner.objects.get().title == odd


def test_another_body_sends_nothing_for_this_one(labour, orxan, noon):
    with pytest.raises(Denied):
        actions.send(
            schemas.MONEY, body=labour, content=workbook(), name="a.xlsx", by=orxan, at=noon
        )
