"""One's own jobs: found again, watched, cancelled."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import UserRequest, signed_in
from dayaq.accounts.models import User
from dayaq.jobs import actions, policies
from dayaq.jobs.models import Job
from dayaq.jobs.tables import JobFilters, Jobs
from dayaq.kernel.lists import show_list


def job_for(user: User, pk: int) -> Job:
    """The job, or 404. Somebody else's and missing are the same answer."""
    return get_object_or_404(Job.objects.visible_to(user), pk=pk)


@require_safe
@signed_in
def mine(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Job.objects.visible_to(request.user),
        table=Jobs,
        filters=JobFilters,
        title=_("Background jobs"),
        name="jobs",
        context={"empty": _("You have not started any job yet.")},
    )


@require_safe
@signed_in
def detail(request: UserRequest, pk: int) -> HttpResponse:
    job = job_for(request.user, pk)
    is_fragment = request.headers.get("HX-Target") == "progress"
    response = render(
        request,
        "jobs/_progress.html" if is_fragment else "jobs/detail.html",
        {"job": job, "why_not_cancel": policies.why_not_cancel(job, request.user)},
    )
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_POST
@signed_in
def cancel(request: UserRequest, pk: int) -> HttpResponse:
    actions.cancel(job_for(request.user, pk), by=request.user, at=now())
    return redirect("jobs:detail", pk)
