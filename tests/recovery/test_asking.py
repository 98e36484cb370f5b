"""A provider is asked, sees the least, answers; what the person agreed to opens, and closes again."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import sharing
from dayaq.cases.actions.reading import open_section
from dayaq.cases.models import Case, Grant
from dayaq.cases.states import Part
from dayaq.notices.models import Notice
from dayaq.recovery.actions import asking as requests
from dayaq.recovery.actions import links, silence
from dayaq.recovery.models import ServiceReferral, Support
from dayaq.recovery.states import ReferralStatus, Result, ReturnReason, SupportStatus
from dayaq.vault.context import asking, house


@pytest.fixture
def request_(support, hope, lawyers, consent, amina, pari, noon):
    """Hope is asked, and offered what the person agreed to."""
    with asking(amina, at=noon):
        return requests.send(
            support,
            provider=hope,
            service=lawyers,
            parts=[Part.NEEDS, Part.CONTACT],
            consent=consent,
            by=amina,
            at=noon,
        )


def opened_to(person, case, at):
    """The sections that this person reads of the case at that moment."""
    found = set()
    with asking(person, at=at):
        seen = Case.objects.visible_to(person).filter(pk=case.pk).first()
        for part in (Part.NEEDS, Part.CONTACT, Part.IDENTITY, Part.WHEREABOUTS):
            try:
                open_section(seen or case, part, by=person, at=at)
            except Denied:
                continue
            found.add(part)
    return found


def test_before_it_accepts_the_provider_sees_the_request_and_nothing_of_the_case(
    request_, case, pari, sona, noon
):
    with asking(pari, at=noon):
        seen = ServiceReferral.objects.visible_to(pari).get()
        assert (seen.kind, seen.majority) == (request_.kind, case.majority)
        assert not Case.objects.visible_to(pari).exists()
        assert not Support.objects.visible_to(pari).exists()
    assert opened_to(pari, case, noon) == set()
    with asking(sona, at=noon):
        assert not ServiceReferral.objects.visible_to(sona).exists()
    assert Notice.objects.filter(to=pari, code="recovery.asked").count() == 1


def test_acceptance_opens_exactly_what_the_person_agreed_to(request_, case, amina, pari, noon):
    with asking(pari, at=noon):
        requests.accept(request_, by=pari, at=noon)

    assert opened_to(pari, case, noon) == {Part.NEEDS, Part.CONTACT}
    with house("story"):
        grant = Grant.objects.for_house().get(body=request_.body_id)
        support = Support.objects.for_house().get(pk=request_.support_id)
    assert grant.given_by == amina
    assert (support.status, support.from_on) == (SupportStatus.RUNNING, localdate(noon))


def test_a_consent_withdrawn_before_the_answer_leaves_nothing_to_accept(
    request_, consent, case, amina, pari, noon
):
    with asking(amina, at=noon):
        sharing.withdraw_consent(consent, by=amina, at=noon)

    with asking(pari, at=noon), pytest.raises(Denied, match="answered already, or was withdrawn"):
        requests.accept(request_, by=pari, at=noon)
    with asking(pari, at=noon):
        assert not ServiceReferral.objects.visible_to(pari).exists()


def test_a_withdrawn_consent_closes_what_acceptance_opened_within_the_same_act(
    request_, consent, case, amina, pari, noon
):
    with asking(pari, at=noon):
        requests.accept(request_, by=pari, at=noon)
    with asking(amina, at=noon):
        sharing.withdraw_consent(consent, by=amina, at=noon)

    assert opened_to(pari, case, noon) == set()
    with house("story"):
        referral = ServiceReferral.objects.for_house().get()
        support = Support.objects.for_house().get()
    assert (referral.status, support.status) == (ReferralStatus.WITHDRAWN, SupportStatus.PLANNED)


def test_what_is_done_closes_what_it_opened(request_, case, pari, noon):
    later = noon + timedelta(days=20)
    with asking(pari, at=noon):
        requests.accept(request_, by=pari, at=noon)
    with asking(pari, at=later):
        requests.finish(
            request_, until_on=localdate(later), result=Result.REACHED, by=pari, at=later
        )

    assert opened_to(pari, case, later) == set()
    with house("story"):
        support = Support.objects.for_house().get()
    assert (support.status, support.result) == (SupportStatus.FINISHED, Result.REACHED)
    assert support.waited() == 0


def test_a_returned_request_says_why_and_the_service_waits_for_the_next(request_, pari, noon):
    with asking(pari, at=noon):
        requests.return_(request_, reason=ReturnReason.FULL, by=pari, at=noon)

    with house("story"):
        referral = ServiceReferral.objects.for_house().get()
        support = Support.objects.for_house().get()
    assert (referral.status, referral.reason) == (ReferralStatus.RETURNED, ReturnReason.FULL)
    assert support.status == SupportStatus.PLANNED


def test_silence_is_noticed_once_and_a_late_answer_still_counts(
    request_, case, amina, marat, pari, noon
):
    late = request_.answer_by
    assert silence.note_silence(at=late - timedelta(seconds=1)) == 0
    assert silence.note_silence(at=late) == 1
    assert silence.note_silence(at=late) == 0

    told = set(Notice.objects.filter(code="recovery.silent").values_list("to__username", flat=True))
    assert told == {"amina", "marat"}
    with asking(pari, at=late):
        requests.accept(request_, by=pari, at=late)
    assert opened_to(pari, case, late) == {Part.NEEDS, Part.CONTACT}


def test_nothing_is_offered_that_the_person_did_not_agree_to(support, hope, consent, amina, noon):
    with asking(amina, at=noon), pytest.raises(Denied, match="does not cover"):
        requests.send(
            support, provider=hope, parts=[Part.HEALTH], consent=consent, by=amina, at=noon
        )


def test_a_provider_is_asked_once_at_a_time(request_, support, hope, amina, noon):
    with asking(amina, at=noon), pytest.raises(Denied, match="has been asked"):
        requests.send(support, provider=hope, by=amina, at=noon)


def test_when_somebody_helps_the_others_need_not_answer(request_, support, rain, amina, pari, noon):
    with asking(amina, at=noon):
        other = requests.send(support, provider=rain, by=amina, at=noon)
        key = links.make_link(other, by=amina, at=noon)
    with asking(pari, at=noon):
        requests.accept(request_, by=pari, at=noon)

    assert links.asked_by(key, at=noon) is None


def test_a_closed_case_asks_nobody(request_, case, amina, pari, noon):
    with asking(pari, at=noon):
        requests.accept(request_, by=pari, at=noon)
    with asking(amina, at=noon):
        acts.close(case, by=amina, at=noon, reason="closure-reason@1:person_wish")

    assert opened_to(pari, case, noon) == set()


def test_others_neither_answer_nor_withdraw(request_, amina, pari, sona, chloe, noon):
    for stranger in (amina, sona, chloe):
        with asking(stranger, at=noon), pytest.raises(Denied):
            requests.accept(request_, by=stranger, at=noon)
    for stranger in (pari, sona, chloe):
        with asking(stranger, at=noon), pytest.raises(Denied):
            requests.withdraw(request_, why="x", by=stranger, at=noon)


# --- by a link ------------------------------------------------------------------------------------


@pytest.fixture
def linked(support, rain, amina, noon):
    with asking(amina, at=noon):
        referral = requests.send(support, provider=rain, by=amina, at=noon)
        return referral, links.make_link(referral, by=amina, at=noon)


def test_a_link_is_good_for_one_answer(linked, amina, noon):
    referral, key = linked
    seen = links.asked_by(key, at=noon)
    assert seen.pk == referral.pk

    links.answer_by(key, accepts=True, name="Rain office", at=noon)

    assert links.asked_by(key, at=noon) is None
    with pytest.raises(Denied, match="not good any more"):
        links.answer_by(key, accepts=False, name="Rain", at=noon)
    with house("story"):
        row = ServiceReferral.objects.for_house().get()
    assert (row.status, row.answered_as, row.grant) == (
        ReferralStatus.ACCEPTED,
        "Rain office",
        None,
    )
    assert Notice.objects.filter(to=amina, code="recovery.answered").count() == 1


@pytest.mark.parametrize("what", ["expired", "renewed", "withdrawn", "made up"])
def test_every_link_that_is_not_good_is_refused_in_the_same_words(linked, what, amina, noon):
    referral, key = linked
    at = noon
    with asking(amina, at=noon):
        if what == "renewed":
            links.make_link(referral, by=amina, at=noon)
        if what == "withdrawn":
            requests.withdraw(referral, why="wish", by=amina, at=noon)
    if what == "expired":
        at = noon + timedelta(days=15)
    if what == "made up":
        key = "AAAA"

    assert links.asked_by(key, at=at) is None
    with pytest.raises(Denied, match="not good any more"):
        links.answer_by(key, accepts=True, name="Rain", at=at)


def test_the_key_of_a_link_is_kept_nowhere(linked):
    _referral, key = linked
    written = " ".join(str(row) for row in Entry.objects.values())
    with house("story"):
        kept = " ".join(str(row) for row in ServiceReferral.objects.for_house().values())
    assert key not in written
    assert key not in kept
