"""Documents of a case: who keeps, opens and removes them, what is written down, what lies on the disk."""

import io
import os
import sys
from datetime import timedelta
from uuid import uuid4

import pytest

from dayaq.access.refusal import Denied
from dayaq.audit.models import Decision, Entry
from dayaq.audit.refusals import refusals_kept
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import sharing
from dayaq.cases.actions.documents import (
    clear_away,
    keep_document,
    open_document,
    remove_document,
)
from dayaq.cases.actions.keeping import decide_retention
from dayaq.cases.models import Case, Disclosure, Document
from dayaq.cases.states import Basis, Fate, Part, Purpose
from dayaq.cases.tasks import clear_files_away
from dayaq.directory.models import Parameter, ParameterValue
from dayaq.vault import files
from dayaq.vault.context import asking, house
from dayaq.vault.models import DataClass
from dayaq.vault.sealing import Shredded
from tests.vault.test_uploads import SCANNER

PAPER = b"%PDF-1.7 Kanarl\xc4\xb1 Sirrnaz, statement " * 9000


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path
    return tmp_path / "vault"


def keep(case, by, at, content=PAPER, name="C:\\Users\\a\\ifadə.doc", **more):
    with asking(by, at=at):
        more = {"title": "İfadə, Sirrnaz", "kind": "case-document@1:referral"} | more
        return keep_document(case, io.BytesIO(content), name=name, by=by, at=at, **more)


def read(document, by, at):
    with asking(by, at=at):
        handed = open_document(document, by=by, at=at)
    return handed, b"".join(handed.pieces)  # after the transaction: nothing of it is needed


@pytest.fixture
def paper(case, amina, noon):
    return keep(case, amina, noon)


def test_what_was_kept_is_handed_out_as_it_was(paper, amina, noon):
    handed, content = read(paper, amina, noon)

    assert content == PAPER
    assert (handed.title, handed.name) == ("İfadə, Sirrnaz", "ifadə.pdf")
    assert (handed.content_type, handed.size) == ("application/pdf", len(PAPER))


def test_it_lies_on_the_disk_and_in_the_table_under_cover(paper, folder, amina):
    (path,) = folder.glob("??/*")
    assert b"Sirrnaz" not in path.read_bytes()
    with house("story"):
        row = Document.objects.for_house().values().get()
    assert "Sirrnaz" not in str(row)
    assert "ifad" not in str(row)


def test_keeping_and_opening_are_written_down_without_its_name(paper, case, amina, noon):
    read(paper, amina, noon)

    kept = Entry.objects.get(did="document.kept")
    opened = Entry.objects.filter(did="section.read").latest("pk")
    assert (kept.by, kept.case_reference) == (amina, case.reference)
    assert kept.details == {"document": str(paper.pk), "scanned": False}
    assert (opened.by, opened.subject_key) == (amina, str(paper.pk))
    assert opened.details == {"section": "documents", "fields": ["file"]}
    assert "fadə" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("who", ["bruno", "bella", "chloe", "dalia", "petra", "omar", "adil"])
def test_nobody_else_keeps_opens_or_removes(paper, case, shared, noon, who, request):
    someone = request.getfixturevalue(who)

    with pytest.raises(Denied):
        keep(case, someone, noon)
    with pytest.raises(Denied):
        read(paper, someone, noon)
    with asking(someone, at=noon), pytest.raises((Denied, Case.DoesNotExist)):
        remove_document(paper, by=someone, at=noon, reason="Mine")
    assert len(list(files.kept())) == 1


def test_a_body_with_a_grant_opens_and_that_counts_as_having_left(
    paper, case, amina, bella, centre, noon
):
    with asking(amina, at=noon):
        sharing.grant(
            case,
            body=centre,
            parts=[Part.DOCUMENTS],
            purpose=Purpose.JUSTICE,
            basis=Basis.LAW,
            basis_note="Article 5",
            lapses_at=noon + timedelta(days=2),
            by=amina,
            at=noon,
        )

    assert read(paper, bella, noon)[1] == PAPER
    with house("story"):
        left = Disclosure.objects.for_house().get()
    assert (left.part, left.body) == (Part.DOCUMENTS, centre)
    with pytest.raises(Denied):
        read(paper, bella, noon + timedelta(days=2))


def test_what_is_kept_after_the_grant_is_read_by_it_too(case, amina, bella, centre, noon):
    with asking(amina, at=noon):
        sharing.grant(
            case,
            body=centre,
            parts=[Part.DOCUMENTS],
            purpose=Purpose.JUSTICE,
            basis=Basis.LAW,
            basis_note="Article 5",
            lapses_at=noon + timedelta(days=2),
            by=amina,
            at=noon,
        )

    assert read(keep(case, amina, noon), bella, noon)[1] == PAPER


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"MZ\x90\0", "not taken"),
        (b"%PDF-" + b"x" * (2 * 1024**2), "larger than 2 MB"),
    ],
)
def test_what_is_not_taken_is_refused_and_leaves_nothing(case, amina, noon, content, said):
    limit = Parameter.objects.get(code="document.most")
    ParameterValue.objects.filter(parameter=limit).update(value="2")

    with pytest.raises(Denied, match=said):
        keep(case, amina, noon, content)
    assert not list(files.kept())
    with house("story"):
        assert not Document.objects.for_house().exists()


