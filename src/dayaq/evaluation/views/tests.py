"""The test of a programme."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import UserRequest
from dayaq.evaluation.actions.tests import choose_test as choose
from dayaq.evaluation.forms import TestForm
from dayaq.evaluation.models import ProgrammeTest
from dayaq.evaluation.policies import why_not_keep
from dayaq.learning.models import Programme
from dayaq.learning.views.ways import keeps, programmes_crumb
from dayaq.learning.views.ways import to as learning_page


@require_form
@keeps
def choose_test(request: UserRequest, pk: int) -> HttpResponse:
    rows = Programme.objects.visible_to(request.user).select_related("body")
    known = get_object_or_404(rows, pk=pk)
    chosen = ProgrammeTest.objects.filter(programme=known).first()
    page = learning_page("programme", known)
    return form_page(
        request,
        TestForm(
            request.POST or None,
            user=request.user,
            initial={"test": chosen.test_id if chosen else None},
        ),
        partial(choose, known),
        title=_("Choose the test"),
        lead=_("Asked before and after each training; the difference is the gain."),
        done=_("The test has been chosen."),
        crumbs=[programmes_crumb(), (str(known), page)],
        refusal=why_not_keep(known.body_id, request.user),
    )
