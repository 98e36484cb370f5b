"""Screening: the ILO's rule sign by sign, versions that never change, negatives that count."""

import json
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

import dayaq.referrals
from dayaq.access.refusal import Denied
from dayaq.cases.models import Case
from dayaq.referrals.actions import instruments as keeping
from dayaq.referrals.actions import referrals, screening, taking
from dayaq.referrals.models import Instrument, Screening
from dayaq.referrals.models.rules import Tally, result_of
from dayaq.referrals.states import InstrumentStatus, Result, Rule
from dayaq.vault.context import asking, house
from tests.referrals.telling import ADULT

DATA = Path(dayaq.referrals.__file__).parent / "data" / "instruments.json"
SHIPPED = {one["code"]: one for one in json.loads(DATA.read_text(encoding="utf-8"))}


def signs(code: str) -> list[tuple[str, str]]:
    """Dimension and weight of each sign."""
    dimensions = SHIPPED[code]["dimensions"]
    return [(d["role"], sign["weight"]) for d in dimensions for sign in d["signs"]]


# --- the rule, told a second time -----------------------------------------------------------------

ENOUGH = [("S", "S"), ("S", "M"), ("S", "W"), ("M", "M", "M"), ("M", "M", "W")]
"""What makes a dimension positive, as the ILO lists it; more never takes it back."""


def is_positive(weights: list[str]) -> bool:
    seen = Counter(weights)
    return any(not Counter(needed) - seen for needed in ENOUGH)


def expected(seen: list[tuple[str, str]], *, is_child: bool) -> str:
    by_role: dict[str, list[str]] = {}
    for role, weight in seen:
        by_role.setdefault(role, []).append(weight)
    good = {role for role, weights in by_role.items() if is_positive(weights)}
    if "exploitation" not in good:
        return "further" if seen else "none"
    if is_child:
        return "trafficking"
    means = "deception" in good or "coercion" in good
    if means and "coercion_there" in good:
        return "trafficking"
    return "deceived" if "deception" in good else "exploited"


def told(seen: list[tuple[str, str]], audience: str) -> str:
    roles = {role for role, _weight in seen}
    tallies = {role: Tally.of(w for r, w in seen if r == role) for role in roles}
    return str(result_of(Rule.ILO, audience, tallies))


@pytest.mark.parametrize(
    ("code", "audience", "count"),
    [("ilo-labour-adult", "adult", 67), ("ilo-labour-child", "child", 65)],
)
def test_every_sign_alone_and_with_every_other_gives_what_the_rule_says(code, audience, count):
    known = signs(code)
    assert len(known) == count
    for size in (1, 2):
        for seen in combinations(known, size):
            assert told([*seen], audience) == expected([*seen], is_child=audience == "child")


@pytest.mark.parametrize("audience", ["adult", "child"])
@settings(max_examples=300, deadline=None)
@forall(data=st.data())
def test_any_number_of_signs_gives_what_the_rule_says(audience, data):
    known = signs(f"ilo-labour-{audience}")
    seen = data.draw(st.lists(st.sampled_from(known), unique=False, max_size=25))
    assert told(seen, audience) == expected(seen, is_child=audience == "child")


@forall(strong=st.integers(0, 4), medium=st.integers(0, 5), weak=st.integers(0, 5))
@settings(max_examples=200, deadline=None)
def test_more_signs_never_take_a_dimension_back(strong, medium, weak):
    before = Tally(strong, medium, weak).is_positive
    after = [Tally(strong + 1, medium, weak), Tally(strong, medium + 1, weak)]
    assert not before or all(tally.is_positive for tally in after)


def test_the_shipped_lists_have_all_languages():
    for instrument in SHIPPED.values():
        for dimension in instrument["dimensions"]:
            for one in (dimension, *dimension["signs"]):
                assert all(one[language] for language in ("az", "en", "ru"))


def test_there_is_a_place_for_what_the_ministry_will_supply():
    places = {code for code, one in SHIPPED.items() if one["status"] == "draft"}
    assert places == {"national", "sexual-adult", "sexual-child"}


# --- held -----------------------------------------------------------------------------------------


@pytest.fixture
def adults(db):
    return Instrument.objects.prefetch_related("dimensions__signs").get(code="ilo-labour-adult")


def first(instrument, role: str, count: int) -> list[int]:
    [dimension] = [d for d in instrument.dimensions.all() if d.role == role]
    return [sign.pk for sign in dimension.signs.all()[:count]]


