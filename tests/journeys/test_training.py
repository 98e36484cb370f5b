"""A training from programme to results page, by somebody who has never seen the product."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import every
from tests.journeys.test_registers import fill, save

TODAY = date.today()  # noqa: DTZ011 - what the browser's calendar shows
PEOPLE = 30
SECONDS_A_STEP = 4
"""How long a person takes to see, to decide and to click or type; generous against the 5 minutes."""


@dataclass
class Steps:
    """What a person does: each click and each field filled in is one."""

    page: Page
    taken: int = 0

    def click(self, selector: str) -> None:
        self.taken += 1
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def fill(self, **says: str | tuple[str, ...]) -> None:
        self.taken += len(says)
        fill(self.page, says)

    def save(self) -> None:
        self.taken += 1
        save(self.page)


def count_papers(steps: Steps) -> None:
    """Thirty papers, counted: for each question how often each answer was given."""
    page = steps.page
    steps.fill(people=str(PEOPLE))
    seen: set[str] = set()
    for name in page.locator("main input[inputmode=numeric]").evaluate_all(
        "all => all.map(one => one.name)"
    ):
        question = name.partition("-")[0]
        if question not in seen and name.startswith("q"):
            seen.add(question)
            steps.fill(**{name: str(PEOPLE)})
    steps.save()


def test_thirty_answers_come_from_programme_to_results_within_five_minutes(sign_in):
    """4.7.1, 4.7.2, 4.7.4, 4.8.4: counted in steps, each of which a person takes a few seconds for."""
    steps = Steps(sign_in("drafter.labour", language="en"))
    page = steps.page
    page.locator("nav.rail a[href='/learning/programmes/']").click()
    steps.taken += 1
    steps.click("main a[href='/learning/programmes/add/']")
    steps.fill(
        title="Journey: compensation for victims",
        topics=("the victims’ right to compensation", "protection of the victims"),
        audiences=("labour inspectors",),
    )
    steps.save()
    steps.click("main a[href*='/learning/trainings/plan/']")
    steps.fill(starts_on=TODAY.isoformat())
    steps.save()
    training = page.url
    steps.click("main a[href$='/attendance/']")
    steps.fill(**{"line-0-women": "18", "line-0-men": "12"})
    audience = page.locator(
        "[name='line-0-audience'] option", has_text=re.compile("labour insp", re.IGNORECASE)
    )
    page.locator("[name='line-0-audience']").select_option(audience.first.get_attribute("value"))
    page.locator("[name='line-0-unit']").fill("State Labour Inspection")
    steps.taken += 2
    steps.save()
    expect(page.locator("#attendance")).to_contain_text(str(PEOPLE))
    steps.click("#evaluation a:has-text('Participants')")
    steps.click("main a[href$='/papers/']")
    count_papers(steps)
    page.goto(training)
    steps.click("#evaluation a[href$='/results/']")

    expect(page.locator("main")).to_contain_text(str(PEOPLE))
    expect(page.locator("main .bar, main meter, main progress").first).to_be_visible()
    print(f"{steps.taken} steps")
    assert steps.taken * SECONDS_A_STEP < 5 * 60, f"{steps.taken} steps"


OF_BODIES = (
    ("4.7.6", "health", "Transplant staff", "Journey clinic", "trafficking in organs"),
    ("4.7.3", "border", "Border guards", "Journey post", "detection at the border"),
    (
        "4.7.5",
        "family-committee",
        "Social workers",
        "Journey centre",
        "identifying and protecting child",
    ),
    (
        "4.7.7",
        "state-security",
        "officers of other law",
        "Journey office",
        "identification of victims",
    ),
)
"""Measure, body, whom it trains, where they come from, and what about."""


@pytest.mark.parametrize(
    ("clause", "body", "whom", "unit", "topic"),
    every(OF_BODIES[0], rest=OF_BODIES[1:]),
    ids=[one[0] for one in every(OF_BODIES[0], rest=OF_BODIES[1:])],
)
def test_a_body_trains_those_whom_its_measure_names(sign_in, clause, body, whom, unit, topic):
    """A programme with the topic, a training today, who came by body and sex, certificates."""
    steps = Steps(sign_in(f"drafter.{body}", language="en"))
    page = steps.page
    page.goto("/learning/programmes/add/")
    steps.fill(title=f"Journey of {clause}", topics=(topic,), audiences=(whom,))
    steps.save()
    steps.click("main a[href*='/learning/trainings/plan/']")
    steps.fill(starts_on=TODAY.isoformat())
    steps.save()
    steps.click("main a[href$='/attendance/']")
    option = page.locator(
        "[name='line-0-audience'] option", has_text=re.compile(f"^{whom}", re.IGNORECASE)
    )
    page.locator("[name='line-0-audience']").select_option(option.first.get_attribute("value"))
    steps.fill(**{"line-0-unit": unit, "line-0-women": "5", "line-0-men": "6"})
    steps.save()
    expect(page.locator("#attendance")).to_contain_text(unit)
    steps.click("main a[href$='/certificates/issue/']")
    expect(page.locator("main form[method=post]")).to_be_visible()
