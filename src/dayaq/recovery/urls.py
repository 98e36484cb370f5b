"""Addresses of this room. None says more than the reference of a case, which says nothing."""

from django.urls import path

from dayaq.recovery.views import directory

app_name = "recovery"

services = [
    path("services/", directory.services, name="services"),
    path("services/<int:pk>/", directory.service, name="service"),
    path("services/<int:pk>/change/", directory.revise_service, name="revise_service"),
    path("services/<int:pk>/verify/", directory.verify_service, name="verify_service"),
    path("services/<int:pk>/end/", directory.end_service, name="end_service"),
    path("providers/", directory.providers, name="providers"),
    path("providers/add/", directory.add_provider, name="add_provider"),
    path("providers/<int:pk>/", directory.provider, name="provider"),
    path("providers/<int:pk>/change/", directory.revise_provider, name="revise_provider"),
    path("providers/<int:pk>/services/add/", directory.add_service, name="add_service"),
]

urlpatterns = [*services]
