"""The pages of reporting: they open for whom they should, work without scripts, and stay quick."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dayaq.kernel.stamps import Stamp
from dayaq.notices.models import Notice
from dayaq.reporting import actions
from dayaq.reporting.models import Report
from dayaq.reporting.policies.cycles import why_not_remind
from dayaq.reporting.states import Declared, ReportStatus, Schedule

MOST_QUERIES = 12


@pytest.fixture
def visit(client):
    def go(person, name, /, *args, **query):
        client.force_login(person)
        return client.get(reverse(f"reporting:{name}", args=args), query, HTTP_ACCEPT_LANGUAGE="en")

    return go


@pytest.fixture
def press(client):
    def go(person, name, /, *args, **data):
        client.force_login(person)
        return client.post(reverse(f"reporting:{name}", args=args), data)

    return go


def asked_of(queries) -> list[str]:
    """What the page itself asked: not the test's signing in."""
    signing_in = ("django_session", "SAVEPOINT", 'last_login" =')
    return [q["sql"] for q in queries if not any(word in q["sql"] for word in signing_in)]


def typed(report, **said):
    """The form as a browser without scripts sends it."""
    return {
        "edit_number": report.edit_number,
        "money-TOTAL_FORMS": "1",
        "money-INITIAL_FORMS": "0",
        "money-0-source": "",
        "do": "save",
        **said,
    }


ALL = {"amina", "bruno", "chloe", "rena", "cora", "vera", "omar", "adil", "dalia"}
OWN = {"amina", "bruno", "chloe", "rena"}
WIDE = {"cora", "vera", "omar"}


@pytest.mark.parametrize(
    ("name", "open_to"),
    [
        ("cycles", WIDE),
        ("plan_cycle", {"cora"}),
        ("obligations", OWN | WIDE),
        ("matrix", OWN | WIDE),
        ("verify", WIDE),
    ],
)
def test_who_opens_which_page(visit, cast, cycle, name, open_to):
    opened = {who for who in ALL if visit(cast[who], name).status_code == 200}

    assert opened == open_to


def test_a_hidden_obligation_is_a_missing_one(visit, obligation, chloe, rena, dalia, amina):
    assert visit(amina, "obligation", obligation.pk).status_code == 200
    for stranger in (chloe, rena):
        assert visit(stranger, "obligation", obligation.pk).status_code == 404
    assert visit(dalia, "obligation", obligation.pk).status_code == 403


@pytest.mark.parametrize("status", list(ReportStatus))
@pytest.mark.parametrize("who", ["amina", "bruno", "cora", "vera"])
def test_a_report_page_opens_in_every_state_in_few_queries(visit, cast, brought, status, who):
    report = brought(status)
    visit(cast[who], "obligation", report.obligation_id)

    with CaptureQueriesContext(connection) as queries:
        page = visit(cast[who], "obligation", report.obligation_id)

    assert page.status_code == 200
    asked = asked_of(queries)
    assert len(asked) <= MOST_QUERIES, "\n".join(sql[:150] for sql in asked)


@pytest.mark.parametrize(
    ("who", "name", "args"),
    [
        ("cora", "cycles", []),
        ("cora", "cycle", ["cycle"]),
        ("cora", "matrix", []),
        ("amina", "matrix", []),
        ("cora", "obligations", []),
        ("amina", "obligations", []),
        ("vera", "verify", []),
        ("vera", "finding", ["cycle", "4.2.1"]),
    ],
)
def test_lists_stay_within_the_queries_allowed(visit, cast, cycle, brought, who, name, args):
    brought(ReportStatus.ACCEPTED)
    where = [cycle.pk if arg == "cycle" else arg for arg in args]
    visit(cast[who], name, *where)

    with CaptureQueriesContext(connection) as queries:
        page = visit(cast[who], name, *where)

    assert page.status_code == 200
    asked = asked_of(queries)
    assert len(asked) <= MOST_QUERIES, "\n".join(sql[:150] for sql in asked)


def test_a_drafter_reports_without_scripts(visit, press, obligation, amina, bruno, cora):
    press(amina, "begin", obligation.pk)
    report = Report.objects.get(obligation=obligation)
    press(
        amina,
        "write",
        report.pk,
        **typed(
            report, facts="Seminars", **{"money-0-source": "grant", "money-0-amount": "1200.50"}
        ),
    )
    report.refresh_from_db()
    assert (report.facts, str(report.spendings.get().amount)) == ("Seminars", "1200.50")

    refused = press(amina, "write", report.pk, **typed(report, facts="Seminars", do="send"))
    assert refused.status_code == 422
    report.refresh_from_db()
    press(
        amina,
        "write",
        report.pk,
        **typed(report, facts="Seminars", declared=Declared.PERFORMED, do="send"),
    )
    press(bruno, "approve", report.pk)
    press(cora, "return", report.pk, comment="")
    press(cora, "return", report.pk, comment="Name the dates")
    report.refresh_from_db()
    assert report.status == ReportStatus.RETURNED
    assert "Name the dates" in visit(amina, "obligation", obligation.pk).content.decode()


