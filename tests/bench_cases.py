"""`make bench CASES=1000000`: the confidential core with so many people and cases, over real HTTP.

Fills the register twice, with ten thousand cases (fewer, if fewer are asked for) and with all, and
each time lets eight people work at once: list, search by fragments of a name as typed, open an
identity, save a note. Prints how long they wait, how many pages that makes, what row security costs,
and whom a search finds under other spellings. Asserts nothing: people read it (docs/bench.md).
"""

import os
import shutil
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from random import Random
from threading import Thread
from typing import TYPE_CHECKING

from tests.bench import work_of
from tests.bench_visitor import Desk
from tests.product import ROOT, Product, dayaq, running

if TYPE_CHECKING:
    from dayaq.portal.demonstration.crowd import Person

CASES = int(os.environ.get("CASES") or "100000")
SECONDS = float(os.environ.get("BENCH_SECONDS") or "30")
FIRST = min(10_000, CASES // 10)
USERS = (
    "case_manager.mia-anti-trafficking",
    "case_worker.mia-anti-trafficking",
    "case_manager.labour",
    "case_worker.labour",
    "case_manager.migration",
    "case_worker.migration",
    "case_manager.mia-anti-trafficking",
    "case_worker.mia-anti-trafficking",
)
ACTS = ("list", "search", "open", "save")
Waits = dict[str, list[float]]
"""Milliseconds by act."""


def main() -> int:
    """Measure with the smaller number and with the larger, and print both."""
    folder = ROOT / "var" / "bench" / "cases"
    os.environ.update(DAYAQ_VAR=str(folder), DJANGO_SETTINGS_MODULE="dayaq.config.settings")
    os.environ["DAYAQ_DB_ROLE"] = "web"
    shutil.rmtree(folder, ignore_errors=True)
    before: Waits = {}
    with running(folder, DAYAQ_DEMO_YEARS="1") as product:
        import django

        django.setup()
        from tests import bench_finding, bench_wall

        for cases in (FIRST, CASES):
            _fill(product, cases)
            waits = _at_work(product, cases, before)
            before = before or waits
            bench_wall.measure(cases)
            bench_finding.measure(cases)
    shutil.rmtree(folder, ignore_errors=True)
    return 0


def _fill(product: Product, cases: int) -> None:
    told = dayaq(product.folder, "demo", f"--cases={cases}")
    if told.returncode:
        raise SystemExit(told.stderr)
    print(f"\n=== {cases:,} people and cases. {told.stdout.strip().splitlines()[-1]}", flush=True)


# --- eight people at work -------------------------------------------------------------------------


def _at_work(product: Product, cases: int, before: Waits) -> Waits:
    desks = [_Worker(product.address, user, number) for number, user in enumerate(USERS)]
    for desk in desks:
        desk.settle_in(cases)
    waits: Waits = defaultdict(list)
    until, work = time.perf_counter() + SECONDS, work_of(product)
    own, begun = time.process_time(), time.perf_counter()
    threads = [Thread(target=desk.work, args=(until, waits)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, own = time.perf_counter() - begun, time.process_time() - own
    pages = sum(map(len, waits.values()))
    worked = ((work_of(product) or 0) - (work or 0)) / pages
    print(f"{'eight at once':<16}{'median ms':>10}{'p95 ms':>8}{'of first':>10}{'pages':>8}")
    for act in ACTS:
        median = statistics.median(waits[act])
        ratio = f"{median / statistics.median(before[act]):.2f}" if before else "–"
        print(f"{act:<16}{median:>10.0f}{p95(waits[act]):>8.0f}{ratio:>10}{len(waits[act]):>8}")
    print(
        f"{pages / seconds:.0f} pages a second; the product worked {worked:.1f} ms on each, those who "
        f"asked {own * 1000 / pages:.1f} ms. Load of the machine {os.getloadavg()[0]:.1f} on "
        f"{os.cpu_count()} processors.",
        flush=True,
    )
    return waits


def p95(waits: list[float]) -> float:
    """The 95th percentile."""
    return sorted(waits)[max(int(len(waits) * 0.95) - 1, 0)]


class _Worker:
    """Somebody who lists, searches, opens and saves, one after the other."""

    def __init__(self, address: str, username: str, number: int) -> None:
        self.desk = Desk(address)
        self.desk.sign_in(username)
        self.chance = Random(number)
        self.own: Iterator[str] = iter(())
        self.people: Iterator[Person] = iter(())

    def settle_in(self, cases: int) -> None:
        """Look at the first pages; keep the cases in which one may write."""
        from dayaq.portal.demonstration.crowd import Crowd
        from dayaq.portal.demonstration.multitude.sheets import FIRST as EARLIEST

        seen = [ref for page in range(1, 6) for ref in self.desk.references(page)]
        mine = list(islice((ref for ref in dict.fromkeys(seen) if self._save(ref)), 20))
        if not mine:
            raise SystemExit("somebody has no case to write in")
        self.own = cycle(mine)
        crowd = Crowd()
        numbers = (EARLIEST + self.chance.randrange(cases) for _ in range(10_000))
        self.people = map(crowd.person, numbers)
        self._search()

    def work(self, until: float, waits: Waits) -> None:
        acts: dict[str, Callable[[], object]] = {
            "list": lambda: self.desk.get("/cases/", expect=200),
            "search": self._search,
            "open": self._open,
            "save": lambda: self._save(next(self.own), expect=302),
        }
        while time.perf_counter() < until:
            for name, act in acts.items():
                begun = time.perf_counter()
                act()
                waits[name].append((time.perf_counter() - begun) * 1000)

    def _search(self) -> None:
        person = next(self.people)
        typed = f"{person.family[:4]} {person.given[:3]}"
        if self.chance.random() < 0.5:
            typed = f"{person.given} {person.family[:5]}"
        self.desk.post("/cases/find/", expect=200, name=typed, born="", number="", reference="")

    def _open(self) -> None:
        self.desk.post(f"/cases/{next(self.own)}/section/identity/open/", expect=200)

    def _save(self, reference: str, *, expect: int = 0) -> bool:
        told = {"do": "save", "text": "Görüş keçirildi.", "revision": "0"}
        status = self.desk.post(f"/cases/{reference}/write/note/", expect=expect, **told)
        return status == 302


if __name__ == "__main__":
    sys.exit(main())
