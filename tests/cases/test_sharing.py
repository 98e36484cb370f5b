"""Sharing: who reads, since when, until when, and what a withdrawal undoes."""

from datetime import timedelta

import pytest

from dayaq.access.refusal import Denied
from dayaq.cases.actions import sharing
from dayaq.cases.actions.reading import open_section
from dayaq.cases.models import Case, Contact, Disclosure, Identity
from dayaq.cases.states import Basis, Part, Purpose
from dayaq.vault.context import asking, house
from tests.cases.conftest import CANARY


def sees(person, at):
    with asking(person, at=at):
        return Case.objects.visible_to(person).count()


def test_the_lead_sees_the_case_and_nobody_else(
    case, amina, marat, bruno, bella, chloe, dalia, petra, noon
):
    seen = {p.username: sees(p, noon) for p in (amina, marat, bruno, bella, chloe, dalia, petra)}

    assert seen == {
        "amina": 1,
        "marat": 1,
        "bruno": 0,
        "bella": 0,
        "chloe": 0,
        "dalia": 0,
        "petra": 0,
    }


def test_consent_opens_exactly_what_it_names(case, shared, bruno, noon):
    with asking(bruno, at=noon):
        seen = Case.objects.visible_to(bruno).get()
        open_section(seen, Part.NEEDS, by=bruno, at=noon)
        with pytest.raises(Denied, match="not open to you"):
            open_section(seen, Part.IDENTITY, by=bruno, at=noon)
        assert Identity.objects.visible_to(bruno).count() == 0


def test_the_lead_opens_the_identity_in_clear(case, amina, noon):
    with asking(amina, at=noon):
        (opened,) = open_section(case, Part.IDENTITY, by=amina, at=noon)[Identity]

    assert {name: opened.clear[name] for name in CANARY} == CANARY
    assert str(opened.row.family_name) == "•••"


def test_withdrawn_consent_ends_reading_at_once_and_lists_what_left(
    case, shared, amina, bruno, noon
):
    with asking(bruno, at=noon):
        open_section(Case.objects.visible_to(bruno).get(), Part.CONTACT, by=bruno, at=noon)

    with asking(amina, at=noon):
        _consent, left = sharing.withdraw_consent(shared, by=amina, at=noon)

    assert [(d.part, d.body.code) for d in left] == [(Part.CONTACT, "labour")]
    assert sees(bruno, noon) == 0


def test_a_grant_that_runs_out_opens_nothing_from_that_moment_on(case, shared, bruno, bella, noon):
    end = noon + timedelta(days=30)
    assert sees(bruno, end - timedelta(seconds=1)) == 1

    assert sees(bruno, end) == 0
    assert sees(bella, end) == 0


def test_a_grant_beyond_the_consent_is_refused(case, shared, amina, centre, noon):
    with asking(amina, at=noon), pytest.raises(Denied, match="does not cover"):
        sharing.grant(
            case,
            body=centre,
            parts=[Part.HEALTH],
            purpose=Purpose.ASSISTANCE,
            basis=Basis.CONSENT,
            consent=shared,
            lapses_at=noon + timedelta(days=1),
            by=amina,
            at=noon,
        )


def test_what_the_lead_reads_is_no_disclosure(case, amina, noon):
    with asking(amina, at=noon):
        open_section(case, Part.CONTACT, by=amina, at=noon)
    with house("test"):
        assert Disclosure.objects.for_house().count() == 0
        assert Contact.objects.for_house().count() == 0