def test_a_wrong_field_loses_nothing_that_was_typed(press, obligation, amina):
    press(amina, "begin", obligation.pk)
    report = Report.objects.get(obligation=obligation)

    page = press(
        amina,
        "write",
        report.pk,
        **typed(
            report, facts="A long story", **{"money-0-source": "grant", "money-0-amount": "many"}
        ),
    )

    assert page.status_code == 422
    assert "A long story" in page.content.decode()
    assert "many" in page.content.decode()


def test_a_conflict_shows_both(press, obligation, amina, noon):
    report = actions.begin_report(obligation, by=amina, at=noon)
    old = typed(report, facts="Mine")
    actions.save_report(report, by=amina, at=noon, edit_number=0, fields={"facts": "Theirs"})

    page = press(amina, "write", report.pk, **old)

    assert page.status_code == 422
    assert "Mine" in page.content.decode()
    assert "Theirs" in page.content.decode()
    again = typed(report, facts="Mine") | {"edit_number": "1"}
    assert press(amina, "write", report.pk, **again).status_code == 302
    report.refresh_from_db()
    assert report.facts == "Mine"


def test_a_draft_saves_itself(press, obligation, amina, noon):
    report = actions.begin_report(obligation, by=amina, at=noon)

    answer = press(amina, "autosave", report.pk, **typed(report, facts="So far"))

    report.refresh_from_db()
    assert report.facts == "So far"
    assert 'value="1"' in answer.content.decode()


def test_evidence_is_a_download_for_those_who_may_see(
    client, press, visit, obligation, amina, omar, chloe, noon
):
    report = actions.begin_report(obligation, by=amina, at=noon)
    file = SimpleUploadedFile("list.pdf", b"%PDF-1.7 list")
    added = press(
        amina,
        "write",
        report.pk,
        **typed(report, **{"document-title": "List", "document-file": file, "do": "add-document"}),
    )
    assert added.status_code == 302
    item = report.evidence.get()

    got = visit(amina, "evidence", item.pk)
    assert got["Content-Disposition"] == 'attachment; filename="list.pdf"'
    assert got["X-Content-Type-Options"] == "nosniff"
    assert visit(chloe, "evidence", item.pk).status_code == 404
    assert visit(omar, "evidence", item.pk).status_code == 404  # not handed in yet

    report.refresh_from_db()
    press(amina, "write", report.pk, **typed(report, do=f"remove-document:{item.pk}"))
    assert not report.evidence.exists()


def test_a_file_that_is_none_of_ours_is_refused_with_a_sentence(press, obligation, amina, noon):
    report = actions.begin_report(obligation, by=amina, at=noon)
    file = SimpleUploadedFile("list.pdf", b"MZ")

    page = press(
        amina,
        "write",
        report.pk,
        **typed(report, facts="Kept", **{"document-title": "List", "document-file": file}),
    )

    assert page.status_code == 422
    assert "Kept" in page.content.decode()


def test_the_matrix_shows_who_is_missing_and_leaves_as_a_file(visit, cycle, brought, cora, amina):
    brought(ReportStatus.ACCEPTED)

    everything = visit(cora, "matrix").content.decode()
    missing = visit(cora, "matrix", show="missing").content.decode()
    assert everything.count("cell-reported") == 1
    assert "cell-reported" not in missing
    assert visit(cora, "matrix", export="xlsx")["Content-Disposition"].startswith("attachment")
    own = visit(amina, "matrix").content.decode()
    assert "cell-link" in own
    assert own.count("cell-link") < everything.count("cell-link")


def reminders_in(page) -> set[int]:
    """The obligations about which the page reminds."""
    return {int(pk) for pk in re.findall(r'formaction="[^"]*/(\d+)/remind/"', page.text)}


@pytest.mark.parametrize("schedule", [Schedule.OVERDUE, Schedule.REPORTED])
@pytest.mark.parametrize("place", ["reporting/_cell.html", "reporting/_item.html"])
@pytest.mark.parametrize(("is_owed", "is_reminded"), [(True, True), (True, False), (False, False)])
def test_a_cell_is_printed_as_its_template_would_draw_it(place, schedule, is_owed, is_reminded):
    looks = {"schedule": schedule, "is_remindable": is_owed, "is_reminded": is_reminded}
    same = {**looks, "back": "/matrix/?a=1&b=<2>"}
    said: dict[str, Any] = {"pk": 7, "clause": "4.1.1", "body": 'Ə "<b>" & İ', "due": "31.01.2024"}
    stamp = Stamp(place, tuple(said), **same)

    assert stamp.printed(**said) == render_to_string(place, {**same, **said}).strip()
    assert stamp.printed(**{**said, "pk": 8}) != stamp.printed(**said)


