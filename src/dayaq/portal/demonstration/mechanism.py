"""Fictional cases of the referral mechanism, told through the same actions as real ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from django.utils.timezone import localdate

from dayaq.accounts.models import Appointment, Role, User
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import emergency, sealing, sharing
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import (
    Case,
    ConsentText,
    Contact,
    Health,
    Identity,
    Legal,
    Need,
    Note,
    Protection,
    Relative,
    Situation,
    Whereabouts,
)
from dayaq.cases.states import Basis, Channel, ConsentForm, Part, Priority, Purpose
from dayaq.directory.models import Body, Code, Region
from dayaq.portal.demonstration import company
from dayaq.portal.demonstration.crowd import Crowd
from dayaq.referrals.actions import deciding, identification
from dayaq.referrals.models.plain import plain_words
from dayaq.referrals.states import Outcome, Stage, ToldHow
from dayaq.vault.context import asking

SEED = 2173
CASES = 26
LEADS = ("mia-anti-trafficking",) * 4 + ("labour", "migration")

ACCOUNTS = (
    "İş vəd edilib, sənədləri götürülüb, işlədiyi yerdən çıxmağa icazə verilməyib.",
    "Borcu ödəmək adı ilə əməkhaqqı verilməyib, gecə-gündüz işlədilib.",
    "Tanışlıq yolu ilə başqa şəhərə aparılıb, oradan getməsinə mane olunub.",
    "Dilənməyə məcbur edilib, qazandığı pul əlindən alınıb.",
    "İnternetdə tanış olduğu şəxs tərəfindən aldadılıb.",
)
NOTES = (
    "Görüş keçirildi, növbəti görüş üçün vaxt razılaşdırıldı.",
    "Psixoloqla ilk söhbət oldu.",
    "Sənədlərin bərpası üçün müraciət hazırlandı.",
    "Şəxs yalnız bir hissəsini danışmaq istədi, təkid edilmədi.",
    "Tərcüməçi ilə danışıldı.",
    "Ailəsi ilə əlaqə saxlamaq istəmədiyini bildirdi.",
)
NEED_KINDS = ("accommodation", "medical", "psychological", "legal", "documents", "employment")


@dataclass(frozen=True)
class Desk:
    """Who works on cases at a body."""

    body: Body
    worker: User
    manager: User

    @classmethod
    def of(cls, code: str) -> "Desk":
        body = Body.objects.get(code=code)
        posts = Appointment.objects.filter(body=body).select_related("user")
        return cls(
            body,
            posts.filter(role=Role.CASE_WORKER)[0].user,
            posts.filter(role=Role.CASE_MANAGER)[0].user,
        )


class Teller:
    """Tells the same cases at every load."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.chance = Random(SEED)  # noqa: S311 - a story, not a secret
        self.crowd = Crowd(SEED)
        self.numbers = count(1)
        self.desks = {code: Desk.of(code) for code in set(LEADS)}
        self.text = ConsentText.objects.get(version=1, language="az")
        self.codes: dict[str, list[str]] = {}

    def code(self, list_code: str) -> str:
        """One value of the list, as a record keeps it."""
        if list_code not in self.codes:
            rows = Code.objects.filter(list__code=list_code).select_related("list")
            self.codes[list_code] = [f"{list_code}@{c.list.version}:{c.code}" for c in rows]
        return self.chance.choice(self.codes[list_code])

    def several(self, list_code: str) -> list[str]:
        return sorted({self.code(list_code) for _n in range(self.chance.randint(1, 3))})

    # --- one case ---------------------------------------------------------------------------------

    def open(self, desk: Desk, at: datetime) -> Case:
        """A case with what its first days bring."""
        person = self.crowd.person(next(self.numbers))
        majority = "child" if person.born[:4] > str(at.year - 18) else "adult"
        with asking(desk.worker, at=at):
            case = acts.open_case(
                lead=desk.body,
                by=desk.worker,
                at=at,
                searched_at=at,
                majority=f"majority@1:{majority}",
            )
            self._write(
                case,
                desk,
                at,
                Identity,
                family_name=person.family,
                given_name=person.given,
                patronymic=person.patronymic,
                born=person.born,
                document_number=person.document,
                document_kind="identity-document@1:identity_card" if person.document else "",
                sex=f"sex@2022:{2 if person.is_woman else 1}",
                citizenships=[self._country()],
                languages=["language@1:az"],
                education=self.code("education"),
            )
            self._tell(case, desk, at)
        return case

    def _country(self) -> str:
        rows = Code.objects.filter(list__code="country").select_related("list")
        wanted = (
            "AZ" if self.chance.random() < 0.8 else self.chance.choice(["UZ", "GE", "PK", "UA"])
        )
        return f"country@{rows[0].list.version}:{wanted}"

    def _tell(self, case: Case, desk: Desk, at: datetime) -> None:
        chance = self.chance
        self._write(
            case,
            desk,
            at,
            Contact,
            channels=[Channel.IN_PERSON],
            safe_times="10:00-13:00",
            code_word=chance.choice(["nar", "çinar", "körpü", "dəniz"]),
            language="language@1:az",
        )
        self._write(
            case,
            desk,
            at,
            Situation,
            account=chance.choice(ACCOUNTS),
            exploitation=self.several("exploitation-form"),
            recruitment=self.several("recruitment-method"),
            control=self.several("control-method"),
            vulnerabilities=self.several("vulnerability"),
            is_still_in_danger=chance.random() < 0.2,
        )
        region = chance.choice(list(Region.objects.all()[:12]))
        self._write(case, desk, at, Whereabouts, region=region, is_safe=chance.random() < 0.8)
        if chance.random() < 0.6:
            self._write(
                case, desk, at, Health, is_urgent=False, condition="Yuxusuzluq, həyəcan.", doctor=""
            )
        if chance.random() < 0.5:
            self._write(
                case, desk, at, Legal, residence=self.code("residence-status"), has_lawyer=False
            )
        for kind in chance.sample(NEED_KINDS, chance.randint(1, 3)):
            self._write(
                case,
                desk,
                at,
                Need,
                kind=f"need-kind@1:{kind}",
                priority=chance.choice(list(Priority)),
            )
        if chance.random() < 0.4:
            self._write(
                case,
                desk,
                at,
                Relative,
                relation="relation@1:child",
                name=chance.choice(["Nümunə", "Sınaq"]),
                is_dependant=True,
            )
        for note in chance.sample(NOTES, chance.randint(1, 3)):
            self._write(case, desk, at, Note, text=note)

    def _write(self, case: Case, desk: Desk, at: datetime, model: Any, /, **values: Any) -> None:
        save_record(case, model, values, by=desk.worker, at=at, revision=None)

    # --- what becomes of it -----------------------------------------------------------------------

    def share(self, case: Case, desk: Desk, other: Desk, at: datetime) -> None:
        """The person agrees; the other body reads needs, contact and health for sixty days."""
        parts = [Part.NEEDS, Part.CONTACT, Part.HEALTH]
        with asking(desk.worker, at=at):
            consent = sharing.take_consent(
                case,
                text=self.text,
                is_given=True,
                form=ConsentForm.SPOKEN,
                purposes=[Purpose.ASSISTANCE],
                recipients=[other.body],
                parts=parts,
                by=desk.worker,
                at=at,
                remark="Yalnız bu qurum bilsin.",
            )
            sharing.grant(
                case,
                body=other.body,
                parts=parts,
                purpose=Purpose.ASSISTANCE,
                basis=Basis.CONSENT,
                consent=consent,
                lapses_at=self.at + timedelta(days=60),
                by=desk.worker,
                at=at,
            )
        with asking(other.manager, at=at):
            post = other.worker.posts[0]
            sharing.assign(case, post, by=other.manager, at=at)

    def decide(self, case: Case, desk: Desk, outcome: Outcome, at: datetime) -> None:
        """Through the stages to a decision; nobody is refused before the reflection period is over."""
        reason = "indicators" if outcome == Outcome.IDENTIFIED else "no_indicators"
        identification.end_reflection_periods(at=at)
        with asking(desk.worker, at=at):
            for stage in (Stage.INQUIRY, Stage.SCREENING):
                identification.advance(case, stage, by=desk.worker, at=at)
            decision = deciding.decide(
                case,
                outcome=outcome,
                decided_on=localdate(at),
                reasons=[f"decision-reason@1:{reason}"],
                explanation="Əlamətlər yoxlanıldı, qərar şəxsə izah edildi.",
                plain=plain_words(outcome, [f"decision-reason@1:{reason}"], "az"),
                language="language@1:az",
                by=desk.worker,
                at=at,
            )
            deciding.tell_person(
                decision,
                told_on=localdate(at),
                told_how=ToldHow.IN_PERSON,
                by=desk.worker,
                at=at,
            )

    def review(self, case: Case, desk: Desk, at: datetime) -> None:
        with asking(desk.worker, at=at):
            acts.review(case, by=desk.worker, at=at)

    def close(self, case: Case, desk: Desk, at: datetime) -> Case:
        with asking(desk.worker, at=at):
            return acts.close(
                case,
                by=desk.worker,
                at=at,
                reason="closure-reason@1:plan_completed",
                explanation="",
            )


