"""`make bench-cases CASES=1000000`: the confidential core with so many people and cases, over real HTTP.

Fills one register with ten thousand cases (fewer, if fewer are asked for) and one with all, and in each
lets eight people work at once: list, search by fragments of a name as typed, open an identity, save a
note: first sixty pages a second, as people who also read, then as fast as they are answered. Prints how
long they wait, how many pages that makes at most, what row security costs, and whom a search
finds under other spellings. Asserts nothing: people read it (docs/bench.md).

With BENCH_KEEP=1 the filled registers stay in var/bench and are taken as they are the next time; with
FILL=1 they are only filled.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random
from threading import Thread
from typing import TYPE_CHECKING

from tests.bench import work_of
from tests.bench_visitor import Desk
from tests.product import ROOT, Product, dayaq, environment, running

if TYPE_CHECKING:
    from dayaq.portal.demonstration.crowd import Person

CASES = int(os.environ.get("CASES") or "100000")
SECONDS = float(os.environ.get("BENCH_SECONDS") or "30")
PACE = float(os.environ.get("BENCH_PACE") or "60")
"""Pages a second that eight people ask for together while waits are measured."""
FIRST = min(10_000, CASES // 10)
IS_KEPT = os.environ.get("BENCH_KEEP") == "1"
IS_ONLY_FILLED = os.environ.get("FILL") == "1"
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
    """Measure with the smaller number and with the larger, each in a process that knows one register."""
    if len(sys.argv) > 1:
        return _measure(int(sys.argv[1]))
    for cases in (FIRST, CASES):
        folder = _folder(cases)
        if not IS_KEPT:
            shutil.rmtree(folder, ignore_errors=True)
        asked = [sys.executable, "-m", "tests.bench_cases", str(cases)]
        done = subprocess.run(
            asked, env=environment(folder) | {"DAYAQ_DB_ROLE": "web"}, check=False
        )
        if done.returncode:
            return done.returncode
    if not IS_KEPT:
        for cases in (FIRST, CASES):
            shutil.rmtree(_folder(cases), ignore_errors=True)
    return 0


def _folder(cases: int) -> Path:
    return ROOT / "var" / "bench" / f"cases-{cases}"


def _measure(cases: int) -> int:
    """Fill the register of this process, if it is not full, and let people work in it."""
    with running(_folder(cases), DAYAQ_DEMO_YEARS="1") as product:
        _fill(product, cases)
        if IS_ONLY_FILLED:
            return 0
        import django

        django.setup()
        from tests import bench_finding, bench_wall

        note = _folder(FIRST) / "medians.json"
        before = json.loads(note.read_text()) if cases != FIRST else {}
        medians = _at_work(product, cases, before)
        if cases == FIRST:
            note.write_text(json.dumps(medians))
        bench_wall.measure(cases)
        bench_finding.measure(cases)
    return 0


def _fill(product: Product, cases: int) -> None:
    told = dayaq(product.folder, "demo", f"--cases={cases}")
    said = (told.stdout.strip() or told.stderr.strip() or "?").splitlines()[-1]
    if told.returncode and "already" not in said:
        raise SystemExit(said)
    print(f"\n=== {cases:,} people and cases. {said}", flush=True)


# --- eight people at work -------------------------------------------------------------------------


def _at_work(product: Product, cases: int, before: dict[str, float]) -> dict[str, float]:
    """The median wait for each act."""
    desks = [_Worker(product.address, user, number) for number, user in enumerate(USERS)]
    for desk in desks:
        desk.settle_in(cases)
    medians = _worked(product, desks, before, pace=PACE)
    _worked(product, desks, {}, pace=0)
    return medians


def _worked(
    product: Product, desks: "list[_Worker]", before: dict[str, float], *, pace: float
) -> dict[str, float]:
    """Let all work until the time is up: so many pages a second together, or (0) without a pause."""
    waits: Waits = defaultdict(list)
    until, work = time.perf_counter() + SECONDS, work_of(product)
    own, begun = time.process_time(), time.perf_counter()
    threads = [Thread(target=desk.work, args=(until, waits, pace / len(desks))) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, own = time.perf_counter() - begun, time.process_time() - own
    pages = sum(map(len, waits.values()))
    worked = ((work_of(product) or 0) - (work or 0)) / pages
    said = f"{pace:.0f} pages/s asked" if pace else "without a pause"
    print(f"{said:<20}{'median ms':>10}{'p95 ms':>8}{'of first':>10}{'pages':>8}")
    for act in ACTS:
        median = statistics.median(waits[act])
        ratio = f"{median / before[act]:.2f}" if before else "–"
        print(f"{act:<20}{median:>10.0f}{p95(waits[act]):>8.0f}{ratio:>10}{len(waits[act]):>8}")
    print(
        f"{pages / seconds:.0f} pages a second; the product worked {worked:.1f} ms on each, those who "
        f"asked {own * 1000 / pages:.1f} ms. Load of the machine {os.getloadavg()[0]:.1f} on "
        f"{os.cpu_count()} processors.",
        flush=True,
    )
    return {act: statistics.median(waits[act]) for act in ACTS}


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

    def work(self, until: float, waits: Waits, pace: float) -> None:
        """One act after the other; `pace` pages a second, where those who wait catch up, or all one can."""
        acts: dict[str, Callable[[], object]] = {
            "list": lambda: self.desk.get("/cases/", expect=200),
            "search": self._search,
            "open": self._open,
            "save": lambda: self._save(next(self.own), expect=302),
        }
        due = time.perf_counter() + self.chance.random() / (pace or 1e9)
        while time.perf_counter() < until:
            for name, act in acts.items():
                if pace:
                    time.sleep(max(due - time.perf_counter(), 0))
                    due += 1 / pace
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
