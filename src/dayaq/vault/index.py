"""The blind index in the database: words become tokens once, and are looked for under all their numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, IntegerField, Value
from django.db.models.functions import Cast

from dayaq.vault.blind import LONE, BlindIndex, numbered, padded
from dayaq.vault.models import Tally

MOST_NUMBERS = 20_000
MOST_OF_ONE_NAME = 600
"""Numbers of one word that are looked for, the newest first.

Of thousands who share a single name a list shows twenty anyway: whoever asks must narrow it down.
"""


@dataclass(frozen=True)
class Sought:
    """The tokens under which somebody may be found: for each its word and how much that says."""

    tokens: dict[int, tuple[str, float]] = field(default_factory=dict)
    is_cut: bool = False
    """Some word has more people than are looked for."""


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


def sought(words: Mapping[str, float]) -> Sought:
    """Every token under which somebody may be found by these words. Within `house(…)`."""
    blind = index()
    wanted = {word: blind.word(word) for word in words}
    rows = Tally.objects.for_house().filter(bucket__in={word.bucket for word in wanted.values()})
    taken = {
        bucket: blind.unmasked(bucket, written)
        for bucket, written in rows.values_list("bucket", "written")
    }
    found: dict[int, tuple[str, float]] = {}
    is_cut = False
    for text, word in wanted.items():
        end = taken.get(word.bucket, 0)
        most = MOST_OF_ONE_NAME if text.partition(":")[0] in LONE else MOST_NUMBERS
        is_cut |= end > most
        numbers = range(max(0, end - most), end)
        found.update(dict.fromkeys(blind.tokens(word, numbers), (text, words[text])))
    return Sought(found, is_cut)


def under_any(column: str, tokens: Iterable[int]) -> Func:
    """The rows whose column of tokens holds any of these, by its index though row security is in force.

    The tokens are one constant: a parameter for each of thousands takes longer than the search.
    """
    written = ",".join(map(str, tokens))
    these = Cast(Value("{" + written + "}"), ArrayField(IntegerField()))
    return Func(
        F(column),
        these,
        template="%(expressions)s",
        arg_joiner=" OPERATOR(sec.&&) ",
        output_field=BooleanField(),
    )
