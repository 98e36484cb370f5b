"""The keys of this installation: master keys, which wrap the key of each person, and search keys.

A master key never touches a word of data itself; a search key is no other key's relative.
"""

import base64
import binascii
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.utils.module_loading import import_string


class KeyUnavailable(Exception):
    """A key that is needed is not there. The message says what to do; nothing opens without it."""


class Keyring(Protocol):
    """What holds master keys: a file, the environment, or a device that never lets them out.

    A device (KMS, HSM) is plugged in by its name: `DAYAQ_KEYRING=package.module:callable`, which is
    called once in each process and gives such an object. Which version wraps is not its choice: that
    stands in the database, so that all processes change over in the same moment (see `register`).
    """

    @property
    def versions(self) -> frozenset[int]:
        """All versions that wrap and unwrap here."""
        ...

    def fingerprint(self, version: int) -> str:
        """What tells this key from every other and says nothing about it. Raises KeyUnavailable."""
        ...

    def wrap(self, version: int, key: bytes) -> bytes:
        """The key under the master key of this version. Raises KeyUnavailable."""
        ...

    def unwrap(self, version: int, wrapped: bytes) -> bytes:
        """The key. Raises KeyUnavailable."""
        ...


class LocalKeyring:
    """Master keys held by this process: AES-256 key wrap (RFC 3394)."""

    def __init__(self, keys: dict[int, bytes]) -> None:
        if not keys:
            raise KeyUnavailable("There is no master key. Set DAYAQ_MASTER_KEY_FILE.")
        if any(len(key) != 32 for key in keys.values()):
            raise KeyUnavailable("A master key is not 32 bytes long (base64 of 32 random bytes).")
        self._keys = keys
        self.versions = frozenset(keys)

    def __repr__(self) -> str:
        return f"LocalKeyring(versions={sorted(self.versions)})"

    def fingerprint(self, version: int) -> str:
        return fingerprint(self._key(version))

    def wrap(self, version: int, key: bytes) -> bytes:
        return aes_key_wrap(self._key(version), key)

    def unwrap(self, version: int, wrapped: bytes) -> bytes:
        try:
            return aes_key_unwrap(self._key(version), wrapped)
        except InvalidUnwrap:
            raise KeyUnavailable(f"Master key {version} is not the one that was used.") from None

    def _key(self, version: int) -> bytes:
        try:
            return self._keys[version]
        except KeyError:
            raise KeyUnavailable(
                f"Master key {version} is not here. Add it to the key file."
            ) from None


def fingerprint(key: bytes) -> str:
    """Sixteen hex digits that tell a random key from any other, and nothing about it."""
    return sha256(b"dayaq key fingerprint\0" + key).hexdigest()[:16]


def read_keys(text: str) -> dict[int, bytes]:
    """`2:base64` pairs, separated by commas or lines. Raises KeyUnavailable with a sentence."""
    found: dict[int, bytes] = {}
    for pair in filter(None, (part.strip() for part in text.replace(",", "\n").splitlines())):
        version, _colon, key = pair.partition(":")
        try:
            found[int(version)] = base64.b64decode(key, validate=True)
        except (ValueError, binascii.Error):
            raise KeyUnavailable(
                "A master key is not written as VERSION:BASE64, for example 1:q83v…="
            ) from None
    return found


def keyring() -> Keyring:
    """The master keys of this installation. A file that changed is read again at the next question."""
    if settings.KEYRING:
        return _device(settings.KEYRING)
    if settings.MASTER_KEYS:
        return _of_text(settings.MASTER_KEYS)
    path = Path(settings.MASTER_KEY_FILE)
    try:
        known = path.stat()
        return _of_file(path, (known.st_ino, known.st_mtime_ns, known.st_size))
    except OSError as reason:
        raise KeyUnavailable(
            f"The file of master keys cannot be read ({reason.strerror}). See DAYAQ_MASTER_KEY_FILE."
        ) from None


@cache
def _device(name: str) -> Keyring:
    made: Keyring = import_string(name.replace(":", "."))()
    return made


@lru_cache(maxsize=1)
def _of_text(text: str) -> Keyring:
    return LocalKeyring(read_keys(text))


@lru_cache(maxsize=1)
def _of_file(path: Path, _stamp: tuple[int, int, int]) -> Keyring:
    return LocalKeyring(read_keys(path.read_text()))


# --- search keys ----------------------------------------------------------------------------------


def index_fingerprints() -> list[str]:
    """Those of the search keys that are here; the first is the one that is meant to draw tokens."""
    return [fingerprint(secret.encode()) for secret in _index_secrets()]


def index_secret(known: str) -> str:
    """The search key with this fingerprint. Raises KeyUnavailable."""
    for secret in _index_secrets():
        if fingerprint(secret.encode()) == known:
            return secret
    raise KeyUnavailable(
        f"The search key {known} is not here. Add it to DAYAQ_INDEX_KEY_OLD until all is under the new one."
    )


def _index_secrets() -> list[str]:
    return [settings.INDEX_KEY, *settings.INDEX_OLD_KEYS]


# --- the file, for whoever keeps it ---------------------------------------------------------------


def add_to_file() -> int:
    """Add a fresh random key to the file of master keys; its version. Nothing wraps under it yet.

    The file is replaced whole, on the disk, with the same owner and mode. Raises KeyUnavailable where
    the keys are not in a file that is ours to write.
    """
    with _rewriting() as lines:
        version = max(read_keys("\n".join(lines)), default=0) + 1
        lines.append(f"{version}:{base64.b64encode(secrets.token_bytes(32)).decode()}")
    return version


def take_out_of_file(version: int) -> None:
    """Remove a key from the file. Raises KeyUnavailable as `add_to_file`, and if it is not there."""
    with _rewriting() as lines:
        kept = [line for line in lines if version not in read_keys(line)]
        if len(kept) == len(lines):
            raise KeyUnavailable(f"Master key {version} is not in the file.")
        lines[:] = kept


@contextmanager
def _rewriting() -> Iterator[list[str]]:
    """The lines of the file, to be changed in place; written when all went well."""
    if settings.KEYRING or settings.MASTER_KEYS:
        raise KeyUnavailable(
            "The master keys are not in a file (DAYAQ_MASTER_KEY_FILE): change them where they are kept."
        )
    path = Path(settings.MASTER_KEY_FILE)
    try:
        with _alone_in(path.parent), path.open("r+") as file:  # is it ours to write?
            lines = file.read().splitlines()
            yield lines
            _replace(path, "".join(f"{line}\n" for line in lines), like=os.fstat(file.fileno()))
    except OSError as reason:
        raise KeyUnavailable(
            f"The file of master keys cannot be changed ({reason.strerror}): {path}."
        ) from None


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(path: Path, text: str, *, like: os.stat_result) -> None:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fchown(file.fileno(), like.st_uid, like.st_gid)
            os.fchmod(file.fileno(), like.st_mode & 0o777)
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
