"""Bodies: what each is called and was called, what it carries, and how far it is."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.directory.models import Body
from dayaq.kernel.lists import show_list
from dayaq.plan.models import Party
from dayaq.plan.states import PartyRole
from dayaq.portal.tables import BodyFilters, BodyTable, body_rows
from dayaq.reporting.models import Obligation


@require_safe
@needs(Permission.DIRECTORY_READ)
def bodies(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=body_rows(),
        table=BodyTable,
        filters=BodyFilters,
        title=_("Bodies"),
        name="bodies",
    )


@require_safe
@needs(Permission.DIRECTORY_READ)
def body(request: UserRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Body.objects.with_names().select_related("parent"), code=code)
    heirs = list(found.successions_from.all())
    predecessors = list(
        found.successions_to.select_related("predecessor").prefetch_related("predecessor__names")
    )
    carried = [found.pk, *(s.predecessor_id for s in predecessors)]
    parties = list(
        Party.objects.filter(body__in=carried)
        .select_related("measure__direction__version__plan", "body")
        .order_by("measure__direction__position", "measure__position")
    )
    obligations = list(
        Obligation.objects.visible_to(request.user)
        .filter(body=found)
        .select_related("cycle", "measure__direction", "report")
        .order_by("-cycle__period_first", "measure__direction__position", "measure__position")
    )
    return render(
        request,
        "portal/body.html",
        {
            "body": found,
            "names": found.names.all(),
            "heirs": heirs,
            "predecessors": predecessors,
            "executes": [p for p in parties if p.role == PartyRole.EXECUTOR],
            "recommended": [p for p in parties if p.role == PartyRole.RECOMMENDED],
            "involved": [p for p in parties if p.role == PartyRole.INVOLVED],
            "cycles": _by_cycle(obligations),
            "today": localdate(),
        },
    )


def _by_cycle(obligations: list[Obligation]) -> list[dict[str, object]]:
    """How many reports the body owed in each cycle, handed in, and handed in on time."""
    grouped: dict[int, list[Obligation]] = {}
    for obligation in obligations:
        grouped.setdefault(obligation.cycle_id, []).append(obligation)
    today = localdate()
    rows: list[dict[str, object]] = []
    for owed in grouped.values():
        required = [o for o in owed if o.is_required]
        rows.append(
            {
                "cycle": owed[0].cycle,
                "required": len(required),
                "reported": sum(o.is_reported for o in required),
                "late": sum(o.schedule(on=today) == "reported_late" for o in required),
                "overdue": sum(o.is_overdue(on=today) for o in required),
                "invited": len(owed) - len(required),
                "contributed": sum(o.is_reported for o in owed if not o.is_required),
            }
        )
    return rows
