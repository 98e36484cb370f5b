"""What row security costs: the queries of the product, as the web asks them and as nobody hinders them.

The same statement goes to the same database twice: in the web's role with the signed context of the
transaction, and in the superuser's, whom no policy concerns. Prints medians in milliseconds, from
asking until the last row has arrived.
"""

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.rows import tuple_row

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from dayaq.accounts.models import User

TIMES = int(os.environ.get("BENCH_ROUNDS") or "100") * 2
WHO = "case_manager.mia-anti-trafficking"
Statement = tuple[str, tuple[Any, ...]]


def measure(cases: int) -> None:
    """Ask each query in turn with and without, and print both."""
    from django.db import connection

    from dayaq.accounts.models import User
    from dayaq.config.postgres import Server
    from dayaq.vault.context import asking, house

    user = User.objects.get(username=WHO)
    server = Server.running(Path(os.environ["DAYAQ_VAR"]))
    assert server is not None
    address = server.superuser_of("dayaq")
    print(f"{'row security':<28}{'rows':>6}{'with ms':>9}{'without':>9}{'times':>7}")
    ratios = []
    with psycopg.connect(address, cursor_factory=psycopg.ClientCursor) as unhindered:
        for context in (asking(user), house("bench", by=user)):
            with context as asker:
                named = _of_the_house if asker.name.startswith("house") else _of_a_person
                for name, (query, values) in named(user):
                    here, there = (
                        one.cursor(row_factory=tuple_row)
                        for one in (connection.connection, unhindered)
                    )
                    waits: tuple[list[float], list[float]] = ([], [])
                    rows = []
                    for _ in range(TIMES):
                        for cursor, taken in zip((here, there), waits, strict=True):
                            begun = time.perf_counter()
                            cursor.execute(query, values)
                            rows.append(len(cursor.fetchall()))
                            taken.append((time.perf_counter() - begun) * 1000)
                    assert len(set(rows)) == 1, f"{name}: the two do not see the same"
                    with_it, without = (statistics.median(taken) for taken in waits)
                    ratios.append(with_it / without)
                    print(f"{name:<28}{rows[0]:>6}{with_it:>9.2f}{without:>9.2f}{ratios[-1]:>7.2f}")
    print(f"{'on the whole':<28}{'':>24}{statistics.geometric_mean(ratios):>7.2f}", flush=True)


def _of_a_person(user: "User") -> Iterator[tuple[str, Statement]]:
    """What the pages of a case manager ask."""
    from dayaq.cases.models import Case, Grant, Identity, Note
    from dayaq.cases.states import Status
    from dayaq.kernel.lists import STEP

    seen = Case.objects.visible_to(user)
    case = seen.open().order_by("clock_at", "pk")[100]
    yield "list, first page", _sql(seen.order_by("clock_at", "pk")[:50])
    yield "list, newest", _sql(seen.order_by("-opened_at", "pk")[:50])
    yield (
        "list, presumed",
        _sql(seen.filter(status=Status.PRESUMED).order_by("clock_at", "pk")[:50]),
    )
    query, values = _sql(seen.values("pk")[: STEP + 1])
    yield "list, counted", (f"SELECT count(*) FROM ({query}) counted", values)
    yield "one case", _sql(seen.filter(reference=case.reference))
    yield "its identity", _sql(Identity.about(case).visible_to(user))
    yield "its notes", _sql(Note.about(case).visible_to(user))
    yield "its grants", _sql(Grant.objects.filter(case=case).visible_to(user))


def _of_the_house(user: "User") -> Iterator[tuple[str, Statement]]:
    """What a search asks."""
    from dayaq.cases.models import Identity, Trace
    from dayaq.vault.index import sought, under_any
    from dayaq.vault.words import understand, waves

    query = understand("Əliyeva Aygün 1994")
    words = [sought(wave.words) for wave in waves(query)]
    for name, looked_for in zip(("names", "slips", "fragments"), words, strict=True):
        rows = Trace.objects.for_house().filter(under_any("tokens", looked_for.tokens))
        yield f"search, {name}", _sql(rows.values_list("person_id", "tokens"))
    people = Trace.objects.for_house().values_list("person_id", flat=True)[:80]
    identities = Identity.objects.for_house().filter(person__in=list(people))
    yield "search, opened", _sql(identities.select_related("person__key"))


def _sql(rows: "QuerySet[Any]") -> Statement:
    return rows.query.sql_with_params()
