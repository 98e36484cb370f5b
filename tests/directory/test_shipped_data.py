"""The files that a new installation starts from are complete, consistent and unconfirmed."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

import dayaq.directory
from dayaq.directory.sentences import SENTENCES, said

DATA = Path(dayaq.directory.__file__).parent / "data"
DECREE = Path(dayaq.directory.__file__).parents[1] / "plan" / "data" / "decree-2173.txt"
FILES = ("bodies", "regions", "holidays", "parameters", "code_lists")
KINDS_OF_BODY = {
    "ministry", "committee", "service", "agency", "cabinet", "court", "prosecutor", "ombudsman",
    "bar", "parliament", "company", "council", "commission", "office", "academy", "ngo",
    "international", "local_executive", "other",
}  # fmt: skip
RECOMMENDED = {"supreme-court", "prosecutor-general", "bar", "ombudsman", "press-council"}


@cache
def shipped(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from strings(part)
        case list():
            for part in value:
                yield from strings(part)


def rows_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the file, however deep."""
    match value:
        case dict():
            yield value
            for part in value.values():
                yield from rows_of(part)
        case list():
            for part in value:
                yield from rows_of(part)


def repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def squeezed(text: str) -> str:
    """Letters only, so that line ends, quotes and spacing of the source do not matter."""
    return re.sub(r"[^\w]", "", text)


