"""All addresses as the product has them; a refusal is its number alone, and its page has its own story."""

from django.http import HttpRequest, HttpResponse

from dayaq.config.urls import urlpatterns

__all__ = ["urlpatterns"]


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=404)
