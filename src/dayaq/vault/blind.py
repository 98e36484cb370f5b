"""The blind index: keyed tokens of which no two are alike, so that a dump without the key is noise.

The tokens of an ordinary blind index repeat wherever a name repeats. Whoever steals it counts them,
lays the counts beside a public list of name frequencies, and reads the common names; pairs, truncation
and split variants only slow that down, because people who share tokens still form families.

Here the n-th person under a word gets token `F(key, word, n)`: nothing repeats, so there is nothing to
count and nothing to join. Whoever has the key expands a word to the tokens of all its numbers. How
many numbers are taken is tallied in buckets that many words share; each tally is masked with a number
that only the key knows, so that a dump does not show it either. ADR 0008 has the figures.
"""

import hmac
import secrets
import struct
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

_SPAN = 16  # tokens that one keyed hash yields
_BLOCK = struct.Struct("<16i")
_SHARED = 1 << 20
_RANGE = 1 << 31
PADDING = 8
"""The number of a person's tokens is rounded up to a multiple of this, with noise."""

LONE = frozenset({"f", "g", "f3", "g3"})
"""Kinds of words with thousands of people each; their tallies are shared with no other kind."""


@dataclass(frozen=True)
class Word:
    """A word under the key: what its tokens are drawn from, and the bucket where it is tallied."""

    seed: bytes
    bucket: int


class BlindIndex:
    """Words in, tokens out. Holds the key of the index, which is no other key's relative."""

    def __init__(self, secret: str) -> None:
        root = secret.encode()
        self._words = hmac.digest(root, b"dayaq index: words", "sha256")
        self._tokens = hmac.digest(root, b"dayaq index: tokens", "sha256")
        self._tallies = hmac.digest(root, b"dayaq index: tallies", "sha256")
        self.word = lru_cache(maxsize=100_000)(self._word)

    def __repr__(self) -> str:
        return "BlindIndex(•••)"

    def _word(self, text: str) -> Word:
        digest = blake2b(text.encode(), key=self._words, digest_size=24).digest()
        place = int.from_bytes(digest[16:], "little")
        if text.partition(":")[0] in LONE:
            return Word(digest[:16], _SHARED + place % (_RANGE - _SHARED))
        return Word(digest[:16], place % _SHARED)

    def token(self, word: Word, number: int) -> int:
        """The token of the word's n-th person: a 32-bit number with its sign."""
        return int(self._span(word, number // _SPAN)[number % _SPAN])

    def tokens(self, word: Word, numbers: range) -> list[int]:
        """The tokens of these numbers, drawn sixteen at a time."""
        if not numbers:
            return []
        begin, end = numbers.start // _SPAN, (numbers.stop - 1) // _SPAN + 1
        drawn = [token for at in range(begin, end) for token in self._span(word, at)]
        return drawn[numbers.start - begin * _SPAN :][: len(numbers)]

    def _span(self, word: Word, at: int) -> tuple[int, ...]:
        place = at.to_bytes(4, "little")
        return _BLOCK.unpack(blake2b(word.seed + place, key=self._tokens).digest())

    def mask(self, bucket: int) -> int:
        """What is added to the tally of this bucket before it is written down, modulo 2³¹."""
        digest = blake2b(bucket.to_bytes(4, "little"), key=self._tallies, digest_size=4).digest()
        return int.from_bytes(digest, "little") % _RANGE

    def masked(self, bucket: int, tally: int) -> int:
        """The tally as it is written down."""
        return (tally + self.mask(bucket)) % _RANGE

    def unmasked(self, bucket: int, written: int) -> int:
        """The tally that was written down so."""
        return (written - self.mask(bucket)) % _RANGE


def padded(tokens: Collection[int], *, to: int = PADDING) -> list[int]:
    """The tokens in the order of their values, with noise, so that neither order nor number tells."""
    noise = -len(tokens) % to
    return sorted([*tokens, *(secrets.randbelow(1 << 32) - _RANGE for _ in range(noise))])


def numbered(words: Iterable[Word], tallies: dict[int, int]) -> list[tuple[Word, int]]:
    """Give each word the next number of its bucket, and count it in `tallies`."""
    given = []
    for word in words:
        number = tallies.get(word.bucket, 0)
        tallies[word.bucket] = number + 1
        given.append((word, number))
    return given
