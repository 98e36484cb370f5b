"""Signals of unusual access, and what the desk found."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.audit.models import Entry
from dayaq.cases.actions.watching import NEAR, answer
from dayaq.cases.forms.sharing import FindingForm
from dayaq.cases.models import Alert
from dayaq.cases.policies import sharing as may
from dayaq.cases.tables import AlertSearch, AlertTable
from dayaq.vault.door import confidential


@require_form
@confidential(Permission.GLASS_REVIEW)
@step_up(when=takes_out)
def alerts(request: UserRequest) -> HttpResponse:
    way = [(_("Data protection"), reverse("cases:desk"))]
    return guarded_list(
        request,
        subject=Alert,
        rows=Alert.objects.visible_to(request.user).select_related("about", "answered_by"),
        table=AlertTable,
        filters=AlertSearch,
        title=_("Unusual access"),
        name="unusual-access",
        narrowed=("signal", "answered", "sort"),
        template="cases/alerts.html",
        crumbs=[*way, (_("Unusual access"), reverse("cases:alerts"))],
        context={
            "crumbs": way,
            "empty": _("Nothing unusual was seen."),
        },
    )


@require_form
@confidential(Permission.GLASS_REVIEW)
def alert(request: UserRequest, pk: int) -> HttpResponse:
    """One signal with what the log says of that day; the answer where it is due."""
    rows = Alert.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("about", "answered_by"), pk=pk)
    entries = Entry.objects.filter(by=found.about, did__in=NEAR, at__date=found.day).order_by("at")
    return form_page(
        request,
        FindingForm(request.POST or None),
        partial(answer, found),
        title=str(found.get_signal_display()),
        done=_("What was found is recorded."),
        submit=_("Record what was found"),
        crumbs=[
            (_("Data protection"), reverse("cases:desk")),
            (_("Unusual access"), reverse("cases:alerts")),
        ],
        refusal=may.why_not_answer(found, request.user),
        template="cases/alert.html",
        context={"alert": found, "entries": entries[:200], "count": entries.count()},
    )
