"""Files under cover: whole or not there, opened by their own key alone, never in clear on a disk."""

import io
import os
import secrets
import signal
import socket
import stat
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.conf import settings as django_settings
from django.core.files.uploadedfile import UploadedFile
from django.test import RequestFactory
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.vault import files, scanning
from dayaq.vault.keys import keyring
from dayaq.vault.kinds import kind_of, why_not_take
from dayaq.vault.models import DataKey
from dayaq.vault.scanning import ScannerUnavailable, Verdict, scan
from dayaq.vault.sealing import Shredded
from dayaq.vault.streams import CHUNK, START, Covering, Damaged, uncovered
from dayaq.vault.uploads import CoveredUploadHandler

CLEAR = b"Kanarl\xc4\xb1 Sirrnaz, witness, 1999"
BOX = AESGCMSIV(b"k" * 32)


def covered(clear, bound=b"here", box=BOX, piece=CHUNK):
    covering = Covering(box, bound)
    sealed = [
        c for at in range(0, len(clear), piece) for c in covering.take(clear[at : at + piece])
    ]
    return b"".join([*sealed, covering.end()])


def cleared(sealed, bound=b"here", box=BOX):
    return uncovered(io.BytesIO(sealed), box, bound).read()


# --- chunks ---------------------------------------------------------------------------------------

SIZES = st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])


@forall(SIZES, st.integers(1, 3 * CHUNK))
def test_what_was_covered_in_any_pieces_is_read_back(size, piece):
    clear = os.urandom(size)

    assert cleared(covered(clear, piece=piece)) == clear


@forall(SIZES, st.lists(st.tuples(st.integers(0, 4 * CHUNK), st.integers(0, CHUNK)), max_size=5))
def test_it_is_read_from_anywhere(size, reads):
    clear = os.urandom(size)
    stream = uncovered(io.BytesIO(covered(clear)), BOX, b"here")

    for begin, many in reads:
        stream.seek(begin)
        assert stream.read(many) == clear[begin : begin + many]


@pytest.mark.parametrize("size", [0, 5, CHUNK, 2 * CHUNK + 5])
def test_a_bit_that_turned_is_noticed_wherever_it_is(size):
    sealed = covered(os.urandom(size))

    for at in {0, 5, len(START), len(sealed) // 2, len(sealed) - 1}:
        with pytest.raises(Damaged):
            cleared(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])


def test_nothing_is_cut_off_moved_or_said_twice_unnoticed():
    one = CHUNK + 28
    sealed = covered(os.urandom(3 * CHUNK + 9))
    begin, parts = sealed[:6], [sealed[6 + n * one : 6 + (n + 1) * one] for n in range(4)]

    for left in (
        parts[:3],
        parts[:2],
        parts[1:],
        [parts[1], parts[0], *parts[2:]],
        [*parts, parts[3]],
    ):
        with pytest.raises(Damaged):
            cleared(begin + b"".join(left))
    for cut in range(40):
        with pytest.raises(Damaged):
            cleared(sealed[: len(sealed) - 1 - cut])


def test_another_key_or_another_row_opens_nothing():
    sealed = covered(CLEAR)

    with pytest.raises(Damaged):
        cleared(sealed, bound=b"there")
    with pytest.raises(Damaged):
        cleared(sealed, box=AESGCMSIV(b"x" * 32))


@pytest.mark.parametrize("sealed", [b"", b"dayaq", START, CLEAR, b"\0" * 300, START + b"\0" * 27])
def test_what_was_never_covered_is_not_taken_for_it(sealed):
    with pytest.raises(Damaged):
        cleared(sealed)


# --- the folder -----------------------------------------------------------------------------------


@pytest.fixture
def folder(settings, tmp_path):
    settings.FILES = tmp_path
    return tmp_path / "vault"


def a_row():
    version = max(keyring().versions)
    wrapped = keyring().wrap(version, secrets.token_bytes(32))
    key = DataKey(wrapped=wrapped, master_version=version)
    return SimpleNamespace(pk=uuid4(), key=key, _meta=SimpleNamespace(db_table="papers"))


def test_a_file_is_kept_for_us_alone_and_shows_nothing(folder):
    row, name = a_row(), uuid4()
    files.keep(row, name, io.BytesIO(CLEAR * 9000))

    with files.opened(row, name) as stream:
        assert stream.read() == CLEAR * 9000
    (path,) = folder.glob("??/*")
    assert CLEAR not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [found for found, _since in files.kept()] == [name]
    assert not list((folder / files.UNFINISHED).iterdir())


