"""What working together comes to (4.1.6, 4.2.2, 4.4.2, 4.4.4, 4.6, 4.9.2, 4.9.3)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dayaq.indicators.breakdowns import BY_REGION
from dayaq.indicators.terms import Breakdown, Indicator, Phrase, Unit
from dayaq.partnership.aggregates.counted import (
    BY_BODY,
    BY_COUNTRY,
    BY_DONOR,
    BY_MEASURE,
    BY_RECEIVER,
    BY_SOURCE,
    BY_STAGE,
    Count,
    activities,
    agreements,
    answered,
    behind,
    countries_of_events,
    grants,
    hours,
    in_time,
    keepers,
    money,
    need_met,
    offered,
    officers,
    proposals,
    studies,
    total,
    used,
)
from dayaq.partnership.models import (
    Activity,
    Agreement,
    Funding,
    Liaison,
    Request,
    Resource,
    Study,
)
from dayaq.partnership.states import Source

RECORDS = _("The registers of partners, requests, activities, financing, resources and research.")
OF_DAYS = _("What falls within the chosen days, as the bodies recorded it.")
OF_YEARS = _(
    "Financing in AZN of the years that the chosen days touch. What is not known is left out; what is "
    "not separately budgeted has no amount."
)
STUDY = (BY_BODY, BY_REGION, BY_STAGE)
MONEY = (BY_SOURCE, BY_BODY, BY_DONOR, BY_RECEIVER, BY_MEASURE)


def one(
    code: str,
    title: Phrase,
    count: Count,
    model: Any,
    at: str,
    *,
    by: tuple[Breakdown, ...] = (),
    unit: Unit = Unit.COUNT,
    denominator: "Phrase | None" = None,
    method: Phrase = OF_DAYS,
) -> Indicator:
    return Indicator(
        code=code,
        clauses=(code.partition("-")[0],),
        title=title,
        unit=unit,
        numerator=title,
        denominator=denominator,
        method=method,
        records=RECORDS,
        count=count,
        breakdowns=by,
        bodies=keepers(model),
        behind=behind(at),
    )


PLACE = (BY_COUNTRY, BY_BODY)
STUDIES, FUNDS, ACTS = "partnership:studies", "partnership:funds", "partnership:activities"
INDICATORS = [
    one("4.1.6-studies", _("Studies of the situation of migrants finished"),
        studies("finished_on", clause="4.1.6"), Study, STUDIES, by=STUDY),
    one("4.2.2-begun", _("Studies begun"), studies("begun_on"), Study, STUDIES, by=STUDY),
    one("4.2.2-finished", _("Studies finished"), studies("finished_on"), Study, STUDIES, by=STUDY),
    one("4.2.2-published", _("Studies published"), studies("published_on"), Study, STUDIES, by=STUDY),
    one("4.2.2-used", _("Studies used in a decision"),
        studies("finished_on", is_used=True), Study, STUDIES, by=STUDY),
    one("4.3.3-in-time", _("Share of requests answered in time"), in_time, Request,
        "partnership:requests", by=(BY_COUNTRY,), unit=Unit.SHARE,
        denominator=_("Requests that were answered, declined, or are late")),
    one("4.4.2-finished", _("Regional studies finished"),
        studies("finished_on", is_regional=True), Study, STUDIES, by=STUDY),
    one("4.4.2-followed", _("Proposals that followed from regional studies"), proposals, Study, STUDIES),
    one("4.4.4-need", _("Money allotted to shelters, of what they need"), need_met, Funding, FUNDS,
        unit=Unit.SHARE, denominator=_("Money asked for"), method=OF_YEARS),
    one("4.6.1-agreements", _("Partnership agreements in force"), agreements, Agreement,
        "partnership:agreements", by=(BY_BODY,)),
    one("4.6.2-grants", _("Grants by organisation and source"), grants, Funding, FUNDS,
        by=(BY_RECEIVER, BY_BODY), method=OF_YEARS),
    one("4.6.2-asked", _("Grant money asked for"), money("asked", only=Source.GRANT), Funding, FUNDS,
        by=MONEY, unit=Unit.MONEY, method=OF_YEARS),
    one("4.6.2-given", _("Grant money given"), money("allocated", only=Source.GRANT), Funding, FUNDS,
        by=MONEY, unit=Unit.MONEY, method=OF_YEARS),
    one("4.6.2-spent", _("Grant money spent"), money("spent", only=Source.GRANT), Funding, FUNDS,
        by=MONEY, unit=Unit.MONEY, method=OF_YEARS),
    one("4.6.3-activities", _("Cooperation activities by country"), activities(clause="4.6.3"),
        Activity, ACTS, by=PLACE),
    one("4.6.4-activities", _("Cooperation activities for minors"), activities(is_for_minors=True),
        Activity, ACTS, by=PLACE),
    one("4.6.4-minors", _("Minors reached"), total("minors", minors=True), Activity, ACTS),
    one("4.6.6-officers", _("Liaison officers by country"), officers, Liaison,
        "partnership:liaisons", by=PLACE),
    one("4.6.6-answered", _("Requests answered"), answered, Request, "partnership:requests", by=PLACE),
    one("4.6.6-hours", _("Hours to an answer"), hours, Request, "partnership:requests",
        unit=Unit.HOURS, denominator=_("Requests that were answered")),
    one("4.6.7-events", _("International events held in the country"), activities(is_event=True),
        Activity, ACTS, by=PLACE),
    one("4.6.7-participants", _("Participants of international events"),
        total("participants", event=True), Activity, ACTS),
    one("4.6.7-countries", _("Countries represented at international events"), countries_of_events,
        Activity, ACTS),
    one("4.9.2-pledged", _("Donor funds pledged"), money("pledged", only=Source.DONOR), Funding, FUNDS,
        by=MONEY, unit=Unit.MONEY, method=OF_YEARS),
    one("4.9.2-received", _("Donor funds received"), money("received", only=Source.DONOR), Funding,
        FUNDS, by=MONEY, unit=Unit.MONEY, method=OF_YEARS),
    one("4.9.2-spent", _("Donor funds spent"), money("spent", only=Source.DONOR), Funding, FUNDS,
        by=MONEY, unit=Unit.MONEY, method=OF_YEARS),
    one("4.9.3-offered", _("Resources offered"), offered, Resource, "partnership:resources", by=(BY_BODY,)),
    one("4.9.3-used", _("Times that shared resources were used"), used, Resource,
        "partnership:resources", by=(BY_BODY,)),
]  # fmt: skip

SERVES = {
    "partnership:partners": ("4.6.1",),
    "partnership:agreements": ("4.6.1", "4.6.3"),
    "partnership:liaisons": ("4.6.6",),
    "partnership:requests": ("4.3.3", "4.6.6"),
    "partnership:activities": ("4.6.3", "4.6.4", "4.6.7"),
    "partnership:funds": ("4.4.4", "4.6.2", "4.9.2"),
    "partnership:resources": ("4.9.3",),
    "partnership:studies": ("4.1.6", "4.2.2", "4.4.2"),
}
"""The registers of this room, and the measures whose work is kept in them."""
