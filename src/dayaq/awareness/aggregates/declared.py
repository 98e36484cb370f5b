"""What awareness work comes to: materials, readers, campaigns, copies (4.1.3, 4.2, 4.5.9, 4.7.5, 4.8)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dayaq.awareness.aggregates.counted import (
    BY_AUDIENCE,
    BY_BODY,
    BY_LANGUAGE,
    BY_MEDIUM,
    BY_POINT,
    BY_TOPIC,
    Count,
    acknowledged_by_bodies,
    acknowledged_by_staff,
    behind,
    campaigns,
    copies,
    givers,
    issued_of,
    items,
    keepers,
    materials,
    organisers,
    partners,
    reached,
    readers,
    sent,
)
from dayaq.awareness.states import MaterialKind
from dayaq.indicators.breakdowns import BY_REGION
from dayaq.indicators.terms import Breakdown, Indicator, Phrase, Unit

OF_CAMPAIGNS = _("Campaigns whose last day is within the chosen days, as the bodies recorded them.")
OF_LIBRARY = _("Materials that stood issued at the end of the chosen days.")
RECORDS = _("The registers of campaigns, of the library and of distributions.")


def _indicator(
    code: str,
    title: Phrase,
    numerator: Phrase,
    count: Count,
    *,
    method: Phrase,
    by: tuple[Breakdown, ...],
    bodies: Any,
    at: str,
    unit: Unit = Unit.COUNT,
    denominator: "Phrase | None" = None,
) -> Indicator:
    return Indicator(
        code=code,
        clauses=CLAUSES.get(code, (code.partition("-")[0],)),
        title=title,
        unit=unit,
        numerator=numerator,
        denominator=denominator,
        method=method,
        records=RECORDS,
        count=count,
        breakdowns=by,
        bodies=bodies,
        behind=behind(at),
    )


CLAUSES = {"4.2.3-reached": ("4.2.3", "4.8.1")}
LIBRARY: dict[str, Any] = {
    "method": OF_LIBRARY, "bodies": keepers, "at": "awareness:materials", "by": (BY_BODY,),
}  # fmt: skip
CAMPAIGNS: dict[str, Any] = {
    "method": OF_CAMPAIGNS, "bodies": organisers, "at": "awareness:campaigns",
}  # fmt: skip
GIVEN: dict[str, Any] = {
    "method": _("Copies handed out within the chosen days; what was taken back is not counted."),
    "bodies": givers,
    "at": "awareness:movements",
    "by": (BY_POINT, BY_LANGUAGE, BY_REGION, BY_BODY),
}
READ: dict[str, Any] = {
    "method": _("What was said within the chosen days, of the version that was the newest then."),
    "bodies": readers,
    "at": "awareness:materials",
    "by": (BY_BODY,),
}

INDICATORS = [
    _indicator(
        "4.1.3-guides",
        _("Methodical guides issued"),
        _("Guides that stand issued"),
        issued_of(MaterialKind.GUIDE),
        **LIBRARY,
    ),
    _indicator(
        "4.1.3-read",
        _("Guides acknowledged by staff"),
        _("Members of staff who said that they had read a guide"),
        acknowledged_by_staff(MaterialKind.GUIDE),
        **READ,
    ),
    _indicator(
        "4.2.1-materials",
        _("Teaching and awareness materials by language and topic"),
        _("Materials that stand issued"),
        materials,
        **{**LIBRARY, "by": (BY_LANGUAGE, BY_TOPIC)},
    ),
    _indicator(
        "4.2.1-copies",
        _("Copies distributed"),
        _("Copies handed out"),
        copies,
        **GIVEN,
    ),
    _indicator(
        "4.2.3-campaigns",
        _("Public campaigns held"),
        _("Campaigns that ended"),
        campaigns,
        by=(BY_BODY, BY_REGION, BY_MEDIUM),
        **CAMPAIGNS,
    ),
    _indicator(
        "4.2.3-reached",
        _("People reached by campaigns"),
        _("People whom the campaigns reached, of whatever kind"),
        reached(),
        by=(BY_AUDIENCE, BY_BODY),
        **CAMPAIGNS,
    ),
    _indicator(
        "4.2.3-partners",
        _("Civil society and media partners"),
        _("NGOs, media and firms that took part in campaigns"),
        partners,
        by=(),
        **CAMPAIGNS,
    ),
    _indicator(
        "4.2.8-briefs",
        _("Briefs on international practice sent to bodies"),
        _("Briefs that were issued for bodies"),
        sent,
        **LIBRARY,
    ),
    _indicator(
        "4.2.8-bodies",
        _("Bodies that acknowledged briefs"),
        _("Bodies of which somebody said that a brief was read"),
        acknowledged_by_bodies(MaterialKind.BRIEF),
        **{**READ, "by": ()},
    ),
    _indicator(
        "4.5.9-read",
        _("Staff who acknowledged the standard"),
        _("Members of staff who said that they had read a standard"),
        acknowledged_by_staff(MaterialKind.STANDARD),
        **READ,
    ),
    _indicator(
        "4.7.5-guides",
        _("Guides about child victims issued"),
        _("Guides with the topic of child victims or child aspects that stand issued"),
        issued_of(MaterialKind.GUIDE, "child_victims", "child_aspects"),
        **LIBRARY,
    ),
    _indicator(
        "4.8.1-items",
        _("Awareness items by medium and language"),
        _("Adverts, films, broadcasts, posts and meetings, as campaigns count them"),
        items,
        by=(BY_MEDIUM, BY_LANGUAGE),
        **CAMPAIGNS,
    ),
    _indicator(
        "4.8.2-copies",
        _("Copies handed out, by point and language"),
        _("Copies handed out at border crossings, airports, on trains, ships and elsewhere"),
        copies,
        **GIVEN,
    ),
    _indicator(
        "4.8.3-reached",
        _("Labour migrants reached"),
        _("Labour migrants whom campaigns reached"),
        reached("labour_migrants"),
        by=(BY_AUDIENCE, BY_BODY),
        **CAMPAIGNS,
    ),
    _indicator(
        "4.8.5-reached",
        _("Employers reached"),
        _("Employers whom campaigns reached"),
        reached("employers"),
        by=(BY_AUDIENCE, BY_BODY),
        **CAMPAIGNS,
    ),
]

SERVES = {
    "awareness:materials": ("4.1.3", "4.2.1", "4.2.8", "4.5.9", "4.7.5", "4.8.1"),
    "awareness:campaigns": ("4.2.3", "4.8.1", "4.8.3", "4.8.4", "4.8.5"),
    "awareness:movements": ("4.2.1", "4.8.2"),
}
"""The registers of this room, and the measures whose work is kept in them."""
