"""Asking a scanner for malware about a file, in clear through a pipe or a socket and never on the disk.

`SCANNER` names it: `clamd:/run/clamav/clamd.ctl`, `clamd:host:3310`, or a command that reads the file from
its standard input and ends with 0 (nothing found) or 1 (found; its last line says what), as
`clamdscan --no-summary -` does.
"""

import shlex
import socket
import struct
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import IO

from django.conf import settings

from dayaq.vault.streams import chunks

SECONDS = 60.0
"""After which a scanner that says nothing is held to be down."""


class ScannerUnavailable(Exception):
    """A scanner is set and does not answer. What it has not seen is not taken."""


@dataclass(frozen=True)
class Verdict:
    """Whether the file was looked at, and what was found."""

    is_scanned: bool
    finding: str = ""


def scan(clear: IO[bytes]) -> Verdict:
    """Ask the scanner, where one is set. Raises ScannerUnavailable."""
    scanner: str = settings.SCANNER
    if not scanner:
        return Verdict(is_scanned=False)
    try:
        if scanner.startswith("clamd:"):
            answer = _clamd(scanner.removeprefix("clamd:"), clear)
        else:
            answer = _command(shlex.split(scanner), clear)
    except (OSError, ValueError) as reason:
        raise ScannerUnavailable(type(reason).__name__) from None
    return Verdict(is_scanned=True, finding=answer)


def _command(command: list[str], clear: IO[bytes]) -> str:
    with subprocess.Popen(  # noqa: S603 - named by whoever runs the installation
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as scanner:
        assert scanner.stdin is not None  # noqa: S101 - asked for above
        assert scanner.stdout is not None  # noqa: S101 - asked for above
        timer = Timer(SECONDS, scanner.kill)
        timer.start()
        try:
            with suppress(BrokenPipeError):  # it has seen enough
                for piece in chunks(clear):
                    scanner.stdin.write(piece)
            with suppress(BrokenPipeError):
                scanner.stdin.close()
            said = scanner.stdout.read(4096)
            ended = scanner.wait()
        finally:
            timer.cancel()
    if ended not in {0, 1}:
        raise ScannerUnavailable(f"exit {ended}")
    return _named(said) if ended else ""


def _clamd(address: str, clear: IO[bytes]) -> str:
    """The protocol of clamd: `zINSTREAM`, pieces led by their length, a length of nought, the answer."""
    with _connected(address) as clamd:
        clamd.settimeout(SECONDS)
        clamd.sendall(b"zINSTREAM\0")
        with suppress(BrokenPipeError, ConnectionResetError):  # larger than clamd takes: it says so
            for piece in chunks(clear):
                clamd.sendall(struct.pack(">I", len(piece)) + piece)
            clamd.sendall(struct.pack(">I", 0))
        said = b""
        while piece := clamd.recv(4096):
            said += piece
    if said.rstrip(b"\0\n").endswith(b" OK"):
        return ""
    if said.rstrip(b"\0\n").endswith(b" FOUND"):
        return _named(said)
    raise ScannerUnavailable("no verdict")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        one.settimeout(SECONDS)
        one.connect(address)
        return one
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)


def _named(said: bytes) -> str:
    """`stream: Eicar-Signature FOUND` → `Eicar-Signature`."""
    lines = said.decode("utf-8", "replace").rstrip("\0\n ").splitlines() or [""]
    name = lines[-1].rpartition(": ")[2].removesuffix(" FOUND").strip()
    return "".join(c for c in name if c.isprintable())[:200] or "?"
