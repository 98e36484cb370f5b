"""How long the pages of the registers take with a hundred thousand rows in each, and how often they ask.

`python -m tests.bench_registers [ROWS]`. The demonstration's rows are multiplied, days spread over three
years (programmes and partners, which forms offer to choose from, are two hundred times fewer); then the
coordinator and a drafter open each list, its second sorting, a search, the measure's rows, and the newest row.
Prints milliseconds without the network and queries: the median of five, and the processor's
time of this process and of its PostgreSQL together, which is what the page takes on a machine that does
nothing else. Asserts nothing.

With BENCH_KEEP=1 the filled database stays, and is used again by the next run that says so: only its schema is
brought up to date. With BENCH_ONLY=/partnership/ only the addresses that begin so are opened.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.product import ROOT, dayaq
from tests.walk import NO_QUESTION

ROUNDS = 5
TOO_SLOW, TOO_MANY = 100.0, 12
NUMBERED = {
    "recommendation": {"paragraph": "paragraph || '/' || n"},
    "meeting": {"number": "number + 1000 * n"},
    "sheet": {"door": "substr(md5(door || n), 1, 10)", "course_id": "course_id"},
    "certificate": {"code": "substr(md5(code || n), 1, 12)"},
}
"""What stands once: said otherwise in each copy."""


def main(rows: int) -> int:
    """Fill, then measure as two people."""
    folder = ROOT / "var" / "bench" / "registers"
    keep = bool(os.environ.get("BENCH_KEEP"))
    full = folder / f"filled-{rows}"  # written last: a filling that broke off is begun anew
    if not (keep and full.exists()):
        shutil.rmtree(folder, ignore_errors=True)
    os.environ.update(DAYAQ_VAR=str(folder), DJANGO_SETTINGS_MODULE="dayaq.config.settings")
    from dayaq.config.postgres import Server
    from dayaq.config.provision import prepare

    server = Server.ensure_running(folder, durable=False)
    try:
        prepare(server)
        subprocess.run([sys.executable, "-m", "dayaq.config.schema"], check=True)
        if not full.exists():
            told = dayaq(folder, "demo", DAYAQ_DEMO_YEARS="1")
            assert told.returncode == 0, told.stderr
        os.environ["DAYAQ_DB_ROLE"] = "owner"
        import django

        django.setup()
        if not full.exists():
            for name, count in _filled(rows):
                print(f"{name}: {count} rows", flush=True)
            full.touch()
        _measure(os.environ.get("BENCH_ONLY", "/"))
    finally:
        server.stop()
    return 0


def _filled(rows: int) -> Iterator[tuple[str, int]]:
    from dayaq.awareness import models as awareness
    from dayaq.councils import models as councils
    from dayaq.learning import models as learning
    from dayaq.partnership import models as partnership
    from dayaq.proposals import models as proposals
    from dayaq.recommendations import models as recommendations

    for model in (
        learning.Programme, learning.Course, awareness.Material, awareness.Campaign, awareness.Point,
        awareness.Movement, partnership.Partner, partnership.Agreement, partnership.Liaison,
        partnership.Request, partnership.Activity, partnership.Funding, partnership.Resource,
        partnership.Study, proposals.Proposal, recommendations.Recommendation,
        recommendations.Reply, councils.Meeting, councils.Task,
    ):  # fmt: skip
        few = model in (learning.Programme, partnership.Partner)  # they are chosen from in forms
        yield model.__name__, _multiplied(model, rows // 200 if few else rows)


def _multiplied(model: Any, rows: int) -> int:
    """Copies of what the demonstration told, each with its own title and day."""
    from django.db import connection, models

    table, name = model._meta.db_table, model._meta.model_name
    seeds: int = model._default_manager.count()
    if seeds >= rows:
        return seeds
    said = NUMBERED.get(name, {})
    fields = [
        f
        for f in model._meta.concrete_fields
        if not f.primary_key and not isinstance(f, models.GeneratedField)
    ]
    written = []
    for f in fields:
        if f.column in said:
            written.append(said[f.column])
        elif f.name == "title":
            written.append("left(title, 250) || ' ' || n")
        elif isinstance(f, (models.DateField, models.DateTimeField)):
            written.append(f"\"{f.column}\" - mod(n, 1000) * interval '1 day'")
        else:
            written.append(f'"{f.column}"')
    columns = ", ".join(f'"{f.column}"' for f in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(written)} "
            f"FROM {table}, generate_series(1, %s) n",
            [max(rows // max(seeds, 1), 1)],
        )
        cursor.execute(f"ANALYZE {table}")
    count: int = model._default_manager.count()
    return count


LISTS = (
    "/learning/programmes/", "/learning/trainings/", "/evaluation/", "/evaluation/campaigns/", "/awareness/library/",
    "/awareness/campaigns/", "/awareness/points/", "/awareness/distributions/",
    "/awareness/distributions/stock/", "/awareness/distributions/map/", "/partnership/partners/",
    "/partnership/agreements/", "/partnership/liaison/", "/partnership/requests/",
    "/partnership/activities/", "/partnership/financing/", "/partnership/resources/",
    "/partnership/research/", "/proposals/", "/proposals/opinions/", "/recommendations/", "/recommendations/answers/",
    "/councils/meetings/", "/councils/tasks/",
)  # fmt: skip

FORMS = (
    "/partnership/activities/add/", "/partnership/agreements/add/", "/partnership/research/add/",
    "/partnership/financing/add/", "/awareness/campaigns/add/", "/awareness/distributions/record/",
    "/awareness/library/add/", "/learning/programmes/add/", "/recommendations/answers/begin/",
)  # fmt: skip


def _measure(under: str) -> None:
    from django.conf import settings
    from django.test import Client

    from dayaq.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    print(f"\n{'page':<52}{'who':<18}{'ms':>7}{'work':>7}{'queries':>9}")
    for who in ("coordinator.mia", "drafter.labour"):
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=who), settings.AUTHENTICATION_BACKENDS[0])
        for address in ("/", *LISTS):
            if not address.startswith(under):
                continue
            first = address.replace("/", "", 1)
            ways = [address] if not first else [address, f"{address}?q=ki", f"{address}?page=40"]
            for way in [*ways, *_newest(client, address)]:
                _timed(client, way, who)
        for address in filter(lambda one: one.startswith(under), FORMS):
            _timed(client, address, who)


def _newest(client: Any, address: str) -> list[str]:
    """The page of the row that stands first in the list."""
    import re

    text = client.get(address).content.decode()
    found = re.search(rf'href="({re.escape(address)}\d+/)"', text)
    return [found[1]] if found else []


def _timed(client: Any, way: str, who: str) -> None:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()  # Django keeps the last nine thousand alone
    with CaptureQueriesContext(connection) as asked:
        status = client.get(way).status_code
    # read now: the requests below begin the log anew
    queries = sum(not NO_QUESTION.match(one["sql"]) for one in asked.captured_queries)
    took, before = [], _work()
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        client.get(way)
        took.append((time.perf_counter() - begun) * 1000)
    median, work = statistics.median(took), (_work() - before) / ROUNDS
    mark = " <" if work > TOO_SLOW or queries > TOO_MANY or status != 200 else ""
    print(
        f"{way:<52}{who:<18}{median:>7.0f}{work:>7.0f}{queries:>9}{'' if status == 200 else f' {status}'}{mark}",
        flush=True,
    )


def _work() -> float:
    """Milliseconds of the processor's time that this process and its one connection have had."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # helpers would not be counted
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return time.process_time() * 1000 + ticks * 1000 / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
