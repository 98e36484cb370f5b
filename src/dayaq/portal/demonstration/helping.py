"""Fictional services, plans and requests to providers, told through the same actions as real ones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate

from dayaq.accounts.models import Role, User
from dayaq.cases.actions import sharing
from dayaq.cases.models import Case, ConsentText
from dayaq.cases.states import ConsentForm, Part, Priority, Purpose
from dayaq.directory.models import Body, Region
from dayaq.portal.demonstration.mechanism import SEED, Desk
from dayaq.recovery.actions import asking as requests
from dayaq.recovery.actions import directory, links, plans, supports, work
from dayaq.recovery.models import Employer, FollowUp, Provider, Service, ServiceReferral, Support
from dayaq.recovery.states import (
    Access,
    AfterWork,
    Contentment,
    ForWhom,
    Housing,
    Incentive,
    Livelihood,
    Owner,
    PlacementKind,
    Result,
    ReturnReason,
    RiskLevel,
    ServiceKind,
)
from dayaq.vault.context import asking

PLANNED = 9
"""How many people have a plan."""

PROVIDERS = (
    ("Vəkillər Kollegiyası, pulsuz hüquqi yardım", "bar", Owner.STATE),
    ("Səhiyyə Nazirliyinin nümayiş poliklinikası", "health", Owner.STATE),
    ("“Nümunə ümid” ictimai birliyi", None, Owner.NGO),
    ("“Sınaq körpüsü” psixoloji mərkəzi", None, Owner.NGO),
    ("Nümayiş peşə hazırlığı mərkəzi", None, Owner.STATE),
    ("“Örnək evi” xeyriyyə cəmiyyəti", None, Owner.NGO),
)
SERVICES = (
    (0, ServiceKind.LEGAL, "Vəkilin pulsuz məsləhəti və müdafiəsi", ("az", "ru", "en")),
    (1, ServiceKind.MEDICAL, "Ambulator müayinə və müalicə", ("az", "ru")),
    (1, ServiceKind.MEDICAL, "Qadın məsləhətxanası", ("az",)),
    (2, ServiceKind.SOCIAL, "Sosial işçinin müşayiəti", ("az", "ru", "uz")),
    (2, ServiceKind.LEGAL, "Sənədlər üzrə hüquqi məsləhət", ("az",)),
    (2, ServiceKind.DOCUMENTS, "Şəxsiyyət sənədlərinin bərpası", ("az",)),
    (3, ServiceKind.PSYCHOLOGICAL, "Fərdi psixoloji yardım", ("az", "ru")),
    (3, ServiceKind.PSYCHOLOGICAL, "Uşaqlarla psixoloji iş", ("az",)),
    (4, ServiceKind.VOCATIONAL, "Dərzilik və aşpazlıq kursları", ("az",)),
    (4, ServiceKind.EMPLOYMENT, "İş axtarışında yardım", ("az",)),
    (5, ServiceKind.AID, "Ərzaq və geyim yardımı", ("az",)),
    (5, ServiceKind.FAMILY, "Ailə ilə barışdırma söhbətləri", ("az",)),
)
EMPLOYERS = (
    ("“Misal” çörək zavodu", "C_Manufacturing"),
    ("“Təlim” mehmanxanası", "I_AccommodationAndFoodServiceActivities"),
    ("“Məşq” tikiş sexi", "C_Manufacturing"),
    ("“Nümunə kərpic” zavodu", "C_Manufacturing"),
)
GOALS = (
    (ServiceKind.SOCIAL, "Öz otağım olsun, qapısını özüm bağlayım."),
    (ServiceKind.VOCATIONAL, "Dərzilik öyrənib işləmək istəyirəm."),
    (ServiceKind.LEGAL, "Sənədlərimi geri almaq istəyirəm."),
    (ServiceKind.FAMILY, "Qızımı yanıma gətirmək istəyirəm."),
    (ServiceKind.PSYCHOLOGICAL, "Gecələr rahat yatmaq istəyirəm."),
)
NEEDED = (
    ServiceKind.LEGAL,
    ServiceKind.PSYCHOLOGICAL,
    ServiceKind.MEDICAL,
    ServiceKind.VOCATIONAL,
    ServiceKind.DOCUMENTS,
    ServiceKind.AID,
)


@dataclass
class Helper:
    """Tells what becomes of the unit's people after they are found."""

    at: datetime
    chance: Random
    desk: Desk
    keeper: User
    lawyer: User
    providers: list[Provider]
    services: list[Service]
    employers: list[Employer]
    text: ConsentText


