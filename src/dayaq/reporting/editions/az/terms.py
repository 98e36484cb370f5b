"""Azerbaijani terms of an edition: headings, statuses, dates, numbers and how things are cited."""

from collections.abc import Sequence
from datetime import date

from dayaq.kernel.text import ordinal

LANGUAGE = "az"

MONTHS = (
    *("yanvar", "fevral", "mart", "aprel", "may", "iyun"),
    *("iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr"),
)

HEADINGS = {
    "contents": "Mündəricat",
    "summary": "I. Xülasə",
    "method": "II. Hüquqi əsas və metodika",
    "directions": "III. Tədbirlərin istiqamətlər üzrə icra vəziyyəti",
    "contributions": "IV. Tövsiyə edilən qurumların töhfəsi",
    "partners": "V. Qeyri-hökumət təşkilatlarının və beynəlxalq təşkilatların cəlb edilməsi",
    "financing": "VI. Maliyyələşdirmə",
    "difficulties": "VII. Çətinliklər və tələb olunan qərarlar",
    "next_steps": "VIII. Növbəti dövr üçün nəzərdə tutulan işlər",
    "silent": "IX. Hesabat təqdim etməyən qurumlar",
    "figures": "X. Göstəricilər",
    "changes": "XI. Əvvəlki nəşrlə müqayisədə dəyişikliklər",
    "amendments": "XII. Plana edilmiş dəyişikliklər və mətnin bərpası",
    "annex_measures": "Əlavə 1. Tədbirlərin ümumi cədvəli",
    "annex_commitments": "Əlavə 2. Qeydlərdə göstərilən əlavə öhdəliklər",
    "annex_documents": "Əlavə 3. Təsdiqedici sənədlərin siyahısı",
}

LABELS = {
    "clause": "№",
    "measure": "Tədbir",
    "executors": "İcraçılar",
    "period": "İcra müddəti",
    "works": "Görülmüş işlər (qurumlar üzrə)",
    "declared": "Bəyan edilmiş vəziyyət",
    "verified": "Yoxlanılmış vəziyyət",
    "documents": "Təsdiqedici sənədlər",
    "grounds": "Yoxlamanın əsası",
    "reports": "Hesabatlar",
    "indicator": "Göstərici",
    "status": "İcra vəziyyəti",
    "all": "Cəmi",
    "dated": "Müddətli",
    "regular": "Mütəmadi",
    "number": "Say",
    "note": "İzah",
    "fact": "Məlumat",
    "value": "Qiymət",
    "body": "Qurum",
    "text": "Məzmun",
    "source": "Mənbə",
    "entries": "Qeydlərin sayı",
    "sum": "Məlum olan məbləğ, manat",
    "unknown": "Məbləği məlum olmayan",
    "reason": "Səbəb",
    "problems": "Çətinlik və səbəbi",
    "decision": "Tələb olunan qərar",
    "owed": "Gözlənilən hesabat",
    "missing": "Təqdim edilməyib",
    "measures": "Tədbirlər",
    "change": "Dəyişiklik",
    "version": "Redaksiya",
    "act": "Akt",
    "effective": "Qüvvəyə mindiyi tarix",
    "line": "Mənbə sətri",
    "before": "Mənbədə",
    "after": "Bərpa edilmiş",
    "title": "Sənəd",
    "breakdown": "Bölgü",
    "parts": "Surət / məxrəc",
    "signature": "Məlumatı imzaladı",
    "signature_line": "(vəzifə, ad, soyad, imza, tarix)",
    "page": "Səhifə",
    "note_number": "Qeyd",
    "commitment": "Öhdəlik",
    "result": "Nəticə",
    "no_rows": "Qeyd yoxdur.",
}

VERIFIED = {
    "fully": "tam icra olunub",
    "mostly": "əsasən icra olunub",
    "partially": "qismən icra olunub",
    "not": "icra olunmayıb",
    "no_evidence": "sübut yoxdur",
    "unknown": "məlum deyil (yoxlanılmayıb)",
}

DECLARED = {
    "not_started": "başlanmayıb",
    "in_progress": "icra olunur",
    "completed": "icra olunub",
    "suspended": "dayandırılıb",
    "performed": "bu dövrdə icra olunub",
    "partly_performed": "bu dövrdə qismən icra olunub",
    "not_performed": "bu dövrdə icra olunmayıb",
    "not_applicable": "bu dövrə aid deyil",
    "": "bəyan edilməyib",
}

SOURCES = {
    "state_budget": "Dövlət büdcəsi",
    "off_budget": "Büdcədənkənar vəsait",
    "grant": "Qrant",
    "donor": "Donor vəsaiti",
    "other": "Qanunla qadağan olunmayan digər mənbə",
}

