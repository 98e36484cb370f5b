"""Work that the calendar starts, not a person: reminders, digests, looking after the queue."""

from collections.abc import Callable
from datetime import UTC, datetime

from procrastinate.contrib.django import app

Rounds = Callable[[datetime], None]


def every(cron: str, name: str) -> Callable[[Rounds], Rounds]:
    """Run `rounds(at)` at the times that the expression gives (in UTC; a sixth field, at the end, is seconds).

    A round may be skipped (nothing ran) or come twice (a worker was killed): it looks at what is
    due and does only that. Two rounds of one name never wait in the queue together.
    """

    def register(rounds: Rounds) -> Rounds:
        def run(timestamp: int) -> None:
            rounds(datetime.fromtimestamp(timestamp, UTC))

        app.periodic(cron=cron)(
            app.task(name=name, queueing_lock=name, lock=name)(run),
        )
        return rounds

    return register
