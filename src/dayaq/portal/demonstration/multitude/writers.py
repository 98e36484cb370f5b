"""Writers in processes of their own, each with every P-th batch, handing over in turn."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

from dayaq.portal.demonstration.multitude.errand import Errand

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe

SECONDS_TO_END = 2.0


@contextmanager
def writing(errand: Errand, *, writers: int) -> "Iterator[list[Pipe]]":
    """Start them. Each sends the sheets of its batches in order, and at last its tallies."""
    context = get_context("spawn")
    pipes, processes = [], []
    for place in range(writers):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=write, args=(theirs, errand, place, writers), daemon=True)
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    try:
        yield pipes
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.join(SECONDS_TO_END)
            process.terminate()


def write(pipe: "Pipe", errand: Errand, place: int, of: int) -> None:
    """What one writer does. It needs settings and keys, and no database."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    import django

    django.setup()
    from dayaq.portal.demonstration.multitude.lots import Lots
    from dayaq.portal.demonstration.multitude.sheets import Writer
    from dayaq.vault.keys import keyring

    lots = Lots(errand.desks, at=errand.at)
    writer = Writer(lots, errand.keys, keyring(), taken=errand.taken, place=place, of=of)
    with suppress(BrokenPipeError):
        for batch in errand.batches[place::of]:
            pipe.send(writer.sheets(batch))
        pipe.send(writer.tallies())
