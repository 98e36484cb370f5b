"""The signature under a context: HMAC-SHA256, so that the database can check it without the key."""

import hashlib


def kid(key: str) -> str:
    """The name of a key: says which one it is, and nothing about it."""
    return hashlib.sha256(b"dayaq.context.kid" + key.encode()).hexdigest()[:12]


def pads(key: str) -> tuple[bytes, bytes]:
    """The two blocks that HMAC-SHA256 mixes in (RFC 2104), so that the database need not know the key."""
    block = hashlib.sha256(key.encode()).digest().ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)