def reaches_the_top(code: str, parents: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    at: str | None = code
    while at is not None:
        if at in seen:
            return False
        seen.add(at)
        at = parents[at]
    return True


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_composed_trimmed_and_single_spaced(name):
    for text in strings(shipped(name)):
        assert text == unicodedata.normalize("NFC", text)
        assert text == text.strip()
        assert "  " not in text
        assert "\ufffd" not in text
        # a look-alike of the Azerbaijani letter that some public lists carry
        assert "ǝ" not in text


def test_every_source_and_remark_is_said_in_each_language():
    """A new one gets its line in `directory/sentences.py`, and a sentence in the catalogue."""
    told = {
        row[key]
        for name in FILES
        for row in rows_of(shipped(name))
        for key in ("source", "note", "act")
        if isinstance(row.get(key), str) and row[key]
    }

    assert told - set(SENTENCES) == set(), "say it in directory/sentences.py"
    assert set(SENTENCES) - told == set()
    with override("az"):
        assert [words for words in SENTENCES if said(words) == words] == ["ISO 3166-1"]
        assert said("Entered by hand") == "Entered by hand"


@pytest.mark.parametrize("name", FILES)
def test_every_date_parses_and_no_span_ends_before_it_begins(name):
    for row in rows_of(shipped(name)):
        since, until = (
            date.fromisoformat(row[key]) if row.get(key) else None for key in ("since", "until")
        )
        assert since is None or until is None or since <= until
        for key in ("on", "date", "confirmed_on"):
            if row.get(key):
                date.fromisoformat(row[key])


@pytest.mark.parametrize("name", FILES)
def test_nothing_ships_confirmed_and_every_fact_names_its_source(name):
    for row in rows_of(shipped(name)):
        assert row.get("confirmed", False) is False
        assert not row.get("confirmed_by")
        assert row.get("confirmed_on") is None
        if "source" in row:
            assert row["source"]
            assert len(row["source"]) <= 500


def test_every_body_has_its_own_code_a_known_kind_and_a_name_in_both_languages():
    bodies = shipped("bodies")["bodies"]
    assert repeated([body["code"] for body in bodies]) == []
    for body in bodies:
        assert re.fullmatch(r"[a-z0-9-]{1,60}", body["code"])
        assert body["kind"] in KINDS_OF_BODY
        assert {name["lang"] for name in body["names"]} == {"az", "en"}
        for name in body["names"]:
            assert 0 < len(name["full"]) <= 300
            assert 0 < len(name["short"]) <= 100
        assert all(len(alias) <= 300 for alias in body["aliases"])


def test_parents_and_successors_of_bodies_exist_and_run_in_no_circle():
    bodies = shipped("bodies")["bodies"]
    parents = {body["code"]: body["parent"] for body in bodies}
    heirs = {b["code"]: b["successor"] and b["successor"]["code"] for b in bodies}
    for links in (parents, heirs):
        assert {code for code in links.values() if code} <= set(links)
        assert all(reaches_the_top(code, links) for code in links)


def test_the_four_renamed_bodies_pass_their_duties_on_from_a_day():
    heirs = {b["code"]: b["successor"] for b in shipped("bodies")["bodies"] if b["successor"]}
    assert {old: heir["code"] for old, heir in heirs.items()} == {
        "education": "science-education",
        "ngo-council": "ngo-agency",
        "transport-communications": "digital-transport",
        "tv-radio-council": "audiovisual-council",
    }
    begun = {
        body["code"]: body["names"][0]["since"]
        for body in shipped("bodies")["bodies"]
        if body["code"] in {heir["code"] for heir in heirs.values()}
    }
    assert begun == {heir["code"]: heir["on"] for heir in heirs.values()}
    assert all(day > "2020-07-22" for day in begun.values())


def test_no_form_of_a_name_means_two_things():
    book = shipped("bodies")
    meanings: dict[str, set[str]] = {}
    for body in book["bodies"]:
        names = [name["full"] for name in body["names"] if name["lang"] == "az"]
        for form in names + body["aliases"]:
            meanings.setdefault(squeezed(form), set()).add(f"body {body['code']}")
    for kind in ("groups", "involved_classes"):
        for row in book[kind]:
            for form in [row["name_az"], *row["aliases"]]:
                meanings.setdefault(squeezed(form), set()).add(f"{kind} {row['code']}")
    assert {form: means for form, means in meanings.items() if len(means) > 1} == {}


def test_twenty_eight_bodies_carry_the_name_that_the_plan_prints():
    text = squeezed(DECREE.read_text(encoding="utf-8"))
    named = [
        body
        for body in shipped("bodies")["bodies"]
        if body["names"][0]["source"].endswith("executor column")
    ]
    assert len(named) == 28
    for body in named:
        assert squeezed(body["names"][0]["full"]) in text


def test_the_recommended_bodies_are_found_by_the_case_that_the_notes_use():
    text = DECREE.read_text(encoding="utf-8")
    notes = squeezed(text[text.index("Qeyd:") :])
    found = {
        body["code"]
        for body in shipped("bodies")["bodies"]
        if any(squeezed(alias) in notes for alias in body["aliases"])
    }
    assert found >= RECOMMENDED


def test_the_five_groups_and_five_involved_classes_stand_in_the_plan():
    text = squeezed(DECREE.read_text(encoding="utf-8"))
    book = shipped("bodies")
    assert len(book["groups"]) == len(book["involved_classes"]) == 5
    codes = [row["code"] for row in book["groups"] + book["involved_classes"]]
    assert repeated(codes) == []
    for group in book["groups"]:
        assert squeezed(group["name_az"]) in text
    for involved in book["involved_classes"]:
        assert any(squeezed(alias) in text for alias in involved["aliases"])


def test_the_country_has_sixty_six_districts_eleven_cities_and_fourteen_economic_regions():
    regions = shipped("regions")["regions"]
    assert Counter(region["kind"] for region in regions) == {
        "district": 66,
        "city": 11,
        "economic_region": 14,
        "autonomous_republic": 1,
        "republic": 1,
    }
    assert repeated([region["code"] for region in regions]) == []
    assert repeated([region["name_az"] for region in regions]) == []
    assert repeated([region["name_en"] for region in regions]) == []


def test_every_region_lies_in_the_country_and_nakhchivan_holds_eight():
    regions = shipped("regions")["regions"]
    parents = {region["code"]: region["parent"] for region in regions}
    assert [code for code, parent in parents.items() if parent is None] == ["AZ"]
    assert all(reaches_the_top(code, parents) for code in parents)
    assert sum(parent == "AZ-NX" for parent in parents.values()) == 8
    grouped = {r["parent"] for r in regions if r["kind"] in {"city", "district"}}
    economic = {r["code"] for r in regions if r["kind"] == "economic_region"}
    assert grouped == (economic - {parents["AZ-NX"]}) | {"AZ-NX"}


def test_holidays_stand_once_a_day_in_order_for_nine_years():
    days = [date.fromisoformat(row["date"]) for row in shipped("holidays")]
    assert days == sorted(set(days))
    assert {day.year for day in days} == set(range(2020, 2029))


def test_every_year_has_five_days_of_novruz_and_two_each_of_ramazan_and_qurban():
    for year in range(2020, 2029):
        names = [
            name
            for row in shipped("holidays")
            if row["date"].startswith(f"{year}-")
            for name in row["name_az"].split(", ")
        ]
        assert names.count("Novruz bayramı") == 5
        assert names.count("Ramazan bayramı") == 2
        assert names.count("Qurban bayramı") == 2


def test_a_holiday_at_the_weekend_moves_to_a_later_day_and_sorrow_moves_nowhere():
    holidays = shipped("holidays")
    for row in holidays:
        if "moved to the next working day" in row["name_en"]:
            assert date.fromisoformat(row["date"]).weekday() < 5
        assert not (row["name_az"].startswith("Ümumxalq Hüzn") and "köçürülmüş" in row["name_az"])
    taken = {date.fromisoformat(row["date"]) for row in holidays}
    for year in range(2020, 2029):
        novruz = [date(year, 3, 20) + timedelta(days=n) for n in range(5)]
        weekend = sum(day.weekday() >= 5 for day in novruz)
        after = [date(year, 3, 25) + timedelta(days=n) for n in range(weekend)]
        assert {day for day in after if day.weekday() < 5} <= taken


def test_parameters_have_one_name_and_their_values_do_not_overlap():
    by_code: dict[str, list[dict[str, Any]]] = {}
    for row in shipped("parameters"):
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", row["code"])
        by_code.setdefault(row["code"], []).append(row)
    for rows in by_code.values():
        for key in ("name_az", "name_en", "unit", "value_type"):
            assert len({row[key] for row in rows}) == 1
        for earlier, later in pairwise(sorted(rows, key=lambda row: row["since"] or "")):
            # both ends are inside the span
            assert earlier["until"] < later["since"]


def test_every_value_of_a_parameter_reads_as_its_type():
    shapes = {
        "integer": r"-?\d+",
        "decimal": r"-?\d+(\.\d+)?",
        "boolean": r"true|false",
        "fraction": r"[1-9]\d*/[1-9]\d*",
        "month_day": r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
        "integer_list": r"-?\d+(,-?\d+)*",
        "body": r"[a-z-]+",
        "text": r"\S.*",
    }
    for row in shipped("parameters"):
        assert re.fullmatch(shapes[row["value_type"]], row["value"]), row["code"]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("referral.handover", "24"),
        ("reflection.period", "30"),
        ("return_certificate.term", "3"),
        ("working_group.quorum", "2/3"),
        ("report.annual_due", "01-20"),
        ("reminders.steps", "-21,-7,-1,1,7,14,30"),
        ("small_cells.inside", "5"),
        ("small_cells.public", "10"),
    ],
)
def test_what_the_acts_and_the_method_set_is_shipped(code, value):
    assert [row["value"] for row in shipped("parameters") if row["code"] == code] == [value]


