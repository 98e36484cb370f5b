"""Finding measures, bodies and reports by what people remember of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, signed_in
from dayaq.directory.models import Body
from dayaq.plan.models import Measure

AT_MOST = 20
"""How many of each kind a page shows."""


@require_safe
@signed_in
def search(request: UserRequest) -> HttpResponse:
    """What matches the words, in groups, as far as the person may see it."""
    words = request.GET.get("q", "").strip()[:100]
    found: dict[str, object] = {"words": words}
    if len(words) >= 2:
        if holds(request.user, Permission.PLAN_READ):
            found["measures"] = Measure.objects.found(words).select_related("direction")[:AT_MOST]
        if holds(request.user, Permission.DIRECTORY_READ):
            found["bodies"] = Body.objects.named_like(words).with_names()[:AT_MOST]
    return render(request, "portal/search.html", found)
