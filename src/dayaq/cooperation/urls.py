"""Addresses of this room."""

from django.urls import path

from dayaq.cooperation.views import papers

app_name = "cooperation"

urlpatterns = [
    path("templates/", papers.paper_templates, name="paper_templates"),
    path(
        "templates/<slug:paper>/<slug:language>/<int:number>/",
        papers.paper_template,
        name="paper_template",
    ),
]