def test_a_file_of_another_row_another_key_or_another_name_does_not_open(folder):
    row, name, other = a_row(), uuid4(), uuid4()
    files.keep(row, name, io.BytesIO(CLEAR))
    files.keep(row, other, io.BytesIO(CLEAR[::-1]))

    for stranger in (SimpleNamespace(**vars(row) | {"pk": uuid4()}), a_row()):
        with pytest.raises(Damaged):
            files.opened(stranger, name)
    files._path(name).unlink()
    files._path(name).parent.mkdir(exist_ok=True)
    files._path(other).rename(files._path(name))
    with pytest.raises(Damaged):
        files.opened(row, name)


def test_a_name_is_never_used_twice(folder):
    row, name = a_row(), uuid4()
    files.keep(row, name, io.BytesIO(CLEAR))

    with pytest.raises(FileExistsError):
        files.keep(row, name, io.BytesIO(b"other"))
    with files.opened(row, name) as stream:
        assert stream.read() == CLEAR


def test_with_its_key_destroyed_a_file_never_opens_again(folder):
    row, name = a_row(), uuid4()
    files.keep(row, name, io.BytesIO(CLEAR))
    row.key.wrapped, row.key.shredded_at = None, datetime.now(UTC)

    with pytest.raises(Shredded):
        files.opened(row, name)


def test_a_file_that_is_not_here_is_said_to_be_missing(folder):
    row, name = a_row(), uuid4()
    with pytest.raises(files.Missing):
        files.opened(row, name)
    files.remove(name)


KEEPER = """
import os, sys, io
import django; django.setup()
from uuid import UUID
from django.conf import settings
from pathlib import Path
settings.FILES = Path(sys.argv[1])
from dayaq.vault import files
from tests.vault.test_files import a_row

class Slow(io.BytesIO):
    def read(self, size=-1):
        piece = super().read(size)
        if self.tell() > 500_000:
            print("half", flush=True)
            sys.stdin.read()
        return piece

files.keep(a_row(), UUID(int=7), Slow(os.urandom(1_000_000)))
"""


def test_killed_in_the_middle_nothing_half_saved_is_there(folder):
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(folder.parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "dayaq.config.settings"},
    )
    assert keeper.stdout.readline() == b"half\n"
    keeper.send_signal(signal.SIGKILL)
    keeper.wait()

    assert not list(files.kept())
    (left,) = (folder / files.UNFINISHED).iterdir()
    assert left.stat().st_size > 100_000
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    assert files.clear_unfinished(before=long_ago) == 0
    assert files.clear_unfinished(before=datetime.now(UTC) + timedelta(seconds=1)) == 1
    keeper.communicate()


# --- what is taken --------------------------------------------------------------------------------


def office(*names, mimetype=""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


DOCX = ("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....JFIF", "jpg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"\0\0\0\x18ftypheic....", "heic"),
        (b"\0\0\0\x18ftypM4A ....", "m4a"),
        (b"\0\0\0\x18ftypisom....", "mp4"),
        (b"\0\0\0\x18ftyp3gp4....", "mp4"),
        (b"ID3\x03....", "mp3"),
        (b"\xff\xfb\x90\x64....", "mp3"),
        (b"OggS\0\x02...", "ogg"),
        (b"#!AMR\n....", "amr"),
        (office(*DOCX), "docx"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (office("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        ("Görüş qeydləri, 5 may.\r\nƏlaqə yoxdur.".encode(), "txt"),
        ("\ufeffİfadə".encode(), "txt"),
    ],
)
def test_a_file_is_known_by_its_bytes(content, kind):
    stream = io.BytesIO(content)

    assert kind_of(stream) == kind
    assert why_not_take(stream, most=10**6) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"x" * 1_000_001, "larger than 0 MB"),
        (b"MZ\x90\0\x03", "not taken"),
        (b"\x7fELF\x02\x01", "not taken"),
        (b"#!/bin/sh\nrm -rf /", "not taken"),
        (b"<html><script>alert(1)</script>", "not taken"),
        (b"\n  <?xml version='1.0'?><svg onload='x'/>", "not taken"),
        (b"GIF89a\x01\0\x01\0", "not taken"),
        ("Görüş".encode("utf-16"), "not taken"),
        (b"\xff\xff\xff\xff", "not taken"),
        (b"\xff\xe2\xf0\x00", "not taken"),
        (b"PK\x03\x04 not an archive", "not taken"),
        (office("evil.exe"), "not taken"),
        (office(*DOCX, "word/vbaProject.bin"), "macros"),
        (office(*DOCX, "word/activeX/activeX1.xml"), "macros"),
    ],
)
def test_what_may_run_or_is_unknown_is_refused_in_a_sentence(content, said):
    assert said in str(why_not_take(io.BytesIO(content), most=10**6))


@forall(st.binary(max_size=300))
def test_no_bytes_break_the_judgment(content):
    why_not_take(io.BytesIO(content), most=10**6)


# --- the scanner ----------------------------------------------------------------------------------

