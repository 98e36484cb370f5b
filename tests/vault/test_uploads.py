"""What comes from outside: known by its bytes, looked at by a scanner, on no disk in clear."""

import io
import os
import socket
import sys
import threading
import zipfile

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import UploadedFile
from django.test import RequestFactory
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.vault import scanning
from dayaq.vault.kinds import kind_of, why_not_take
from dayaq.vault.scanning import ScannerUnavailable, Verdict, scan
from dayaq.vault.uploads import CoveredUploadHandler
from tests.vault.test_files import CLEAR


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
    assert file.file is not None
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
