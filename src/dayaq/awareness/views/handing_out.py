"""What was handed out: recorded, taken back, in stock, and on a map."""

from functools import partial

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.awareness import policies
from dayaq.awareness.actions import handing_out as acts
from dayaq.awareness.forms import MovementForm, ReachForm
from dayaq.awareness.models import Movement, Stock
from dayaq.awareness.models.tiles import tiles
from dayaq.awareness.states import Flow
from dayaq.awareness.tables import MovementSearch, MovementTable, StockSearch, StockTable
from dayaq.awareness.views.registers import CAMPAIGNS
from dayaq.imports.sheets import way_in
from dayaq.kernel.lists import show_list

reads = needs(Permission.LEARNING_READ, Permission.LEARNING_READ_ALL)
keeps = needs(Permission.LEARNING_KEEP)


def _crumbs() -> Crumbs:
    return [(_("Distributions"), reverse("awareness:movements"))]


@require_safe
@reads
def movements(request: UserRequest) -> HttpResponse:
    rows = Movement.objects.visible_to(request.user).with_body_name()
    may_add = holds(request.user, Permission.LEARNING_KEEP)
    return show_list(
        request,
        rows=rows.select_related("material", "language", "point"),
        table=MovementTable,
        filters=MovementSearch,
        title=_("Distributions"),
        name="distributions",
        template="access/register.html",
        context={
            "lead": _(
                "Copies that came in and copies that were handed out, by point and language."
            ),
            "add": (reverse("awareness:move"), _("Record copies")) if may_add else None,
            "others": [
                (reverse("awareness:map"), pgettext("register", "Map")),
                (reverse("awareness:points"), _("Distribution points")),
                (reverse("awareness:stock"), pgettext("register", "Stock")),
                *way_in("distributions", request.user),
            ],
        },
    )


def movement_for(request: UserRequest, pk: int) -> Movement:
    rows = Movement.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("body", "material", "language", "point"), pk=pk)


@require_safe
@reads
def movement(request: UserRequest, pk: int) -> HttpResponse:
    row = movement_for(request, pk)
    return render(
        request,
        "awareness/movement.html",
        {
            "row": row,
            "title": str(row),
            "crumbs": _crumbs(),
            "why_not_take_back": policies.why_not_take_back(row, request.user),
        },
    )


@require_form
@keeps
def move(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        MovementForm(request.POST or None, user=request.user),
        acts.move,
        title=_("Record copies"),
        done=_("The copies are recorded."),
        crumbs=_crumbs(),
        template="access/long_form.html",
    )


@require_form
@keeps
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    row = movement_for(request, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.take_back, row),
        title=_("Take back what was recorded by mistake"),
        submit=pgettext("copies", "Take back"),
        done=_("It is taken back; the stock is as before."),
        crumbs=_crumbs(),
        refusal=policies.why_not_take_back(row, request.user),
    )


@require_safe
@reads
def stock(request: UserRequest) -> HttpResponse:
    rows = Stock.objects.visible_to(request.user).with_body_name()
    return show_list(
        request,
        rows=rows.select_related("material", "language"),
        table=StockTable,
        filters=StockSearch,
        title=pgettext("register", "Stock"),
        name="stock",
        template="access/register.html",
        context={"crumbs": _crumbs(), "empty": _("Copies that came in are counted here.")},
    )


@require_safe
@reads
def where(request: UserRequest) -> HttpResponse:
    """Copies handed out by economic region, as tiles; the table says the same."""
    rows = Movement.objects.visible_to(request.user).filter(flow=Flow.HANDED_OUT)
    places = rows.values_list("point__region__parent__code", "point__region__code")
    found, elsewhere = tiles(places.annotate(n=Sum("copies")).order_by())
    page = {
        "tiles": found,
        "elsewhere": elsewhere,
        "title": pgettext("register", "Map"),
        "crumbs": _crumbs(),
    }
    return render(request, "awareness/map.html", page)


@require_form
@keeps
def reach(request: UserRequest, pk: int) -> HttpResponse:
    """Whom a campaign reached."""
    row = CAMPAIGNS.row(request, pk)
    known = dict(row.reached.values_list("audience", "people"))
    return form_page(
        request,
        ReachForm(request.POST or None, known=known),
        partial(acts.record_reach, row),
        title=_("People reached"),
        lead=_("Leave empty what is not known: unknown is not zero."),
        done=_("It is recorded whom the campaign reached."),
        crumbs=[*CAMPAIGNS.crumbs(), (str(row), CAMPAIGNS.to(row))],
        refusal=policies.why_not_keep(row.body_id, request.user),
    )