def test_code_lists_name_system_and_version_and_hold_each_code_once():
    lists = shipped("code_lists")["lists"]
    assert repeated([entry["code"] for entry in lists]) == []
    for entry in lists:
        assert entry["system"]
        assert 0 < len(entry["version"]) <= 40
        assert 0 < len(entry["licence"]) <= 100
        assert len(entry["credit"]) <= 200
        parents = {code["code"]: code["broader"] for code in entry["codes"]}
        assert len(parents) == len(entry["codes"])
        assert {code for code in parents.values() if code} <= set(parents)
        assert all(reaches_the_top(code, parents) for code in parents)
        assert all(code["name_az"] and code["name_en"] for code in entry["codes"])
        assert all(len(code["code"]) <= 80 for code in entry["codes"])


def test_lists_taken_from_the_case_data_standard_credit_its_owner():
    standard = [e for e in shipped("code_lists")["lists"] if e["system"] == "HTCDS"]
    assert {e["code"] for e in standard} >= {"exploitation-form", "labour-industry"}
    for entry in standard:
        assert entry["licence"] == "CC BY 4.0"
        assert "International Organization for Migration" in entry["credit"]


def test_every_means_of_control_that_the_standard_defines_can_be_chosen():
    """Its definitions name seventeen; its own list left out the commonest."""
    listed = {e["code"]: {c["code"] for c in e["codes"]} for e in shipped("code_lists")["lists"]}
    assert len(listed["control-method"]) == 17
    assert "RestrictsMovement" in listed["control-method"]


def test_all_countries_and_all_kinds_of_bodies_are_listed():
    codes = {e["code"]: {c["code"] for c in e["codes"]} for e in shipped("code_lists")["lists"]}
    assert len(codes["country"]) == 249
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in codes["country"])
    assert codes["body-kind"] == KINDS_OF_BODY
