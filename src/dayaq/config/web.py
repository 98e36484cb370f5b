"""The web server: granian, which calls our WSGI application from a few processes with threads."""

import gc
import os
import signal
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from dayaq.config.lifeline import tied_to

APPLICATION = "dayaq.config.wsgi:application"


def serve(address: str, port: int, *, processes: int, threads: int) -> None:
    """Answer on this address until told to stop (SIGTERM, SIGINT)."""
    _application()  # read once, before the processes part: they share its memory
    _spare_collector()
    parent = os.getpid()

    def load() -> Callable[..., Any]:
        tied_to(parent, signal.SIGKILL)()
        return _application()

    Granian(
        APPLICATION,
        address,
        port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=processes,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve(target_loader=load, wrap_loader=False)


def _spare_collector() -> None:
    """What was read at the start stays for ever: looking through it for garbage again and again would
    take a tenth of each page, and now and then a third of a second at once.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _application() -> Callable[..., Any]:
    from django.urls import get_resolver

    from dayaq.config.wsgi import application

    assert get_resolver().url_patterns  # noqa: S101 - reads all addresses before the first person asks
    return application


def main() -> None:
    """`python -m dayaq.config.web`: address, port, processes and threads from the environment."""
    serve(
        os.environ.get("DAYAQ_BIND", "127.0.0.1"),
        int(os.environ.get("PORT", "8000")),
        processes=int(os.environ.get("DAYAQ_WEB_PROCESSES", "2")),
        threads=int(os.environ.get("DAYAQ_WEB_THREADS", "4")),
    )


if __name__ == "__main__":
    main()
