"""What is not a decree, said in one sentence; and the command's three ways to end."""

import io
import json
import os
import random
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from dayaq.plan.decree.command import parse
from dayaq.plan.decree.questions import NotADecree
from dayaq.plan.decree.reading import read
from dayaq.plan.decree.source import LARGEST
from tests.plan.decrees import LINES, ORIGINAL, TABLE_FROM, TEXT, shipped

DECREE = str(files("dayaq").joinpath("plan/data/decree-2173.txt"))


@pytest.mark.parametrize(
    ("original", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
        (b"\n\n%PDF-1.7", "pdf"),
        (b"PK\x03\x04word/document.xml", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (random.Random(1).randbytes(4000), "encoding"),
        ("Azərbaycan".encode("cp1254", "replace") + b"\xfd\xfe" * 99, "encoding"),
        (b"plain text\x00\x01\x02", "encoding"),
        (b"x" * (LARGEST + 1), "too-large"),
        (b"Dear colleague, thank you for your letter.\n" * 40, "no-table"),
        ("Hesabat. Tədbirin adı, İcraçı, İcra müddəti.\n".encode(), "no-table"),
        ("\n".join(LINES[: TABLE_FROM + 1]).encode(), "no-measures"),
        (ORIGINAL.decode().replace("ə", "\ufffd").encode(), "lost-letters"),
    ],
)
def test_what_is_not_a_decree_is_refused(original, code):
    with pytest.raises(NotADecree) as refusal:
        read(original, shipped())
    assert refusal.value.code == code
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.33, 0.5, 0.66, 0.8, 0.9, 0.97, 0.993])
def test_a_text_cut_anywhere_is_refused(share):
    with pytest.raises(NotADecree) as refusal:
        read(TEXT[: int(len(TEXT) * share)].encode(), shipped())
    assert refusal.value.code in {"no-table", "no-measures", "cut-table", "cut-notes"}


def test_a_text_cut_in_the_middle_of_a_letter_is_refused():
    at = ORIGINAL.index("ə".encode(), 30000) + 1
    with pytest.raises(NotADecree) as refusal:
        read(ORIGINAL[:at], shipped())
    assert refusal.value.code == "cut-letter"


def run(path: str | Path, *, as_json: bool = True) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = parse(str(path), as_json=as_json, out=out, err=err)
    return code, out.getvalue(), err.getvalue()


def test_the_decree_is_clean_and_its_json_keeps_the_contract():
    code, out, err = run(DECREE)
    content = json.loads(out)
    assert (code, err) == (0, "")
    assert {"directions", "notes", "repairs", "questions", "conserved"} <= content.keys()
    assert content["conserved"] is True
    assert content["questions"] == []
    direction = content["directions"][3]
    assert {"clause", "title", "measures"} <= direction.keys()
    measure = direction["measures"][2]
    assert measure["clause"] == "4.4.3"
    assert measure["period"] == {
        "kind": "regular",
        "from": None,
        "to": None,
        "text": "mütəmadi",
        "lines": [670],
    }
    assert measure["lines"] == [664, 670]
    (party,) = measure["parties"]
    assert {key: party[key] for key in ("name", "role", "kind", "order")} == {
        "name": "İcbari Tibbi Sığorta üzrə Dövlət Agentliyi",
        "role": "executor",
        "kind": "body",
        "order": 1,
    }
    assert [len(note["clauses"]) for note in content["notes"]] == [7, 8, 4, 13, 5]


def test_without_json_a_person_reads_the_counts():
    code, out, _ = run(DECREE, as_json=False)
    assert code == 0
    assert "291  executors (18 of them groups; 33 different)" in out
    assert "37  recommended" in out
    assert "Letters conserved." in out
    assert "0 questions." in out


def test_questions_end_with_three_and_are_printed(tmp_path):
    damaged = tmp_path / "damaged.txt"
    damaged.write_text(TEXT.replace("Təhsil Nazirliyi", "Maarif Nazirliyi"), encoding="utf-8")
    code, out, err = run(damaged)
    questions = json.loads(out)["questions"]
    assert (code, err) == (3, "")
    assert {question["code"] for question in questions} == {"unknown-body"}
    assert all("Maarif Nazirliyi" in question["text"] for question in questions)
    code, out, _ = run(damaged, as_json=False)
    assert code == 3
    assert "Maarif Nazirliyi" in out


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"hello", ORIGINAL[:20001]])
@pytest.mark.parametrize("as_json", [True, False])
def test_not_a_decree_ends_with_two_and_one_sentence(tmp_path, content, as_json):
    path = tmp_path / "file"
    path.write_bytes(content)
    code, out, err = run(path, as_json=as_json)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.endswith(".\n")


def test_a_file_that_is_not_there_or_is_a_folder_is_said_so(tmp_path):
    for path in (tmp_path / "nowhere", tmp_path):
        code, _, err = run(path)
        assert code == 2
        assert "cannot be read" in err


def test_a_terminal_without_azerbaijani_letters_still_prints():
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    assert parse(DECREE, as_json=True, out=out, err=out) == 0
    out.flush()
    assert b"\\u0259" in raw.getvalue()
    assert json.loads(raw.getvalue())["conserved"] is True


def test_the_whole_process_brings_nothing_heavy_and_stays_under_150_megabytes():
    program = (
        "import re, sys\n"
        "from dayaq.plan.decree.command import parse\n"
        f"code = parse({DECREE!r}, as_json=True)\n"
        "status = open('/proc/self/status').read()\n"
        "used = int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) / 1024\n"
        "heavy = [name for name in ('django', 'asyncio') if name in sys.modules]\n"
        "print(code, used, *heavy, file=sys.stderr)\n"
    )
    environment = {key: value for key, value in os.environ.items() if "COV" not in key}
    run_alone = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    code, used, *heavy = run_alone.stderr.split()
    assert code == "0"
    assert float(used) < 150
    assert not heavy
