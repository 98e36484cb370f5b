"""Addresses of this room."""

from django.urls import URLPattern, path

from dayaq.plan.views import groups, leads, lineage, readings, review, versions

app_name = "plan"

handing_in = [
    path("readings/", readings.readings, name="readings"),
    path("readings/new/", readings.begin, name="begin"),
    path("readings/<int:pk>/act/", readings.act, name="act"),
    path("readings/<int:pk>/place/", readings.place, name="place"),
    path("readings/<int:pk>/again/", readings.again, name="again"),
    path("readings/<int:pk>/confirm/", readings.confirm, name="confirm"),
    path("readings/<int:pk>/discard/", readings.discard, name="discard"),
]

reviewing = [
    path("readings/<int:pk>/", review.review, name="reading"),
    path("readings/<int:pk>/rows/", review.confirm_rows, name="confirm_rows"),
    path("readings/<int:pk>/rows/<str:clause>/", review.row, name="row"),
    path("readings/<int:pk>/rows/<str:clause>/confirm/", review.confirm_row, name="confirm_row"),
    path("readings/<int:pk>/rows/<str:clause>/correct/", review.correct_row, name="correct_row"),
    path("readings/<int:pk>/questions/<slug:question>/accept/", review.accept, name="accept"),
    path("readings/<int:pk>/questions/<slug:question>/name/", review.name_body, name="name_body"),
    path(
        "readings/<int:pk>/questions/<slug:question>/ask/",
        review.ask_administrator,
        name="ask_administrator",
    ),
]

reading_the_law = [
    path("versions/", versions.versions, name="versions"),
    path("versions/<int:pk>/", versions.version, name="version"),
    path("versions/<int:pk>/history/", versions.history, name="history"),
    path("versions/<int:pk>/changes/", versions.changes, name="changes"),
    path("source/<slug:sha256>/", versions.source, name="source"),
    path(
        "source/<slug:sha256>/<int:first>-<int:last>/", versions.source_lines, name="source_lines"
    ),
    path("source/<slug:sha256>/original/", versions.original, name="original"),
]

deciding = [
    path("leads/", leads.leads, name="leads"),
    path("leads/confirm/", leads.confirm_inferred, name="confirm_leads"),
    path("leads/<int:pk>/", leads.lead, name="lead"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<slug:code>/", groups.group, name="group"),
    path("groups/decisions/<int:pk>/end/", groups.end, name="end_decision"),
]

tracing = [
    path("lineage/", lineage.lineage, name="lineage"),
    path("lineage/<int:earlier>-<int:later>/", lineage.desk, name="lineage_desk"),
    path("lineage/<int:earlier>-<int:later>/link/", lineage.link, name="link"),
    path("lineage/<int:earlier>-<int:later>/<int:pk>/remove/", lineage.unlink, name="unlink"),
]

urlpatterns: list[URLPattern] = [
    *handing_in,
    *reviewing,
    *reading_the_law,
    *deciding,
    *tracing,
]
