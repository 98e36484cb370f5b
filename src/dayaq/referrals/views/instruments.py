"""The editor of screening instruments: lists of signs as versioned data, published by a date."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.access.refusal import Denied
from dayaq.cases.models.codes import Codes
from dayaq.kernel.lists import show_list
from dayaq.referrals.actions import instruments as acts
from dayaq.referrals.forms.screening import (
    DimensionForm,
    InstrumentForm,
    PublishForm,
    ScreeningForm,
    SignForm,
)
from dayaq.referrals.models.screening import Dimension, Instrument, Screening, Sign
from dayaq.referrals.policies import screening as may
from dayaq.referrals.states import InstrumentStatus
from dayaq.referrals.tables.screening import (
    INSTRUMENT_LOOKS,
    RESULT_LOOKS,
    InstrumentSearch,
    InstrumentTable,
)
from dayaq.referrals.views.screening import SEES, instrument_for

reads = needs(*SEES, Permission.INSTRUMENT_KEEP)
keeps = needs(Permission.INSTRUMENT_KEEP)


def _crumbs(instrument: "Instrument | None" = None) -> Crumbs:
    way: Crumbs = [(_("Screening instruments"), reverse("referrals:instruments"))]
    if instrument is not None:
        way.append((str(instrument), _page(instrument)))
    return way


def _page(instrument: Instrument) -> str:
    return reverse("referrals:instrument", args=[instrument.pk])


@require_safe
@reads
def instruments(request: UserRequest) -> HttpResponse:
    add = (reverse("referrals:add_instrument"), _("Add an instrument"))
    return show_list(
        request,
        rows=Instrument.objects.all(),
        table=InstrumentTable,
        filters=InstrumentSearch,
        title=_("Screening instruments"),
        name="instruments",
        template="access/register.html",
        context={
            "crumbs": [],
            "lead": _("A help in the field, never a decision. What was published never changes."),
            "add": None if may.why_not_keep(request.user) else add,
        },
    )


@require_safe
@reads
def instrument(request: UserRequest, pk: int) -> HttpResponse:
    known = instrument_for(pk)
    user = request.user
    context = {
        "instrument": known,
        "title": str(known),
        "crumbs": _crumbs(),
        "look": INSTRUMENT_LOOKS[InstrumentStatus(known.status)],
        "versions": Instrument.objects.filter(code=known.code).exclude(pk=pk),
        "why_not_edit": may.why_not_edit(known, user),
        "why_not_publish": may.why_not_publish(known, user),
        "why_not_retire": may.why_not_retire(known, user),
        "why_not_keep": may.why_not_keep(user),
    }
    return render(request, "referrals/instrument.html", context)


@require_form
@keeps
def add_instrument(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        InstrumentForm(request.POST or None),
        acts.add_instrument,
        title=_("Add an instrument"),
        done=_("The instrument is added. Now add its dimensions and signs."),
        crumbs=_crumbs(),
        to=_page,
    )


@require_form
@keeps
def revise_instrument(request: UserRequest, pk: int) -> HttpResponse:
    known = instrument_for(pk)
    return form_page(
        request,
        InstrumentForm(request.POST or None, instance=instrument_for(pk)),
        partial(acts.revise_instrument, known),
        title=_("Change the instrument"),
        done=_("The instrument is changed."),
        crumbs=_crumbs(known),
        refusal=may.why_not_edit(known, request.user),
    )


@require_form
@keeps
def publish(request: UserRequest, pk: int) -> HttpResponse:
    known = instrument_for(pk)
    return form_page(
        request,
        PublishForm(request.POST or None),
        partial(acts.publish, known),
        title=_("Publish the instrument"),
        lead=_("From then on its signs never change."),
        done=_("The instrument is published."),
        submit=_("Publish"),
        crumbs=_crumbs(known),
        refusal=may.why_not_publish(known, request.user),
    )


@require_form
@keeps
def retire(request: UserRequest, pk: int) -> HttpResponse:
    known = instrument_for(pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.retire, known),
        title=_("Withdraw the instrument"),
        done=_("The instrument is withdrawn. What it was used for stays."),
        crumbs=_crumbs(known),
        refusal=may.why_not_retire(known, request.user),
    )


@require_POST
@keeps
def next_version(request: UserRequest, pk: int) -> HttpResponse:
    known = instrument_for(pk)
    try:
        made = acts.next_version(known, by=request.user, at=now())
    except (Denied, ValidationError) as refused:
        messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
        return HttpResponseRedirect(_page(known))
    messages.success(request, _("The next version is begun. What is published stays in force."))
    return HttpResponseRedirect(_page(made))


@require_form
@reads
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """As it will look, with what the ticked signs come to. Nothing is kept."""
    known = instrument_for(pk)
    form = ScreeningForm(
        request.POST or None, instrument=known, codes=Codes.of(Screening), on=localdate()
    )
    context: dict[str, Any] = {
        "form": form,
        "instrument": known,
        "title": _("Preview: %(instrument)s") % {"instrument": known},
        "crumbs": _crumbs(known),
        "back": _page(known),
        "is_preview": True,
    }
    if request.method == "POST" and form.is_valid():
        verdict = known.verdict(form.seen)
        context |= {"verdict": verdict, "look": RESULT_LOOKS[verdict.result]}
    return render(request, "referrals/screen.html", context, status=422 if form.errors else 200)


# --- what it is made of ---------------------------------------------------------------------------


def _dimension(instrument_pk: int, pk: int) -> Dimension:
    rows = Dimension.objects.select_related("instrument").filter(instrument=instrument_pk)
    return get_object_or_404(rows, pk=pk)


def _sign(instrument_pk: int, pk: int) -> Sign:
    rows = Sign.objects.select_related("dimension__instrument")
    return get_object_or_404(rows.filter(dimension__instrument=instrument_pk), pk=pk)


@require_form
@keeps
def add_dimension(request: UserRequest, pk: int) -> HttpResponse:
    known = instrument_for(pk)
    return form_page(
        request,
        DimensionForm(request.POST or None),
        partial(acts.add_dimension, known),
        title=_("Add a dimension"),
        done=_("The dimension is added."),
        crumbs=_crumbs(known),
        refusal=may.why_not_edit(known, request.user),
    )


@require_form
@keeps
def revise_dimension(request: UserRequest, pk: int, dimension: int) -> HttpResponse:
    row = _dimension(pk, dimension)
    return form_page(
        request,
        DimensionForm(request.POST or None, instance=_dimension(pk, dimension)),
        partial(acts.revise_dimension, row),
        title=_("Change the dimension"),
        done=_("The dimension is changed."),
        crumbs=_crumbs(row.instrument),
        refusal=may.why_not_edit(row.instrument, request.user),
    )


@require_form
@keeps
def add_sign(request: UserRequest, pk: int, dimension: int) -> HttpResponse:
    row = _dimension(pk, dimension)
    return form_page(
        request,
        SignForm(request.POST or None),
        partial(acts.add_sign, row),
        title=_("Add a sign"),
        lead=str(row),
        done=_("The sign is added."),
        crumbs=_crumbs(row.instrument),
        refusal=may.why_not_edit(row.instrument, request.user),
    )


@require_form
@keeps
def revise_sign(request: UserRequest, pk: int, sign: int) -> HttpResponse:
    row = _sign(pk, sign)
    known = row.dimension.instrument
    return form_page(
        request,
        SignForm(request.POST or None, instance=_sign(pk, sign)),
        partial(acts.revise_sign, row),
        title=_("Change the sign"),
        done=_("The sign is changed."),
        crumbs=_crumbs(known),
        refusal=may.why_not_edit(known, request.user),
    )


@require_form
@keeps
def remove_dimension(request: UserRequest, pk: int, dimension: int) -> HttpResponse:
    return _removed(request, _dimension(pk, dimension), _("Remove the dimension"))


@require_form
@keeps
def remove_sign(request: UserRequest, pk: int, sign: int) -> HttpResponse:
    return _removed(request, _sign(pk, sign), _("Remove the sign"))


def _removed(request: UserRequest, row: "Dimension | Sign", title: str) -> HttpResponse:
    known = row.instrument if isinstance(row, Dimension) else row.dimension.instrument
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.remove, row),
        title=title,
        lead=str(row),
        done=_("It is removed from the draft."),
        crumbs=_crumbs(known),
        refusal=may.why_not_edit(known, request.user),
    )
