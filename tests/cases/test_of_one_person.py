"""Several cases of one person: each opens what it opens, and nothing opens by the way of another."""

from datetime import date

import pytest

from dayaq.access.refusal import Denied
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions.sealing import lift_seal, seal_case
from dayaq.cases.models import Case, Identity, Person
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies.cases import why_not_read
from dayaq.cases.states import Part
from dayaq.vault.context import asking, house, tokens_of


def another(case, lead, by, at):
    with asking(by, at=at):
        person = Person.objects.visible_to(by).get(pk=case.subject_id)
        return acts.open_case(lead=lead, by=by, at=at, searched_at=at, person=person)


def knows(person, at) -> bool:
    """Whether the wall and the belt let this one read who it is; they never differ."""
    with asking(person, at=at):
        belt = Identity.objects.visible_to(person).count()
        wall = Identity.objects.for_house().count()
    assert belt == wall
    return bool(belt)


def seal(case, at, by, holders, parts=()):
    with asking(by, at=at):
        return seal_case(
            case,
            kind="court",
            decided_by="Court",
            decided_on=date(2026, 3, 1),
            number="1",
            holders=holders,
            parts=parts,
            by=by,
            at=at,
        )


@pytest.fixture
def second(case, unit, centre, amina, marat, noon):
    """Another case of the same person, handed over to Bella's body, which reads who it is from now on."""
    made = another(case, unit, amina, noon)
    with asking(marat, at=noon):
        acts.hand_over(made, to=centre, by=marat, at=noon, why="Moved.")
    return made


def test_who_reads_a_part_of_a_case_learns_no_name_by_opening_another(
    case, shared, bella, centre, noon
):
    with pytest.raises(Denied, match="Who this is"):
        another(case, centre, bella, noon)

    assert not knows(bella, noon)


def test_who_reads_the_name_for_a_time_does_not_keep_it_by_leading(
    case, second, chloe, bella, outside, centre, noon
):
    """Bella leads one of the cases and may open more; whoever reads by a grant begins a record anew."""
    assert knows(bella, noon)
    assert another(second, centre, bella, noon).lead == centre
    with pytest.raises(Denied, match="opened by a case worker"):
        another(second, outside, bella, noon)
    assert not knows(chloe, noon)


def test_each_case_opens_what_it_opens(case, second, amina, bella, noon):
    with asking(bella, at=noon):
        assert list(Case.objects.visible_to(bella)) == [second]
    with asking(amina, at=noon):
        assert list(Case.objects.visible_to(amina)) == [case]
    assert knows(amina, noon)
    assert knows(bella, noon)


@pytest.mark.parametrize("parts", [(), (Part.IDENTITY,), (Part.IDENTITY, Part.CONTACT)])
def test_a_seal_on_who_somebody_is_holds_in_every_case_of_theirs(
    case, second, unit, amina, marat, bella, noon, parts
):
    made = seal(case, noon, marat, [unit], parts)

    assert knows(amina, noon)
    assert not knows(bella, noon)
    with asking(bella, at=noon):
        sharing = Sharing.of(Case.objects.visible_to(bella).get(), at=noon)
        assert why_not_read(Part.IDENTITY, bella, sharing, at=noon)
        assert why_not_read(Part.HEALTH, bella, sharing, at=noon) is None

    with asking(marat, at=noon):
        lift_seal(made, decision="Court, 2", by=marat, at=noon)
    assert knows(bella, noon)


def test_whom_a_seal_names_learns_of_no_other_case_by_it(
    case, second, unit, outside, marat, chloe, noon
):
    seal(case, noon, marat, [unit, outside], (Part.IDENTITY,))

    with asking(chloe, at=noon):
        assert list(Case.objects.visible_to(chloe)) == [case]
    with house("story"):
        other = Case.objects.for_house().get(pk=second.pk)
        assert not set(other.readers) & tokens_of(chloe)
