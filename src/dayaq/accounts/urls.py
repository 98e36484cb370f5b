"""Addresses of signing in and of one's own account."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path, re_path

CLOSED = r"^(?:signup|email|confirm-email|inactive|3rdparty(?:/signup)?|social/.+)/$"
"""Pages of allauth without a use here: an administrator keeps accounts and addresses."""


def closed(request: HttpRequest) -> NoReturn:  # noqa: ARG001
    raise Http404


closed.permission = "public"  # type: ignore[attr-defined]

urlpatterns = [re_path(CLOSED, closed), path("", include("allauth.urls"))]