def test_the_matrix_reminds_exactly_where_the_rule_allows(visit, cycle, brought, cora, vera, omar):
    brought(ReportStatus.SUBMITTED)
    allowed = {
        o.pk
        for o in cycle.obligations.select_related("cycle", "report")
        if why_not_remind(o, cora) is None
    }

    assert reminders_in(visit(cora, "matrix")) == allowed
    assert len(allowed) < cycle.obligations.count()
    for other in (vera, omar):
        assert reminders_in(visit(other, "matrix")) == set()


def test_a_body_is_reminded_from_its_cell_and_the_cell_says_so(
    press, visit, obligation, amina, cora
):
    here = f"{reverse('reporting:matrix')}?show=missing"
    back = f"{here}#cell-{obligation.pk}"

    assert press(cora, "remind", obligation.pk, back=back).url == back

    assert Notice.objects.visible_to(amina).filter(code="reporting.reminded").count() == 1
    page = visit(cora, "matrix", show="missing")
    assert obligation.pk not in reminders_in(page)
    assert page.text.count("Reminded today") == 2  # in the table, and in the list of narrow screens


def test_with_scripts_the_cell_alone_is_swapped(client, obligation, amina, cora):
    client.force_login(cora)
    target = f"remind-cell-{obligation.pk}"
    address = reverse("reporting:remind", args=[obligation.pk])

    answer = client.post(address, headers={"HX-Request": "true", "HX-Target": target})

    assert answer.text.lstrip().startswith("<span")
    assert f'id="{target}"' in answer.text
    assert "Reminded today" in answer.text
    assert "<button" not in answer.text


def test_a_body_where_nobody_would_hear_it_is_not_reminded(client, cycle, cora):
    unheard = cycle.obligations.filter(body__appointments=None, binding="required").first()
    client.force_login(cora)
    address = reverse("reporting:remind", args=[unheard.pk])

    answer = client.post(
        address, headers={"HX-Request": "true", "HX-Target": f"remind-item-{unheard.pk}"}
    )

    assert "nobody to remind" in answer.text
    assert "is-reminded" not in answer.text
    assert not unheard.reminders.exists()


def test_the_coordinator_grants_more_time(press, visit, obligation, amina, cora):
    press(amina, "ask_extension", obligation.pk, until="2099-01-01", reason="Floods")
    extension = obligation.extensions.get()
    refused = press(cora, "decide_extension", extension.pk, do="refuse", answer="")
    assert refused.status_code == 422

    press(cora, "decide_extension", extension.pk, do="grant", answer="")

    obligation.refresh_from_db()
    assert obligation.due_on.year == 2099


def test_a_verifier_records_a_finding(press, visit, cycle, brought, vera, omar):
    brought(ReportStatus.ACCEPTED)
    said = {"verified": "mostly", "rationale": "The lists were seen"}

    assert press(omar, "finding", cycle.pk, "4.2.1", **said).status_code == 422
    assert press(vera, "finding", cycle.pk, "4.2.1", **said).status_code == 302

    assert "The lists were seen" in visit(omar, "finding", cycle.pk, "4.2.1").content.decode()
    assert "4.2.1" in visit(vera, "verify", show="verified").content.decode()


def test_a_cycle_is_planned_opened_and_kept(press, visit, cora):
    from tests import given

    planned = press(
        cora,
        "plan_cycle",
        version=given.the_plan().pk,
        kind="annual",
        name="2022",
        period_first="2022-01-01",
        period_last="2022-12-31",
        opens_on="2023-01-01",
        closes_on="2023-01-20",
    )
    assert planned.status_code == 302
    pk = given.the_plan().cycles.get().pk
    press(cora, "open_cycle", pk)
    press(cora, "refresh_cycle", pk)
    press(cora, "close_cycle", pk)
    assert press(cora, "reopen_cycle", pk, comment="").status_code == 422
    press(cora, "reopen_cycle", pk, comment="A report was lost")

    assert given.the_plan().cycles.get().is_open


@pytest.mark.parametrize(
    "schedule", ["overdue", "due_soon", "not_reported", "reported", "reported_late"]
)
def test_obligations_filter_by_schedule(visit, cycle, brought, cora, schedule):
    brought(ReportStatus.SUBMITTED)

    assert visit(cora, "obligations", schedule=schedule, status="submitted").status_code == 200


def test_obligations_are_found_by_clause_words_and_body(visit, cycle, cora):
    for words in ("4.2.1", "insan alveri", "labour", "miqrasiya"):
        assert visit(cora, "obligations", q=words).status_code == 200
    assert visit(cora, "obligations", export="csv").status_code == 200