def test_a_refusal_when_the_row_is_written_takes_the_file_back(case, amina, noon, monkeypatch):
    """Somebody closed the case while the file was on its way."""
    keep_file = files.keep

    def and_close(*args):
        keep_file(*args)
        acts.close(case, by=amina, at=noon, reason="closure-reason@1:plan_completed")

    monkeypatch.setattr(files, "keep", and_close)
    with pytest.raises(Denied, match="closed"):
        keep(case, amina, noon)

    assert not list(files.kept())


# --- the scanner ----------------------------------------------------------------------------------


@pytest.fixture
def scanner(settings, tmp_path):
    program = tmp_path / "scanner.py"
    program.write_text(SCANNER)
    settings.SCANNER = f"{sys.executable} {program}"


def test_what_the_scanner_has_seen_is_said_to_be_scanned(case, scanner, amina, noon):
    assert keep(case, amina, noon).scanned_at == noon


def test_malware_is_refused_and_that_stands_in_the_record(case, scanner, amina, noon):
    with refusals_kept(), pytest.raises(Denied, match="Test-Signature"):
        keep(case, amina, noon, PAPER + b"EVIL")

    assert not list(files.kept())
    entry = Entry.objects.get(did="document.refused")
    assert (entry.by, entry.decision, entry.case_reference) == (
        amina,
        Decision.REFUSED,
        case.reference,
    )


def test_with_a_scanner_that_does_not_answer_nothing_is_taken(case, scanner, amina, noon):
    with pytest.raises(Denied, match="could not be checked"):
        keep(case, amina, noon, PAPER + b"BROKEN")

    assert not list(files.kept())


# --- removing, clearing away ----------------------------------------------------------------------


def test_a_removed_document_says_why_and_opens_no_more(paper, amina, noon):
    with asking(amina, at=noon):
        with pytest.raises(Denied, match="Say why"):
            remove_document(paper, by=amina, at=noon, reason="  ")
        removed = remove_document(paper, by=amina, at=noon, reason="Another person's paper")
        with pytest.raises(Denied, match="was removed"):
            remove_document(paper, by=amina, at=noon, reason="Again")

    assert (removed.removed_at, removed.removal_reason) == (noon, "Another person's paper")
    with pytest.raises(Denied, match="was removed"):
        read(paper, amina, noon)
    entry = Entry.objects.get(did="document.removed")
    assert entry.details["reason"] == "Another person's paper"


def age(folder, hours):
    """The files have lain there for so long."""
    for path in [*folder.glob("??/*"), *folder.glob(".unfinished/*")]:
        then = path.stat().st_mtime - hours * 3600
        os.utime(path, (then, then))


def test_what_nothing_needs_is_cleared_away_and_nothing_else(paper, case, amina, noon, folder):
    from django.utils.timezone import now

    removed = keep(case, amina, noon)
    with asking(amina, at=noon):
        remove_document(removed, by=amina, at=now() - timedelta(hours=30), reason="Twice")
    just_removed = keep(case, amina, noon)
    with asking(amina, at=noon):
        remove_document(just_removed, by=amina, at=now() - timedelta(hours=3), reason="Twice")
    with house("story"):
        files.keep(paper, uuid4(), io.BytesIO(b"the plug was pulled before its row was written"))
    age(folder, hours=30)
    with house("story"):
        files.keep(paper, uuid4(), io.BytesIO(b"somebody is just about to write its row"))

    assert clear_away(at=now()) == 2
    assert clear_away(at=now()) == 0
    there = {name for name, _since in files.kept()}
    assert {paper.file, just_removed.file} < there
    assert len(there) == 3
    assert read(paper, amina, noon)[1] == PAPER
    clear_files_away(now())


def test_with_the_key_the_files_go_too(paper, case, amina, petra, noon, folder):
    with asking(amina, at=noon):
        acts.close(case, by=amina, at=noon, reason="closure-reason@1:plan_completed")
    with asking(petra, at=noon):
        decide_retention(
            case, Fate.SHRED, data_class=DataClass.SENSITIVE, reason="Time is up", by=petra, at=noon
        )

    with pytest.raises(Shredded):
        read(paper, amina, noon)
    from django.utils.timezone import now

    age(folder, hours=30)
    assert clear_away(at=now()) == 1
    assert not list(files.kept())
