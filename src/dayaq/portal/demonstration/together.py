"""A fictional commission and working group, proposals on their way, and what international bodies recommend."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate

from dayaq.accounts.models import User
from dayaq.councils.actions import meetings as sitting
from dayaq.councils.actions import tasks as deciding
from dayaq.councils.models import Meeting, StandingBody, Task
from dayaq.councils.models.standing import span_of
from dayaq.councils.states import Came
from dayaq.directory.models import Body, Code, Parameter
from dayaq.proposals.actions import opinions as asking
from dayaq.proposals.actions import proposals as proposing
from dayaq.proposals.models import Opinion, Proposal
from dayaq.proposals.states import Stage
from dayaq.recommendations.actions import recommendations as recommending
from dayaq.recommendations.actions import replies as answering
from dayaq.recommendations.models import SourceDocument
from dayaq.recommendations.states import Fulfilment

SEED = 123
LATEST = 9
"""So many quarters back meetings are told, as far as the page of a standing body looks."""

SEATS = ("mia", "labour", "migration", "mfa", "health", "border", "justice", "family-committee")

STANDING = (
    ("İşçi qrupu (nümayiş)", "working_group", "Nazirlər Kabinetinin qərarı, may 2023 (nümayiş)",
     ("4.1.9", "4.3.3"), date(2023, 5, 1), "working_group"),
    ("Milli Yönləndirmə Mexanizmi üzrə İdarələrarası Komissiya (nümayiş)", "commission",
     "Nazirlər Kabinetinin 2009-cu il 11 avqust tarixli 123 nömrəli qərarı (nümayiş)",
     ("4.1.9",), date(2022, 5, 1), "commission"),
)  # fmt: skip

POINTS = (
    ("Rüblük yeniliklər: tədbirlərin icra vəziyyəti", ("4.9.1",)),
    ("Hüquq-mühafizə orqanları, müfəttişliklər və məhkəmələr arasında məlumat mübadiləsi", ("4.3.3",)),
    ("Milli Yönləndirmə Mexanizminin səmərəliliyi", ("4.1.9",)),
    ("Kompensasiya və Kömək Fondu barədə təkliflər", ("4.1.10",)),
    ("Məşğulluq vasitəçilərinin fəaliyyətinin tənzimlənməsi", ("4.1.5",)),
)  # fmt: skip
DECIDED = (
    "Qurumlar rüblük məlumatı vahid forma üzrə təqdim etsinlər.",
    "Məlumat mübadiləsi qaydalarının layihəsi hazırlansın.",
    "Təlim keçmiş əməkdaşların siyahısı yenilənsin (say üzrə).",
    "Təkliflər İşçi qrupunun növbəti iclasına təqdim edilsin.",
)
RESULTS = (
    "Məlumat təqdim edilib.",
    "Layihə hazırlanıb və göndərilib.",
    "Yenilənmiş cədvəl təqdim olunub.",
)

FIRST = (
    "1. Bu Qaydalar münasibətləri tənzimləyir.\n2. Tərəflər 10 gün müddətində cavab verirlər.\n"
    "3. Nəzarəti müvafiq qurum həyata keçirir."
)
SECOND = (
    "1. Bu Qaydalar məşğulluq sahəsində münasibətləri tənzimləyir.\n"
    "2. Tərəflər 5 iş günü müddətində yazılı cavab verirlər.\n"
    "3. Nəzarəti müvafiq qurum həyata keçirir.\n4. Qaydalar dərc edildiyi gündən qüvvəyə minir."
)


@dataclass(frozen=True, slots=True)
class Told:
    """A proposal: who prepares it, and how far it has come by how many days ago."""

    body: str
    kind: str
    title: str
    clauses: tuple[str, ...]
    begun: int
    reaches: Stage


PROPOSALS = (
    Told("mia", "law", "Qanuna dəyişikliklər edilməsi haqqında qanun layihəsi (nümayiş)", ("4.1.1",), 520, Stage.SENT),
    Told("mfa", "treaty", "Konvensiyaya qoşulma haqqında təklif (nümayiş)", ("4.1.2",), 610, Stage.ADOPTED),
    Told("labour", "rules", "Məşğulluq vasitəçiləri haqqında Qaydalar (nümayiş)", ("4.1.5",), 90, Stage.OPINIONS),
    Told("labour", "methods", "Müfəttişlər üçün metodik vəsait (nümayiş)", ("4.1.4", "4.2.11"), 200, Stage.GROUP),
    Told("migration", "cabinet", "Xidmət sahəsində miqrantlar barədə qərar layihəsi (nümayiş)", ("4.1.6",), 300, Stage.RETURNED),
    Told("mfa", "rules", "Qayıdış şəhadətnaməsinin sadələşdirilmiş qaydada verilməsi (nümayiş)", ("4.1.7",), 30, Stage.DRAFT),
    Told("mia", "structure", "Vahid məlumat bazasının təşkili barədə təklif (nümayiş)", ("4.1.12", "4.3.1"), 150, Stage.AGREED),
    Told("health", "methods", "Transplantasiya personalı üçün qaydalar (nümayiş)", ("4.1.3",), 260, Stage.WITHDRAWN),
)  # fmt: skip

DOCUMENTS = (
    ("greta", "Üçüncü qiymətləndirmə mərhələsi üzrə hesabat (nümayiş)", "GRETA-N/3", 1100, 240),
    ("cedaw", "Dövri hesabata dair yekun müşahidələr (nümayiş)", "CEDAW-N/6", 1500, 60),
    ("ilo", "Konvensiyanın tətbiqinə dair müraciət (nümayiş)", "ILO-N/29", 700, -20),
    ("upr", "Dördüncü dövr: qəbul edilmiş tövsiyələr (nümayiş)", "UPR-N/4", 900, 400),
)
RECOMMENDED = (
    ("12", "Improve proactive identification among irregular migrants. (demonstration)", ("4.2.4",), ("migration", "mia")),
    ("27", "Make compensation mechanisms effective and inform victims of them. (demonstration)", ("4.1.10",), ("mia", "justice")),
    ("31 (a)", "Give access to the labour market and vocational training. (demonstration)", ("4.4.5", "4.2.5"), ("labour",)),
    ("44", "Collect reliable statistics from all main actors. (demonstration)", (), ("mia",)),
)  # fmt: skip
ANSWERS = (
    "Müvafiq qaydalara baxılıb, təkliflər hazırlanıb. İcra davam etdirilir.",
    "Tədbir plana daxil edilib, məlumat illik hesabatda əks olunur.",
)


class Story:
    """Tells the same meetings, proposals and recommendations at every load."""

    def __init__(self, people: dict[str, User], at: datetime) -> None:
        self.people, self.at, self.today = people, at, localdate(at)
        self.chance = Random(SEED)  # noqa: S311 - a story, not a secret
        self.bodies = {body.code: body for body in Body.objects.prefetch_related("names")}
        self.secretary = people["coordinator.mia"]

    def sit(self) -> int:
        """The standing bodies and their meetings, one a quarter; how many there were."""
        return sum(self._sittings(*told) for told in STANDING)

    def _sittings(self, *told: Any) -> int:
        name, kind, act, clauses, since, rules = told
        rule = {one.code: one for one in Parameter.objects.filter(code__startswith=f"{rules}.")}
        standing = sitting.add_standing_body(
            name=name, kind=kind, act=act, clauses=list(clauses), since=since,
            quorum_rule=rule[f"{rules}.quorum"], interval_rule=rule[f"{rules}.meeting_interval"],
            mandate="İcranın əlaqələndirilməsi, təkliflərə baxılması (nümayiş).",
            by=self.secretary, at=_morning(since),
        )  # fmt: skip
        for number, code in enumerate(SEATS):
            sitting.seat(
                standing, body=self.bodies[code], name=f"Üzv {number + 1} (nümayiş)",
                position="idarə rəisi (nümayiş)", alternate=f"Əvəz edən {number + 1} (nümayiş)",
                seat="chair" if number == 0 else "member", since=since,
                by=self.secretary, at=_morning(since),
            )  # fmt: skip
        quarters = self._quarters(since)[-LATEST:]
        missed = self.chance.randrange(1, max(2, len(quarters) - 2))
        for place, first in enumerate(quarters):
            if place != missed:
                self._meet(standing, first)
        return standing.meetings.count()

    def _quarters(self, since: date) -> list[date]:
        firsts, day = [], span_of(since, 3).last + timedelta(days=1)
        while day <= self.today:
            firsts.append(day)
            day = span_of(day, 3).last + timedelta(days=1)
        return firsts

    def _meet(self, standing: StandingBody, first: date) -> None:
        day = first + timedelta(days=self.chance.randint(20, 60))
        if span_of(first, 3).last >= self.today:  # the quarter of today: still to come
            day = self.today + timedelta(days=9)
        planned_at = _morning(min(day - timedelta(days=14), self.today))
        by = self.secretary
        meeting = sitting.plan_meeting(
            standing, starts_at=_morning(day), venue="Bakı (nümayiş)", at=planned_at, by=by
        )
        for title, clauses in self.chance.sample(POINTS, 3):
            sitting.add_item(meeting, title=title, clauses=list(clauses), at=planned_at, by=by)
        sitting.invite(meeting, at=planned_at, by=by)
        if day < self.today:
            self._hold(meeting, day)

    def _hold(self, meeting: Meeting, day: date) -> None:
        by, at = self.secretary, _morning(day)
        weights = [0.72, 0.18, 0.10]
        came = {
            member: str(self.chance.choices(list(Came), weights)[0])
            for member in meeting.standing.members.all()
        }
        meeting = sitting.record_presence(meeting, came, at=at, by=by)
        for item in meeting.items.all():
            sitting.write_heard(
                item, heard="Məruzə dinlənildi, fikir mübadiləsi aparıldı.", at=at, by=by
            )
        if meeting.has_quorum:
            for item in meeting.items.all()[:1]:
                due = day + timedelta(days=self.chance.randint(25, 80))
                chosen = self.chance.sample(SEATS, 2)
                decision = deciding.decide(
                    meeting, item=item, text=self.chance.choice(DECIDED),
                    bodies=[self.bodies[code] for code in chosen], due_on=due, at=at, by=by,
                )  # fmt: skip
                for task in decision.tasks.select_related("body"):
                    self._do(task, due)
        if day < self.today - timedelta(days=10):
            signed = day + timedelta(days=5)
            sitting.sign_minutes(meeting, signed_on=signed, at=_morning(signed), by=by)

    def _do(self, task: Task, due: date) -> None:
        drafter = self.people.get(f"drafter.{task.body.code}")
        done = due + timedelta(days=self.chance.randint(-15, 12))
        if drafter is None or done >= self.today or self.chance.random() < 0.12:
            return
        deciding.report_task(
            task, result=self.chance.choice(RESULTS), done_on=done, by=drafter, at=_morning(done)
        )
        if done < self.today - timedelta(days=12):
            deciding.accept_task(task, by=self.secretary, at=_morning(done + timedelta(days=2)))

    # --- proposals --------------------------------------------------------------------------------

    def propose(self) -> int:
        for told in PROPOSALS:
            if f"drafter.{told.body}" in self.people:
                self._proposal(told)
        return Proposal.objects.count()

    def _proposal(self, told: Told) -> None:
        begun = self.today - timedelta(days=told.begun)
        by = self.people[f"drafter.{told.body}"]
        known = proposing.begin_proposal(
            body=self.bodies[told.body], kind=told.kind, title=told.title,
            clauses=list(told.clauses), aim="Planın tələbinin icrası (nümayiş).",
            by=by, at=_morning(begun),
        )  # fmt: skip
        proposing.add_draft(known, text=FIRST, by=by, at=_morning(begun))
        proposing.add_draft(
            known, text=SECOND, note="Müddətlər dəqiqləşdirilib", by=by,
            at=_morning(begun + timedelta(days=10)),
        )  # fmt: skip
        if told.reaches == Stage.DRAFT:
            return
        if told.reaches == Stage.WITHDRAWN:
            self._move(
                known,
                Stage.WITHDRAWN,
                begun + timedelta(days=40),
                by,
                note="Başqa akta daxil edilib",
            )
            return
        asked_on = begun + timedelta(days=15)
        due = (
            self.today + timedelta(days=6)
            if told.reaches == Stage.OPINIONS
            else asked_on + timedelta(days=15)
        )
        others = [code for code in SEATS if code != told.body][:4]
        opinions = asking.ask_opinions(
            known, bodies=[self.bodies[code] for code in others], due_on=due,
            document="1-15 (nümayiş)", by=by, at=_morning(asked_on),
        )  # fmt: skip
        is_open = told.reaches == Stage.OPINIONS
        for number, opinion in enumerate(opinions):
            self._give(opinion, asked_on + timedelta(days=4 + number), number, is_open=is_open)
        if is_open:
            return
        asking.silence(at=_morning(due + timedelta(days=1)))
        path = {
            Stage.AGREED: (Stage.AGREED,),
            Stage.GROUP: (Stage.AGREED, Stage.GROUP),
            Stage.SENT: (Stage.AGREED, Stage.GROUP, Stage.SENT),
            Stage.RETURNED: (Stage.AGREED, Stage.SENT, Stage.RETURNED),
            Stage.ADOPTED: (Stage.AGREED, Stage.SENT, Stage.ADOPTED),
        }[told.reaches]
        for number, stage in enumerate(path):
            self._move(known, stage, due + timedelta(days=3 + 25 * number), by)

    def _give(self, opinion: Opinion, day: date, number: int, *, is_open: bool) -> None:
        code = opinion.body.code
        drafter, approver = (self.people.get(f"{role}.{code}") for role in ("drafter", "approver"))
        if drafter is None or approver is None or number == 3 or (is_open and number == 2):
            return
        stance = ("agreed", "remarks", "agreed")[number % 3]
        asking.write_opinion(
            opinion, stance=stance, text="2-ci bənddə müddət dəqiqləşdirilsin." if stance == "remarks" else "",
            by=drafter, at=_morning(day),
        )  # fmt: skip
        if not (is_open and number == 1):
            asking.give_opinion(opinion, by=approver, at=_morning(day + timedelta(days=1)))

    def _move(self, known: Proposal, stage: Stage, day: date, by: User, note: str = "") -> None:
        proposing.move(
            known, stage, on=day, by=by, at=_morning(day),
            document="" if stage in {Stage.AGREED, Stage.ADOPTED} else "1/1-40 (nümayiş)",
            note=note or ("Maliyyə əsaslandırması əlavə edilsin" if stage == Stage.RETURNED else ""),
            act_number="№ 245-N (nümayiş)" if stage == Stage.ADOPTED else "",
        )  # fmt: skip

    # --- recommendations --------------------------------------------------------------------------

    def recommend(self) -> int:
        issuers = {c.code: c for c in Code.objects.filter(list__code="international-body")}
        number = 0
        for code, title, symbol, ago, ahead in DOCUMENTS:
            published = self.today - timedelta(days=ago)
            by, at = self.secretary, _morning(published + timedelta(days=20))
            document = recommending.add_document(
                issuer=issuers[code], title=title, symbol=symbol, published_on=published,
                next_report_on=self.today + timedelta(days=ahead), by=by, at=at,
            )  # fmt: skip
            for paragraph, text, clauses, bodies in RECOMMENDED:
                known = recommending.add_recommendation(
                    document, paragraph=paragraph, text=text, clauses=list(clauses),
                    bodies=[self.bodies[one] for one in bodies],
                    next_on=document.next_report_on, by=by, at=at,
                )  # fmt: skip
                number += 1
                if status := self.chance.choice(
                    (None, Fulfilment.UNDER_WAY, Fulfilment.PARTLY, Fulfilment.DONE)
                ):
                    recommending.move(
                        known, status=status, why="İllik məlumat (nümayiş)", by=by,
                        at=at + timedelta(days=90),
                    )  # fmt: skip
            self._answer(document, published)
        return number

    def _answer(self, document: SourceDocument, published: date) -> None:
        """One body answers two paragraphs at once."""
        drafter, approver = self.people["drafter.labour"], self.people["approver.labour"]
        day = published + timedelta(days=120)
        reply = answering.begin_reply(
            body=self.bodies["labour"], text=self.chance.choice(ANSWERS), as_of=day,
            recommendations=list(document.recommendations.filter(bodies=self.bodies["labour"])),
            by=drafter, at=_morning(day),
        )  # fmt: skip
        answering.send_reply(reply, by=drafter, at=_morning(day))
        if document.issuer.code != "ilo":
            answering.approve_reply(reply, by=approver, at=_morning(day + timedelta(days=2)))


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def tell(people: dict[str, User], *, at: datetime) -> str:
    """Everything that bodies did together; what there is of it, in a sentence."""
    story = Story(people, at)
    proposals = story.propose()
    meetings = story.sit()
    return f"{meetings} fictional meetings, {proposals} proposals, {story.recommend()} recommendations."
