"""The cast of trainings, and a way to send a file and have it read at once."""

import pytest

from dayaq.imports import actions
from dayaq.learning.schemas import ATTENDANCE
from tests.cast import (  # noqa: F401 - the people of all registers
    border,
    kamran,
    labour,
    leyla,
    nigar,
    ombra,
    orxan,
)
from tests.learning.conftest import course, held, noon, programme  # noqa: F401


@pytest.fixture
def send(leyla, labour, noon, work):  # noqa: F811
    """Send a workbook as Leyla does; what came of it."""

    def sent(content, *, name="gəlib.xlsx"):
        found, _is_new = actions.send(
            ATTENDANCE, body=labour, content=content, name=name, by=leyla, at=noon
        )
        work()
        found.refresh_from_db()
        return found

    return sent
