"""The yearly information: what it holds, in which words, and that nothing breaks it."""

import copy
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import docx
import openpyxl
import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from dayaq.accounts.models import Role
from dayaq.directory.models import Body
from dayaq.indicators.terms import Unit
from dayaq.plan.models import Measure
from dayaq.reporting import actions
from dayaq.reporting.editions import pdf, sample, sheet, snapshot, totals, trial, word
from dayaq.reporting.editions.az import terms as az
from dayaq.reporting.editions.az.terms import money, of_them
from dayaq.reporting.editions.document import compose
from dayaq.reporting.editions.en import terms as en
from dayaq.reporting.models import Cycle, Edition, Report
from dayaq.reporting.models.editions import canonical
from tests import given
from tests.reporting import edition_year
from tests.told_once import settled, told_once


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Refusals are quoted in English here; what an edition says has its own language."""
    with translation.override("en"):
        yield


AT = datetime(2024, 1, 31, 9, tzinfo=UTC)
LANGUAGES = ["az", "en"]


@pytest.fixture(scope="module")
def told_year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cycle]:
    with told_once(django_db_blocker), translation.override("en"):
        coordinator, head, verifier = edition_year.people(Body.objects.get(code="mia"))
        edition_year.decided_groups(by=coordinator)
        for number in (2022, 2023):
            cycle = edition_year.cycle(number, by=coordinator)
            edition_year.reported(cycle, drafter=coordinator, approver=head, verifier=verifier)
        settled()
        yield cycle


@pytest.fixture
def year(told_year: Cycle, db: None) -> Cycle:
    """2023, reported about and verified, after a 2022 that was too."""
    return Cycle.objects.get(pk=told_year.pk)


def squeezed(text: str) -> str:
    """Letters only: lines and columns of a page are no part of the law's words."""
    return re.sub(r"\s+", "", text)


def words_of(made: bytes) -> str:
    return "".join(docx.Document(io.BytesIO(made)).element.body.itertext())


