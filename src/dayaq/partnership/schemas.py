"""What comes into this room from Excel: partners, agreements, activities and money."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from dayaq.access.permissions import Permission
from dayaq.cooperation.schemas import Verbatim, measures
from dayaq.directory.models import Code
from dayaq.imports.sheets import (
    LANGUAGES,
    Amount,
    Column,
    Day,
    Link,
    Named,
    OneOf,
    Several,
    Sheet,
    Text,
    Whole,
)
from dayaq.partnership.actions.importing import Intake, Values
from dayaq.partnership.models import Activity, Agreement, Funding, Partner
from dayaq.partnership.models.kept import COUNTRIES
from dayaq.partnership.models.money import STEPS
from dayaq.partnership.states import ActivityKind, PartnerKind, Source


def entries(choices: type[TextChoices]) -> Callable[[], Named]:
    """Each kind by its name in every language of the sheets, and by its code."""

    def found() -> Named:
        for one in choices:
            names = [str(one.label)]
            for language in LANGUAGES:
                with override(language):
                    names.append(str(one.label))
            yield [*names, one.value], one.value

    return found


def countries() -> Named:
    for code in Code.objects.of_list(COUNTRIES, on=localdate()):
        yield [code.name, code.name_az, code.name_en, code.code], code


COUNTRY = OneOf(countries, gettext_lazy("A country, by its name or code"))
TITLE = Column("title", gettext_lazy("Title"), Text(300), is_required=True)
MEASURES = Column(
    "clauses",
    gettext_lazy("Measures"),
    Several(OneOf(measures, gettext_lazy("A measure by its clause"))),
    example="4.6.1; 4.9.2",
)


def partners(code: str, title: Any, *, is_required: bool = False) -> Column:
    """A column that names partners which stand in the register of the body."""
    note = gettext_lazy("Partners of the body's register; several with semicolons between them")
    return Column(code, title, Text(2000), is_required=is_required, note=note)


def in_order(first: str, last: str) -> Callable[[Values], Mapping[str, str]]:
    def wrong(values: Values) -> Mapping[str, str]:
        begins, ends = values[first], values[last]
        return (
            {last: _("The last day is before the first.")}
            if begins and ends and ends < begins
            else {}
        )

    return wrong


def wrong_with_money(values: Values) -> Mapping[str, str]:
    """Either amounts, or the reason why there are none of its own (section 3 of the plan)."""
    if not values["year"] or not 2000 <= values["year"] <= 2100:
        return {"year": _("Enter a year from 2000 to 2100.")}
    if values["reason"] and any(values[step] is not None for step in STEPS):
        return {"reason": _("Either enter amounts, or say why it is not separately budgeted.")}
    values["is_not_separate"] = bool(values["reason"])
    return {}


def wrong_with_activity(values: Values) -> Mapping[str, str]:
    values["is_for_minors"] = values["minors"] is not None
    values["ends_on"] = values["ends_on"] or values["starts_on"]
    return in_order("starts_on", "ends_on")(values)


PARTNERS = Sheet(
    code="partners",
    title=gettext_lazy("Partners"),
    lead=gettext_lazy("Organisations that your body works with: one row for each."),
    columns=(
        TITLE,
        Column(
            "kind", gettext_lazy("Kind"),
            OneOf(entries(PartnerKind), gettext_lazy("A kind of partner")), is_required=True,
        ),
        Column("country", pgettext_lazy("column", "Country"), COUNTRY),
        Column("address", gettext_lazy("Office address and telephone"), Text(300)),
        Column("link", gettext_lazy("Website"), Link(300)),
        MEASURES,
    ),
    keep=Permission.COOPERATION_KEEP,
    take=Intake(
        Partner, "partner.added", own=("title", "kind", "country", "address", "link", "clauses"), key=("title",)
    ),
    register="partnership:partners",
)  # fmt: skip

AGREEMENTS = Sheet(
    code="agreements",
    title=gettext_lazy("Agreements"),
    lead=gettext_lazy(
        "What was agreed: one row for each agreement. Its partners stand in the register of partners first."
    ),
    columns=(
        TITLE,
        Column("number", gettext_lazy("Number"), Text(100)),
        partners("partners", gettext_lazy("Partners"), is_required=True),
        Column("signed_on", pgettext_lazy("agreement", "Signed"), Day(), is_required=True, example="07.03.2024"),
        Column("ends_on", gettext_lazy("In force until"), Day()),
        Column("subject", gettext_lazy("What it is about"), Verbatim(5000)),
        Column("link", gettext_lazy("Address of the text"), Link(500)),
        MEASURES,
    ),
    keep=Permission.COOPERATION_KEEP,
    take=Intake(
        Agreement, "agreement.added",
        own=("title", "number", "signed_on", "ends_on", "subject", "link", "clauses"),
        key=("title", "signed_on"), partners=("partners",), links=("partners",),
        wrong=in_order("signed_on", "ends_on"),
    ),
    register="partnership:agreements",
)  # fmt: skip

ACTIVITIES = Sheet(
    code="activities",
    title=gettext_lazy("Activities with others"),
    lead=gettext_lazy("Visits, projects, operations and events: one row for each."),
    columns=(
        TITLE,
        Column(
            "kind", gettext_lazy("Kind"),
            OneOf(entries(ActivityKind), gettext_lazy("A kind of activity")), is_required=True,
        ),
        Column("starts_on", gettext_lazy("First day"), Day(), is_required=True, example="07.03.2024"),
        Column("ends_on", gettext_lazy("Last day"), Day()),
        Column("countries", gettext_lazy("Countries"), Several(COUNTRY)),
        partners("partners", gettext_lazy("Partners")),
        Column("participants", gettext_lazy("Participants"), Whole(1_000_000), example="40"),
        Column(
            "minors", gettext_lazy("Minors reached"),
            Whole(1_000_000), note=gettext_lazy("Only for an activity that is for minors"),
        ),
        Column("outcome", gettext_lazy("What came of it"), Verbatim(5000)),
        MEASURES,
    ),
    keep=Permission.COOPERATION_KEEP,
    take=Intake(
        Activity, "activity.added",
        own=("title", "kind", "starts_on", "ends_on", "participants", "minors", "is_for_minors", "outcome", "clauses"),
        key=("title", "starts_on"), partners=("partners",), links=("countries", "partners"),
        wrong=wrong_with_activity,
    ),
    register="partnership:activities",
)  # fmt: skip

MONEY = Sheet(
    code="financing",
    title=gettext_lazy("Financing and donors"),
    lead=gettext_lazy(
        "Money of one source for one year: one row for each. An empty amount is not known, and never zero."
    ),
    columns=(
        TITLE,
        Column(
            "source", gettext_lazy("Source"),
            OneOf(entries(Source), gettext_lazy("A source of money")), is_required=True,
        ),
        Column("year", pgettext_lazy("column", "Year"), Whole(2100), is_required=True, example="2024"),
        partners("donor", gettext_lazy("Donor")),
        partners("receiver", gettext_lazy("Receiving organisation")),
        Column("currency", gettext_lazy("Currency"), Text(3), example="AZN"),
        Column("asked", gettext_lazy("Asked for"), Amount()),
        Column("pledged", gettext_lazy("Pledged"), Amount(), example="12500.50"),
        Column("received", pgettext_lazy("money", "Received"), Amount()),
        Column("allocated", gettext_lazy("Allocated"), Amount()),
        Column("spent", gettext_lazy("Spent"), Amount()),
        Column("reason", gettext_lazy("Why it is not separately budgeted"), Text(500)),
        Column("call", gettext_lazy("Grant call"), Text(300)),
        Column("result", gettext_lazy("What it was spent on and what came of it"), Verbatim(5000)),
        MEASURES,
    ),
    keep=Permission.COOPERATION_KEEP,
    take=Intake(
        Funding, "fund.added",
        own=("title", "source", "year", "currency", *STEPS, "is_not_separate", "reason", "call", "result", "clauses"),
        key=("title", "year", "source"), partners=("donor", "receiver"), wrong=wrong_with_money,
    ),
    register="partnership:funds",
)  # fmt: skip
