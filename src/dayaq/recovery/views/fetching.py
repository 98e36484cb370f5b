"""What a page of this room is about: found as the person who asks may find it, or missing."""

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from dayaq.access.pages import Crumbs
from dayaq.cases.models import Case
from dayaq.cases.views.fetching import crumbs_to
from dayaq.recovery.models import Plan, ServiceReferral, Support

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def plan_page(case: Case) -> str:
    return reverse("recovery:plan", args=[case.reference])


def way_to_plan(case: Case, *more: tuple[object, str]) -> Crumbs:
    """From the cases to the plan of one."""
    return crumbs_to(case, (_("Recovery plan"), plan_page(case)), *more)


def plan_of(case: Case, user: "User") -> Plan | None:
    found: Plan | None = Plan.objects.filter(case=case).visible_to(user).first()
    return found


def row_of(model: type[Any], case: Case, user: "User", pk: Any) -> Any:
    """A row of the plan, with what opening it needs, or 404."""
    return get_object_or_404(model.about(case).visible_to(user), pk=pk)


def support_of(case: Case, user: "User", pk: Any) -> Support:
    rows = Support.about(case).visible_to(user).select_related("provider")
    found: Support = get_object_or_404(rows, pk=pk)
    return found


def request_for(user: "User", pk: Any) -> ServiceReferral:
    """A request as its sender or its provider sees it, or 404."""
    rows = ServiceReferral.objects.visible_to(user).select_related(
        "provider", "service", "body", "sent_by", "answered_by"
    )
    return get_object_or_404(rows, pk=pk)


def case_of(referral: ServiceReferral, user: "User") -> Case | None:
    """The case that a request is about, for those who may know it."""
    rows = Case.objects.visible_to(user).filter(pk=referral.case_id)
    return rows.select_related("lead", "subject__key").prefetch_related("lead__names").first()


def case_behind(referral: ServiceReferral, user: "User") -> Case:
    if (case := case_of(referral, user)) is None:
        raise Http404
    return case
