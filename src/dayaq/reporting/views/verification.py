"""The verification desk: what waits for a finding, and the page where it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.access.refusal import Denied
from dayaq.kernel.lists import show_list
from dayaq.plan.models import Measure
from dayaq.reporting import actions
from dayaq.reporting.forms import FindingForm
from dayaq.reporting.models import Cycle, Obligation, Verification
from dayaq.reporting.models.standing import Standing, of_measures, of_read
from dayaq.reporting.policies import verification as may
from dayaq.reporting.states import CycleStatus, Sensitivity, Verified
from dayaq.reporting.tables import FindingTable

if TYPE_CHECKING:
    from dayaq.accounts.models import User

SHOW: dict[str, Callable[[Standing], bool]] = {
    "waiting": lambda s: s.accepted > 0 and s.verified is None,
    "said-done": lambda s: s.is_said_done_not_verified,
    "verified": lambda s: s.verified is not None,
    "all": lambda _s: True,
}


@dataclass(frozen=True, slots=True)
class Row:
    cycle: Cycle
    measure: Measure
    standing: Standing


@require_safe
@needs(Permission.REPORT_READ_ALL)
def desk(request: UserRequest) -> HttpResponse:
    cycles = list(Cycle.objects.exclude(status=CycleStatus.PLANNED).select_related("version__plan"))
    asked = request.GET.get("cycle", "")
    cycle = next((c for c in cycles if str(c.pk) == asked), None) or next(
        (c for c in cycles if c.is_open), cycles[0] if cycles else None
    )
    show = request.GET.get("show", "")
    show = show if show in SHOW else "waiting"
    rows = _rows(cycle) if cycle else []
    return show_list(
        request,
        rows=[row for row in rows if SHOW[show](row.standing)],
        table=FindingTable,
        name="verification",
        title=_("Verification"),
        template="reporting/desk.html",
        context={
            "lead": _(
                "Measures of a cycle: what the bodies declared, what was accepted, what was found."
            ),
            "cycles": cycles,
            "cycle": cycle,
            "show": show,
            "tabs": [
                (code, label, sum(SHOW[code](row.standing) for row in rows))
                for code, label in (
                    ("waiting", _("Waiting to be verified")),
                    ("said-done", _("Said done, not verified")),
                    ("verified", _("Verified")),
                    ("all", _("All")),
                )
            ],
            "empty": _("No measure of this cycle is in this state."),
        },
    )


def _rows(cycle: Cycle) -> list[Row]:
    measures = list(
        Measure.objects.of(cycle.version).running_in(cycle.year).select_related("direction")
    )
    standings = of_measures(cycle.version, [cycle], on=localdate(), measures=measures)
    return [
        Row(cycle, measure, standings[measure.pk][cycle.pk])
        for measure in sorted(measures, key=lambda m: m.order)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.REPORT_READ_ALL)
def finding(request: UserRequest, cycle: int, clause: str) -> HttpResponse:
    about = get_object_or_404(Cycle.objects.select_related("version__plan"), pk=cycle)
    row = get_object_or_404(
        Measure.objects.of(about.version).select_related("direction"), clause=clause
    )
    for_body = may.verifying_body(row, request.user)
    is_conflict = for_body[1]
    found = list(
        Verification.objects.filter(cycle=about, measure=row)
        .select_related("by", "body")
        .prefetch_related("body__names")
    )
    form = FindingForm(request.POST or None, is_conflict=is_conflict)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            actions.verify(
                about,
                row,
                verified=Verified(said.pop("verified")),
                by=request.user,
                at=now(),
                **said,
            )
        except Denied as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The finding was recorded."))
            return redirect("reporting:finding", cycle, clause)
    obligations = _spoken(about, row, request.user)
    sees_restricted = any(
        holds(request.user, p) for p in (Permission.REPORT_ACCEPT, Permission.MEASURE_VERIFY)
    )
    context = {
        "cycle": about,
        "measure": row,
        "lines": (row.first_line, row.last_line),
        "form": form,
        "is_conflict": is_conflict,
        "standing": of_read(
            row,
            about,
            obligations,
            next((f for f in found if f.superseded_at is None), None),
            on=localdate(),
        ),
        "obligations": obligations,
        "closed": set() if sees_restricted else {Sensitivity.RESTRICTED},
        "found": found,
        "why_not_verify": may.why_not_verify(about, row, request.user, for_body=for_body),
        "today": localdate(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/finding.html", context, status=status)


def _spoken(cycle: Cycle, measure: Measure, user: "User") -> list[Obligation]:
    """What each body owes about the measure, with what it has said and the documents for it."""
    return list(
        Obligation.objects.visible_to(user)
        .filter(cycle=cycle, measure=measure)
        .select_related("cycle", "report", "body")
        .prefetch_related("body__names", "report__evidence")
        .order_by("binding", "party__order")
    )