def tell(*, at: datetime) -> int:
    """Tell the cases; how many there are then."""
    teller = Teller(at)
    told = [_one(teller, number) for number in range(CASES)]
    _special(teller)
    company.tell(teller, [one for one in told if not one[0].is_closed])
    return CASES + 3 + 4


def _one(teller: Teller, number: int) -> tuple[Case, Desk]:
    chance, desks = teller.chance, teller.desks
    desk = desks[LEADS[number % len(LEADS)]]
    opened = teller.at - timedelta(days=chance.randint(1, 200), hours=chance.randint(0, 23))
    if number % 9 == 0:
        opened = teller.at - timedelta(hours=chance.randint(2, 20))
    case = teller.open(desk, opened)
    if number % 3 == 0 and desk.body.code != "labour" and opened < teller.at - timedelta(days=1):
        teller.share(case, desk, desks["labour"], opened + timedelta(hours=20))
    if opened < teller.at - timedelta(days=2):
        teller.review(case, desk, max(opened, teller.at - timedelta(days=chance.randint(2, 95))))
    if number % 9 and number % 2:
        is_refused = number % 7 == 0 and opened < teller.at - timedelta(days=33)
        outcome = Outcome.NOT_IDENTIFIED if is_refused else Outcome.IDENTIFIED
        days = 32 if is_refused else 12
        decided = min(opened + timedelta(days=days), teller.at - timedelta(hours=3))
        teller.decide(case, desk, outcome, decided)
        if number % 5 == 0:
            case = teller.close(case, desk, min(opened + timedelta(days=90), teller.at))
    return case, desk


