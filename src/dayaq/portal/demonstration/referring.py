"""Fictional referrals by first responders: one of each way a referral can go."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any, cast

from dayaq.accounts.models import Role, User
from dayaq.cases.models import Case
from dayaq.directory.models import Region
from dayaq.portal.demonstration.crowd import Crowd, Person
from dayaq.portal.demonstration.mechanism import SEED, Desk
from dayaq.referrals.actions import letters, receipts, referrals, taking
from dayaq.referrals.models import Referral
from dayaq.referrals.states import LetterKind, NextStep
from dayaq.vault.context import asking

ADULT = {"safety": "safe", "majority": "majority@1:adult", "agrees": True}
REFUSES = {**ADULT, "agrees": False, "refusal": "refusal-reason@1:fear_exploiter"}
CHILD = {"safety": "danger", "majority": "majority@1:child"}
WHAT_HAPPENED = {
    "exploitation": ["exploitation-form@2.0:ForcedLabour"],
    "account": "Sənədləri alınıb, əməkhaqqı verilmədən işlədilib (uydurma).",
    "needs": ["need-kind@1:accommodation", "need-kind@1:legal"],
}
OF_A_CHILD = {
    "guardian_status": "guardian-status@1:relative",
    "lives_with": "Xalası ilə (uydurma).",
    "interviews": 0,
    "best_interests": "Bu gecə təhlükəsiz yerdə qalmalıdır (uydurma).",
}
RETURNED = {"reason": "return-reason@1:too_little", "words": "Əlaqə yolu göstərilməyib (uydurma)."}


def tell(*, at: datetime) -> int:
    """Tell of them; how many there are."""
    teller = _Teller(at)
    told = (
        teller.draft("border", hours=2),
        teller.sent("health", ADULT, hours=5),
        teller.sent("border", CHILD, hours=3, more=OF_A_CHILD, in_part=True),
        teller.returned("science-education", hours=30),
        teller.accepted("border", hours=60),
        teller.notice("health", hours=100),
    )
    return len(told)


class _Teller:
    def __init__(self, at: datetime) -> None:
        self.at = at
        self.chance = Random(SEED)  # noqa: S311 - a story, not a secret
        self.people = Crowd(SEED + 1).people(0, 50)
        self.desk = Desk.of("mia-anti-trafficking")

    def _begin(self, code: str, first: Mapping[str, Any], since: datetime) -> tuple[Referral, User]:
        user = User.objects.get(username=f"{Role.FIRST_RESPONDER}.{code}")
        return referrals.begin(user.posts[0], first, by=user, at=since), user

    def _write(
        self, referral: Referral, user: User, since: datetime, more: Mapping[str, Any]
    ) -> Referral:
        for page, values in ((2, {**_told_of(next(self.people)), **more}), (3, WHAT_HAPPENED)):
            referral = referrals.save_page(
                referral, page, values, by=user, at=since, revision=referral.revision
            )
        return referral

    def draft(self, code: str, *, hours: int) -> Referral:
        since = self.at - timedelta(hours=hours)
        with asking(User.objects.get(username=f"{Role.FIRST_RESPONDER}.{code}"), at=since):
            return self._begin(code, ADULT, since)[0]

    def sent(
        self,
        code: str,
        first: Mapping[str, Any],
        *,
        hours: int,
        more: Mapping[str, Any] | None = None,
        in_part: bool = False,
    ) -> Referral:
        since = self.at - timedelta(hours=hours)
        with asking(User.objects.get(username=f"{Role.FIRST_RESPONDER}.{code}"), at=since):
            referral, user = self._begin(code, first, since)
            referral = self._write(referral, user, since, more or {})
            return referrals.send(referral, by=user, at=since, in_part=in_part)

    def returned(self, code: str, *, hours: int) -> Referral:
        referral = self.sent(code, ADULT, hours=hours)
        answered = self.at - timedelta(hours=hours - 4)
        with asking(self.desk.worker, at=answered):
            return taking.send_back(referral, **RETURNED, by=self.desk.worker, at=answered)

    def accepted(self, code: str, *, hours: int) -> Referral:
        referral = self.sent(code, ADULT, hours=hours)
        answered = self.at - timedelta(hours=hours - 9)
        with asking(self.desk.worker, at=answered):
            taken = taking.accept(referral, by=self.desk.worker, at=answered)
            self._give_papers(cast("Case", taken.case), at=answered)
            return taken

    def _give_papers(self, case: Case, *, at: datetime) -> None:
        """A letter for a clinic and the code of the person's own page."""
        by = self.desk.worker
        letters.issue(
            case, kind=LetterKind.REFERRAL, language="az", issuer=case.lead.parent or case.lead,
            is_named=True, words="Terapevt müayinəsi (uydurma).", by=by, at=at,
        )  # fmt: skip
        receipts.give(
            case, language="az", next_step=NextStep.TALK, next_at=self.at + timedelta(days=2),
            by=by, at=at,
        )  # fmt: skip

    def notice(self, code: str, *, hours: int) -> Referral:
        since = self.at - timedelta(hours=hours)
        with asking(User.objects.get(username=f"{Role.FIRST_RESPONDER}.{code}"), at=since):
            referral, user = self._begin(code, REFUSES, since)
            return referrals.send_notice(referral, by=user, at=since)


def _told_of(person: Person) -> dict[str, Any]:
    return {
        "sex": "sex@2022:2" if person.is_woman else "sex@2022:1",
        "citizenships": ["country@alpha-2, 2024:AZ"],
        "language": "language@1:az",
        "channel": "in_person",
        "family_name": person.family,
        "given_name": person.given,
        "patronymic": person.patronymic,
        "born": person.born,
        "region": Region.objects.get(code="AZ-BA"),
    }
