"""Bodies do the work of measures whose registers are proposals, meetings and recommendations."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

TODAY = date.today()  # noqa: DTZ011 - what the browser's calendar shows
ONCE = uuid4().hex[:6]
"""So that a walk through the same product does not find what an earlier one left."""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def tick(page: Page, *labels: str) -> None:
    for label in labels:
        page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first.check()


@pytest.mark.parametrize(
    ("clause", "body", "kind"), [("4.1.1", "mia", "law"), ("4.1.2", "mfa", "treaty")]
)
def test_a_proposal_goes_from_its_measure_to_the_act(sign_in, clause, body, kind):
    """4.1.1, 4.1.2: drafted, another ministry agrees, sent, adopted with its number."""
    drafter = sign_in(f"drafter.{body}", language="en")
    drafter.goto(f"/proposals/begin/?clause={clause}")
    drafter.get_by_label("Kind").select_option(kind)
    drafter.get_by_label("Title").fill(f"Journey of {clause} ({ONCE})")
    press(drafter, "Save")
    follow(drafter, "Add a version of the draft")
    drafter.get_by_label("Text of the draft").fill("1. One.\n2. Two.")
    press(drafter, "Save")
    follow(drafter, "Ask for opinions")
    tick(drafter, "Ministry of Labour and Social Protection")
    press(drafter, "Ask")
    address = drafter.url

    other = sign_in("drafter.labour", language="en")
    other.get_by_role("link", name=f"Journey of {clause} ({ONCE})").click()
    follow(other, "Write the opinion")
    tick(other, "Agrees with remarks")
    other.locator("main [name=text]").fill("Say from when.")
    press(other, "Send to the approver")

    approver = sign_in("approver.labour", language="en")
    approver.get_by_role("link", name=f"Journey of {clause} ({ONCE})").click()
    press(approver, "Sign the opinion")

    drafter.goto(address)
    expect(drafter.locator("#opinions")).to_contain_text("Agrees with remarks")
    for stage, fields in (
        ("Agreed", {}),
        ("Sent to the Cabinet of Ministers", {"Number of the letter": "1/1-7"}),
        ("Adopted", {"Number of the act": "No 99"}),
    ):
        follow(drafter, stage)
        for label, text in fields.items():
            drafter.get_by_label(label).fill(text)
        press(drafter, "Record")
    expect(drafter.locator("#path li")).to_have_count(5)
    expect(drafter.locator(".facts").first).to_contain_text("No 99")
    follow(drafter, clause)
    expect(drafter.locator("#cooperation")).to_contain_text(f"Journey of {clause} ({ONCE})")


def test_a_meeting_gives_a_body_a_task_and_hears_that_it_is_done(sign_in):
    """4.1.9, 4.3.3: planned, agenda from measures, invited, held with its quorum, decided, minuted."""
    secretary = sign_in("coordinator.mia", language="en")
    secretary.goto("/councils/bodies/1/")
    follow(secretary, "Plan a meeting")
    secretary.get_by_label("Day").fill(TODAY.isoformat())
    secretary.get_by_label("Begins at").fill("00:05")
    press(secretary, "Save")
    follow(secretary, "Add measures of the plan")
    tick(secretary, "4.3.3 ")
    press(secretary, "Add")
    expect(secretary.locator("#agenda li")).to_have_count(1)
    follow(secretary, "Record who came")
    press(secretary, "Save")
    expect(secretary.locator("#presence")).to_contain_text("Quorum")
    secretary.get_by_role("link", name="Record a decision").first.click()
    secretary.get_by_label("Decided").fill("Exchange the lists of contacts.")
    tick(secretary, "Ministry of Labour and Social Protection")
    secretary.get_by_label("By when").fill((TODAY + timedelta(days=5)).isoformat())
    press(secretary, "Save")
    with secretary.expect_download() as minutes:
        follow(secretary, "Minutes in Word")
    assert minutes.value.suggested_filename.endswith(".docx")

    drafter = sign_in("drafter.labour", language="en")
    drafter.goto("/councils/tasks/?q=Exchange the lists&sort=-due_on")
    drafter.get_by_role("link", name="Exchange the lists of contacts.").first.click()
    follow(drafter, "Say that it is done")
    drafter.get_by_label("What was done").fill("Sent to all.")
    press(drafter, "Send")

    secretary.goto("/councils/tasks/?status=said_done&q=Exchange the lists")
    secretary.get_by_role("link", name="Exchange the lists of contacts.").first.click()
    press(secretary, "Take it for done")
    expect(secretary.locator("main")).to_contain_text("The task is done.")


def test_one_answer_serves_the_reports_of_two_international_bodies(sign_in):
    """4.6.5: the coordinator enters the paragraphs, the ministry answers both at once."""
    secretary = sign_in("coordinator.mia", language="en")
    for issuer, number in (("OSCE", f"{ONCE}/1"), ("CRC", f"{ONCE}/2")):
        secretary.goto("/recommendations/documents/add/")
        option = secretary.get_by_role("option", name=re.compile(re.escape(f"({issuer})")))
        secretary.get_by_label("International body").select_option(option.get_attribute("value"))
        secretary.get_by_label("Title").fill(f"Report {number}")
        secretary.get_by_label("Number of the document").fill(number)
        secretary.get_by_label("Published").fill("2024-02-01")
        press(secretary, "Save")
        follow(secretary, "Add a recommendation")
        secretary.get_by_label("Paragraph").fill("7")
        secretary.locator("main [name=text]").fill(f"Train inspectors ({number}).")
        tick(secretary, "4.7.1 ")
        press(secretary, "Save")

    drafter = sign_in("drafter.labour", language="en")
    drafter.goto("/recommendations/answers/begin/")
    drafter.get_by_label("Answer").fill(f"Two hundred inspectors were trained ({ONCE}).")
    tick(drafter, f"{ONCE}/1, § 7", f"{ONCE}/2, § 7")
    press(drafter, "Save")
    press(drafter, "Send to the approver")
    approver = sign_in("approver.labour", language="en")
    approver.get_by_role("link", name=f"Two hundred inspectors were trained ({ONCE}).").click()
    press(approver, "Approve")

    secretary.goto("/recommendations/documents/")
    follow(secretary, f"Report {ONCE}/1")
    expect(secretary.locator("main table")).to_contain_text("Ministry of Labour")
    with secretary.expect_download() as table:
        follow(secretary, "Table in Word")
    assert table.value.suggested_filename.endswith(".docx")
