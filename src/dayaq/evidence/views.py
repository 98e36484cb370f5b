"""The indicators: what there is and what is to come, and one with its definition and its numbers."""

from datetime import date
from itertools import groupby

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.directory.models import Body
from dayaq.evidence.compile import count, indicators
from dayaq.evidence.models import Release
from dayaq.evidence.tables import IndicatorFilters, IndicatorTable, indicator_rows
from dayaq.indicators.terms import Indicator, Scope, as_it_is
from dayaq.kernel.lists import show_list
from dayaq.kernel.periods import Period


class ScopeForm(forms.Form):
    """For which days and which body to count."""

    first = forms.DateField(
        label=gettext_lazy("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=gettext_lazy("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Body"),
        required=False,
        empty_label=gettext_lazy("All bodies"),
    )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            raise forms.ValidationError(_("The period ends before it begins."))
        return cleaned


@require_safe
@needs(Permission.INDICATOR_READ)
def all_indicators(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=indicator_rows(),
        table=IndicatorTable,
        filters=IndicatorFilters,
        title=_("Indicators"),
        name="indicators",
        context={
            "lead": _(
                "Numbers that are counted from records; nobody types them in. Those to come will "
                "be counted as soon as their records are kept here."
            )
        },
    )


@require_safe
@needs(Permission.INDICATOR_READ)
def indicator(request: UserRequest, code: str) -> HttpResponse:
    found = indicators().get(code)
    if found is None:
        raise Http404
    year = Period.of_year(localdate().year - 1)
    form = ScopeForm(request.GET or {"first": year.first, "last": year.last})
    form.fields["body"].queryset = (  # type: ignore[attr-defined]
        Body.objects.with_names() if found.bodies else Body.objects.none()
    )
    frozen = (
        Release.objects.filter(indicator=code, body=None, region=None, breakdown="")
        .newest_of_its_occasion()
        .order_by("-period_first", "-frozen_at")
    )
    return render(
        request,
        "evidence/indicator.html",
        {
            "indicator": found,
            "form": form,
            "groups": _groups(found, form) if form.is_valid() else [],
            "behind": _behind(found, form, request) if form.is_valid() else "",
            "frozen": frozen,
        },
    )


def _scope(form: ScopeForm) -> Scope:
    period = Period(form.cleaned_data["first"], form.cleaned_data["last"])
    return Scope(period, body=form.cleaned_data["body"])


def _behind(found: Indicator, form: ScopeForm, request: UserRequest) -> str:
    """The list of what was counted, for those who may open it."""
    return found.behind(_scope(form), request.user) if found.behind else ""


def _groups(found: Indicator, form: ScopeForm) -> list[dict[str, object]]:
    """The whole, then each breakdown, as tables."""
    told = count(found, _scope(form))
    groups: list[dict[str, object]] = []
    breakdowns = {b.code: b for b in found.breakdowns}
    for code, cells in groupby(told, key=lambda one: one.cell.breakdown):
        group = list(cells)
        breakdown = breakdowns.get(code)
        name = breakdown.names(one.cell.category for one in group) if breakdown else as_it_is
        rows = [{"name": name(one.cell.category) or _("In all"), "shown": one} for one in group]
        title = breakdown.title if breakdown else code or _("In all")
        groups.append({"title": title, "rows": rows})
    return groups
