"""Keeping and dropping one's own views of lists."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dayaq.access.permissions import UserRequest, signed_in
from dayaq.access.refusal import Denied
from dayaq.portal import actions
from dayaq.portal.forms import SavedViewForm
from dayaq.portal.models import SavedView


@require_POST
@signed_in
def save(request: UserRequest) -> HttpResponse:
    """Keep the list as it is seen; the person stays on it and is told."""
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the view a name of at most 80 characters."))
        return back(request)
    try:
        view = actions.save_view(**form.cleaned_data, by=request.user)
    except Denied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return back(request)


@require_POST
@signed_in
def remove(request: UserRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    actions.remove_view(view)
    messages.success(request, _("The view is removed."))
    return back(request)


def back(request: UserRequest) -> HttpResponse:
    """To the page that the form came from, if it is one of ours."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return redirect(address if is_ours else "portal:home")
