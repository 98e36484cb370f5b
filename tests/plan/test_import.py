"""Taking a decree in: once, twice, in another encoding, by command."""

import hashlib
import unicodedata
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.plan import actions
from dayaq.plan.decree.questions import NotADecree
from dayaq.plan.models import Commitment, Lead, Measure, Note, Party, Plan, Reading, SourceText
from dayaq.plan.models.kinds import Kind, kind_of
from dayaq.plan.states import Basis, PartyRole
from tests import given
from tests.plan import texts

pytestmark = pytest.mark.django_db


def test_the_bytes_are_kept_whole_and_named_by_their_digest():
    source = SourceText.objects.get(readings__version=given.the_plan())

    content = given.DECREE.read_bytes()
    assert bytes(source.content) == content
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_every_measure_knows_its_lines():
    version = given.the_plan()
    lines = version.reading.source.lines

    for measure in Measure.objects.of(version):
        own = "".join(lines[measure.first_line - 1 : measure.last_line])
        assert own.lstrip().startswith(measure.clause)
        assert measure.text.split()[-1] in own
        for party in measure.parties.exclude(role=PartyRole.RECOMMENDED):
            assert measure.first_line <= min(party.lines) <= max(party.lines) <= measure.last_line


def test_the_first_listed_body_leads_and_only_by_inference():
    leads = Lead.objects.of(given.the_plan())

    assert len(leads) == 69
    assert {lead.basis for lead in leads} == {Basis.INFERRED}
    assert all(lead.party.order == 1 and lead.party.body for lead in leads)
    assert sum(lead.party.body.code == "mia" for lead in leads) == 23
    assert sum(lead.party.body.code == "cabinet" for lead in leads) == 14


def test_notes_recommend_five_bodies_and_the_first_asks_for_more():
    notes = Note.objects.filter(version=given.the_plan())

    assert [note.parties.count() for note in notes] == [7, 8, 4, 13, 5]
    assert [c.note.number for c in Commitment.objects.filter(note__in=notes)] == [1, 1]


def test_the_plan_knows_which_plan_it_continues():
    plan = Plan.objects.get(code="2020-2024")

    assert plan.predecessor is None
    assert plan.predecessor_text == "Sərəncam № 667, 24 iyul 2014, 2014–2018"


def test_financing_is_kept_verbatim():
    [paragraph] = given.the_plan().financing

    assert "dövlət büdcəsində" in paragraph["text"]
    assert paragraph["lines"] == [105, 106, 107]


@pytest.mark.parametrize(
    "variant",
    [
        texts.DECREE.encode(),
        texts.DECREE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + texts.DECREE.encode(),
        unicodedata.normalize("NFD", texts.DECREE).encode(),
        texts.DECREE.encode("utf-16"),
    ],
    ids=["same bytes", "CRLF", "BOM", "decomposed", "UTF-16"],
)
def test_a_text_known_already_changes_nothing(variant, leyla, noon):
    version = given.the_plan()
    before = Entry.objects.count()

    reading = actions.begin_reading(variant, "again.txt", by=leyla, at=noon)

    assert reading.version == version
    assert SourceText.objects.count() == Reading.objects.count() == 1
    assert Entry.objects.count() == before


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 ...", "Salam, dünya".encode()])
def test_what_is_no_decree_is_refused_with_a_sentence(content, leyla, noon):
    with pytest.raises(NotADecree) as refusal:
        actions.begin_reading(content, "letter.pdf", by=leyla, at=noon)

    assert str(refusal.value).endswith(".")
    assert SourceText.objects.count() == 1


@pytest.mark.parametrize("who", ["rashad", "nigar", "orkhan"])
def test_only_the_coordinator_imports(who, noon, request):
    person = request.getfixturevalue(who)

    with pytest.raises(Denied, match=r"."):
        actions.begin_reading(texts.small().encode(), "small.txt", by=person, at=noon)

    assert SourceText.objects.count() == 1


@pytest.mark.parametrize(
    "table",
    ["sourcetext", "act", "planversion", "direction", "measure", "party", "note", "commitment"],
)
def test_the_database_lets_nobody_change_the_law(table):
    for wish in (f"UPDATE plan_{table} SET id = id", f"DELETE FROM plan_{table}"):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(wish)


def test_another_plan_with_other_bodies_years_and_numbers_loads_without_code(digital, leyla, noon):
    reading = actions.begin_reading(texts.small().encode(), "small.txt", by=leyla, at=noon)
    assert reading.questions == []
    assert reading.amends is None
    actions.confirm_all_clean_rows(reading, by=leyla, at=noon)

    version = actions.confirm(reading, by=leyla, at=noon)

    plan = version.plan
    assert (plan.code, plan.starts_on.year, plan.ends_on.year) == ("2031-2033", 2031, 2033)
    assert plan.predecessor == Plan.objects.get(code="2020-2024")
    measures = Measure.objects.of(version).order_by("clause")
    assert [m.clause for m in measures] == ["2.1.1", "2.1.2", "2.2.1"]
    assert [m.period_kind for m in measures] == ["range", "regular", "single"]
    assert Party.objects.filter(body=digital, measure__in=measures).count() == 2
    involved = Party.objects.get(role=PartyRole.INVOLVED, measure__in=measures)
    assert involved.group.is_involved_class
    assert involved.group.name_az == "könüllü təşəbbüs qruplarını"
    assert kind_of(plan.code, "2.1.1").kinds == ()


def test_kinds_and_indicators_to_come_are_known_for_every_measure():
    version = given.the_plan()

    known = {m.clause: kind_of(version.plan.code, m.clause) for m in Measure.objects.of(version)}

    assert len(known) == 69
    assert all(kind.kinds and kind.indicators for kind in known.values())
    assert sum(Kind.PROPOSAL in kind.kinds for kind in known.values()) == 15


def run(path) -> str:
    out = StringIO()
    call_command("import_plan", str(path), stdout=out)
    return out.getvalue()


def test_the_command_takes_a_clean_text_in_and_a_second_run_changes_nothing(digital, tmp_path):
    file = tmp_path / "small.txt"
    file.write_text(texts.small())

    assert "Taken in as 2031-2033, version 1: 2 directions, 3 measures" in run(file)
    assert "Nothing changed" in run(file)
    assert Entry.objects.get(did="plan.version_confirmed", details__plan="2031-2033").by is None


def test_the_command_leaves_questions_to_people(tmp_path):
    file = tmp_path / "small.txt"
    file.write_text(texts.small())

    with pytest.raises(CommandError, match="/plan/readings/") as stopped:
        run(file)

    assert stopped.value.returncode == 3
    assert not Plan.objects.filter(code="2031-2033").exists()


def test_the_command_leaves_a_changed_text_of_a_known_plan_to_people(tmp_path):
    file = tmp_path / "amended.txt"
    file.write_text(texts.amended())

    with pytest.raises(CommandError, match="differs from 2020-2024, version 1") as stopped:
        run(file)

    assert stopped.value.returncode == 3


def test_the_command_says_what_is_no_decree(tmp_path):
    for name, content in (("empty.txt", b""), ("scan.pdf", b"%PDF-1.4")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CommandError) as stopped:
            run(tmp_path / name)
        assert stopped.value.returncode == 2
    with pytest.raises(CommandError) as stopped:
        run(tmp_path / "missing.txt")
    assert stopped.value.returncode == 2
