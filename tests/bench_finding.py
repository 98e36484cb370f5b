"""Whom a search finds among so many people, under spellings of people who were only told the name."""

import os
import statistics
import time
from collections import Counter

TRIES = int(os.environ.get("BENCH_TRIES") or "1000")
WHO = "case_manager.mia-anti-trafficking"


def measure(cases: int) -> None:
    """Try with the year of birth and without; print the share of each spelling."""
    from django.utils.timezone import now

    from dayaq.accounts.models import User
    from tests.recall import SPELLINGS, tries

    user = User.objects.get(username=WHO)
    print(f"{'found among the first ten':<28}{'all':>8}" + "".join(f"{s:>15}" for s in SPELLINGS))
    for said, with_year in (("name and year of birth", True), ("name alone", False)):
        begun = time.perf_counter()
        tried = list(tries(TRIES, cases, with_year=with_year, by=user, at=now()))
        each = (time.perf_counter() - begun) / TRIES * 1000
        asked: Counter[str] = Counter()
        first: Counter[str] = Counter()
        for one in tried:
            asked[one.spelled] += 1
            first[one.spelled] += one.is_first
        shares = "".join(f"{first[s] / asked[s]:>15.1%}" for s in SPELLINGS)
        later = [one.place for one in tried if not one.is_first and one.place is not None]
        missed = sum(one.place is None for one in tried)
        print(f"{said:<28}{first.total() / TRIES:>8.1%}{shares}")
        if later:
            print(
                f"{'':<28}{len(later)} on later pages, at place {statistics.median(later):.0f} in the "
                f"median and {max(later)} at most; {missed} not found"
            )
        print(f"{'':<28}{each:.0f} ms a search", flush=True)
