"""How long fifty thousand rows from Excel take to be read and stored, and to be given back with remarks.

`python -m tests.bench_imports [ROWS…]`. Fills an embedded database of its own; the file is made up and
sent as a drafter sends it. Prints seconds and memory. Asserts nothing.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parents[1]
AT = datetime(2026, 3, 9, 8, tzinfo=UTC)


def main(sizes: list[int]) -> int:
    """Send a sound file and a faulty one of each size."""
    folder = ROOT / "var" / "bench" / "imports"
    shutil.rmtree(folder, ignore_errors=True)
    os.environ.update(DAYAQ_VAR=str(folder), DJANGO_SETTINGS_MODULE="dayaq.config.settings")
    from dayaq.config.postgres import Server
    from dayaq.config.provision import prepare

    server = Server.ensure_running(folder, durable=True)
    try:
        prepare(server)
        subprocess.run([sys.executable, "-m", "dayaq.config.schema"], check=True)
        os.environ["DAYAQ_DB_ROLE"] = "web"
        import django

        django.setup()
        _run(sizes)
    finally:
        server.stop()
    return 0


def _run(sizes: list[int]) -> None:
    from dayaq.accounts.models import Role
    from dayaq.directory.models import Body
    from dayaq.imports import actions
    from dayaq.learning.actions import training
    from dayaq.learning.schemas import ATTENDANCE
    from tests import given
    from tests.learning.conftest import audience, topic

    given.the_nation()
    labour = Body.objects.get(code="labour")
    leyla = given.person("leyla", at=labour, role=Role.DRAFTER)
    training.add_programme(
        body=labour, title="Proqram", topics=[topic("gender")], audiences=[audience("police")],
        by=leyla, at=AT,
    )  # fmt: skip
    for size in sizes:
        for kind, share in (("sound", 0.0), ("every tenth row wrong", 0.1)):
            content = _workbook(size, share)
            sent, _new = actions.send(
                ATTENDANCE, body=labour, content=content, name="a.xlsx", by=leyla, at=AT
            )
            begun = time.perf_counter()
            ended = actions.carry_out(sent, by=leyla, say=lambda *_said: None)
            seconds = time.perf_counter() - begun
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"{size:>7} rows, {kind:<22} {len(content) / 1e6:5.1f} MB {seconds:6.1f} s  "
                f"{ended.status}: {ended.stored} stored, {ended.wrong} with remarks; peak {peak} MB",
                flush=True,
            )


def _workbook(size: int, wrong: float) -> bytes:
    import xlsxwriter

    from dayaq.directory.models import Body, Region

    chance = Random(size + int(wrong * 10))
    bodies = [body.name_on(None, language="az") for body in Body.objects.with_names()]
    regions = [r.name_az for r in Region.objects.filter(kind__in=("city", "district"))]
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    page = book.add_worksheet()
    titles = ("Proqram", "İlk gün", "Ərazi vahidi", "Yer", "Gəldikləri qurum", "Bölmə, xəstəxana və ya şirkət",
              "Kimlərdir", "Qadınlar", "Kişilər")  # fmt: skip
    page.write_row(0, 0, titles)
    for number in range(1, size + 1):
        training = number // 5
        first = date(2015, 1, 1) + timedelta(days=training % 3900)
        cells: list[Any] = [
            "Proqram", first, regions[training % len(regions)], f"Zal {size}-{training}",
            chance.choice(bodies), f"Şöbə {number % 5}", "police", chance.randint(0, 20),
            chance.randint(1, 20),
        ]  # fmt: skip
        if chance.random() < wrong:
            cells[7] = "yeddi"
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write_datetime(number, column, cell, day)
            else:
                page.write(number, column, cell)
    book.close()
    return buffer.getvalue()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main([int(size) for size in sys.argv[1:]] or [50_000]))
