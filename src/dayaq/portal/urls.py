"""Addresses of this room."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path, re_path

from dayaq.portal.views import (
    bodies,
    demonstration,
    health,
    language,
    mechanism,
    plan,
    saved_views,
    search,
)
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

the_plan = [
    path("plan/", plan.overview, name="overview"),
    path("plan/measures/", plan.measures, name="measures"),
    path("plan/roadmap/", plan.roadmap, name="roadmap"),
    re_path(r"^plan/(?P<clause>\d+(?:\.\d+)+)/$", plan.clause, name="clause"),
    path("mechanism/", mechanism.mechanism, name="mechanism"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<slug:code>/", bodies.body, name="body"),
]

demonstration_only = [
    path("demo/", demonstration.accounts, name="demo_sign_in"),
    path("demo/sign-in/", demonstration.sign_in, name="demo_sign_in_as"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *everybody,
    *one_person,
    *the_plan,
    *(demonstration_only if settings.IS_DEMO else []),
]
