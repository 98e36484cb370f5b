"""What lies on the disk: after a day's work no word that was told stands there in clear, in any form.

Words are typed through the pages as people type them: in a search, in sections, in a document, in a
form that is refused. Then everything that was written since is read, byte by byte: the tables, the
write-ahead log, temporary files, logs and uploads; and all that a dump would hold.
"""

import base64
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.config.demonstration import Person, superuser
from tests.config.test_acknowledged import _open_case
from tests.config.test_launch import linux

pytestmark = linux

WORDS = ("Kanarquşlı", "Sirrnazxatun", "Gizlinküçəsi", "Xəbərsizlik")
"""Nobody's name, street or illness."""


def forms_of(word: str) -> Iterator[bytes]:
    """As it may stand in a file: encodings, cases, without its signs, in hex, in base64 anywhere."""
    plain = word.translate(str.maketrans("şıəüöçğ", "siauocg"))
    for said in {word, word.lower(), word.upper(), plain, plain.lower(), plain.upper()}:
        yield said.encode()
        yield said.encode("utf-16-le")
        yield said.encode("utf-16-be")
        yield said.encode().hex().encode()
        for shift in range(3):
            turned = base64.b64encode(b"\0" * shift + said.encode())
            whole = turned[4 if shift else 0 : len(turned) - 4]  # what no neighbour can change
            yield whole


FORMS = sorted({form for word in WORDS for form in forms_of(word)})


def found_in(content: bytes, forms: list[bytes] = FORMS) -> list[bytes]:
    return [form for form in forms if form in content]


def written_since(moment: float, *places: Path) -> Iterator[Path]:
    """What was not touched since holds nothing that was typed since."""
    for place in places:
        for path in [place] if place.is_file() else place.rglob("*"):
            if path.is_file() and path.stat().st_mtime >= moment - 1:
                yield path


@pytest.fixture(scope="module")
def told(place) -> tuple[float, str]:
    """When it began, and the reference of the case in which everything was told."""
    begun = time.time()
    worker = Person(place, "case_worker.mia-anti-trafficking")
    worker.send("/cases/find/", name=f"{WORDS[0]} {WORDS[1]}")
    reference = _open_case(worker)
    at = f"/cases/{reference}"
    who = {"family_name": WORDS[0], "given_name": WORDS[1], "do": "save"}
    worker.send(f"{at}/write/identity/", **who, born="1999-03-08")
    worker.send(f"{at}/write/contact/", address=WORDS[2], phone="+994500000000", do="save")
    worker.send(f"{at}/write/health/", condition=WORDS[3], do="save")
    worker.send(f"{at}/write/note/", row="", text=" ".join(WORDS) * 200, do="save")
    paper = (f"{WORDS[0]}.txt", " ".join(WORDS).encode() * 300)
    kind = worker.field(f"{at}/documents/add/", "kind")
    worker.send(f"{at}/documents/add/", files={"file": paper}, title=WORDS[1], kind=kind)
    for part in ("identity", "contact", "health", "notes", "documents"):
        assert any(word in worker.send(f"{at}/section/{part}/open/").text for word in WORDS), part
    refused = {"family_name": WORDS[0], "born": "never", "do": "save", "revision": "1"}
    token = str(worker.browser.cookies["csrftoken"])
    answer = worker.browser.post(
        f"{worker.address}{at}/write/identity/", data={**refused, "csrfmiddlewaretoken": token}
    )
    assert answer.status_code == 422
    return begun, reference


def test_no_word_lies_in_clear_on_the_disk(place, told, ground):
    begun, reference = told
    with psycopg.connect(superuser(place), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    temporary = ground / "temporary"
    wrong, seen = {}, set()
    for path in written_since(begun, place.folder, place.said, temporary):
        content = path.read_bytes()
        if said := found_in(content):
            wrong[str(path)] = said
        if reference.encode() in content:
            seen.update({"wal"} if "pg_wal" in path.parts else {"table"})

    assert wrong == {}
    # What is meant to stand there was found: the look reaches the tables and the log of writes.
    assert seen == {"wal", "table"}


def test_no_word_is_in_a_dump(place, told):
    """Everything that a dump writes of every table, by the role that passes all walls."""
    _begun, reference = told
    wrong, seen = [], False
    with psycopg.connect(superuser(place)) as connection:
        tables = connection.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for (table,) in tables:
            with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
                rows = b"".join(bytes(part) for part in copy)
            wrong += [(table, form) for form in found_in(rows)]
            seen = seen or reference.encode() in rows

    assert wrong == []
    assert seen


def test_the_look_would_find_a_word_in_any_of_its_forms():
    for word in WORDS:
        for content in (
            f"..{word}..".encode(),
            f"..{word.upper()}..".encode("utf-16-le"),
            base64.b64encode(f"12{word}345".encode()),
            base64.b64encode(f"1{word}34".encode()),
            f"x{word}".encode().hex().encode(),
        ):
            assert found_in(content), (word, content)
