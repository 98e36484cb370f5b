"""Fictional partners of the nation's bodies: what was agreed, asked, done, paid, shared and studied.

Written many rows at a time: hundreds of rows of registers, each with its line in the record.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random
from typing import Any, TypeVar

from django.utils.timezone import localdate

from dayaq.access.models import Kept
from dayaq.accounts.models import User
from dayaq.audit.models import record_each
from dayaq.directory.models import Body, Code, Region
from dayaq.partnership.models import (
    Activity,
    Agreement,
    Funding,
    Liaison,
    Partner,
    Request,
    Resource,
    Study,
)
from dayaq.partnership.models.kept import COUNTRIES

SEED = 4601
K = TypeVar("K", bound=Kept)

PARTNERS = (
    ("labour", "“Ümid yeri” ictimai birliyi (nümayiş)", "ngo", "AZ", ["4.6.1", "4.4.6"]),
    ("labour", "“Təmiz dünya” qadınlara yardım birliyi (nümayiş)", "ngo", "AZ", ["4.6.1", "4.6.2"]),
    ("mia", "“Etibar” hüquqi yardım mərkəzi (nümayiş)", "ngo", "AZ", ["4.6.1", "4.6.2"]),
    ("mia", "Beynəlxalq Miqrasiya Təşkilatının nümayəndəliyi (nümayiş)", "international", "CH", ["4.6.3"]),
    ("mia", "ATƏT-in layihə ofisi (nümayiş)", "international", "AT", ["4.6.3", "4.6.7"]),
    ("labour", "Beynəlxalq Əmək Təşkilatının layihəsi (nümayiş)", "international", "CH", ["4.6.3", "4.9.2"]),
    ("health", "“Nümunə” donor fondu (nümayiş)", "international", "DE", ["4.9.2"]),
    ("mia", "Qonşu ölkənin mütəşəkkil cinayətkarlıqla mübarizə idarəsi (nümayiş)", "foreign", "GE", ["4.6.6"]),
    ("migration", "Türkiyənin miqrasiya idarəsi (nümayiş)", "foreign", "TR", ["4.6.3", "4.6.6"]),
    ("tourism", "“Sahil” mehmanxanalar assosiasiyası (nümayiş)", "private", "AZ", ["4.6.1"]),
    ("labour", "“Sınaq” tikinti şirkəti (nümayiş)", "private", "AZ", ["4.6.1"]),
    ("mia", "“Örnək” universiteti, Kriminologiya kafedrası (nümayiş)", "academic", "AZ", ["4.2.2"]),
)  # fmt: skip
AGREEMENTS = (
    ("labour", "Sosial xidmətlər üzrə əməkdaşlıq memorandumu", (0, 1), ["4.6.1"], 1400, 1100),
    ("mia", "Qurbanlara hüquqi yardım haqqında memorandum", (2,), ["4.6.1"], 1100, None),
    ("mia", "Texniki yardım haqqında saziş", (3, 4), ["4.6.3"], 900, 400),
    ("labour", "Məcburi əməyin qarşısının alınması üzrə birgə proqram", (5,), ["4.6.3", "4.9.2"], 700, 720),
    ("migration", "Təkrar qəbul və məlumat mübadiləsi haqqında protokol", (8,), ["4.6.3", "4.6.6"], 500, None),
    ("tourism", "Mehmanxana sektorunun davranış kodeksi", (9,), ["4.6.1"], 300, None),
    ("mia", "Birgə tədqiqatlar haqqında müqavilə", (11,), ["4.2.2"], 420, 300),
)  # fmt: skip
LIAISONS = (
    ("mia", "TR", "Səfirliyin daxili işlər üzrə attaşesi"),
    ("mia", "GE", "Polis əməkdaşlığı mərkəzinin növbətçi zabiti"),
    ("mia", "RU", "Səfirliyin əlaqələndirici zabiti"),
    ("migration", "AE", "Konsulluğun miqrasiya məsələləri üzrə katibi"),
    ("border", "KZ", "Sərhəd nümayəndəsinin aparatı"),
)
ASKED = (
    ("mia", "Telefon nömrəsinin mənsubiyyəti haqqında", ["4.6.6", "4.3.3"], "TR"),
    ("mia", "Hüquqi şəxsin təsisçiləri haqqında", ["4.6.6", "4.3.3"], "GE"),
    ("mia", "Pul köçürmələrinin istiqamətləri haqqında", ["4.6.6", "4.3.4"], "AE"),
    ("border", "Sərhədkeçmə statistikası haqqında", ["4.6.6", "4.3.3"], "KZ"),
    ("migration", "Geri qayıdan vətəndaşlara dəstək proqramları haqqında", ["4.6.6"], "TR"),
    ("labour", "İşəgötürmə agentliklərinin lisenziyası haqqında", ["4.6.6"], "RU"),
)
ACTIVITIES = (
    ("mia", "Təcrübə mübadiləsi səfəri", "visit", ["4.6.3"], ("TR", "GE"), (3,)),
    ("mia", "İnsan alverinə qarşı mübarizə üzrə beynəlxalq konfrans", "event", ["4.6.7"], ("AT", "DE", "GE"), (3, 4)),
    ("labour", "Uşaq əməyinə qarşı birgə layihə", "project", ["4.6.4"], ("CH",), (5,)),
    ("labour", "Uşaqlar üçün yay məktəbi", "event", ["4.6.4"], (), (0,)),
    ("border", "Birgə sərhəd əməliyyatı", "operation", ["4.6.3"], ("KZ",), ()),
    ("migration", "Miqrasiya xidmətlərinin iş görüşü", "meeting", ["4.6.3"], ("TR", "RU"), (8,)),
)  # fmt: skip
MONEY = (
    (
        "labour",
        "Qeyri-hökumət sığınacaqlarına dəstək",
        "state_budget",
        None,
        0,
        ["4.4.4", "4.6.2"],
        60,
    ),
    ("labour", "Reabilitasiya xidmətlərinə qrant", "grant", None, 1, ["4.6.2"], 40),
    ("mia", "Hüquqi yardıma qrant", "grant", None, 2, ["4.6.2"], 25),
    ("mia", "Qaynar xəttin texniki təminatı", "donor", 3, None, ["4.9.2"], 90),
    ("labour", "Əmək müfəttişlərinin hazırlığı", "donor", 5, None, ["4.9.2"], 70),
    ("health", "Tibb işçiləri üçün vəsaitlər", "donor", 6, None, ["4.9.2"], 35),
)
NOT_SEPARATE = (
    ("justice", "Məhkəmə işçilərinin təlimi", "Təlimlər Akademiyanın ümumi büdcəsindən maliyyələşir."),
    ("border", "Vərəqələrin paylanması", "Xərclər xidmətin cari xərcləri daxilində ödənilir."),
)  # fmt: skip
RESOURCES = (
    ("mia", "Uşaqlarla söhbət otağı", 1),
    ("labour", "Səyyar sosial xidmət avtomobili", 2),
    ("justice", "Akademiyanın konfrans zalı", 1),
    ("migration", "Tərcüməçilər (fars, ərəb, urdu dilləri)", 4),
    ("health", "Psixoloqların növbətçi qrupu", 3),
)
STUDIES = (
    ("mia", "Bölgələrdə insan alverinin sosial-psixoloji səbəbləri", "regionlarda səbəblər", "published", ["4.4.2", "4.2.2"]),
    ("labour", "Xidmət sahəsində çalışan miqrantların vəziyyəti", "miqrant işçilər", "finished", ["4.1.6", "4.2.2"]),
    ("mia", "Onlayn cəlbetmə üsulları", "internet", "under_way", ["4.2.2"]),
    ("labour", "Təchizat zəncirlərində risklər", "biznes", "planned", ["4.2.2", "4.1.11"]),
)  # fmt: skip
RESULTS = (
    "Nəticələr İşçi qrupunda müzakirə edildi.",
    "Tövsiyələr aidiyyəti qurumlara göndərildi.",
    "",
)


class Office:
    """Keeps the same registers at every load."""

    def __init__(self, people: dict[str, User], at: datetime) -> None:
        self.people, self.at, self.today = people, at, localdate(at)
        self.chance = Random(SEED)  # noqa: S311 - a story, not a secret
        self.bodies = {body.code: body for body in Body.objects.all()}
        self.countries = {one.code: one for one in Code.objects.filter(list__code=COUNTRIES)}
        self.regions = list(Region.objects.filter(kind="city").order_by("code"))
        self.partners = self._partners()

    def keep(self, did: str, rows: list[K], **links: list[Any]) -> list[K]:
        """Store the rows with what they are linked to, and a line of the record for each."""
        model = type(rows[0])
        model._default_manager.bulk_create(rows)
        for name, linked in links.items():
            through = getattr(model, name).through
            own, other = (f"{field.name}_id" for field in through._meta.fields[1:3])
            through._default_manager.bulk_create(
                through(**{own: row.pk, other: one.pk})
                for row, others in zip(rows, linked, strict=True)
                for one in others
            )
        for code in sorted({row.body.code for row in rows}):
            own_rows = [row for row in rows if row.body.code == code]
            by = self.people[f"drafter.{code}"]
            record_each(did, own_rows, by=by, at=self.at, for_body=self.bodies[code])
        return rows

    def day(self, year: int) -> date:
        """A day of that year that has come."""
        last = min(date(year, 12, 20), self.today - timedelta(days=1))
        first = date(year, 1, 10)
        return first + timedelta(days=self.chance.randint(0, max((last - first).days, 0)))

    def _partners(self) -> list[Partner]:
        rows = [
            Partner(
                body=self.bodies[body], title=title, kind=kind, clauses=clauses,
                country=self.countries[country], address="Bakı şəhəri (nümayiş)",
            )
            for body, title, kind, country, clauses in PARTNERS
        ]  # fmt: skip
        return self.keep("partner.added", rows)

    def agree(self) -> None:
        rows = [
            Agreement(
                body=self.bodies[body], title=title, clauses=clauses, number=f"№ {place}/N (nümayiş)",
                signed_on=self.today - timedelta(days=before),
                ends_on=self.today + timedelta(days=lasts - before) if lasts else None,
                subject="Məlumat mübadiləsi, birgə tədbirlər və yardım.",
            )
            for place, (body, title, _with, clauses, before, lasts) in enumerate(AGREEMENTS, 1)
        ]  # fmt: skip
        partners = [[self.partners[one] for one in with_] for _b, _t, with_, *_rest in AGREEMENTS]
        self.keep("agreement.added", rows, partners=partners)
        offices = [
            Liaison(
                body=self.bodies[body], country=self.countries[country], office=office,
                contact="(+994 12) 000 00 00, nümayiş", since=self.today - timedelta(days=600),
            )
            for body, country, office in LIAISONS
        ]  # fmt: skip
        self.keep("liaison.added", offices)

    def ask(self, years: list[int]) -> None:
        """Questions of each year: most are answered, some late, a few wait."""
        rows = []
        for year, (body, title, clauses, country) in (
            (year, one) for year in years for one in ASKED for _twice in range(2)
        ):
            asked = _hour(self.day(year), self.chance.randint(5, 12))
            waits = year == years[-1] and self.chance.random() < 0.4
            took = timedelta(hours=self.chance.choice((6, 20, 44, 90, 260)))
            rows.append(
                Request(
                    body=self.bodies[body],
                    title=title,
                    clauses=clauses,
                    country=self.countries[country],
                    way=self.chance.choice(("from_us", "to_us")),
                    asked_at=asked,
                    due_at=asked + timedelta(days=10),
                    status="awaited"
                    if waits
                    else self.chance.choice(("answered",) * 9 + ("declined",)),
                    answered_at=None if waits else asked + took,
                )
            )
        self.keep("request.added", rows)

    def act(self, years: list[int]) -> None:
        rows, countries, partners = [], [], []
        for year in years:
            for body, title, kind, clauses, where, with_ in ACTIVITIES:
                first = self.day(year)
                for_minors = "4.6.4" in clauses
                rows.append(
                    Activity(
                        body=self.bodies[body],
                        title=f"{title}, {year}",
                        kind=kind,
                        clauses=clauses,
                        starts_on=first,
                        ends_on=first + timedelta(days=self.chance.randint(0, 4)),
                        region=self.chance.choice(self.regions),
                        participants=self.chance.choice((None, 18, 30, 45, 120)),
                        is_for_minors=for_minors,
                        minors=self.chance.choice((40, 85, None)) if for_minors else None,
                        outcome=self.chance.choice(RESULTS),
                    )
                )
                countries.append([self.countries[one] for one in where])
                partners.append([self.partners[one] for one in with_])
        self.keep("activity.added", rows, countries=countries, partners=partners)

    def pay(self, years: list[int]) -> None:
        """Each year's money, as far as it has come; some steps nobody knows."""
        rows = []
        for year, (body, title, source, donor, receiver, clauses, most) in (
            (year, one) for year in years for one in MONEY
        ):
            whole = Decimal(most * 1000 + self.chance.randint(0, 9) * 500)
            is_over = year < self.today.year
            rows.append(
                Funding(
                    body=self.bodies[body],
                    title=title,
                    clauses=clauses,
                    source=source,
                    year=year,
                    donor=None if donor is None else self.partners[donor],
                    receiver=None if receiver is None else self.partners[receiver],
                    asked=whole * 2 if source == "grant" else None,
                    pledged=whole,
                    received=whole if is_over else whole / 2,
                    allocated=whole if is_over else whole / 2,
                    spent=self.chance.choice((whole, whole * Decimal("0.9"), None))
                    if is_over
                    else None,
                    call=f"{year}-ci il üçün qrant müsabiqəsi" if source == "grant" else "",
                    result="Xidmətlər göstərildi, hesabat təqdim edildi." if is_over else "",
                )
            )
        rows += [
            Funding(
                body=self.bodies[body], title=title, clauses=["4.9.1"], source="state_budget",
                year=year, is_not_separate=True, reason=reason,
            )
            for year in years
            for body, title, reason in NOT_SEPARATE
        ]  # fmt: skip
        self.keep("fund.added", rows)

    def share(self) -> None:
        users = cycle(("Səhiyyə Nazirliyi", "Dövlət Miqrasiya Xidməti", ""))
        rows = [
            Resource(
                body=self.bodies[body], title=title, clauses=["4.9.3"], offered=count,
                offered_on=self.today - timedelta(days=500), used_times=times, used_by=next(users),
            )
            for (body, title, count), times in zip(RESOURCES, (14, 6, 9, None, 0), strict=True)
        ]  # fmt: skip
        self.keep("resource.added", rows)

    def study(self) -> None:
        begun, done = self.today - timedelta(days=520), self.today - timedelta(days=150)
        rows = [
            Study(
                body=self.bodies[body], title=title, topic=topic, stage=stage, clauses=clauses,
                region=self.chance.choice(self.regions), methods="Sorğu, fokus-qrup, sənədlərin təhlili",
                ethics_number="Etika komissiyası, № 3 (nümayiş)" if stage != "planned" else "",
                ethics_on=begun if stage != "planned" else None,
                begun_on=begun if stage != "planned" else None,
                finished_on=done if stage in {"finished", "published"} else None,
                published_on=done + timedelta(days=40) if stage == "published" else None,
                proposals=2 if stage == "published" else None,
                followed="Tədbirlər planına təkliflər verildi." if stage == "published" else "",
            )
            for body, title, topic, stage, clauses in STUDIES
        ]  # fmt: skip
        self.keep("study.added", rows, partners=[[self.partners[11]]] * len(rows))


def _hour(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def tell(people: dict[str, User], *, years: tuple[int, ...], at: datetime) -> int:
    """The registers of those years and of this one; how many partners there are."""
    office = Office(people, at)
    told = list(range(years[0], localdate(at).year + 1))
    office.agree()
    office.ask(told)
    office.act(told)
    office.pay(told)
    office.share()
    office.study()
    return len(office.partners)
