"""Everyone's first page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dayaq.access.permissions import UserRequest, signed_in


@require_safe
@signed_in
def home(request: UserRequest) -> HttpResponse:
    return render(request, "portal/home.html")
