"""Bytes under cover: sealed chunk by chunk, so that a file is written as a stream and read from anywhere.

Each chunk is bound to what the whole is bound to, to its place, and to whether it is the last: none can
be changed, moved, left out, or cut off the end without notice. AES-256-GCM-SIV, as for sealed values.
"""

import io
import secrets
from collections.abc import Iterator
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

START: Final = b"dayaq\x01"
CHUNK: Final = 64 * 1024
_NONCE: Final = 12
_MORE: Final = _NONCE + 16  # bytes by which a sealed chunk is longer than a clear one


class Damaged(Exception):
    """What lies under cover is not what was put there: changed, cut off, moved, or never sealed."""


def _tied(bound: bytes, number: int, *, is_last: bool) -> bytes:
    return bound + number.to_bytes(8) + (b"\x01" if is_last else b"\x00")


class Covering:
    """Takes clear bytes and gives sealed ones. Not to be used twice."""

    def __init__(self, box: AESGCMSIV, bound: bytes) -> None:
        self._box, self._bound = box, bound
        self._waiting = bytearray()
        self._number = 0

    def take(self, clear: bytes) -> Iterator[bytes]:
        """The sealed chunks that are complete with these bytes; the last one waits for `end`."""
        self._waiting += clear
        while len(self._waiting) > CHUNK:
            yield self._sealed(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]

    def end(self) -> bytes:
        """The last chunk."""
        return self._sealed(bytes(self._waiting), is_last=True)

    def _sealed(self, clear: bytes, *, is_last: bool) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        tied = _tied(self._bound, self._number, is_last=is_last)
        begins = START if self._number == 0 else b""
        self._number += 1
        return begins + nonce + self._box.encrypt(nonce, clear, tied)


class _Uncovering(io.RawIOBase):
    """Reads what is under cover, one chunk at a time, each opened when it is needed."""

    def __init__(self, covered: IO[bytes], box: AESGCMSIV, bound: bytes) -> None:
        self._file, self._box, self._bound = covered, box, bound
        stored = covered.seek(0, io.SEEK_END) - len(START)
        covered.seek(0)
        self._chunks, rest = divmod(stored, CHUNK + _MORE)
        if rest:
            self._chunks += 1
        if covered.read(len(START)) != START or stored < _MORE or 0 < rest < _MORE:
            raise Damaged("This is no file under cover, or not the whole of one.")
        self.size = stored - self._chunks * _MORE
        self._at = 0
        self._held = (-1, b"")
        self._chunk(self._chunks - 1)  # nothing was cut off the end

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(len(START) + number * (CHUNK + _MORE))
            sealed = self._file.read(CHUNK + _MORE)
            tied = _tied(self._bound, number, is_last=number == self._chunks - 1)
            try:
                clear = self._box.decrypt(sealed[:_NONCE], sealed[_NONCE:], tied)
            except (InvalidTag, ValueError):
                raise Damaged("The file was changed, cut off, or moved from elsewhere.") from None
            self._held = (number, clear)
        return self._held[1]

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if self._at >= self.size:
            return 0
        number, offset = divmod(self._at, CHUNK)
        found = self._chunk(number)[offset : offset + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._held = (-1, b"")
        self._file.close()
        super().close()


def uncovered(covered: IO[bytes], box: AESGCMSIV, bound: bytes) -> io.BufferedReader:
    """The clear bytes of what is under cover, to be read in any order; closes it when it is closed.

    Raises Damaged, here or while reading.
    """
    return io.BufferedReader(_Uncovering(covered, box, bound), buffer_size=CHUNK)


def chunks(clear: IO[bytes]) -> Iterator[bytes]:
    """A stream in handy pieces, from its beginning."""
    clear.seek(0)
    while piece := clear.read(CHUNK):
        yield piece
