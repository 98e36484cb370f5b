"""Of each measure whose registers are here, a body that the decree names does the work.

Each goes by the list to the form, fills it in, and finds the row again where the measure's page leads.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, every

TODAY = date.today()  # noqa: DTZ011 - what the browser's calendar shows
EARLIER = (TODAY - timedelta(days=20)).isoformat()
LATELY = (TODAY - timedelta(days=3)).isoformat()
AHEAD = (TODAY + timedelta(days=200)).isoformat()


@dataclass(frozen=True)
class Work:
    """What a body writes into one register for one measure; a tuple is several ticked boxes."""

    clause: str
    body: str
    register: str
    says: dict[str, Any]
    also: str = ""
    """What follows on the page of the new row: `answer`, `reach`, `issue`."""

    more: dict[str, Any] = field(default_factory=dict)


def campaign(clause: str, body: str, medium: str, whom: str) -> Work:
    says = {
        "starts_on": EARLIER,
        "ends_on": LATELY,
        "media": (medium,),
        "languages": ("Azerbaijani",),
        "cost": "1200",
    }
    return Work(clause, body, "/awareness/campaigns/", says, "reach", {whom: "350"})  # fmt: skip


def material(clause: str, body: str, kind: str, topic: str) -> Work:
    says = {"kind": kind, "topics": (topic,), "review_on": AHEAD}
    return Work(clause, body, "/awareness/library/", says, "issue")


def activity(clause: str, body: str, kind: str, **more: Any) -> Work:
    says = {
        "kind": kind,
        "starts_on": EARLIER,
        "ends_on": LATELY,
        "countries": ("Türk",),
        "participants": "30",
    }
    return Work(clause, body, "/partnership/activities/", {**says, "clauses": (f"{clause} ",), **more})  # fmt: skip


def money(clause: str, body: str, source: str, **more: Any) -> Work:
    says = {
        "source": source,
        "year": "2024",
        "pledged": "9000",
        "spent": "0",
        "clauses": (f"{clause} ",),
    }
    return Work(clause, body, "/partnership/financing/", {**says, **more})


WORKS = (
    material("4.2.1", "family-committee", "Teaching material", "gender"),
    campaign("4.8.3", "migration", "poster", "Labour migrants"),
    activity("4.6.3", "border", "Joint operation"),
    Work("4.9.3", "mia", "/partnership/resources/",
         {"offered": "2", "offered_on": EARLIER, "used_times": "4", "clauses": ("4.9.3 ",)}),
    Work("4.6.6", "customs", "/partnership/requests/",
         {"country": "Türk", "way": "We asked", "asked_at": f"{EARLIER}T09:00", "due_at": f"{LATELY}T09:00"}, "answer"),
)  # fmt: skip
REST = (
    campaign("4.2.3", "culture", "exhibition", "Young people"),
    campaign("4.8.1", "aztv", "broadcast", "The public"),
    campaign("4.8.4", "youth-sport", "meeting", "Young people"),
    campaign("4.8.5", "economy", "meeting", "Employers and entrepreneurs"),
    material("4.2.8", "mfa", "Brief on international practice", "identification"),
    material("4.1.3", "mia", "Guide", "identification"),
    material("4.5.9", "family-committee", "Standard", "talking with victims"),
    activity("4.6.4", "health", "Joint project", is_for_minors=True, minors="60"),
    activity("4.6.7", "mfa", "International event in the country"),
    money("4.6.2", "mia", "Grant to an NGO", asked="20000"),
    money("4.4.4", "labour", "State budget"),
    money("4.9.2", "mia", "Donor", received="9000"),
    Work("4.6.1", "economy", "/partnership/partners/", {"kind": "Private sector", "clauses": ("4.6.1 ",)}),
    Work("4.2.2", "mia", "/partnership/research/",
         {"topic": "Online recruitment", "stage": "Under way", "begun_on": EARLIER, "clauses": ("4.2.2 ",)}),
    Work("4.4.2", "labour", "/partnership/research/",
         {"topic": "Causes in a region", "stage": "Finished", "begun_on": EARLIER, "finished_on": LATELY,
          "clauses": ("4.4.2 ",)}),
    Work("4.6.6", "state-security", "/partnership/liaison/",
         {"country": "Türk", "office": "Journey of 4.6.6", "contact": "012 000 00 00", "since": EARLIER}),
)  # fmt: skip


def tick(page: Page, name: str, beginning: str) -> None:
    box = page.locator(f"label:has(input[name='{name}']), .form-check:has(input[name='{name}'])")
    box.filter(has_text=re.compile(rf"^\s*{re.escape(beginning)}", re.IGNORECASE)).first.locator(
        "input"
    ).check()


def fill(page: Page, says: dict[str, Any]) -> None:
    for name, value in says.items():
        control = page.locator(f"main [name='{name}']")
        if isinstance(value, tuple):
            for one in value:
                tick(page, name, one)
        elif value is True:
            control.check()
        elif control.first.evaluate("one => one.tagName") == "SELECT":
            option = control.locator("option").filter(
                has_text=re.compile(rf"^\s*{re.escape(value)}", re.IGNORECASE)
            )
            control.select_option(option.first.get_attribute("value"))
        else:
            control.fill(value)


def unfold(page: Page) -> None:
    for summary in page.locator("main details.more:not([open]) > summary").all():
        summary.click()


def save(page: Page) -> None:
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state()
    expect(page.locator("main [role=alert] .errors-title")).to_have_count(0)


def answer(page: Page, _more: dict[str, str]) -> None:
    page.locator("main a[href$='/answer/']").click()
    page.locator("[name=status]").select_option("answered")
    save(page)
    expect(page.locator("main")).to_contain_text("Answered")


def reach(page: Page, more: dict[str, str]) -> None:
    page.locator("main a[href$='/reach/']").click()
    for label, people in more.items():
        page.get_by_label(label).first.fill(people)
    save(page)
    expect(page.locator("main")).to_contain_text(next(iter(more.values())))


def issue(page: Page, _more: dict[str, str]) -> None:
    page.locator("main a[href$='/put-in/']").first.click()
    page.locator("[name=link]").fill("https://example.org/journey")
    save(page)
    page.locator("form[action$='/issue/'] button").first.click()
    expect(page.locator("main")).to_contain_text("Issued")


ALSO = {"answer": answer, "reach": reach, "issue": issue}


@pytest.mark.parametrize(
    "work",
    every(*WORKS[:2], rest=(*WORKS[2:], *REST)),
    ids=lambda work: f"{work.clause}-{work.body}",
)
def test_a_body_does_the_work_of_its_measure(sign_in, work):
    """From the list of the register to a row with its history, found again in the list."""
    page = sign_in(f"drafter.{work.body}", language="en")
    page.goto(work.register)
    page.locator(f"main a[href='{work.register}add/']").first.click()
    unfold(page)
    title = f"Journey of {work.clause} by {work.body}"
    named = {"title": title} if page.locator("main [name=title]").count() else {}
    fill(page, {**named, **work.says})
    save(page)
    row = page.url
    if work.also:
        ALSO[work.also](page, work.more)
        page.goto(row)
    if page.locator("#history").count():
        expect(page.locator("#history")).to_be_visible()
    page.goto(f"{work.register}?q={title if named else ''}")
    expect(page.locator("#list")).to_contain_text(title if named else "Journey of 4.6.6")


def test_leaflets_are_handed_out_where_they_came_in_and_never_more_than_there_are(sign_in):
    """4.8.2: the border service takes copies in, hands them out at an airport, and sees what is left."""
    page = sign_in("drafter.border", language="en")
    page.goto("/awareness/distributions/")
    airport = "Heydər Əliyev"
    flows = (
        ("Received", "300", ""), ("Handed out", "120", airport), ("Handed out", "9000000", airport),
    )  # fmt: skip
    for flow, copies, point in flows:
        page.goto("/awareness/distributions/record/")
        unfold(page)
        fill(
            page,
            {
                "material": "Xaricə işə gedirsən", "language": "English", "flow": flow, "copies": copies,
                "on": TODAY.isoformat(),
            },
        )  # fmt: skip
        if point:
            fill(page, {"point": point})
        page.locator("main form[method=post] button[type=submit]").first.click()
        page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("copies are left")
    page.goto("/awareness/distributions/stock/")
    expect(page.locator("main")).to_contain_text("Xaricə işə gedirsən")


def test_the_audience_of_a_campaign_answers_on_its_phones_and_the_score_comes_of_it(
    sign_in, browser
):
    """4.2.3, 4.8.4: a body asks by a link; five people answer without an account; the body reads what they said."""
    page = sign_in("drafter.culture", language="en")
    page.goto("/awareness/campaigns/add/")
    unfold(page)
    fill(page, {"title": "Journey of an audience", **campaign("4.2.3", "", "exhibition", "").says})
    save(page)
    row = page.url
    page.locator("form[action$='/ask/'] button").click()
    door = page.locator("a.key").get_attribute("href") or ""
    phone = browser.new_page(viewport=NARROW)
    for _person in range(5):
        phone.goto(door)
        for choice in phone.locator("fieldset.asked input[value='4']").all():
            choice.check()
        phone.locator("button[type=submit]").click()
        expect(phone.locator("[role=status]")).to_be_visible()
    phone.close()
    page.goto(row)
    page.locator("#evaluation a[href$='/results/']").click()

    expect(page.locator("main")).to_contain_text("4.00")
    expect(page.locator("main progress").first).to_be_visible()
