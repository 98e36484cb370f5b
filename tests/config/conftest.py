"""Servers of the tests' own, in folders of their own."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dayaq.config import provision
from dayaq.config.postgres import Server
from tests.prepared import demonstration_in

if TYPE_CHECKING:
    from tests.config.test_launch import Installation


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever needs the demonstration comes last: somebody else makes it meanwhile."""
    here = Path(__file__).parent
    ours = [index for index, item in enumerate(items) if here in item.path.parents]
    in_turn = sorted((items[index] for index in ours), key=_needs_the_demonstration)
    for index, item in zip(ours, in_turn, strict=True):
        items[index] = item


def _needs_the_demonstration(item: pytest.Item) -> bool:
    return item.path.name in {"test_acknowledged.py", "test_at_rest.py"}


@pytest.fixture(scope="session")
def ground() -> Iterator[Path]:
    """A folder that the server's account may pass through; pytest's own are closed to others."""
    place = Path(tempfile.mkdtemp(prefix="dayaq-tests-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def start(ground, tmp_path, monkeypatch) -> Iterator[Callable[..., Server]]:
    """Starts the server of a folder, by either route; all are stopped afterwards."""
    started: list[Server] = []

    def begin(name: str, *, route: str = "", durable: bool = False) -> Server:
        if route:
            monkeypatch.setenv("DAYAQ_POSTGRES", route)
        server = Server.ensure_running(ground / tmp_path.name / name, durable=durable)
        started.append(server)
        return server

    yield begin
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def wheel(ground) -> Iterator[Server]:
    """A server from the wheel, for a module that only uses it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAYAQ_POSTGRES", "wheel")
        server = Server.ensure_running(ground / "wheel", durable=False)
        provision.prepare(server)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def place(ground) -> Iterator["Installation"]:
    """The demonstration, started once for all who only look or kill it."""
    from tests.config.test_launch import Installation, until

    with pytest.MonkeyPatch.context() as patch:
        temporary = ground / "temporary"
        temporary.mkdir()
        temporary.chmod(0o777)
        patch.setenv("TMPDIR", str(temporary))
        place = Installation(demonstration_in(ground / "demonstration"), demo=True)
        place.start()
        until(place.is_well, within=600)
        yield place
        if place.launcher is not None and place.launcher.poll() is None:
            place.stop()
        if (left := Server.running(place.folder)) is not None:
            left.stop()