def tell(*, at: datetime) -> int:
    """Tell of services and plans; how many people have a plan then."""
    helper = _helper(at)
    with asking(helper.desk.worker, at=at):
        rows = Case.objects.visible_to(helper.desk.worker).led_by([helper.desk.body.pk]).open()
        cases = list(rows.order_by("-opened_at", "pk").select_related("lead", "subject__key"))
    planned = [case for case in cases if case.opened_at < at - timedelta(days=2)][:PLANNED]
    for number, case in enumerate(planned):
        _plan(helper, case, number)
    return len(planned)


def _helper(at: datetime) -> Helper:
    desk = Desk.of("mia-anti-trafficking")
    keeper = User.objects.get(username=f"{Role.COORDINATOR}.mia")
    lawyer = User.objects.get(username=f"{Role.PROVIDER}.bar")
    first = at - timedelta(days=400)
    bodies = {body.code: body for body in Body.objects.filter(code__in=("bar", "health"))}
    providers = [
        directory.add_provider(
            name=name,
            owner=owner,
            body=bodies.get(code or ""),
            phone="(012) 000-00-00",
            email="" if code else f"ofis{number}@demo.example",
            by=keeper,
            at=first,
        )
        for number, (name, code, owner) in enumerate(PROVIDERS)
    ]
    regions = list(Region.objects.filter(code__in=("AZ-BA", "AZ-SM", "AZ-GA")))
    services = [
        directory.add_service(
            provider=providers[number],
            kind=kind,
            title=title,
            languages=[f"language@1:{code}" for code in spoken],
            hours="B.e.–C. 9–18",
            access=[Access.BY_PHONE, Access.REFERRAL],
            for_whom=[ForWhom.CHILDREN] if "Uşaq" in title else [],
            regions=regions if number > 1 else [],
            is_hidden_place=number == 5,
            contact="Qəbul otağı",
            capacity=10 + number,
            by=keeper,
            at=first if number == 4 else at - timedelta(days=20),
        )
        for number, kind, title, spoken in SERVICES
    ]
    employers = [
        work.add_employer(
            name=name,
            industry=f"labour-industry@2.0:{industry}",
            incentives=[Incentive.WAGES] if number % 2 else [Incentive.NONE],
            contact="Kadrlar şöbəsi",
            by=desk.worker,
            at=first,
        )
        for number, (name, industry) in enumerate(EMPLOYERS)
    ]
    work.suspend_employer(
        employers[-1], why="Müqaviləsiz işlədib (nümayiş).", by=desk.worker, at=at
    )
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    text = ConsentText.objects.get(version=1, language="az")
    return Helper(at, chance, desk, keeper, lawyer, providers, services, employers[:-1], text)


def _plan(helper: Helper, case: Case, number: int) -> None:
    worker = helper.desk.worker
    begun = max(case.opened_at + timedelta(days=1), helper.at - timedelta(days=230))
    done: dict[str, Any] = {"by": worker, "at": begun}
    with asking(worker, at=begun):
        plans.begin_plan(case, **done)
        kind, words = GOALS[number % len(GOALS)]
        plans.write_goal(case, {"kind": kind, "words": words}, **done)
        plans.write_risk(
            case,
            {
                "kind": "risk-kind@1:traffickers",
                "level": helper.chance.choice(list(RiskLevel)),
                "assessed_on": localdate(begun),
                "detail": "Zəng edib hədələyirlər.",
                "measures": "Nömrə dəyişdirilib.",
            },
            **done,
        )
        wanted = [NEEDED[number % 6], NEEDED[(number + 1) % 6]]
        rows = [
            supports.write_support(
                case, {"kind": kind, "what": "Nümayiş üçün.", "wanted_by": None}, **done
            )
            for kind in wanted
        ]
        if number % 4:
            plans.agree(case, form=ConsentForm.SPOKEN, agreed_on=localdate(begun), **done)
    for position, row in enumerate(rows):
        _help(helper, case, row, number + position, begun)
    if number % 3 == 0:
        _work(helper, case, begun, is_asked=number % 2 == 0)
    if number == 1:
        _talk(helper, case)


