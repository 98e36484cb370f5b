"""How long fifty thousand rows of each sheet from Excel take to be read and stored, or given back with remarks.

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
    """Send of each sheet a sound file, a faulty one, and the sound one once more."""
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
    from dayaq.imports.sheets import sheet_of
    from tests import given

    given.the_nation()
    labour, mia = (Body.objects.get(code=code) for code in ("labour", "mia"))
    leyla = given.person("leyla", at=labour, role=Role.DRAFTER)
    kamran = given.person("kamran", at=mia, role=Role.COORDINATOR)
    _what_rows_name(labour, leyla, kamran)
    for size in sizes:
        for code, row in ROWS.items():
            body, by = (mia, kamran) if code == "recommendations" else (labour, leyla)
            for kind, share, edition in KINDS:
                content = _workbook(row, size, share, edition)
                _sent(sheet_of(code), content, f"{size:>7} {code:<16} {kind:<22}", body=body, by=by)


KINDS = (
    ("sound", 0.0, ""),
    ("every tenth row wrong", 0.1, ""),
    ("sound, saved anew", 0.0, "again"),
)
"""What is sent; the last is another file of rows that stand already."""


def _sent(sheet: Any, content: bytes, told: str, *, body: Any, by: Any) -> None:
    from dayaq.imports import actions

    sent, _new = actions.send(sheet, body=body, content=content, name="a.xlsx", by=by, at=AT)
    begun = time.perf_counter()
    ended = actions.carry_out(sent, by=by, say=lambda *_said: None)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{told} {len(content) / 1e6:5.1f} MB {seconds:6.1f} s  {ended.status}: {ended.stored} stored, "
        f"{ended.known} known, {ended.wrong} with remarks; peak {peak} MB",
        flush=True,
    )


def _what_rows_name(labour: Any, leyla: Any, kamran: Any) -> None:
    """What must stand before the rows: a programme, partners, a document, materials and points."""
    from dayaq.access.actions import add_row
    from dayaq.awareness import policies
    from dayaq.awareness.models import Material, Point
    from dayaq.directory.models import Code
    from dayaq.learning.actions import training
    from dayaq.partnership.models import Partner
    from dayaq.recommendations.models import SourceDocument
    from tests.learning.conftest import audience, topic

    made = {"body": labour, "by": leyla, "at": AT}
    training.add_programme(
        title="Proqram", topics=[topic("gender")], audiences=[audience("police")], **made
    )
    for number in range(20):
        kept: dict[str, Any] = {"why_not": policies.why_not_keep, **made}
        add_row(Partner, "partner.added", title=f"Tərəfdaş {number}", kind="ngo", **kept)
        add_row(Material, "material.added", title=f"Vərəqə {number}", kind="leaflet", **kept)
        add_row(Point, "point.added", title=f"Məntəqə {number}", kind="border", **kept)
    issuer = Code.objects.filter(list__code="international-body")[0]
    SourceDocument.objects.create(
        issuer=issuer, title="Hesabat", symbol="GRETA(2023)12", published_on=date(2023, 6, 1)
    )


def _attendance(number: int, chance: Random) -> dict[str, Any]:
    from dayaq.directory.models import Body, Region

    if not PLACES:
        PLACES.extend(r.name_az for r in Region.objects.filter(kind__in=("city", "district")))
        BODIES.extend(body.name_on(None, language="az") for body in Body.objects.with_names())
    training = number // 5
    return {
        "programme": "Proqram", "first": _day(training), "region": PLACES[training % len(PLACES)],
        "venue": f"Zal {training}", "body": chance.choice(BODIES), "unit": f"Şöbə {number % 5}",
        "audience": "police", "women": chance.randint(0, 20), "men": chance.randint(1, 20),
    }  # fmt: skip


PLACES: list[str] = []
BODIES: list[str] = []


def _day(number: int) -> date:
    return date(2015, 1, 1) + timedelta(days=number % 3900)


def _partner(number: int, _chance: Random) -> dict[str, Any]:
    return {
        "title": f"Təşkilat {number}", "kind": "ngo", "country": "TR", "address": "Bakı, 1",
        "link": "https://example.org/", "clauses": "4.6.1; 4.9.2",
    }  # fmt: skip


def _agreement(number: int, chance: Random) -> dict[str, Any]:
    return {
        "title": f"Saziş {number}", "number": f"{number}", "signed_on": _day(number),
        "partners": f"Tərəfdaş {chance.randint(0, 19)}; Tərəfdaş 3", "subject": "Əməkdaşlıq haqqında",
        "clauses": "4.6.1",
    }  # fmt: skip


def _activity(number: int, chance: Random) -> dict[str, Any]:
    return {
        "title": f"Tədbir {number}", "kind": "visit", "starts_on": _day(number), "ends_on": _day(number),
        "countries": "TR; GE", "partners": f"Tərəfdaş {chance.randint(0, 19)}",
        "participants": chance.randint(1, 90), "clauses": "4.6.3",
    }  # fmt: skip


def _money(number: int, chance: Random) -> dict[str, Any]:
    return {
        "title": f"Maliyyələşdirmə {number}", "source": "donor", "year": 2015 + number % 11,
        "donor": f"Tərəfdaş {chance.randint(0, 19)}", "currency": "AZN", "pledged": 12500.5,
        "received": 100, "clauses": "4.9.2",
    }  # fmt: skip


def _recommendation(number: int, _chance: Random) -> dict[str, Any]:
    return {
        "document": "GRETA(2023)12", "paragraph": str(number), "text": f"Urges the authorities ({number})",
        "measures": "4.1.10; 4.4.5", "bodies": "labour; mia", "next_on": _day(number),
    }  # fmt: skip


def _copies(number: int, _chance: Random) -> dict[str, Any]:
    """First as many come in as are handed out later."""
    is_in = number % 2 == 1
    return {
        "material": f"Vərəqə {number // 2 % 20}", "language": "az",
        "flow": "received" if is_in else "handed_out",
        "point": "" if is_in else f"Məntəqə {number // 2 % 20}", "on": _day(number // 40 - is_in),
        "copies": 1 + number % 400, "note": f"{number}",
    }  # fmt: skip


ROWS: dict[str, Any] = {
    "attendance": _attendance, "partners": _partner, "agreements": _agreement,
    "activities": _activity, "financing": _money, "recommendations": _recommendation,
    "distributions": _copies,
}  # fmt: skip
WRONG = {
    "attendance": "women", "partners": "kind", "agreements": "signed_on", "activities": "participants",
    "financing": "year", "recommendations": "next_on", "distributions": "copies",
}  # fmt: skip
"""The cell that is spoilt in the rows that are to be wrong."""


def _workbook(make: Any, size: int, wrong: float, edition: str) -> bytes:
    """Rows under the codes of their columns; the edition stands in what Excel says of the file itself."""
    import xlsxwriter

    chance = Random(size)
    spoilt = WRONG[next(code for code, row in ROWS.items() if row is make)]
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    book.set_properties({"comments": edition})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    page = book.add_worksheet()
    for number in range(1, size + 1):
        cells: dict[str, Any] = make(number, chance)
        if number == 1:
            page.write_row(0, 0, list(cells))
        if number % 10 == 0 and wrong:
            cells[spoilt] = "yeddi"
        for column, cell in enumerate(cells.values()):
            if isinstance(cell, date):
                page.write_datetime(number, column, cell, day)
            else:
                page.write(number, column, cell)
    book.close()
    return buffer.getvalue()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main([int(size) for size in sys.argv[1:]] or [50_000]))