def _special(teller: Teller) -> None:
    """One sealed by the prosecution, one whose time is up, one opened in an emergency."""
    at, unit, labour = teller.at, teller.desks["mia-anti-trafficking"], teller.desks["labour"]
    sealed = teller.open(unit, at - timedelta(days=40))
    with asking(unit.manager, at=at):
        sealing.seal_case(
            sealed,
            kind="prosecution",
            decided_by="Nümayiş prokurorluğu",
            decided_on=localdate(at - timedelta(days=30)),
            number="N-1",
            holders=[unit.body],
            parts=[Part.IDENTITY, Part.WHEREABOUTS],
            by=unit.manager,
            at=at - timedelta(days=30),
        )
    _protect(teller, sealed)
    old = teller.open(unit, at - timedelta(days=2400))
    teller.decide(old, unit, Outcome.IDENTIFIED, at - timedelta(days=2390))
    teller.close(old, unit, at - timedelta(days=2200))
    urgent = teller.open(unit, at - timedelta(days=5))
    with asking(labour.worker, at=at):
        emergency.break_glass(
            urgent.reference,
            appointment=labour.worker.posts[0],
            parts=[Part.WHEREABOUTS, Part.CONTACT],
            minutes=30,
            reason="Gecə zəngi: təhlükə var, aparan qurum cavab vermir.",
            by=labour.worker,
            at=at - timedelta(hours=9),
        )


def _protect(teller: Teller, case: Case) -> None:
    """What the state does for somebody is written by one while a second person agrees."""
    unit, at = teller.desks["mia-anti-trafficking"], teller.at - timedelta(days=29)
    with asking(unit.worker, at=at):
        opening = emergency.ask_protection(
            case,
            appointment=unit.worker.posts[0],
            minutes=30,
            reason="Müdafiə tədbirləri qeyd edilməlidir.",
            by=unit.worker,
            at=at,
        )
    with asking(unit.manager, at=at):
        emergency.agree_to_protection(opening, by=unit.manager, at=at)
    with asking(unit.worker, at=at):
        values = {"measures": ["protection-measure@1:secrecy"], "detail": "Nümayiş üçün."}
        save_record(case, Protection, values, by=unit.worker, at=at, revision=None)
