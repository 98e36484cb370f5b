"""What each of the 69 measures is and will be measured by, as shipped with the plan."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import dayaq

FILE = Path(dayaq.__file__).parent / "plan" / "data" / "measure_kinds.json"
MEASURES = json.loads(FILE.read_text(encoding="utf-8"))["measures"]
KINDS = {
    "P": "proposal",
    "R": "regular",
    "S": "service",
    "T": "training",
    "A": "awareness",
    "C": "cooperation",
    "M": "monitoring",
    "D": "development",
}
ROOMS = {
    "plan", "reporting", "cases", "hotline", "shelters", "consular", "fund", "justice",
    "prevention", "learning", "cooperation", "exchange",
}  # fmt: skip


def test_all_sixty_nine_measures_stand_once_in_the_order_of_the_plan():
    clauses = [tuple(map(int, row["clause"].split("."))) for row in MEASURES]
    assert clauses == sorted(set(clauses))
    assert list(Counter(clause[1] for clause in clauses).values()) == [12, 11, 6, 9, 9, 7, 7, 5, 3]


def test_every_measure_has_kinds_rooms_and_indicators():
    for row in MEASURES:
        assert row["kinds"] == [KINDS[code] for code in row["kind_codes"]]
        assert row["registers"]
        assert set(row["registers"]) <= ROOMS
        assert row["indicators"]


def test_every_indicator_reads_in_both_languages():
    for row in MEASURES:
        for indicator in row["indicators"]:
            for text in (indicator["az"], indicator["en"]):
                assert text == unicodedata.normalize("NFC", text).strip()
                assert "  " not in text
                assert text[0].isupper() or text[0].isdigit()
                assert not text.endswith(".")
            assert not re.search("[əğışöüç]", indicator["en"])


def test_fifteen_measures_prepare_proposals_and_seven_are_about_training_people():
    counts = Counter(code for row in MEASURES for code in row["kind_codes"])
    assert counts["P"] == 15
    assert {row["clause"] for row in MEASURES if "T" in row["kind_codes"]} >= {
        f"4.7.{n}" for n in range(1, 8)
    }
