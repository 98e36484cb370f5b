"""Fictional trainings of the nation's bodies, recorded through the same actions as real ones."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.utils.timezone import localdate

from dayaq.accounts.models import User
from dayaq.directory.models import Body, Code, Region
from dayaq.evaluation.actions import sheets as judging
from dayaq.evaluation.actions.tests import choose_test
from dayaq.evaluation.models import Question, QuestionSet
from dayaq.evaluation.states import Asked, Occasion, SheetStatus
from dayaq.learning.actions import training as acts
from dayaq.learning.models import Course, Programme
from dayaq.learning.models.training import AUDIENCES, TOPICS

SEED = 4701

PROGRAMMES = (
    (
        "mia",
        "İnsan alveri qurbanlarının müəyyən edilməsi: əsas kurs",
        24,
        ("police", "special_police_unit", "other_law_enforcement"),
        ("victims_rights", "forced_services", "other_exploitation", "gender", "child_aspects",
         "online_sexual_exploitation", "compensation", "identification", "referral"),
    ),
    (
        "labour",
        "Əmək müfəttişləri üçün: məcburi əməyin əlamətləri",
        16,
        ("labour_inspectors",),
        ("victims_rights", "forced_services", "forced_labour", "referral", "compensation"),
    ),
    (
        "labour",
        "Sosial işçilər üçün: uşaq qurbanlarla iş",
        18,
        ("social_workers",),
        ("victims_rights", "child_aspects", "child_victims", "interviewing"),
    ),
    (
        "border",
        "Sərhəddə müəyyənetmə və ilkin söhbət",
        12,
        ("border_guards",),
        ("victims_rights", "gender", "child_aspects", "border", "identification", "interviewing"),
    ),
    (
        "migration",
        "Miqrantlarla iş: istismarın əlamətləri",
        12,
        ("migration",),
        ("victims_rights", "forced_services", "gender", "identification", "compensation"),
    ),
    (
        "justice",
        "Hakimlər və məhkəmə aparatı üçün: kompensasiya və cəzanın təyin edilməsi",
        8,
        ("judges", "court_staff"),
        ("victims_rights", "other_exploitation", "compensation", "sentencing", "legal_aid"),
    ),
    (
        "tourism",
        "Mehmanxana işçiləri üçün: riskləri tanımaq",
        6,
        ("tourism",),
        ("tourism", "child_aspects", "online_sexual_exploitation", "identification"),
    ),
    (
        "health",
        "Transplantasiya personalı üçün: orqan alverinin aşkarlanması",
        8,
        ("transplant", "health"),
        ("organ_trafficking", "victims_rights", "identification"),
    ),
)  # fmt: skip
FIRMS = {
    "tourism": ("“Nümunə” mehmanxanası", "“Sınaq” turizm şirkəti", "“Örnək” hosteli"),
    "transplant": ("Nümunə klinik xəstəxanası", "Sınaq cərrahiyyə mərkəzi"),
}
REMARKS = (
    "Praktik misallar çox faydalı oldu.",
    "Müzakirəyə daha çox vaxt ayrılsın.",
    "Materiallar əvvəlcədən göndərilsə, yaxşı olar.",
    "Qrup işi maraqlı idi.",
    "Bölgələrdə də keçirilsin.",
    "Hüquqi hissə daha qısa ola bilərdi.",
)
TRAINERS = (
    ("mia", "Nigar Təlimli", "Polis Akademiyası, müəllim (nümayiş)"),
    ("labour", "Rəşad Məşqli", "Təlim mərkəzi, baş məsləhətçi (nümayiş)"),
    ("border", "Elnur Sınaqlı", "Akademiya, müəllim (nümayiş)"),
)


class School:
    """Tells the same trainings at every load."""

    def __init__(self, people: dict[str, User], at: datetime) -> None:
        self.people = people
        self.at = at
        self.today = localdate(at)
        self.chance = Random(SEED)  # noqa: S311 - a story, not a secret
        self.bodies = {body.code: body for body in Body.objects.all()}
        self.regions = list(Region.objects.filter(kind__in=("city", "district")).order_by("code"))
        self.topics, self.audiences = _by_code(TOPICS), _by_code(AUDIENCES)
        self.programmes: list[tuple[Programme, tuple[str, ...]]] = []
        self.trainers = {
            code: acts.add_trainer(
                body=self.bodies[code], name=name, workplace=place, by=self._drafter(code), at=at
            )
            for code, name, place in TRAINERS
        }

    def _drafter(self, code: str) -> User:
        return self.people[f"drafter.{code}"]

    def approve_programmes(self, since: date) -> None:
        test = QuestionSet.objects.in_force().get(code="basic-test")
        for code, title, hours, audiences, topics in PROGRAMMES:
            programme = acts.add_programme(
                body=self.bodies[code],
                title=title,
                hours=hours,
                document="№ T-1 (nümayiş)",
                since=since,
                topics=[self.topics[topic] for topic in topics],
                audiences=[self.audiences[audience] for audience in audiences],
                by=self._drafter(code),
                at=_morning(since),
            )
            if hours >= 12:
                choose_test(programme, test=test, by=self._drafter(code), at=_morning(since))
            self.programmes.append((programme, audiences))

    def hold(self, year: int) -> int:
        """A few trainings by each programme in that year, as far as it has come; how many."""
        return sum(
            self._course(programme, audiences, year) is not None
            for programme, audiences in self.programmes
            for _number in range(self.chance.randint(2, 3))
        )

    def _course(self, programme: Programme, audiences: tuple[str, ...], year: int) -> Course | None:
        code = programme.body.code
        first = date(year, self.chance.randint(2, 11), self.chance.randint(1, 26))
        if first > self.today + timedelta(days=40):
            return None
        by = self._drafter(code)
        course = acts.plan_course(
            body=programme.body,
            programme=programme,
            starts_on=first,
            ends_on=first + timedelta(days=(programme.hours or 8) // 8),
            region=self.chance.choice(self.regions),
            places=self.chance.choice((20, 25, 30)),
            partners=[self.bodies["migration"]] if self.chance.random() < 0.25 else [],
            trainers=[self.trainers[code]] if code in self.trainers else [],
            by=by,
            at=_morning(first - timedelta(days=15)),
        )
        if course.ends_on < self.today and self.chance.random() < 0.96:
            acts.record_attendance(
                course,
                [self._line(code, audience, number) for number, audience in enumerate(audiences)],
                by=by,
                at=_morning(course.ends_on + timedelta(days=1)),
            )
            self._judge(course, by)
        return course

    def _judge(self, course: Course, by: User) -> None:
        """What papers and phones brought; some trainings nobody judged."""
        if self.chance.random() < 0.15:
            return
        good = self.chance.uniform(0.45, 0.85)
        people = course.attended or 0
        for sheet in course.sheets.all():
            asked = list(sheet.questions.questions.all())
            is_later = sheet.occasion == Occasion.FOLLOW_UP
            at = _morning(course.ends_on + timedelta(days=100 if is_later else 2))
            if localdate(at) >= self.today:
                continue
            answered = {Occasion.ORGANISER: 1, Occasion.FOLLOW_UP: people // 2}
            count = answered.get(Occasion(sheet.occasion), people)
            if sheet.status == SheetStatus.WAITING:
                judging.open_sheet(sheet, by=by, at=at)
            share = good - 0.3 if sheet.occasion == Occasion.BEFORE else good
            judging.key_in(
                sheet,
                people=count,
                counts={q: self._counts(q, count, share) for q in asked if q.asked != Asked.WORDS},
                remarks={
                    q: self.chance.sample(REMARKS, self.chance.randint(0, 3))
                    for q in asked
                    if q.asked == Asked.WORDS
                },
                by=by,
                at=at,
            )
            judging.close_sheet(sheet, by=by, at=at + timedelta(days=20))

    def _counts(self, question: Question, people: int, share: float) -> dict[str, int]:
        """How often each choice was made: the right ones and the high ones by the share."""
        choices = [choice for choice, _label in question.choices]
        if question.asked == Asked.SCALE:
            weights = [0.02, 0.05, 0.35 * (1 - share) + 0.02, 0.4, share]
        else:
            weights = [share if question.is_right(choice) else 1 - share for choice in choices]
        drawn = Counter(self.chance.choices(choices, weights, k=people))
        return {choice: drawn[choice] for choice in choices}

    def _line(self, code: str, audience: str, number: int) -> dict[str, object]:
        firms = FIRMS.get(audience, ())
        return {
            "body": None if firms else self.bodies[code],
            "unit": self.chance.choice(firms) if firms else "",
            "audience": self.audiences[audience],
            "women": self.chance.randint(3, 12),
            "men": self.chance.randint(3, 12),
            "unsaid": 0 if number else self.chance.choice((0, 0, 1)),
        }


def _by_code(list_code: str) -> dict[str, Code]:
    return {code.code: code for code in Code.objects.filter(list__code=list_code)}


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def tell(people: dict[str, User], *, years: tuple[int, ...], at: datetime) -> int:
    """The trainings of those years and of this one; how many were planned or held."""
    school = School(people, at)
    school.approve_programmes(date(years[0], 1, 10))
    this_year = localdate(at).year
    return sum(school.hold(year) for year in dict.fromkeys((*years, this_year - 1, this_year)))
