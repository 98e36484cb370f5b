"""Templates of letters: the ministry's Word, tried out before it is kept; three papers say the same."""

import io
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from dayaq.accounts.models import Role
from dayaq.kernel.files import words_of
from dayaq.referrals import papers
from dayaq.referrals.actions.letter_templates import upload_template
from dayaq.referrals.forms.letters import LetterForm
from dayaq.referrals.models import LetterTemplate
from dayaq.referrals.states import LetterKind
from tests import given
from tests.referrals.test_letters import NAME, TOLD, issued, named  # noqa: F401 - the same person

pytestmark = pytest.mark.django_db

PAGE = "referrals:letter_templates"


@pytest.fixture
def gulnar(db):
    return given.person("gulnar", at=given.body("mia"), role=Role.COORDINATOR)


def made(*lines: str, title: str = "") -> bytes:
    paper = docx.Document()
    for line in lines:
        paper.add_paragraph(line)
    paper.core_properties.title = title
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


PROOF = "{{ number }} {{ code }} {{ door }}"
OWN = made("{{ issuer }}", "Hörmətli {{ name }}, yardım: {{ words }}", PROOF)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (made("{{ name }} {{ nobody }}", PROOF), "“nobody”"),
        (made("{{ name }} {{ number }} {{ door }}"), "{{ code }}"),
        (made(PROOF), "{{ name }}"),
        (made("{{ name }}", PROOF, "İnsan alveri qurbanı"), "“İnsan alver"),
        (made("{{ name }}", PROOF, title="Trafficking"), "“Traffick”"),
        (b"not a document", "not a Word document"),
    ],
)
def test_a_template_that_would_fail_or_give_somebody_away_is_refused_in_a_sentence(content, said):
    assert said in (papers.why_not_use(content) or "")


def test_a_name_that_gives_somebody_away_is_not_offered_on_a_letterhead(unit):
    unit.parent = given.body("mia")
    offered: Any = LetterForm(lead=unit).fields["issuer"]
    assert [body.code for body in offered.queryset] == ["mia"]


@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_what_ships_can_be_used_and_so_can_a_proof_in_the_foot_of_the_page(language):
    assert papers.why_not_use(papers.shipped(language)) is None
    paper = docx.Document(io.BytesIO(made("{{ name }}")))
    paper.sections[0].footer.paragraphs[0].text = PROOF
    written = io.BytesIO()
    paper.save(written)
    assert papers.why_not_use(written.getvalue()) is None


def test_print_word_and_pdf_say_the_same_and_their_names_say_nothing(named, amina, noon, client):  # noqa: F811
    letter = issued(
        named, amina, noon, kind=LetterKind.SERVICE, words="Həkim <b>& dərman",
        issuer=given.body("mia"),
    )  # fmt: skip
    client.force_login(amina)
    page = reverse("referrals:letter", args=[named.reference, letter.pk])

    printed = client.post(page).content.decode()
    word = client.post(page, {"as": "word"})
    pdf = client.post(page, {"as": "pdf"})

    assert f"{letter.number}.docx" in word["Content-Disposition"]
    assert f"{letter.number}.pdf" in pdf["Content-Disposition"]
    assert "no-store" in pdf["Cache-Control"]
    in_pdf = PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    told = [words_of(word.content), in_pdf]
    for text in (NAME, "Həkim <b>& dərman", letter.number):
        assert all(text in " ".join(one.split()) for one in told)
    assert NAME in printed
    assert "Həkim &lt;b&gt;&amp; dərman" in printed
    assert not [w for w in TOLD for one in (*told, printed) if w in one.lower()]


def test_a_letter_keeps_the_template_of_its_day(named, amina, gulnar, noon, client):  # noqa: F811
    service = LetterKind.SERVICE
    before = issued(named, amina, noon, kind=service)
    later = noon + timedelta(days=3)
    upload_template(service, "az", OWN, valid_from=later.date(), by=gulnar, at=noon)
    still = issued(named, amina, noon, kind=service)
    after = issued(named, amina, later, kind=service, words="Dərman")

    client.force_login(amina)
    pages = [
        reverse("referrals:letter", args=[named.reference, one.pk])
        for one in (before, still, after)
    ]
    told = [words_of(client.post(page, {"as": "word"}).content) for page in pages]
    assert ["Hörmətli" in one for one in told] == [False, False, True]
    assert f"Hörmətli {NAME}, yardım: Dərman" in told[2]
    assert f"Hörmətli {NAME}, yardım: Dərman" in client.post(pages[2]).content.decode()


def test_the_keeper_uploads_what_was_tried_out_and_the_same_twice_is_one(gulnar, client, noon):
    client.force_login(gulnar)
    page = reverse(PAGE)

    def upload(content: bytes, day: str = ""):
        file = io.BytesIO(content)
        file.name = "t.docx"
        day = day or "2999-01-01"
        return client.post(
            page, {"kind": "service", "language": "ru", "valid_from": day, "file": file}
        )

    assert upload(OWN, "2001-01-01").status_code == 422
    assert "nobody could verify" in upload(made("{{ name }}")).content.decode()
    assert upload(OWN).status_code == 302
    assert upload(OWN).status_code == 302
    kept = LetterTemplate.objects.get()
    assert (kept.number, kept.uploaded_by) == (2, gulnar)
    shown = client.get(page).content.decode()
    assert shown.count("came with the system") == 12
    for name in ("referrals:letter_template", "referrals:letter_sample"):
        assert client.get(reverse(name, args=["service", "ru", 2])).status_code == 200
        assert client.get(reverse(name, args=["service", "ru", 3])).status_code == 404
