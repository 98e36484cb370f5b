"""Whoever works at the machine: the name the record keeps, and how a link is handed over."""

import getpass
import os

from django.conf import settings


def operator() -> str:
    """The name of the machine's account, with the one it was before it became root."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        name = f"uid {os.getuid()}"
    before = os.environ.get("SUDO_USER", "")
    return f"{name} ({before})" if before and before != name else name


def told_once(username: str, path: str) -> str:
    """What the command prints: the link is kept nowhere and cannot be shown again."""
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    return (
        f"{username} sets a password here, once, within {days} days. This link is not shown again:\n"
        f"{settings.PUBLIC_ADDRESS}{path}"
    )
