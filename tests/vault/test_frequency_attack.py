"""Whoever steals the index without its key, and knows how often each name is borne, names nobody.

The thief knows how the index is made, has every person's tokens and even what kind of word each token
is for (the stored arrays do not say), and the true frequency of every name. *Chance* is what a guess
without the index gives: everybody bears the commonest name. The same thief is let loose on two weaker
indexes, to show that the attack works where there is something to count.
"""

from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from dayaq.portal.demonstration.crowd import Crowd
from dayaq.vault import names
from dayaq.vault.blind import BlindIndex, numbered
from dayaq.vault.words import Known, Name, words_of

PEOPLE = 20_000
Dump = list[list[tuple[str, int]]]
"""For each person the kind and the token of every word."""


@pytest.fixture(scope="module")
def crowd() -> list[tuple[str, str, frozenset[str]]]:
    found = []
    for one in Crowd().people(0, PEOPLE):
        name = Name(one.family, one.given, one.patronymic)
        words = words_of(Known((name,), one.born, (one.document,)))
        found.append((names.stem(one.family), names.skeleton(one.given), words))
    return found


def dump(crowd, *, repeats: bool = False, pairs_only: bool = False) -> Dump:
    """The index of the product; or one whose tokens repeat, with or without those of single names."""
    index, dumped = BlindIndex("a key the thief lacks"), []
    tallies: dict[int, int] = {}
    for _, _, words in crowd:
        kept = sorted(w for w in words if not pairs_only or _kind(w) not in {"f", "g", "f3", "g3"})
        seeds = [index.word(word) for word in kept]
        given = [(seed, 0) for seed in seeds] if repeats else numbered(seeds, tallies)
        tokens = [index.token(*one) for one in given]
        dumped.append([(_kind(word), token) for word, token in zip(kept, tokens, strict=True)])
    return dumped


def _kind(word: str) -> str:
    return word.partition(":")[0]


# --- the thief ------------------------------------------------------------------------------------


def by_rank(dumped: Dump, kind: str, public: list[str]) -> list[str]:
    """The n-th most frequent token of this kind is the n-th most frequent name."""
    counts = Counter(token for person in dumped for found, token in person if found == kind)
    ranked = {token: rank for rank, (token, _) in enumerate(counts.most_common(len(public)))}
    mine = [next((token for found, token in person if found == kind), None) for person in dumped]
    return [public[ranked[token]] if token in ranked else public[0] for token in mine]


def by_company(dumped: Dump, kinds: set[str], public: list[str]) -> list[str]:
    """Who shares a token of these kinds is one family; the n-th largest has the n-th name."""
    leader = list(range(len(dumped)))

    def lead(person: int) -> int:
        while leader[person] != person:
            leader[person] = leader[leader[person]]
            person = leader[person]
        return person

    seen: dict[tuple[str, int], int] = {}
    for number, person in enumerate(dumped):
        for key in person:
            if key[0] in kinds:
                leader[lead(number)] = lead(seen.setdefault(key, number))
    sizes = Counter(lead(number) for number in range(len(dumped)))
    ranked = {one: rank for rank, (one, _) in enumerate(sizes.most_common(len(public)))}
    return [public[ranked.get(lead(number), 0)] for number in range(len(dumped))]


def beyond_chance(guesses: Iterable[object], truth: list[object]) -> float:
    right = sum(guess == true for guess, true in zip(guesses, truth, strict=True))
    return (right - Counter(truth).most_common(1)[0][1]) / len(truth)


def shares(crowd, dumped: Dump) -> dict[str, float]:
    """What each attack names beyond chance: the family alone, and the full name."""
    family, given = [f for f, _, _ in crowd], [g for _, g, _ in crowd]
    families = [name for name, _ in Counter(family).most_common()]
    givens = [name for name, _ in Counter(given).most_common()]
    attacks: dict[str, tuple[Callable[..., list[str]], object, object]] = {
        "by rank": (by_rank, "f", "g"),
        "by company": (by_company, {"fy", "fp", "f-g"}, {"gy", "gp", "-fg"}),
    }
    found = {}
    for said, (attack, of_family, of_given) in attacks.items():
        guessed = attack(dumped, of_family, families), attack(dumped, of_given, givens)
        found[f"family {said}"] = beyond_chance(guessed[0], family)
        both = zip(*guessed, strict=True)
        found[f"full name {said}"] = beyond_chance(both, list(zip(family, given, strict=True)))
    return found


# --- what it gets ---------------------------------------------------------------------------------


def test_the_thief_names_nobody_beyond_chance(crowd):
    found = shares(crowd, dump(crowd))

    print({said: f"{share:+.2%}" for said, share in found.items()})
    assert max(found.values()) < 0.01


def test_the_same_thief_reads_an_index_whose_tokens_repeat(crowd):
    found = shares(crowd, dump(crowd, repeats=True))

    print({said: f"{share:+.2%}" for said, share in found.items()})
    assert found["family by rank"] > 0.3
    assert found["full name by rank"] > 0.1


def test_pairs_that_repeat_are_read_by_the_company_they_keep(crowd):
    found = shares(crowd, dump(crowd, repeats=True, pairs_only=True))

    print({said: f"{share:+.2%}" for said, share in found.items()})
    assert max(found.values()) > 0.05


def test_the_tallies_do_not_tell_which_words_are_common(crowd):
    """The thief has them all as they are written down, and takes the largest for the commonest words."""
    index = BlindIndex("a key the thief lacks")
    tallies: dict[int, int] = {}
    for _, _, words in crowd:
        numbered([index.word(word) for word in words], tallies)
    written = {bucket: index.masked(bucket, tally) for bucket, tally in tallies.items()}
    some = len(tallies) // 100
    common = {bucket for bucket, _ in Counter(tallies).most_common(some)}

    taken = {bucket for bucket, _ in Counter(written).most_common(some)}

    share = len(taken & common) / some
    print(f"{share:.2%} of the hundredth with the largest tallies, where chance finds 1 %")
    assert share < 0.02
    unmasked = {bucket: index.unmasked(bucket, tally) for bucket, tally in written.items()}
    assert {bucket for bucket, _ in Counter(unmasked).most_common(some)} == common


def test_no_token_is_anothers(crowd):
    """Thirty-two bits meet by accident now and then, as noise does, and no more often."""
    tokens = [token for person in dump(crowd) for _, token in person]
    expected = len(tokens) ** 2 / 2**33

    assert len(tokens) - len(set(tokens)) < 2 * expected + 10