def _help(helper: Helper, case: Case, row: Support, number: int, begun: datetime) -> None:
    """Asked, accepted, returned, silent, given by the unit itself: each fate once in a while."""
    worker = helper.desk.worker
    offer = next((one for one in helper.services if one.kind == row.kind), None)
    asked_at = min(begun + timedelta(days=2), helper.at - timedelta(hours=5))
    fate = number % 5
    if offer is None or fate == 4:
        with asking(worker, at=asked_at):
            row = supports.begin_support(row, from_on=localdate(asked_at), by=worker, at=asked_at)
            if number % 2:
                supports.finish_support(
                    row,
                    until_on=localdate(asked_at),
                    result=Result.REACHED,
                    contentment=Contentment.RATHER,
                    by=worker,
                    at=asked_at,
                )
        return
    if fate == 0:
        asked_at = helper.at - timedelta(hours=6)
    priority = Priority.URGENT if number % 3 == 0 else Priority.ORDINARY
    referral = _asked(helper, case, row, offer, at=asked_at, priority=priority)
    _answered(helper, referral, fate, asked_at + timedelta(hours=7))


def _asked(
    helper: Helper, case: Case, row: Support, offer: Service, *, at: datetime, priority: str
) -> ServiceReferral:
    worker, provider = helper.desk.worker, offer.provider
    with asking(worker, at=at):
        consent = None
        if provider.body is not None:
            consent = sharing.take_consent(
                case,
                text=helper.text,
                is_given=True,
                form=ConsentForm.SPOKEN,
                purposes=[Purpose.ASSISTANCE],
                recipients=[provider.body],
                parts=[Part.NEEDS, Part.CONTACT],
                by=worker,
                at=at,
            )
        return requests.send(
            row,
            provider=provider,
            service=offer,
            parts=[Part.NEEDS, Part.CONTACT] if consent else [],
            consent=consent,
            priority=priority,
            languages=["language@1:az"],
            by=worker,
            at=at,
        )


def _answered(helper: Helper, referral: ServiceReferral, fate: int, at: datetime) -> None:
    if fate == 0:
        return
    at = min(at, helper.at - timedelta(hours=1))
    if referral.body_id is None:
        with asking(helper.desk.worker, at=at):
            key = links.make_link(referral, by=helper.desk.worker, at=at)
        reason = ReturnReason.FULL if fate == 1 else ""
        links.answer_by(key, accepts=fate != 1, reason=reason, name="Ofis", at=at)
        return
    person = User.objects.get(username=f"{Role.PROVIDER}.{referral.body.code}")  # type: ignore[union-attr]
    with asking(person, at=at):
        if fate == 1:
            requests.return_(referral, reason=ReturnReason.LANGUAGE, by=person, at=at)
            return
        requests.accept(referral, by=person, at=at)
    if fate == 3:
        with asking(person, at=helper.at):
            requests.finish(
                referral,
                until_on=localdate(helper.at),
                result=Result.PARTLY,
                by=person,
                at=helper.at,
            )


def _work(helper: Helper, case: Case, begun: datetime, *, is_asked: bool) -> None:
    worker = helper.desk.worker
    since: date = localdate(begun) - timedelta(days=170 if is_asked else 20)
    with asking(worker, at=begun):
        placement = supports.write_placement(
            case,
            {
                "kind": PlacementKind.JOB,
                "employer": helper.chance.choice(helper.employers),
                "occupation": "Dərzi",
                "began_on": since,
            },
            by=worker,
            at=begun,
        )
    if is_asked:
        with asking(worker, at=helper.at):
            supports.ask_about_work(placement, after=AfterWork.KEPT, by=worker, at=helper.at)


def _talk(helper: Helper, case: Case) -> None:
    worker, at = helper.desk.worker, helper.at - timedelta(days=3)
    with asking(worker, at=at):
        due = FollowUp.objects.visible_to(worker).filter(case=case).first()
        if due is None:
            return
        plans.hold_follow_up(
            due,
            held_on=localdate(at),
            housing=Housing.SAFE,
            livelihood=Livelihood.WORK,
            is_in_danger=False,
            contentment=Contentment.VERY,
            words="İşləyir, qızı ilə yaşayır.",
            by=worker,
            at=at,
        )
