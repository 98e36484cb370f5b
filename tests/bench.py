"""`make bench`: how long the server takes for each page, over real HTTP, with three years of data.

Prints median, 95th percentile and number of bytes for each address pattern and role, and how the
median grows from one year of reporting to three. Asserts nothing: people read it.
"""

import os
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.product import ROOT, Product, running

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
ROLES = (
    "coordinator.mia",
    "drafter.labour",
    "approver.labour",
    "verifier.academy-of-sciences",
    "oversight.cabinet",
    "administrator.mia",
)


def main() -> int:
    """Measure with one year, then with three, and print both."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayaq.config.settings")
    folder = ROOT / "var" / "bench"
    os.environ["DAYAQ_VAR"] = str(folder / "three")
    import django

    django.setup()
    measured: dict[str, dict[tuple[str, str], list[float]]] = {}
    for size, years in (("one", "1"), ("three", "3")):
        place = folder / size
        shutil.rmtree(place, ignore_errors=True)
        begun = time.perf_counter()
        with running(place, DAYAQ_DEMO_YEARS=years) as product:
            print(f"{size} year(s) of reporting: ready after {time.perf_counter() - begun:.1f} s")
            measured[size] = dict(_measure(product))
    _print(measured)
    return 0


def _measure(product: Product) -> Iterator[tuple[tuple[str, str], list[float]]]:
    from tests.crawl import Visitor, pages

    timed: set[str] = set()
    for role in ROLES:
        visitor = Visitor(product.address)
        visitor.sign_in(role)
        for page in list(pages(visitor)):
            if page.name in timed or page.status != 200:
                continue
            timed.add(page.name)
            yield (page.name, role), [_seconds(visitor, page.path) for _ in range(ROUNDS)]


def _seconds(visitor: object, path: str) -> float:
    from tests.crawl import Visitor

    assert isinstance(visitor, Visitor)
    begun = time.perf_counter()
    visitor.get(path)
    return time.perf_counter() - begun


def _print(measured: dict[str, dict[tuple[str, str], list[float]]]) -> None:
    print(f"\n{'page':<38}{'role':<32}{'median ms':>10}{'p95 ms':>9}{'3 y : 1 y':>11}")
    slow = 0
    for key, seconds in sorted(measured["three"].items()):
        median = statistics.median(seconds) * 1000
        high = sorted(seconds)[int(len(seconds) * 0.95) - 1] * 1000
        before = measured["one"].get(key)
        ratio = f"{median / (statistics.median(before) * 1000):.2f}" if before else "–"
        slow += median >= 100
        print(f"{key[0]:<38}{key[1]:<32}{median:>10.1f}{high:>9.1f}{ratio:>11}")
    print(
        f"\n{len(measured['three'])} pages, {slow} of them at 100 ms or more (median of {ROUNDS})."
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    sys.exit(main())
