"""Codes on paper: nobody guesses them, people read them aloud, and the database keeps a print alone."""

import re

from django.conf import settings
from django.utils.crypto import get_random_string, salted_hmac

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 16
"""Eighty bits. No letters that look like digits."""

_NOT_OF_A_CODE = re.compile(r"[^0-9A-Z]")


def new_code() -> str:
    return get_random_string(LENGTH, ALPHABET)


def spaced(code: str) -> str:
    """In groups of four, as people read it."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def understood(typed: str) -> str:
    """What was meant: spaces, dashes and small letters make no difference."""
    return _NOT_OF_A_CODE.sub("", typed.upper())


def print_of(code: str, purpose: str, *, secret: "str | None" = None) -> str:
    """The keyed print under which a code is kept; one purpose's code opens nothing of another's."""
    return salted_hmac(f"referrals.{purpose}", code, secret=secret, algorithm="sha256").hexdigest()


def prints_of(code: str, purpose: str) -> list[str]:
    """Under today's key and those before it."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [print_of(code, purpose, secret=secret) for secret in secrets]