SCANNER = """
import sys
seen = sys.stdin.buffer.read()
if b"STUCK" in seen:
    import time; time.sleep(600)
if b"BROKEN" in seen:
    sys.exit(2)
if b"EVIL" in seen:
    print("stream: Test-Signature.7 FOUND")
    sys.exit(1)
"""


@pytest.fixture
def scanner(settings, tmp_path):
    program = tmp_path / "scanner.py"
    program.write_text(SCANNER)
    settings.SCANNER = f"{sys.executable} {program}"


def test_without_a_scanner_nothing_is_said_to_be_scanned(settings):
    settings.SCANNER = ""
    assert scan(io.BytesIO(b"EVIL")) == Verdict(is_scanned=False)


def test_the_scanner_says_what_it_found(scanner):
    assert scan(io.BytesIO(b"good" * 100_000)) == Verdict(is_scanned=True)
    assert scan(io.BytesIO(b"x" * 200_000 + b"EVIL")) == Verdict(True, "Test-Signature.7")


def test_a_scanner_that_breaks_gets_stuck_or_is_not_there_is_no_yes(scanner, settings, monkeypatch):
    with pytest.raises(ScannerUnavailable):
        scan(io.BytesIO(b"BROKEN"))
    settings.SCANNER = "/nowhere/scanner"
    with pytest.raises(ScannerUnavailable):
        scan(io.BytesIO(b"good"))
    settings.SCANNER = "clamd:/nowhere/clamd.ctl"
    with pytest.raises(ScannerUnavailable):
        scan(io.BytesIO(b"good"))


def test_a_scanner_that_hangs_is_ended(scanner, monkeypatch):
    monkeypatch.setattr(scanning, "SECONDS", 0.5)
    with pytest.raises(ScannerUnavailable):
        scan(io.BytesIO(b"STUCK"))


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", Verdict(True)),
        (b"stream: Eicar-Signature FOUND\0", Verdict(True, "Eicar-Signature")),
        (b"INSTREAM size limit exceeded. ERROR\0", None),
        (b"", None),
    ],
)
def test_clamd_is_asked_in_its_own_words(settings, tmp_path, answer, verdict):
    address, heard = str(tmp_path / "clamd"), []

    def clamd(server):
        with server, server.accept()[0] as one, one.makefile("rb") as said:
            heard.append(said.read(10))
            while size := int.from_bytes(said.read(4)):
                heard.append(said.read(size))
            one.sendall(answer)

    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()
    thread = threading.Thread(target=clamd, args=(server,))
    thread.start()
    settings.SCANNER = f"clamd:{address}"
    clear = os.urandom(150_000)

    if verdict is None:
        with pytest.raises(ScannerUnavailable):
            scan(io.BytesIO(clear))
    else:
        assert scan(io.BytesIO(clear)) == verdict
    thread.join()
    assert heard[0] == b"zINSTREAM\0"
    assert b"".join(heard[1:]) == clear


# --- uploads --------------------------------------------------------------------------------------


def uploaded(content, monkeypatch):
    """The file as a view gets it, and what lay on the disk meanwhile."""
    on_disk = []
    taken = CoveredUploadHandler.file_complete

    def looked_at(self, size):
        whole = taken(self, size)
        on_disk.append(os.pread(self._file.fileno(), 10**9, 0))
        return whole

    monkeypatch.setattr(CoveredUploadHandler, "file_complete", looked_at)
    sent = io.BytesIO(content)
    sent.name = "ifadə.pdf"
    request = RequestFactory().post("/", {"file": sent})
    return request.FILES["file"], on_disk


def test_a_large_upload_lies_on_no_disk_in_clear(monkeypatch):
    content = b"%PDF-" + CLEAR * 120_000
    assert len(content) > django_settings.FILE_UPLOAD_MAX_MEMORY_SIZE

    file, on_disk = uploaded(content, monkeypatch)

    assert isinstance(file, UploadedFile)
    assert (file.name, file.size) == ("ifadə.pdf", len(content))
    assert file.read() == content
    assert kind_of(file.file) == "pdf"
    (written,) = on_disk
    assert len(written) > len(content)
    assert CLEAR not in written


def test_a_small_upload_stays_in_memory(monkeypatch):
    file, on_disk = uploaded(b"%PDF-" + CLEAR, monkeypatch)

    assert file.read().endswith(CLEAR)
    assert not on_disk


def test_of_an_upload_without_measure_nothing_is_kept_but_its_size(monkeypatch, settings):
    settings.UPLOAD_HARD_BYTES = 3 * 1024**2
    file, (written,) = uploaded(bytes(5 * 1024**2), monkeypatch)

    assert file.size == 5 * 1024**2
    assert len(written) < 4 * 1024**2


def test_no_handler_of_the_product_writes_uploads_in_clear():
    assert django_settings.FILE_UPLOAD_HANDLERS == [
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "dayaq.vault.uploads.CoveredUploadHandler",
    ]
