"""Master keys: they wrap the key of each person, and never touch a word of data themselves."""

import base64
import binascii
from functools import cache
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings


class KeyUnavailable(Exception):
    """A key that is needed is not there. The message says what to do; nothing opens without it."""


class Keyring(Protocol):
    """What holds master keys: a file, the environment, or a device that never lets them out."""

    @property
    def current(self) -> int:
        """The version that wraps from now on."""
        ...

    @property
    def versions(self) -> frozenset[int]:
        """All versions that still unwrap."""
        ...

    def wrap(self, key: bytes) -> tuple[int, bytes]:
        """The version that wrapped it, and the wrapped key."""
        ...

    def unwrap(self, version: int, wrapped: bytes) -> bytes:
        """The key. Raises KeyUnavailable."""
        ...


class LocalKeyring:
    """Master keys held by this process: AES-256 key wrap (RFC 3394). The newest version wraps."""

    def __init__(self, keys: dict[int, bytes]) -> None:
        if not keys:
            raise KeyUnavailable("There is no master key. Set DAYAQ_MASTER_KEY_FILE.")
        if any(len(key) != 32 for key in keys.values()):
            raise KeyUnavailable("A master key is not 32 bytes long (base64 of 32 random bytes).")
        self._keys = keys
        self.current = max(keys)
        self.versions = frozenset(keys)

    def __repr__(self) -> str:
        return f"LocalKeyring(versions={sorted(self.versions)})"

    def wrap(self, key: bytes) -> tuple[int, bytes]:
        return self.current, aes_key_wrap(self._keys[self.current], key)

    def unwrap(self, version: int, wrapped: bytes) -> bytes:
        master = self._keys.get(version)
        if master is None:
            raise KeyUnavailable(f"Master key {version} is not here. Add it to the key file.")
        try:
            return aes_key_unwrap(master, wrapped)
        except InvalidUnwrap:
            raise KeyUnavailable(f"Master key {version} is not the one that was used.") from None


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


@cache
def keyring() -> Keyring:
    """The master keys of this installation, read once by each process."""
    if settings.MASTER_KEYS:
        return LocalKeyring(read_keys(settings.MASTER_KEYS))
    path = Path(settings.MASTER_KEY_FILE)
    try:
        return LocalKeyring(read_keys(path.read_text()))
    except OSError as reason:
        raise KeyUnavailable(
            f"The file of master keys cannot be read ({reason.strerror}). See DAYAQ_MASTER_KEY_FILE."
        ) from None
