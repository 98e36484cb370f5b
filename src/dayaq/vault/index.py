"""The blind index in the database: words become tokens once, and are looked for under all their numbers."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.conf import settings

from dayaq.vault.blind import BlindIndex, numbered, padded
from dayaq.vault.models import Tally

MOST_NUMBERS = 20_000
"""Numbers of one word that are looked for: a commoner name must be narrowed down by whoever asks."""


@cache
def _index(secret: str) -> BlindIndex:
    return BlindIndex(secret)


def index() -> BlindIndex:
    return _index(settings.INDEX_KEY)


def tokens_for(words: Iterable[str]) -> list[int]:
    """Fresh tokens for the words of one person, of which none was ever given before. Within `house(…)`."""
    blind = index()
    wanted = [blind.word(word) for word in sorted(set(words))]
    buckets = sorted({word.bucket for word in wanted})
    Tally.objects.bulk_create(
        [Tally(bucket=bucket, written=blind.masked(bucket, 0)) for bucket in buckets],
        ignore_conflicts=True,
    )
    rows = Tally.objects.for_house().filter(bucket__in=buckets).order_by("bucket")
    held = {row.bucket: row for row in rows.select_for_update()}
    tallies = {bucket: blind.unmasked(bucket, row.written) for bucket, row in held.items()}
    given = numbered(wanted, tallies)
    for bucket, row in held.items():
        row.written = blind.masked(bucket, tallies[bucket])
    Tally.objects.for_house().bulk_update(held.values(), ["written"])
    return padded({blind.token(*one) for one in given})


def sought(words: Mapping[str, float]) -> dict[int, tuple[str, float]]:
    """Every token under which somebody may be found by these words: its word and what it says."""
    blind = index()
    wanted = {word: blind.word(word) for word in words}
    rows = Tally.objects.for_house().filter(bucket__in={word.bucket for word in wanted.values()})
    taken = {
        bucket: blind.unmasked(bucket, written)
        for bucket, written in rows.values_list("bucket", "written")
    }
    found: dict[int, tuple[str, float]] = {}
    for text, word in wanted.items():
        numbers = range(min(taken.get(word.bucket, 0), MOST_NUMBERS))
        found.update(dict.fromkeys(blind.tokens(word, numbers), (text, words[text])))
    return found
