"""Lists: what is asked in the address is what is seen, and what is seen is what is exported."""

import csv
import io
import re

import django_filters
import django_tables2 as tables
import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import CharField, F, Func
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from dayaq.directory.models import Region, RegionKind
from dayaq.kernel import lists
from dayaq.kernel.lists import PER_PAGE, Words, show_list
from dayaq.kernel.text import Fold, fold
from tests import given

pytestmark = pytest.mark.django_db

MINE = "of this test"


class Regions(tables.Table):
    name = Words(accessor="name_az", verbose_name="Ad")
    code = tables.Column(verbose_name="Kod")
    kind = tables.Column(verbose_name="Növ")
    source = tables.Column(verbose_name="Mənbə", visible=False)
    button = tables.TemplateColumn(
        "<button>x</button>", verbose_name="", orderable=False, exclude_from_export=True
    )

    class Meta:
        sequence = ("name", "code", "kind", "source", "button")


class RegionFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Axtarış", method="find")
    kind = django_filters.MultipleChoiceFilter(label="Növ", choices=RegionKind.choices)
    code = django_filters.CharFilter(label="Kod")

    def find(self, queryset, _name, words):
        return queryset.annotate(key=Fold("name_az")).filter(key__contains=fold(words))


@pytest.fixture
def regions():
    names = ["Şəki", "Çobanlar", "Cəlilabad", "Ismayıllı", "İmişli", "=1+1", "Əli", "Zaqatala"]
    for number, name in enumerate(names):
        kind = RegionKind.CITY if number % 2 else RegionKind.DISTRICT
        Region.objects.create(code=f"r{number}", kind=kind, name_az=name, source=MINE)
    return Region.objects.filter(source=MINE)


def shown(query: str = "", rows=None, **options) -> HttpResponse:
    request = RequestFactory().get(f"/regions/?{query}", headers=options.pop("headers", {}))
    request.user = options.pop("user", AnonymousUser())
    request.LANGUAGE_CODE = "az"
    return show_list(
        request,
        rows=Region.objects.filter(source=MINE) if rows is None else rows,
        table=Regions,
        filters=RegionFilters,
        name="regions",
        title="Rayonlar",
        **options,
    )


def cells(response: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_list_counts_its_rows_and_shows_them(regions):
    page = shown().content.decode()

    assert "8 sətir" in page or "8 rows" in page
    assert "Çobanlar" in page


def test_the_search_box_finds_words_however_they_are_typed(regions):
    page = shown("q=COBAN").content.decode()

    assert "Çobanlar" in page
    assert "Zaqatala" not in page


def test_each_filter_in_force_is_a_chip_with_the_address_without_it(regions):
    page = shown("q=a&kind=city&kind=district").content.decode()

    assert page.count('class="chip"') == 3
    assert 'href="?q=a&amp;kind=district"' in page
    assert 'href="?kind=city&amp;kind=district"' in page


def test_chosen_columns_are_kept_and_the_first_one_stays(regions):
    page = shown("columns=source").content.decode()

    assert 'data-label="Mənbə"' in page
    assert 'data-label="Ad"' in page
    assert 'data-label="Kod"' not in page
    assert "<button>x</button>" in page


def test_words_are_sorted_as_the_azerbaijani_alphabet_is(regions):
    rows = cells(shown("sort=name&export=csv"))[1:]

    assert [row[0] for row in rows] == [
        "'=1+1",
        "Cəlilabad",
        "Çobanlar",
        "Əli",
        "Ismayıllı",
        "İmişli",
        "Şəki",
        "Zaqatala",
    ]


def test_sorting_by_a_column_that_does_not_exist_changes_nothing(regions):
    assert shown("sort=password").status_code == 200


def test_an_export_is_what_is_seen_on_all_pages(regions):
    for number in range(PER_PAGE + 5):
        Region.objects.create(code=f"x{number}", kind="city", name_az="Oğuz", source=MINE)

    rows = cells(shown("q=oguz&columns=kind&export=csv"))

    assert rows[0] == ["Ad", "Növ"]
    assert len(rows) == PER_PAGE + 6


def test_a_spreadsheet_computes_nothing_that_somebody_typed(regions):
    Region.objects.filter(code="r0").update(name_az='=HYPERLINK("http://x","y")')

    comma_separated = cells(shown("export=csv"))
    book = openpyxl.load_workbook(io.BytesIO(shown("export=xlsx").content))

    assert not [cell for row in comma_separated for cell in row if cell.startswith("=")]
    written = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in written} <= {"s", "n", "inlineStr"}
    assert '=HYPERLINK("http://x","y")' in {cell.value for cell in written}


def test_an_exported_file_has_a_neutral_name_and_is_kept_by_nobody(regions):
    response = shown("export=xlsx")

    assert response["Content-Disposition"].startswith('attachment; filename="regions-20')
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("page", ["0", "-3", "99", "two", "²"])
def test_a_page_that_is_not_there_gives_the_nearest(regions, page):
    assert shown(f"page={page}").status_code == 200


def test_very_many_rows_are_counted_as_far_as_somebody_turns_pages(regions, monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", 2)
    monkeypatch.setattr(lists, "STEP", 4)

    first, third = (shown(f"page={number}").content.decode() for number in (1, 3))

    assert "More than 4 rows" in first
    assert "page=2" in first
    assert "page=3" not in first
    assert "8 rows" in third
    assert "page=4" in third


def test_what_is_computed_for_a_row_is_computed_for_the_page_alone(regions, monkeypatch):
    """Also far into the list, and each row stands on one page, however many sort alike."""
    monkeypatch.setattr(lists, "PER_PAGE", 3)
    dear = Func(F("name_az"), function="upper", output_field=CharField())
    rows = regions.annotate(dear=dear)

    with CaptureQueriesContext(connection) as asked:
        pages = [shown(f"sort=-kind&page={n}", rows=rows).content.decode() for n in (1, 2, 3)]

    found = [set(re.findall(r">(r\d)<", page)) for page in pages]
    assert sorted(code for page in found for code in page) == [f"r{n}" for n in range(8)]
    # skipping to a page asks for keys: what is computed stands once, outside
    assert all(
        q["sql"].count("upper(") == 1 for q in asked.captured_queries if "upper(" in q["sql"]
    )


def test_htmx_gets_the_list_alone_and_a_clean_address(regions):
    response = shown("q=a&kind=&page=1", headers={"HX-Target": "list", "HX-Request": "true"})

    assert response.content.decode().lstrip().startswith('<div id="list"')
    assert response["HX-Push-Url"] == "/regions/?q=a&page=1"
    assert "HX-Target" in response["Vary"]


def test_an_empty_list_says_what_to_do(regions):
    filtered = shown("q=nowhere").content.decode()
    empty = shown(rows=Region.objects.none(), context={"empty": "Add a region."}).content.decode()

    assert 'href="?"' in filtered
    assert "Add a region." in empty


def test_a_filter_that_makes_no_sense_is_explained_and_breaks_nothing(regions):
    page = shown("kind=castle").content.decode()

    assert 'class="errors"' in page


def test_a_list_costs_few_queries(regions):
    someone = given.person("amina", at=given.body("a-ministry"), role=None)
    with CaptureQueriesContext(connection) as queries:
        shown("q=a", user=someone, headers={"HX-Target": "list"})

    assert len(queries) <= 3, [q["sql"] for q in queries]
