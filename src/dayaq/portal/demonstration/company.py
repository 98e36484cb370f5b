"""The company of the fictional cases: other people in them, their papers, and people recorded twice."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from dayaq.cases.actions import merging
from dayaq.cases.actions.cases import open_case
from dayaq.cases.actions.comparing import compare_what_changed
from dayaq.cases.actions.documents import keep_document
from dayaq.cases.actions.people import add_person, end_part
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Case, Identity, Note
from dayaq.cases.states import Involvement
from dayaq.portal.demonstration import spelling
from dayaq.vault.context import asking

if TYPE_CHECKING:
    from dayaq.portal.demonstration.mechanism import Desk, Teller

TWICE = 9_000
"""From this number of the crowd on come those who are recorded twice."""

OTHERS = (
    (Involvement.CHILD, 9_100, "Şəxslə birlikdə qəbul edilib."),
    (Involvement.WITNESS, 9_101, "Qonşu; danışmağa razıdır."),
    (Involvement.GUARDIAN, 9_102, "Qəyyumluq orqanının qərarı gözlənilir."),
    (Involvement.AFFECTED, 9_103, "Eyni ünvanda işlədilib."),
)
PAPERS = (
    (
        "Psixoloqun rəyi",
        "assessment",
        "Görüşün nəticəsi: yuxusuzluq, təhlükəsiz mühit tövsiyə olunur.",
    ),
    ("Şəxsiyyət vəsiqəsinin surəti", "identity", "Nümayiş üçün: həqiqi sənəd deyil."),
    ("Tibbi arayış", "medical", "Ümumi müayinə aparılıb, dərman təyin edilməyib."),
)


def tell(teller: "Teller", cases: "list[tuple[Case, Desk]]") -> None:
    """Into the newest open cases of each desk; then two people who are recorded twice."""
    at = teller.at - timedelta(hours=2)
    for number, (case, desk) in enumerate(cases[:3]):
        _papers(case, desk, number, at)
        _people(teller, case, desk, number, at)
    _twice(teller)


def _papers(case: Case, desk: "Desk", number: int, at: datetime) -> None:
    for title, kind, words in PAPERS[: number + 1]:
        with asking(desk.worker, at=at):
            keep_document(
                case,
                BytesIO(paper(words)),
                name=f"{kind}.pdf",
                title=title,
                kind=f"case-document@1:{kind}",
                by=desk.worker,
                at=at,
            )


def paper(words: str) -> bytes:
    """One page of PDF with one line, in letters that every reader has."""
    line = spelling.ascii_latin(spelling.Told("", words, "", is_woman=True))[1]
    drawn = f"BT /F1 12 Tf 72 770 Td ({line}) Tj ET".encode("ascii", "replace")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for at, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (at, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def _people(teller: "Teller", case: Case, desk: "Desk", number: int, at: datetime) -> None:
    for involvement, who, remark in OTHERS[2 * number : 2 * number + 2]:
        person = teller.crowd.person(who)
        with asking(desk.worker, at=at):
            taken = add_person(
                case,
                involvement,
                by=desk.worker,
                at=at,
                searched_at=at,
                identity={
                    "family_name": person.family,
                    "given_name": person.given,
                    "patronymic": person.patronymic,
                    "born": person.born,
                },
                remark=remark,
            )
            if involvement == Involvement.GUARDIAN:
                why = "Qəyyum dəyişdirilib."
                end_part(taken, why=why, by=desk.worker, at=at + timedelta(minutes=20))


def _twice(teller: "Teller") -> None:
    """One whom two desks spell in two scripts and nobody has compared yet; one held to be one person."""
    unit, migration = teller.desks["mia-anti-trafficking"], teller.desks["migration"]
    at = teller.at - timedelta(days=20)
    _record(teller, TWICE, unit, at, is_russian=False)
    _record(teller, TWICE, migration, at + timedelta(days=3), is_russian=True)
    one = _record(teller, TWICE + 1, unit, at, is_russian=False)
    other = _record(teller, TWICE + 1, migration, at + timedelta(days=5), is_russian=True)
    with asking(unit.worker, at=at):
        made = merging.propose(
            one.subject,
            other.subject,
            reason="Adlar və doğum tarixi üst-üstə düşür, şəxs özü də təsdiq edib.",
            by=unit.worker,
            at=at + timedelta(days=6),
        )
    for desk in (unit, migration):
        with asking(desk.manager, at=at):
            made = merging.agree(
                made,
                why="Telefonla tutuşdurulub.",
                by=desk.manager,
                at=at + timedelta(days=7),
            )
    compare_what_changed(teller.at - timedelta(hours=1))


def _record(teller: "Teller", number: int, desk: "Desk", at: datetime, *, is_russian: bool) -> Case:
    told = teller.crowd.told(number)
    written = spelling.russian(told, teller.chance) if is_russian else spelling.latin(told)
    family, given, patronymic = written
    with asking(desk.worker, at=at):
        case = open_case(
            lead=desk.body, by=desk.worker, at=at, searched_at=at, majority="majority@1:adult"
        )
        identity = {
            "family_name": family,
            "given_name": given,
            "patronymic": patronymic,
            "born": f"19{70 + number % 29}-05-1{number % 9}",
            "languages": ["language@1:ru" if is_russian else "language@1:az"],
        }
        save_record(case, Identity, identity, by=desk.worker, at=at, revision=None)
        note = {"text": "İlk görüş keçirildi."}
        save_record(case, Note, note, by=desk.worker, at=at, revision=None)
    return case
