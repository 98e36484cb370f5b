"""Addresses of this room."""

from django.conf import settings
from django.urls import URLPattern, path

from dayaq.portal.views import demonstration, health, language, saved_views, search
from dayaq.portal.views import home as first_page

app_name = "portal"

everybody = [
    path("healthz", health.healthz, name="healthz"),
    path("language/", language.switch, name="language"),
]

one_person = [
    path("", first_page.home, name="home"),
    path("search/", search.search, name="search"),
    path("views/", saved_views.save, name="save_view"),
    path("views/<int:pk>/remove/", saved_views.remove, name="remove_view"),
]

demonstration_only = [
    path("demo/", demonstration.accounts, name="demo_sign_in"),
    path("demo/sign-in/", demonstration.sign_in, name="demo_sign_in_as"),
]

urlpatterns: list[URLPattern] = [
    *everybody,
    *one_person,
    *(demonstration_only if settings.IS_DEMO else []),
]
