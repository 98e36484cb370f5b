"""Whoever keeps the keys of a story: a file of master keys, and a new search key."""

import base64
import secrets

import pytest


def fresh(version: int) -> str:
    return f"{version}:{base64.b64encode(secrets.token_bytes(32)).decode()}\n"


@pytest.fixture
def file(settings, tmp_path):
    """The file of master keys, with one key in it."""
    file = tmp_path / "master.keys"
    file.write_text(fresh(1))
    file.chmod(0o640)
    settings.MASTER_KEYS, settings.MASTER_KEY_FILE = "", str(file)
    return file


@pytest.fixture
def new_search_key(settings):
    settings.INDEX_OLD_KEYS = [settings.INDEX_KEY]
    settings.INDEX_KEY = "another text, as random as the one before"