def held(instrument, by, at, **said):
    with asking(by, at=at):
        return screening.screen(instrument, by.posts[0], by=by, at=at, **said)


def test_a_screening_without_a_sign_is_kept_and_counted(adults, sevda, noon):
    row = held(adults, sevda, noon, seen=[], majority="majority@1:adult")

    assert (row.result, row.positive) == (Result.NONE, [])
    with house("story"):
        assert Screening.objects.for_house().negative().count() == 1


def test_the_result_says_which_dimensions_and_why(adults, sevda, noon):
    seen = first(adults, "deception", 2) + first(adults, "exploitation", 2)
    row = held(adults, sevda, noon, seen=seen)

    verdict = adults.verdict(set(row.seen))
    assert verdict.result == Result.DECEIVED
    assert verdict.positive == ["deception", "exploitation"]


def test_whoever_held_it_and_whoever_answers_for_the_body_see_it(
    adults, sevda, rauf, farid, amina, noon
):
    held(adults, sevda, noon, seen=[])
    for person, count in ((sevda, 1), (farid, 1), (rauf, 0), (amina, 0)):
        with asking(person, at=noon):
            assert Screening.objects.visible_to(person).count() == count, person


def test_a_screening_goes_with_the_referral_into_the_case(adults, sevda, amina, unit, noon):
    row = held(adults, sevda, noon, seen=first(adults, "exploitation", 2))
    with asking(sevda, at=noon):
        draft = referrals.begin(sevda.posts[0], ADULT, by=sevda, at=noon)
        screening.attach(row, draft, by=sevda, at=noon)
        sent = referrals.send(draft, by=sevda, at=noon, in_part=True)
    with asking(amina, at=noon):
        taking.accept(sent, by=amina, at=noon)
        assert (
            Screening.objects.visible_to(amina).get().case == Case.objects.visible_to(amina).get()
        )
    with asking(sevda, at=noon):
        assert not Screening.objects.visible_to(sevda).exists()


def test_a_draft_cannot_be_used(sevda, noon):
    draft = Instrument.objects.prefetch_related("dimensions__signs").get(code="national")
    with pytest.raises(Denied, match="not in force"):
        held(draft, sevda, noon, seen=[])


# --- kept -----------------------------------------------------------------------------------------


def test_what_was_published_never_changes_and_a_next_version_takes_over_on_its_day(
    adults, karim, noon
):
    with pytest.raises(Denied, match="next version"):
        keeping.revise_instrument(adults, by=karim, at=noon, note="x")
    draft = keeping.next_version(adults, by=karim, at=noon)
    assert (draft.version, draft.status) == (2, InstrumentStatus.DRAFT)
    assert [d.signs.count() for d in draft.dimensions.all()] == [10, 10, 16, 9, 15, 7]
    day = noon.date() + timedelta(days=10)
    draft = Instrument.objects.prefetch_related("dimensions__signs").get(pk=draft.pk)
    keeping.publish(draft, since=day, by=karim, at=noon)

    def in_force(on: date) -> int:
        return Instrument.objects.in_force(on=on).get(code=adults.code).version

    assert (in_force(day - timedelta(days=1)), in_force(day)) == (1, 2)


def test_an_instrument_without_a_sign_is_not_published(karim, noon):
    empty = Instrument.objects.prefetch_related("dimensions__signs").get(code="national")
    with pytest.raises(Denied, match="no sign"):
        keeping.publish(empty, since=noon.date(), by=karim, at=noon)


def test_nobody_but_the_coordinator_keeps_them(adults, amina, noon):
    with pytest.raises(Denied, match="coordinator"):
        keeping.next_version(adults, by=amina, at=noon)


def test_the_editor_previews_and_the_paper_names_no_crime(adults, client, karim):
    client.force_login(karim)
    seen = first(adults, "exploitation", 2)
    [dimension] = [d for d in adults.dimensions.all() if d.role == "exploitation"]
    answer = client.post(reverse("referrals:preview", args=[adults.pk]), {f"d{dimension.pk}": seen})
    paper = client.get(reverse("referrals:instrument_paper", args=[adults.pk]))

    assert "a case of labour rights" in answer.text
    with house("story"):
        assert not Screening.objects.for_house().exists()
    assert "trafficking" not in paper.text.lower()