REPAIRS = {
    "lookalike-letter": "oxşar hərf",
    "lost-character": "itmiş işarə",
    "letter-spacing": "aralı yazılmış söz",
    "glued-words": "bitişik yazılmış sözlər",
    "missing-space": "buraxılmış ara",
    "year-spacing": "illər arasında artıq ara",
    "line-hyphen": "sətirdən sətrə keçirmə",
    "hyphenation": "sətirdən sətrə keçirmə",
}

_ISSUED = {
    "Sərəncam": "Azərbaycan Respublikası Prezidentinin {day} tarixli {number} nömrəli Sərəncamı",
    "Fərman": "Azərbaycan Respublikası Prezidentinin {day} tarixli {number} nömrəli Fərmanı",
    "Qərar": "Azərbaycan Respublikası Nazirlər Kabinetinin {day} tarixli {number} nömrəli Qərarı",
    "Qanun": "Azərbaycan Respublikasının {day} tarixli {number} nömrəli Qanunu",
}

_POSSESSIVE_OF_DIGIT = ("", "i", "si", "ü", "ü", "i", "sı", "si", "i", "u")
_POSSESSIVE_OF_TENS = ("", "u", "si", "u", "ı", "si", "ı", "i", "i", "ı")


def of_them(number: int) -> str:
    """The number as a part of a whole: `5-i`, `6-sı`, `30-u`, `100-ü`; for none, `heç biri`."""
    if number == 0:
        return "heç biri"
    if number % 10:
        return f"{number}-{_POSSESSIVE_OF_DIGIT[number % 10]}"
    if number % 100:
        return f"{number}-{_POSSESSIVE_OF_TENS[number // 10 % 10]}"
    return f"{number}-{'ü' if number % 1000 else 'i'}"


def in_year(year: int) -> str:
    return f"{ordinal(year)} il"


def on_day(day: date) -> str:
    """`22 iyul 2020-ci il`."""
    return f"{day.day} {MONTHS[day.month - 1]} {ordinal(day.year)} il"


def dated(day: date) -> str:
    """`2020-ci il 22 iyul`, as acts are cited."""
    return f"{ordinal(day.year)} il {day.day} {MONTHS[day.month - 1]}"


def brief(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def money(amount: str) -> str:
    """`12 500,00`: spaces between thousands, a comma before qəpik."""
    return f"{float(amount):,.2f}".replace(",", "\u00a0").replace(".", ",")


def number(value: str) -> str:
    whole, _, rest = value.partition(".")
    rest = rest.rstrip("0")
    return f"{whole},{rest}" if rest else whole


def clauses(found: Sequence[str]) -> str:
    return ", ".join(found)


def act(kind: str, number: str, day: date) -> str:
    """The act as it is cited; of an unknown kind, by its kind alone."""
    form = _ISSUED.get(kind, "{day} tarixli {number} nömrəli " + kind)
    return form.format(day=dated(day), number=number)


def executor(name: str, today: str | None, *, is_lead: bool) -> str:
    told = name if today is None else f"{name} (hazırda – {today})"
    return f"{told} – əsas icraçı" if is_lead else told


def group(name: str, members: Sequence[str]) -> str:
    if not members:
        return f"{name} (qurumlar qərarla müəyyən edilməyib)"
    return f"{name} (qərarla: {'; '.join(members)})"


def involved(names: Sequence[str]) -> str:
    return f"{', '.join(names)} cəlb etməklə"


def not_due() -> str:
    return "Tədbirin icra müddəti hesabat dövrünü əhatə etmir."


def nothing_to_report(reason: str) -> str:
    return f"Hesabat dövründə məlumat yoxdur. Səbəb: {reason}"


def not_accepted() -> str:
    return "təqdim edilib, qəbul olunmayıb"


def missing(bodies: Sequence[str]) -> str:
    return f"Hesabat təqdim etməyib: {', '.join(bodies)}."


def nobody_owes() -> str:
    return "Bu tədbir üzrə hesabat öhdəliyi yaradılmayıb."


def document(number: int, name: str, day: date | None) -> str:
    """A piece of evidence, as it is referred to from a table."""
    dated_on = f", {brief(day)}" if day else ""
    return f"[{number}] {'№ ' + name if name else 'nömrəsiz'}{dated_on}"


def restricted(number: int) -> str:
    return f"[{number}] məhdud dövriyyəli sənəd"


def document_title(title: str, name: str, day: date | None) -> str:
    parts = [title, f"№ {name}" if name else "", on_day(day) if day else ""]
    return ", ".join(part for part in parts if part)


RESTRICTED = "Məhdud dövriyyəli sənəd"
UNKNOWN = "məlum deyil"
COVERED = "az say (göstərilmir)"
UNITS = {
    "count": "",
    "share": "%",
    "days": "gün",
    "hours": "saat",
    "money": "manat",
    "points": "faiz bəndi",
    "score": "bal (5 üzrə)",
}
SHEETS = {
    "measures": "Tədbirlər",
    "works": "Hesabatlar",
    "financing": "Maliyyələşdirmə",
    "silent": "Təqdim edilməyib",
    "figures": "Göstəricilər",
}
