"""The blind index in the database: words become tokens once, and are looked for under all their numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, IntegerField, Value
from django.db.models.functions import Cast

from dayaq.vault.blind import LONE, BlindIndex, numbered, padded
from dayaq.vault.keys import index_secret
from dayaq.vault.models import Tally
from dayaq.vault.register import drawing_key, finding_keys

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


def index_of(fingerprint: str) -> BlindIndex:
    """The index under the key with this fingerprint. Asks no database. Raises KeyUnavailable."""
    return _index(index_secret(fingerprint))


def tokens_for(words: Iterable[str]) -> tuple[int, list[int]]:
    """Fresh tokens for the words of one person, and the version of the key that they were drawn from."""
    version, (tokens,) = tokens_for_each([words])
    return version, tokens


def tokens_for_each(people: Sequence[Iterable[str]]) -> tuple[int, list[list[int]]]:
    """Fresh tokens for the words of several people, none of which was ever given before.

    Within `house(…)`. Raises KeyUnavailable.
    """
    version, fingerprint = drawing_key()
    blind = index_of(fingerprint)
    wanted = [[blind.word(word) for word in sorted(set(words))] for words in people]
    buckets = sorted({word.bucket for words in wanted for word in words})
    Tally.objects.bulk_create(
        [
            Tally(index_version=version, bucket=bucket, written=blind.masked(bucket, 0))
            for bucket in buckets
        ],
        ignore_conflicts=True,
    )
    kept = Tally.objects.for_house().filter(index_version=version)
    rows = kept.filter(bucket__in=buckets).order_by("bucket")
    held = {row.bucket: row for row in rows.select_for_update()}
    tallies = {bucket: blind.unmasked(bucket, row.written) for bucket, row in held.items()}
    given = [numbered(words, tallies) for words in wanted]
    for bucket, row in held.items():
        row.written = blind.masked(bucket, tallies[bucket])
    Tally.objects.for_house().bulk_update(held.values(), ["written"], batch_size=1000)
    return version, [padded({blind.token(*one) for one in some}) for some in given]


def sought(words: Mapping[str, float], keys: Iterable[tuple[int, str]] | None = None) -> Sought:
    """Every token under which somebody may be found by these words. Within `house(…)`.

    Under the key in use and, while a change-over lasts, under those before it. Raises KeyUnavailable
    where one of them is not here: a search that silently leaves people out does harm. `keys` are those
    of `finding_keys`, where one search asks several times.
    """
    found, is_cut = dict[int, tuple[str, float]](), False
    for version, fingerprint in finding_keys() if keys is None else keys:
        is_cut |= _find(words, found, index_of(fingerprint), version)
    return Sought(found, is_cut)


def _find(
    words: Mapping[str, float],
    found: dict[int, tuple[str, float]],
    blind: BlindIndex,
    version: int,
) -> bool:
    """Add the tokens under one key; whether some word has more people than are looked for."""
    wanted = {word: blind.word(word) for word in words}
    rows = Tally.objects.for_house().filter(
        index_version=version, bucket__in={word.bucket for word in wanted.values()}
    )
    taken = {
        bucket: blind.unmasked(bucket, written)
        for bucket, written in rows.values_list("bucket", "written")
    }
    is_cut = False
    for text, word in wanted.items():
        end = taken.get(word.bucket, 0)
        most = MOST_OF_ONE_NAME if text.partition(":")[0] in LONE else MOST_NUMBERS
        is_cut |= end > most
        numbers = range(max(0, end - most), end)
        found.update(dict.fromkeys(blind.tokens(word, numbers), (text, words[text])))
    return is_cut


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
