"""Fictional materials, campaigns and leaflets handed out: written many rows at a time."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from dayaq.accounts.models import User
from dayaq.audit.models import record_each
from dayaq.awareness.models import (
    Acknowledgement,
    Campaign,
    Issue,
    Material,
    Movement,
    Point,
    Reach,
    Stock,
)
from dayaq.awareness.states import Flow
from dayaq.directory.models import Body, Code, Region
from dayaq.evaluation.models import Answer, QuestionSet, Receipt, Sheet
from dayaq.evaluation.states import Asked, Occasion, Purpose, SheetStatus
from dayaq.learning.models.training import AUDIENCES, TOPICS

SEED = 4801
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LINK = "https://example.org/dayaq/"

MATERIALS = (
    ("mia", "Qurbanın müəyyən edilməsi: ilkin əlamətlər", "guide", ("identification",), ("police",), ("mia", "border", "labour"), ("az",), "issued", 200),
    ("labour", "Uşaqlarla söhbət standartı", "standard", ("child_victims", "interviewing"), ("social_workers",), ("labour", "mia"), ("az",), "issued", 20),
    ("labour", "Uşaq qurbanlarla iş: metodik vəsait", "guide", ("child_victims",), ("social_workers", "teachers"), ("labour", "health"), ("az",), "issued", 300),
    ("mia", "Beynəlxalq təcrübə: onlayn cəlbetmə", "brief", ("online_sexual_exploitation",), ("police",), ("mia", "justice"), ("az", "en"), "issued", -15),
    ("labour", "Beynəlxalq təcrübə: təchizat zəncirləri", "brief", ("forced_labour",), ("labour_inspectors",), ("labour",), ("az", "en"), "issued", 400),
    ("border", "Xaricə işə gedirsən? Yoxla!", "leaflet", ("forced_labour",), (), (), ("az", "ru", "en", "tr"), "issued", None),
    ("migration", "Hüquqlarını bil: miqrant işçilər üçün", "leaflet", ("forced_services",), (), (), ("az", "ru", "en", "uz", "ur"), "issued", None),
    ("tourism", "Mehmanxana işçisinin yaddaş vərəqi", "leaflet", ("tourism",), ("tourism",), (), ("az", "ru"), "issued", 60),
    ("mia", "152: susma, zəng et (videoçarx)", "film", ("other",), (), (), ("az",), "issued", None),
    ("health", "Orqan alverinin əlamətləri", "teaching", ("organ_trafficking",), ("transplant",), ("health",), ("az",), "issued", 150),
    ("justice", "Cəzanın təyin edilməsi: məhkəmə təcrübəsi", "teaching", ("sentencing",), ("judges",), (), ("az",), "draft", None),
    ("mia", "Köhnə yaddaş vərəqi", "leaflet", ("other",), (), (), ("az",), "withdrawn", None),
)  # fmt: skip
POINTS = (
    ("border", "Balakən buraxılış məntəqəsi", "border", "AZ-BAL"),
    ("border", "Samur buraxılış məntəqəsi", "border", "AZ-QUS"),
    ("border", "Astara buraxılış məntəqəsi", "border", "AZ-AST"),
    ("border", "Heydər Əliyev Beynəlxalq Hava Limanı", "airport", "AZ-BA"),
    ("border", "Ələt limanı", "ship", "AZ-BA"),
    ("migration", "Bakı – Tbilisi qatarı", "train", "AZ-BA"),
    ("migration", "Beynəlxalq Avtovağzal", "bus", "AZ-BA"),
    ("migration", "“ASAN xidmət” mərkəzi", "centre", "AZ-BA"),
)
HANDED_OUT = {"border": 5, "migration": 6}
"""Whose leaflet a body hands out, by its place among the materials."""

CAMPAIGNS = (
    ("mia", "“152: susma” televiziya kampaniyası", ("tv_advert", "clip"), ("public",), ("az",), (8,), 90_000),
    ("mia", "Gənclər üçün onlayn təhlükəsizlik həftəsi", ("social_network", "lecture"), ("youth", "children"), ("az", "ru"), (), 40_000),
    ("labour", "Xaricdə iş axtaranlar üçün görüşlər", ("meeting",), ("labour_migrants", "job_seekers"), ("az",), (6,), 2_500),
    ("labour", "İşəgötürənlərlə uşaq əməyi mövzusunda görüşlər", ("meeting",), ("employers",), ("az",), (), 400),
    ("migration", "Miqrantlar üçün məlumat günləri", ("meeting", "poster"), ("labour_migrants",), ("az", "ru", "uz"), (6,), 1_800),
    ("tourism", "Turizm mövsümünə hazırlıq", ("poster", "website"), ("travellers", "employers"), ("az", "en"), (7,), 12_000),
)  # fmt: skip
VIEWS = (
    "Bölgələrdə iştirak gözləniləndən çox oldu.",
    "Növbəti dəfə materiallar daha erkən paylanmalıdır.",
    "",
)
STAFF = ("drafter", "approver", "head")


class Press:
    """Prints the same things at every load."""

    def __init__(self, people: dict[str, User], at: datetime) -> None:
        self.people, self.at, self.today = people, at, localdate(at)
        self.chance = Random(SEED)  # noqa: S311 - a story, not a secret
        self.bodies = {body.code: body for body in Body.objects.all()}
        self.regions = list(Region.objects.filter(kind__in=("city", "district")).order_by("code"))
        self.codes: dict[str, dict[str, Code]] = defaultdict(dict)
        for code in Code.objects.select_related("list"):
            self.codes[code.list.code][code.code] = code

    def _record(self, did: str, rows: list[Any]) -> None:
        for code in sorted({row.body.code for row in rows}):
            own = [row for row in rows if row.body.code == code]
            by = self.people[f"drafter.{code}"]
            record_each(did, own, by=by, at=self.at, for_body=self.bodies[code])

    def _of(self, list_code: str, codes: tuple[str, ...]) -> list[Code]:
        return [self.codes[list_code][code] for code in codes]

    def write(self) -> list[Material]:
        """The library: some must be read, some are due for review, one is still a draft."""
        issued_on = self.today - timedelta(days=400)
        rows = [
            Material(
                body=self.bodies[body], title=title, kind=kind, version=1, status=status,
                summary="Nümayiş materialı.", issued_on=None if status == "draft" else issued_on,
                review_on=None if review is None else self.today + timedelta(days=review),
            )
            for body, title, kind, _t, _a, _r, _l, status, review in MATERIALS
        ]  # fmt: skip
        Material.objects.bulk_create(rows)
        for row, (_b, _title, _k, topics, audiences, readers, *_rest) in zip(
            rows, MATERIALS, strict=True
        ):
            row.topics.set(self._of(TOPICS, topics))
            row.audiences.set(self._of(AUDIENCES, audiences))
            row.readers.set([self.bodies[code] for code in readers])
        Issue.objects.bulk_create(
            Issue(
                material=row, version=1, language=language, link=f"{LINK}{place}-{language.code}",
                put_in_on=issued_on, downloads=self.chance.randint(0, 240),
            )
            for place, (row, one) in enumerate(zip(rows, MATERIALS, strict=True))
            for language in self._of("language", one[6])
        )  # fmt: skip
        self._record("material.added", rows)
        self._read(rows)
        return rows

    def _read(self, rows: list[Material]) -> None:
        """Of those who must read a material, some have said so."""
        said = [
            Acknowledgement(
                material=row, version=1, user=user, body=self.bodies[code],
                on=self.today - timedelta(days=self.chance.randint(5, 300)),
            )
            for row, one in zip(rows, MATERIALS, strict=True)
            for code in one[5]
            for role in STAFF
            if (user := self.people.get(f"{role}.{code}")) and self.chance.random() < 0.55
        ]  # fmt: skip
        Acknowledgement.objects.bulk_create(said)

    def hand_out(self, materials: list[Material], years: list[int]) -> None:
        """Each quarter some copies come in; each month some are handed out at each point."""
        places = {region.code: region for region in Region.objects.all()}
        points = [
            Point(body=self.bodies[body], title=title, kind=kind, region=places[region])
            for body, title, kind, region in POINTS
        ]
        Point.objects.bulk_create(points)
        self._record("point.added", points)
        moves: list[Movement] = []
        stocks: dict[tuple[int, int], Stock] = {}
        for body, place in HANDED_OUT.items():
            own = [point for point in points if point.body.code == body]
            for language in self._of("language", MATERIALS[place][6]):
                stock = Stock(body=self.bodies[body], material=materials[place], language=language)
                stocks[place, language.pk] = stock
                for day in self._months(years):
                    moves += self._month(stock, own, day)
        Movement.objects.bulk_create(moves)
        Stock.objects.bulk_create(stocks.values())
        self._record("copies.moved", moves)

    def _months(self, years: list[int]) -> list[date]:
        days = [date(year, month, 15) for year in years for month in range(2, 13, 3)]
        return [day for day in days if day < self.today]

    def _month(self, stock: Stock, points: list[Point], day: date) -> list[Movement]:
        same = {"body": stock.body, "material": stock.material, "language": stock.language}
        came = self.chance.choice((500, 800, 1000))
        moves = [Movement(**same, flow=Flow.RECEIVED, on=day - timedelta(days=10), copies=came)]
        stock.received += came
        for point in self.chance.sample(points, k=min(2, len(points))):
            copies = self.chance.randint(60, 240)
            stock.handed_out += copies
            moves.append(Movement(**same, flow=Flow.HANDED_OUT, point=point, on=day, copies=copies))
        return moves

    def campaign(self, materials: list[Material], years: list[int]) -> int:
        rows, told, judged = [], [], []
        for year in years:
            for one in CAMPAIGNS:
                first = date(year, self.chance.randint(1, 10), self.chance.randint(1, 25))
                if first > self.today:
                    continue
                is_judged = self.chance.random() < 0.7
                rows.append(
                    Campaign(
                        body=self.bodies[one[0]],
                        title=f"{one[1]}, {year}",
                        starts_on=first,
                        ends_on=first + timedelta(days=self.chance.choice((0, 6, 30))),
                        items=self.chance.randint(1, 12),
                        other_partners="“Ümid yeri” ictimai birliyi (nümayiş)",
                        partner_count=self.chance.randint(1, 4),
                        region=self.chance.choice(self.regions),
                        cost=self.chance.choice((None, Decimal(0), Decimal(4200), Decimal(15800))),
                        organisers_view=self.chance.choice(VIEWS),
                    )
                )
                told.append(one)
                judged.append(is_judged)
        Campaign.objects.bulk_create(rows)
        self._ask_audiences([row for row, is_judged in zip(rows, judged, strict=True) if is_judged])
        reached = []
        for row, (_b, _t, media, audiences, languages, used, most) in zip(rows, told, strict=True):
            row.media.set(self._of("awareness-medium", media))
            row.languages.set(self._of("language", languages))
            row.materials.set([materials[place] for place in used])
            reached += [
                Reach(campaign=row, audience=audience, people=self.chance.randint(most // 3, most))
                for audience in self._of("awareness-audience", audiences)
            ]
        Reach.objects.bulk_create(reached)
        self._record("campaign.added", rows)
        return len(rows)

    def _ask_audiences(self, campaigns: list[Campaign]) -> None:
        """What audiences answered, as it stands once a questionnaire is closed: choices, summed."""
        asked = QuestionSet.objects.in_force().get(purpose=Purpose.CAMPAIGN, body=None)
        questions = [q for q in asked.questions.all() if q.asked == Asked.SCALE]
        sheets: list[Sheet] = []
        receipts: list[Receipt] = []
        answers: list[Answer] = []
        for campaign in campaigns:
            closes = campaign.ends_on + timedelta(days=30)
            is_over = closes < self.today
            sheet = Sheet(
                campaign=campaign, occasion=Occasion.AUDIENCE, questions=asked,
                status=SheetStatus.CLOSED if is_over else SheetStatus.OPEN,
                opens_on=campaign.ends_on, closes_on=closes,
                door="".join(self.chance.choices(LETTERS, k=10)),
            )  # fmt: skip
            people = self.chance.randint(20, 140)
            sheets.append(sheet)
            receipts.append(Receipt(id=self._id(), sheet=sheet, number=people))
            for question in questions:
                given = self.chance.choices("2345", weights=(1, 3, 8, 6), k=people)
                answers += [
                    Answer(
                        id=self._id(), sheet=sheet, question=question, choice=choice,
                        number=given.count(choice),
                    )
                    for choice in sorted(set(given))
                ]  # fmt: skip
        Sheet.objects.bulk_create(sheets)
        Receipt.objects.bulk_create(receipts)
        Answer.objects.bulk_create(answers)

    def _id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128))


def tell(people: dict[str, User], *, years: tuple[int, ...], at: datetime) -> int:
    """The awareness work of those years and of this one; how many campaigns there were."""
    press = Press(people, at)
    told = list(range(years[0], localdate(at).year + 1))
    materials = press.write()
    press.hand_out(materials, told)
    return press.campaign(materials, told)
