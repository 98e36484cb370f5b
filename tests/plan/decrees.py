"""The decree as shipped, a second plan of the same form, and ways to damage a text."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from dayaq.plan.decree.gazetteer import Gazetteer
from dayaq.plan.decree.reading import read
from dayaq.plan.decree.records import Reading

ORIGINAL = files("dayaq").joinpath("plan/data/decree-2173.txt").read_bytes()
TEXT = ORIGINAL.decode()
LINES = tuple(TEXT.split("\n"))
TABLE_FROM = LINES.index("1 2 3 4") + 1
TABLE_TO = LINES.index("Qeyd:")
ROW = re.compile(r"4\.\d+\.(\d+\.?)?(\s|$)")


@cache
def shipped() -> Gazetteer:
    return Gazetteer.shipped()


@cache
def the_decree() -> Reading:
    return read(ORIGINAL, shipped())


def reading_of(text: str, gazetteer: Gazetteer | None = None) -> Reading:
    return read(text.encode(), gazetteer or shipped())


def structure(reading: Reading) -> list[Any]:
    """What a reading says, apart from where it says so and how it was mended."""
    return [
        (
            direction.clause,
            direction.title.text,
            [
                (
                    measure.clause,
                    measure.title.text,
                    measure.period and (measure.period.kind, measure.period.text),
                    [(p.name, p.code, p.role, p.kind, p.order) for p in measure.parties],
                )
                for measure in direction.measures
            ],
        )
        for direction in reading.directions
    ]


def measure(reading: Reading, clause: str) -> Any:
    (found,) = (m for m in reading.measures() if m.clause == clause)
    return found


def codes(reading: Reading) -> list[tuple[str, str | None]]:
    return [(question.code, question.clause) for question in reading.questions]


def with_table(table: list[str]) -> str:
    return "\n".join([*LINES[:TABLE_FROM], *table, *LINES[TABLE_TO:]])


def blocks() -> list[list[str]]:
    """The headings and rows of the table, each with its lines."""
    anchors = [n for n in range(TABLE_FROM, TABLE_TO) if ROW.match(LINES[n])]
    ends = [*anchors[1:], TABLE_TO]
    return [list(LINES[start:end]) for start, end in zip(anchors, ends, strict=True)]


def small_gazetteer() -> Gazetteer:
    """Another country's year: renamed ministries, a committee, a group, a recommended body."""

    def body(code: str, *names: tuple[str, str | None, str | None]) -> dict[str, Any]:
        return {
            "code": code,
            "kind": "ministry",
            "names": [
                {"lang": "az", "full": full, "short": None, "since": since, "until": until}
                for full, since, until in names
            ],
            "aliases": [],
        }

    content = {
        "bodies": [
            body("mia", ("Daxili İşlər Nazirliyi", None, None)),
            body(
                "digital",
                ("Nəqliyyat, Rabitə və Yüksək Texnologiyalar Nazirliyi", None, "2021-10-10"),
                ("Rəqəmsal İnkişaf və Nəqliyyat Nazirliyi", "2021-10-11", None),
            ),
            body(
                "science",
                ("Təhsil Nazirliyi", None, "2022-07-27"),
                ("Elm və Təhsil Nazirliyi", "2022-07-28", None),
            ),
            body("future", ("Gələcəyin Təhsili üzrə Dövlət Komitəsi", None, None)),
            body("court", ("Azərbaycan Respublikasının Konstitusiya Məhkəməsi", None, None)),
        ],
        "groups": [
            {
                "code": "municipalities",
                "name_az": "bələdiyyələr",
                "name_en": "municipalities",
                "aliases": [],
            }
        ],
    }
    return Gazetteer.from_json(json.dumps(content))


SECOND_PLAN = """\
“Azərbaycan Respublikasında insan alverinə qarşı mübarizəyə dair 2026\ufffd2030-cu illər üçün
Milli Fəaliyyət Planı”nın təsdiq edilməsi haqqında

AZƏRBAYCAN RESPUBLİKASI PREZİDENTİNİN FƏRMANI

Azərbaycan Respublikası Konstitusiyasının 109-cu maddəsinin 32-ci bəndini rəhbər tutaraq
qərara alıram:

1. Milli Fəaliyyət Planı təsdiq edilsin (əlavə olunur).

İlham ƏLİYEV,
Azərbaycan Respublikasının Prezidenti

Bakı şəhəri, 5 yanvar 2026-cı il

\ufffd 31

Azərbaycan Respublikası Prezidentinin
2026-cı il 5 yanvar tarixli 31 nömrəli Fərmanı ilə
təsdiq edilmişdir

İnsan alverinə qarşı mübarizəyə dair 2026\ufffd2030-cu illər üçün Milli Fəaliyyət Planı

1. Giriş

Bu plan əvvəlki planların davamıdır.

2. Planın maliyyələşdirilməsi

Tədbirlər dövlət büdcəsi hesabına maliyyələşdirilir.

3. Planın icrasının qiymətləndirilməsi

Qiymətləndirmə ildə bir dəfə aparılır.

4. Əməkdaşlıq

Əməkdaşlıq davam etdirilir.

5. Planın həyata keçirilməsi üzrə

TƏDBİRLƏR PLANI

Sıra
\ufffd-si

Tədbirin adı İcraçı orqanlar İcra müddəti
(illər üzrə)

1 2 3 4
5.1. Qanunvericiliyin təkmilləşdirilməsi

5.1.1.

Qanunvericiliyə dəyişikliklərlə bağlı təkliflərin
hazırlanması

Daxili İşlər Nazirliyi 2027

5.1.2

Rəqəmsal xidmətlərin təşkili

Rəqəmsal İnkişaf və
Nəqliyyat Nazirliyi,
Daxili İşlər Nazirliyi

2026\ufffd2028

5.2. Maarifləndirmə

5.2.1. Məktəblərdə təlimlərin keçirilməsi

Elm və Təhsil Nazirliyi
Gələcəyin Təhsili üzrə Dövlət

Komitəsi,
bələdiyyələr

vətəndaş cəmiyyəti institutlarını və elm və təhsil müəssisələrini
cəlb etməklə

mütəmadi

5.3. Nəticələrin qiymətləndirilməsi

5.3.1.

Planın icrasının qiymətləndirilməsi

Daxili İşlər Nazirliyi

2030

Qeyd:
1. Azərbaycan Respublikasının Konstitusiya Məhkəməsinə tövsiyə edilsin ki, bu Planın 5.1.1-ci və
5.2.1-
ci yarımbəndlərində nəzərdə tutulmuş tədbirlərin həyata keçirilməsində iştirak etsin.
"""