def pages_of(made: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_stands_verbatim_in_word_and_pdf(year: Cycle, language: str) -> None:
    document = compose(snapshot.take(year, AT), language)
    in_word = squeezed(words_of(word.render(document, word.shipped(language))))
    in_pdf = squeezed(pages_of(pdf.render(document)))

    measures = list(Measure.objects.of(given.the_plan()))

    assert len(measures) == 69
    assert not [m.clause for m in measures if squeezed(m.text) not in in_word]
    assert not [m.clause for m in measures if squeezed(m.text) not in in_pdf]


def test_the_same_year_gives_the_same_snapshot(year: Cycle) -> None:
    one, two = snapshot.take(year, AT), snapshot.take(year, AT)

    assert canonical(one) == canonical(two)
    assert snapshot.sha256(json.loads(canonical(one))) == snapshot.sha256(two)


@pytest.mark.parametrize("words", [az, en], ids=["az", "en"])
def test_both_languages_have_a_word_for_every_unit_of_an_indicator(words: ModuleType) -> None:
    assert set(words.UNITS) == set(Unit)


def test_it_is_taken_in_few_queries(year: Cycle, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(60):
        snapshot.take(year, AT)


def test_the_numbers_are_those_of_the_rows(year: Cycle) -> None:
    counts = snapshot.take(year, AT)["totals"]["all"]

    due = Measure.objects.of(given.the_plan()).running_in(2023).count()
    required = year.obligations.required()
    assert counts["measures"] == 69
    assert counts["due"] == sum(counts["statuses"].values()) == due
    assert counts["owed"] == required.count()
    assert counts["owed"] - counts["handed_in"] == required.unreported().count()
    assert counts["implemented"] == (
        year.verifications.filter(verified__in=["fully", "mostly"]).count()
    )
    assert "4.3.4" in counts["without_report"]


def test_what_changed_since_last_year_is_counted(year: Cycle) -> None:
    taken = snapshot.take(year, AT)

    changed = {one["clause"] for one in taken["totals"]["changed"]}
    before = taken["last_year"]["verified"]
    for measure in totals.measures_of(taken):
        if measure["is_due"]:
            is_other = before.get(measure["clause"], "unknown") != totals.verified(measure)
            assert (measure["clause"] in changed) is is_other


def test_a_recommended_body_is_never_listed_as_silent(year: Cycle) -> None:
    taken = snapshot.take(year, AT)

    recommended = {row["body"] for one in totals.measures_of(taken) for row in totals.invited(one)}
    silent = {row["body"] for row in taken["totals"]["silent"]}
    assert recommended
    assert not recommended & silent


def test_an_unknown_amount_is_not_zero(year: Cycle) -> None:
    document = compose(snapshot.take(year, AT), "az")

    assert document["financing"]["unknown"]
    assert all(row["reason"] for row in document["financing"]["unknown"])

    for report in Report.objects.filter(obligation__cycle=year):
        report.spendings.filter(source="grant").update(amount=None, reason_if_unknown="Hesablanır")
    rows = compose(snapshot.take(year, AT), "az")["financing"]["rows"]
    assert {row["source"]: row["sum"] for row in rows}["Qrant"] == "məlum deyil"


def test_of_a_restricted_document_only_its_existence_is_told(year: Cycle) -> None:
    taken = snapshot.take(year, AT)

    assert "Qapalı iclas" not in json.dumps(taken, ensure_ascii=False)
    told = compose(taken, "az")["annex_documents"]["rows"]
    assert any(row["title"] == "Məhdud dövriyyəli sənəd" for row in told)


def test_a_draft_report_is_not_told(year: Cycle) -> None:
    owed = year.obligations.filter(report=None).select_related("body", "measure").first()
    assert owed is not None
    drafter = given.person("deniz", at=owed.body, role=Role.DRAFTER)
    begun = actions.begin_report(owed, by=drafter, at=AT)
    actions.save_report(
        begun, by=drafter, at=AT, edit_number=begun.edit_number, fields={"facts": "GİZLİ"}
    )

    assert "GİZLİ" not in json.dumps(snapshot.take(year, AT), ensure_ascii=False)


def test_a_succeeded_body_stands_with_both_names(year: Cycle) -> None:
    document = compose(snapshot.take(year, AT), "az")

    executors = [
        text
        for direction in document["directions"]
        for one in direction["measures"]
        for text in one["executors"]
    ]
    assert "Təhsil Nazirliyi (hazırda – Elm və Təhsil Nazirliyi)" in executors
    assert not any("əsas icraçı" in text for text in executors)  # no lead has been confirmed


@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_holds_all_measures_and_no_formula(year: Cycle, language: str) -> None:
    Report.objects.filter(obligation__cycle=year).update(
        facts="=HYPERLINK(1)", is_nothing_to_report=False
    )

    made = sheet.render(compose(snapshot.take(year, AT), language))

    book = openpyxl.load_workbook(io.BytesIO(made))
    assert len(book.worksheets) == 5
    assert book.worksheets[0].max_row == 70
    assert not [
        cell.coordinate
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


HOSTILE = st.text(max_size=40) | st.sampled_from(
    [
        "{{ cover }} {% endfor %} {_{ x }_} {_% y %_}",
        "<w:p>&amp;</w:p> ]]> <!--",
        "\a\b\f\v\x1b\x00 tab\t line\n\u2028 end",
        '#let x = 1 \\ $a$ *b* @c #read("/etc/passwd")',
        "\ufffe\uffff",
    ]
)


@forall(text=HOSTILE)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_people_write_breaks_the_document(text: str) -> None:
    taken = json.loads(json.dumps(sample.SNAPSHOT))
    measure = taken["directions"][0]["measures"][0]
    for row in measure["reports"]:
        if row["report"]:
            row["report"] |= {"facts": text, "partners": text or "x", "problems": text}
    measure["verification"]["rationale"] = text

    document = compose(taken, "az")
    told = words_of(word.render(document, word.shipped("az")))

    assert squeezed(sample.LAW) in squeezed(told)
    for paragraph in document["directions"][0]["measures"][0]["works"][0]["paragraphs"]:
        assert squeezed(paragraph) in squeezed(told)


@pytest.mark.parametrize("text", ['#read("/etc/passwd")', "$ * _ ` @x <y> \\ //", "{{ x }}"])
def test_what_people_write_is_no_markup_to_the_typesetter(text: str) -> None:
    taken = json.loads(json.dumps(sample.SNAPSHOT))
    taken["directions"][0]["measures"][0]["reports"][0]["report"]["facts"] = text

    assert squeezed(text) in squeezed(pages_of(pdf.render(compose(taken, "az"))))


def test_the_pdf_is_the_same_each_time() -> None:
    document = compose(sample.SNAPSHOT, "en")

    assert pdf.render(document) == pdf.render(document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_template_is_usable_and_is_what_the_code_makes(language: str) -> None:
    from dayaq.reporting.editions import template

    assert trial.why_not_use(word.shipped(language), language) is None
    assert words_of(template.build(language)) == words_of(word.shipped(language))


def changed(tag: str) -> bytes:
    paper = docx.Document(io.BytesIO(word.shipped("az")))
    paper.add_paragraph(tag)
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not a document", "not a Word document"),
        (b"PK\x03\x04 broken", "not a Word document"),
        (changed("{{ cover.titel }}"), "“titel”"),
        (changed("{{ nobody }}"), "“nobody”"),
        (changed("{% for one in directions %}"), "not closed near"),
        (changed("{{ cover.__class__ }}"), "not allowed"),
        (b"x" * (5 * 2**20 + 1), "larger than 5 MB"),
    ],
)
def test_a_faulty_template_is_refused_by_the_tag_at_fault(content: bytes, sentence: str) -> None:
    refusal = trial.why_not_use(content, "az")

    assert refusal is not None
    assert sentence in str(refusal)


def test_a_template_without_the_law_is_refused() -> None:
    paper = docx.Document()
    paper.add_paragraph("{{ cover.title }}")
    made = io.BytesIO()
    paper.save(made)

    assert "text of the measures" in str(trial.why_not_use(made.getvalue(), "az"))


def test_numbers_take_their_endings() -> None:
    assert [of_them(n) for n in (0, 1, 3, 6, 10, 20, 40, 69, 100)] == [
        *("heç biri", "1-i", "3-ü", "6-sı", "10-u"),
        *("20-si", "40-ı", "69-u", "100-ü"),
    ]
    assert money("1234567.5") == "1\u00a0234\u00a0567,50"


def test_no_edition_is_stored_by_taking_a_snapshot(year: Cycle) -> None:
    snapshot.take(year, AT)

    assert not Edition.objects.exists()


def test_an_indicator_is_one_printed_row_and_keeps_every_number_in_the_workbook() -> None:
    """Its categories are said in words; of those with nothing in them only the workbook tells."""
    taken = copy.deepcopy(sample.SNAPSHOT)
    whole = taken["indicators"][0]
    said = {"Qadın": "3", "Kişi": "0", "Bilinmir": None}
    taken["indicators"] = [
        {**whole, "unit": "count", "denominator": None, "value": "3.0049"},
        *(
            {**whole, "unit": "count", "denominator": None, "value": value, "breakdown": "sex",
             "category": {"az": name, "en": name}}
            for name, value in said.items()
        ),
        {**whole, "unit": "count", "value": None, "is_covered": True, "breakdown": "age",
         "category": {"az": "Uşaq", "en": "Child"}},
    ]  # fmt: skip

    figures = compose(taken, "az")["figures"]

    assert [row["value"] for row in figures["rows"]] == [
        "3"
    ]  # what is behind two places tells nobody
    assert [row["breakdowns"] for row in figures["rows"]] == [
        ["Qadın – 3", "Uşaq – az say (göstərilmir)"]
    ]
    assert [row["breakdown"] for row in figures["each"]] == ["", *said, "Uşaq"]
