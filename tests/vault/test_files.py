"""Files under cover: whole or not there, opened by their own key alone, never in clear on a disk."""

import io
import os
import secrets
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.vault import files
from dayaq.vault.keys import keyring
from dayaq.vault.models import DataKey
from dayaq.vault.sealing import Shredded
from dayaq.vault.streams import CHUNK, START, Covering, Damaged, uncovered

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
