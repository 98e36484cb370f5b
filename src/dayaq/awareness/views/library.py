"""What happens to a material: a file put in, issued, withdrawn, read, downloaded."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, press, require_form
from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.awareness import policies
from dayaq.awareness.actions import library as acts
from dayaq.awareness.forms import PutInForm
from dayaq.awareness.models import Issue
from dayaq.awareness.views.registers import MATERIALS
from dayaq.kernel.files import handed_out

reads = needs(Permission.LIBRARY_READ)
keeps = needs(Permission.LEARNING_KEEP)


@require_form
@keeps
def put_in(request: UserRequest, pk: int) -> HttpResponse:
    row = MATERIALS.row(request, pk)
    return form_page(
        request,
        PutInForm(request.POST or None, request.FILES or None),
        partial(acts.put_in, row),
        title=_("Put in a file or a link"),
        done=_("It is put in."),
        crumbs=[*MATERIALS.crumbs(), (str(row), MATERIALS.to(row))],
        refusal=policies.why_not_keep(row.body_id, request.user),
    )


def _done(request: UserRequest, row: Any, act: Any, said: object) -> HttpResponse:
    return press(request, partial(act, row), done=said, back=MATERIALS.to(row))


@require_POST
@keeps
def issue(request: UserRequest, pk: int) -> HttpResponse:
    return _done(request, MATERIALS.row(request, pk), acts.issue, _("The material is issued."))


@require_form
@keeps
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    row = MATERIALS.row(request, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.withdraw, row),
        title=_("Withdraw the material"),
        lead=_("Nobody finds it any more but those who keep it."),
        submit=pgettext("material", "Withdraw"),
        done=_("The material is withdrawn."),
        crumbs=[*MATERIALS.crumbs(), (str(row), MATERIALS.to(row))],
        refusal=policies.why_not_withdraw(row, request.user),
    )


@require_POST
@reads
def acknowledge(request: UserRequest, pk: int) -> HttpResponse:
    said = _("Thank you. It is written down that you have read this version.")
    return _done(request, MATERIALS.row(request, pk), acts.acknowledge, said)


@require_safe
@reads
def download(request: UserRequest, pk: int, issue: int) -> HttpResponse:
    """The file, or on to where it stands; one more download is counted, nobody's name with it."""
    row = MATERIALS.row(request, pk)
    found = get_object_or_404(Issue, pk=issue, material=row)
    acts.count_download(found)
    if found.link:
        return HttpResponseRedirect(found.link)
    return handed_out(bytes(found.content or b""), found.content_type, found.file_name)
