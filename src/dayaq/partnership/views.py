"""The registers of this room, and the answer to a request."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.access.registers import Register
from dayaq.imports.sheets import way_in
from dayaq.partnership import forms, models, policies, tables
from dayaq.partnership.actions import requests as acts

KEPT: dict[str, Any] = {
    "reads": Permission.COOPERATION_READ,
    "reads_all": Permission.COOPERATION_READ_ALL,
    "keeps": Permission.COOPERATION_KEEP,
    "why_not_keep": policies.why_not_keep,
}


def from_excel(code: str) -> Callable[[UserRequest], list[tuple[str, object]]]:
    """The button that leads to sending many rows."""
    return lambda request: [*way_in(code, request.user)]


def with_countries(rows: Any) -> Any:
    return rows.select_related("country")


def of_request(_request: UserRequest, row: models.Request) -> Mapping[str, object]:
    return {"is_overdue": row.is_overdue(at=now())}


PARTNERS = Register(
    model=models.Partner, form=forms.PartnerForm, table=tables.PartnerTable,
    search=tables.PartnerSearch, place="partners", others=from_excel("partners"),
    names=("partnership:partners", "partnership:partner", "partnership:add_partner", "partnership:revise_partner"),
    codes=("partner.added", "partner.revised"),
    title=gettext_lazy("Partners"), add=gettext_lazy("Add a partner"),
    lead=gettext_lazy("State bodies, NGOs, international organisations and firms that a body works with."),
    rows=with_countries, **KEPT,
)  # fmt: skip
AGREEMENTS = Register(
    model=models.Agreement, form=forms.AgreementForm, table=tables.AgreementTable,
    search=tables.AgreementSearch, place="agreements", others=from_excel("agreements"),
    names=(
        "partnership:agreements", "partnership:agreement",
        "partnership:add_agreement", "partnership:revise_agreement",
    ),
    codes=("agreement.added", "agreement.revised"),
    title=gettext_lazy("Agreements"), add=gettext_lazy("Add an agreement"),
    rows=lambda rows: rows.prefetch_related("partners"), **KEPT,
)  # fmt: skip
LIAISONS = Register(
    model=models.Liaison, form=forms.LiaisonForm, table=tables.LiaisonTable,
    search=tables.LiaisonSearch, place="liaison",
    names=("partnership:liaisons", "partnership:liaison", "partnership:add_liaison", "partnership:revise_liaison"),
    codes=("liaison.added", "liaison.revised"),
    title=gettext_lazy("Liaison officers"), add=gettext_lazy("Add a liaison officer"),
    lead=gettext_lazy("Offices through which messages go to and from a country."),
    rows=with_countries, **KEPT,
)  # fmt: skip
REQUESTS = Register(
    model=models.Request, form=forms.RequestForm, table=tables.RequestTable,
    search=tables.RequestSearch, place="requests",
    names=("partnership:requests", "partnership:request", "partnership:add_request", "partnership:revise_request"),
    codes=("request.added", "request.revised"),
    title=gettext_lazy("Requests with other countries"), add=gettext_lazy("Record a request"),
    lead=gettext_lazy("What was asked and by when it is to be answered; never whom it is about."),
    rows=with_countries, particular=of_request, template="partnership/request.html", **KEPT,
)  # fmt: skip
ACTIVITIES = Register(
    model=models.Activity, form=forms.ActivityForm, table=tables.ActivityTable,
    search=tables.ActivitySearch, place="activities", others=from_excel("activities"),
    names=("partnership:activities", "partnership:activity", "partnership:add_activity", "partnership:revise_activity"),
    codes=("activity.added", "activity.revised"),
    title=gettext_lazy("Activities with others"), add=gettext_lazy("Record an activity"),
    lead=gettext_lazy("Visits, projects, operations and events, with whom and with which countries."),
    rows=lambda rows: rows.prefetch_related("countries"), **KEPT,
)  # fmt: skip
FUNDS = Register(
    model=models.Funding, form=forms.FundingForm, table=tables.FundingTable,
    search=tables.FundingSearch, place="financing", others=from_excel("financing"),
    names=("partnership:funds", "partnership:fund", "partnership:add_fund", "partnership:revise_fund"),
    codes=("fund.added", "fund.revised"),
    title=gettext_lazy("Financing and donors"), add=gettext_lazy("Record financing"),
    lead=gettext_lazy("Asked for, pledged, received, allocated and spent; empty is not known, and never zero."),
    **KEPT,
)  # fmt: skip
RESOURCES = Register(
    model=models.Resource, form=forms.ResourceForm, table=tables.ResourceTable,
    search=tables.ResourceSearch, place="resources",
    names=("partnership:resources", "partnership:resource", "partnership:add_resource", "partnership:revise_resource"),
    codes=("resource.added", "resource.revised"),
    title=gettext_lazy("Shared resources"), add=gettext_lazy("Offer a resource"), **KEPT,
)  # fmt: skip
STUDIES = Register(
    model=models.Study, form=forms.StudyForm, table=tables.StudyTable,
    search=tables.StudySearch, place="research",
    names=("partnership:studies", "partnership:study", "partnership:add_study", "partnership:revise_study"),
    codes=("study.added", "study.revised"),
    title=gettext_lazy("Research"), add=gettext_lazy("Add a study"),
    rows=lambda rows: rows.select_related("region"), **KEPT,
)  # fmt: skip
ALL = (PARTNERS, AGREEMENTS, LIAISONS, REQUESTS, ACTIVITIES, FUNDS, RESOURCES, STUDIES)


@require_form
@needs(Permission.COOPERATION_KEEP)
def answer(request: UserRequest, pk: int) -> HttpResponse:
    """The request was answered or declined, or waits again."""
    row = REQUESTS.row(request, pk)
    return form_page(
        request,
        forms.AnswerForm(request.POST or None),
        partial(acts.answer, row),
        title=_("Record the answer"),
        lead=_("The clock stops now."),
        done=_("It is recorded."),
        crumbs=[*REQUESTS.crumbs(), (str(row), REQUESTS.to(row))],
        refusal=policies.why_not_keep(row.body_id, request.user),
    )
