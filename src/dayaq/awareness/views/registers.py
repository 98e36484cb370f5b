"""The registers of this room: materials, campaigns, points."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.registers import Register
from dayaq.awareness import forms, policies, tables
from dayaq.awareness.models import Campaign, Material, Point
from dayaq.awareness.models.library import counted
from dayaq.awareness.states import MaterialStatus
from dayaq.awareness.views.panels import OF_CAMPAIGN

KEPT: dict[str, Any] = {
    "reads": Permission.LEARNING_READ,
    "reads_all": Permission.LEARNING_READ_ALL,
    "keeps": Permission.LEARNING_KEEP,
    "why_not_keep": policies.why_not_keep,
}
LIBRARY: dict[str, Any] = {**KEPT, "reads": Permission.LIBRARY_READ}
"""Everybody reads what is issued."""


def of_material(request: UserRequest, row: Material) -> Mapping[str, object]:
    """Its versions, who read it, and what may be done to it now."""
    user = request.user
    said = row.acknowledgements.filter(version=row.version)
    read = said.aggregate(times=Count("pk"), bodies=Count("body", distinct=True))
    return {
        "issues": row.issues.defer("content").select_related("language"),
        "readers": row.readers.prefetch_related("names"),
        "read_by": read["times"],
        "bodies_that_read": read["bodies"],
        "is_issued": row.status == MaterialStatus.ISSUED,
        "why_not_issue": policies.why_not_issue(row, user),
        "why_not_withdraw": policies.why_not_withdraw(row, user),
        "why_not_acknowledge": policies.why_not_acknowledge(row, user),
    }


def of_campaign(request: UserRequest, row: Campaign) -> Mapping[str, object]:
    return {
        "reached": row.reached.select_related("audience"),
        "panels": OF_CAMPAIGN.of(row, request.user),
    }


def of_point(_request: UserRequest, row: Point) -> Mapping[str, object]:
    """What was handed out there, by language."""
    moved = row.movements.values("language__name_az", "language__name_en")
    return {"copies": moved.annotate(n=Sum("copies")).order_by("-n")}


def to_map(_request: UserRequest) -> list[tuple[str, object]]:
    return [(reverse("awareness:map"), pgettext_lazy("register", "Map"))]


MATERIALS = Register(
    model=Material,
    form=forms.MaterialForm,
    table=tables.MaterialTable,
    search=tables.MaterialSearch,
    place="library",
    names=(
        "awareness:materials",
        "awareness:material",
        "awareness:add_material",
        "awareness:revise_material",
    ),
    codes=("material.added", "material.revised"),
    title=_("Library"),
    add=_("Add a material"),
    lead=_("Materials, guides, standards and briefs: the newest version in each language."),
    empty=_("What is issued stands here for everybody."),
    rows=counted,
    particular=of_material,
    template="awareness/material.html",
    **LIBRARY,
)
CAMPAIGNS = Register(
    model=Campaign,
    form=forms.CampaignForm,
    table=tables.CampaignTable,
    search=tables.CampaignSearch,
    place="campaigns",
    names=(
        "awareness:campaigns",
        "awareness:campaign",
        "awareness:add_campaign",
        "awareness:revise_campaign",
    ),
    codes=("campaign.added", "campaign.revised"),
    title=_("Campaigns"),
    add=_("Record a campaign"),
    lead=_("Adverts, films, broadcasts, meetings and posts, and whom they reached."),
    rows=tables.with_people,
    particular=of_campaign,
    template="awareness/campaign.html",
    **KEPT,
)
POINTS = Register(
    model=Point,
    form=forms.PointForm,
    table=tables.PointTable,
    search=tables.PointSearch,
    place="points",
    names=(
        "awareness:points",
        "awareness:point",
        "awareness:add_point",
        "awareness:revise_point",
    ),
    codes=("point.added", "point.revised"),
    title=_("Distribution points"),
    add=_("Add a distribution point"),
    lead=_("Crossing points, trains, ships, airports: where leaflets are handed out."),
    rows=tables.with_copies,
    particular=of_point,
    template="awareness/point.html",
    others=to_map,
    **KEPT,
)
