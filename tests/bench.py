"""`make bench`: how long the server takes for each page, over real HTTP, with three years of data.

For each address pattern, as the first role that a link leads to it: the time until the answer is
whole (median and 95th percentile), the processors' time that the web server and the database spent
on it, its size, and how the median grew from one year of reporting to three. Where the machine has
other work to do, people wait longer than the product works; the two columns tell them apart.
Then what takes longer than a page. Asserts nothing: people read it (docs/bench.md holds the figures last
read).
"""

import os
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import bench_long
from tests.product import ROOT, Product, running

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
SIZES = {"one": "1", "three": "3"}
TOO_SLOW = 100.0


@dataclass(frozen=True)
class Timed:
    """One page, asked for many times: milliseconds and bytes."""

    name: str
    role: str
    waited: list[float]
    worked: float | None
    size: int

    @property
    def median(self) -> float:
        return statistics.median(self.waited)

    @property
    def high(self) -> float:
        return sorted(self.waited)[max(int(len(self.waited) * 0.95) - 1, 0)]


def main() -> int:
    """Measure with one year, then with three, and print both."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayaq.config.settings")
    folder = ROOT / "var" / "bench"
    os.environ["DAYAQ_VAR"] = str(folder / "three")
    import django

    django.setup()
    measured: dict[str, dict[str, Timed]] = {}
    for size, years in SIZES.items():
        place = folder / size
        shutil.rmtree(place, ignore_errors=True)
        begun = time.perf_counter()
        with running(place, DAYAQ_DEMO_YEARS=years) as product:
            print(f"{size} year(s) of reporting: ready after {time.perf_counter() - begun:.1f} s")
            measured[size] = {timed.name: timed for timed in _measure(product)}
            if size == "three":
                bench_long.measure(product)
        if size == "three":
            bench_long.again(product)
        shutil.rmtree(place, ignore_errors=True)
    _print(measured)
    return 0


def _measure(product: Product) -> Iterator[Timed]:
    from dayaq.portal.demonstration.people import FEATURED
    from tests.crawl import Visitor, pages

    timed: set[str] = set()
    for role in FEATURED:
        visitor = Visitor(product.address)
        visitor.sign_in(role)
        for page in list(pages(visitor)):
            if page.name in timed or page.status != 200:
                continue
            timed.add(page.name)
            before = work_of(product)
            waited = [_milliseconds(visitor, page.path) for _ in range(ROUNDS)]
            after = work_of(product)
            worked = (after - before) / ROUNDS if before and after else None
            yield Timed(page.name, role, waited, worked, len(page.body.encode()))


def _milliseconds(visitor: object, path: str) -> float:
    from tests.crawl import Visitor

    assert isinstance(visitor, Visitor)
    begun = time.perf_counter()
    visitor.get(path)
    return (time.perf_counter() - begun) * 1000


def work_of(product: Product) -> float | None:
    """Milliseconds that the product's web server and database were on a processor so far."""
    try:
        whole = sum(
            int(line.read_text().split()[0])
            for pid in _processes_of(product)
            for line in Path(f"/proc/{pid}/task").glob("*/schedstat")
        )
    except (OSError, ValueError):
        return None  # not Linux, or a process has just ended
    return whole / 1_000_000


def _processes_of(product: Product) -> Iterator[int]:
    database = next((product.folder / "postgres").glob("*/postmaster.pid")).read_text().split()[0]
    above: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended while we looked
    roots = {int(database)} | ({product.process.pid} if product.process else set())
    for pid in above:
        one: int | None = pid
        while one and one not in roots:
            one = above.get(one)
        if one:
            yield pid


def _print(measured: dict[str, dict[str, Timed]]) -> None:
    heads = f"{'median ms':>10}{'p95 ms':>8}{'work ms':>9}{'KiB':>6}{'3 y : 1 y':>11}"
    print(f"\n{'page':<36}{'role':<36}{heads}")
    three = measured["three"]
    for name, timed in sorted(three.items()):
        before = measured["one"].get(name)
        ratio = f"{timed.median / before.median:.2f}" if before else "–"
        worked = f"{timed.worked:.1f}" if timed.worked else "–"
        print(
            f"{name:<36}{timed.role:<36}{timed.median:>10.1f}{timed.high:>8.1f}{worked:>9}"
            f"{timed.size // 1024:>6}{ratio:>11}"
        )
    slow = [timed for timed in three.values() if timed.median >= TOO_SLOW]
    busy = [timed for timed in three.values() if (timed.worked or 0) >= TOO_SLOW]
    print(
        f"\n{len(three)} pages, {ROUNDS} times each. Median {TOO_SLOW:.0f} ms or more: {len(slow)}; "
        f"work {TOO_SLOW:.0f} ms or more: {len(busy)}. "
        f"Others on the machine: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors."
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    sys.exit(main())
