"""Ways into the tests' database that the product itself does not have."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.database import VAR, owner_url


def _within(url: str) -> psycopg.Connection:
    from django.db import connection

    return psycopg.connect(url, dbname=connection.settings_dict["NAME"], autocommit=True)


@pytest.fixture
def owner(lasting: None) -> Iterator[psycopg.Connection]:
    """The owner of the tables, in the lasting copy of the tests' database."""
    with _within(owner_url()) as opened:
        yield opened


@pytest.fixture
def superuser(lasting: None) -> Iterator[psycopg.Connection]:
    """Whoever has the whole database server in their hands, in the lasting copy."""
    from dayaq.config.postgres import Server

    server = Server.running(VAR)
    assert server is not None
    with _within(server.superuser_url) as opened:
        yield opened
