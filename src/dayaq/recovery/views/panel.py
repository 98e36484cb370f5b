"""What stands beside a case: how its plan is, and the way to it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.cases.models import Case
from dayaq.cases.views.beside import Line, Panel, Way, beside
from dayaq.recovery.models import Plan, ServiceReferral
from dayaq.recovery.models.looks import LOOKS
from dayaq.recovery.policies.plans import why_not_read
from dayaq.recovery.states import PlanStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@beside
def plan_panel(case: Case, user: "User", at: datetime) -> Panel | None:
    """For those who read the plan; the others learn nothing, not even whether there is one."""
    if why_not_read(case, user, at=at) is not None:
        return None
    plan = Plan.objects.filter(case=case).visible_to(user).first()
    way = Way(_("Recovery plan"), reverse("recovery:plan", args=[case.reference]))
    if plan is None:
        return Panel(_("Recovery plan"), [Line(_("Status"), _("not begun"))], [way])
    waiting = ServiceReferral.objects.filter(case=case).visible_to(user).waiting().count()
    lines = [Line(_("Status"), plan.get_status_display(), LOOKS[PlanStatus(plan.status)])]
    if plan.follow_up_on:
        look = "bad" if plan.follow_up_on < localdate(at) else "going"
        lines.append(Line(_("Next follow-up"), f"{plan.follow_up_on:%d.%m.%Y}", look))
    if waiting:
        lines.append(Line(_("Providers that have not answered"), waiting))
    return Panel(_("Recovery plan"), lines, [way])
