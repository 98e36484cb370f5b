"""What people wait for longer than for a page: the decree read, the annual edition built, a start from disk.

Prints seconds by the wall clock; of the reading also the largest memory. Asserts nothing: people read it
(docs/bench.md).
"""

import re
import subprocess
import sys
import time
import urllib.parse

from tests.bench_visitor import Desk
from tests.product import ROOT, Product, running

DECREE = ROOT / "src" / "dayaq" / "plan" / "data" / "decree-2173.txt"
YEAR = 2023
READING = (
    "import re\n"
    "from dayaq.plan.decree.command import parse\n"
    f"assert parse({str(DECREE)!r}, as_json=True) == 0\n"
    "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
)


def measure(product: Product) -> None:
    """Read the decree, then build the edition of a whole year as its coordinator does."""
    begun = time.perf_counter()
    read = subprocess.run(
        [sys.executable, "-c", READING], capture_output=True, text=True, check=True, cwd=ROOT
    )
    took = time.perf_counter() - begun
    memory = int(read.stdout.rsplit(None, 1)[-1]) // 1024
    print(f"\nthe decree read, process and all: {took:.2f} s, {memory} MB")
    print(f"the edition of {YEAR} built, from asking until it is shown: {_edition(product):.1f} s")


def again(product: Product) -> None:
    """The second start: what was stopped comes back."""
    begun = time.perf_counter()
    with running(product.folder):
        print(f"started again: {time.perf_counter() - begun:.1f} s")


def _edition(product: Product) -> float:
    """In two languages as Word, PDF and Excel."""
    desk = Desk(product.address)
    desk.sign_in("coordinator.mia")
    desk.get("/reporting/editions/", expect=200)
    page = desk.body.decode()
    cycle = re.search(rf'<option value="(\d+)">{YEAR} ', page)
    assert cycle is not None, f"there is no cycle of {YEAR}"
    begun = time.perf_counter()
    desk.post("/reporting/editions/build/", expect=302, cycle=cycle[1])
    path = urllib.parse.urlsplit(desk.location).path
    while "/progress/" in _shown(desk, path):
        time.sleep(0.1)
    took = time.perf_counter() - begun
    assert ".docx" in desk.body.decode(), "the edition was not built"
    return took


def _shown(desk: Desk, path: str) -> str:
    desk.get(path, expect=200)
    return desk.body.decode()
