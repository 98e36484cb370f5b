"""What many stories begin with, told once for all of them and never kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def told_once(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Within it each story is undone to what stood before; at its end nothing is left.

    Call `settled()` when all is told. No story inside may end transactions for good.
    """
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined]  # as around every test
    with blocker.unblock(), outermost:
        yield
        transaction.set_rollback(True)


def settled() -> None:
    """What the database puts off to the end of a transaction is done now, and not again after each story."""
    connection.check_constraints()
