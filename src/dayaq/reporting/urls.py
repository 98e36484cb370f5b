"""Addresses of this room."""

from django.urls import path

from dayaq.reporting.views import (
    coverage,
    cycles,
    decisions,
    edition_templates,
    editions,
    obligations,
    reports,
    verification,
)

app_name = "reporting"
urlpatterns = [
    path("cycles/", cycles.index, name="cycles"),
    path("cycles/plan/", cycles.plan, name="plan_cycle"),
    path("cycles/<int:pk>/", cycles.detail, name="cycle"),
    path("cycles/<int:pk>/open/", cycles.open_, name="open_cycle"),
    path("cycles/<int:pk>/refresh/", cycles.refresh, name="refresh_cycle"),
    path("cycles/<int:pk>/close/", cycles.close, name="close_cycle"),
    path("cycles/<int:pk>/reopen/", cycles.reopen, name="reopen_cycle"),
    path("matrix/", coverage.matrix, name="matrix"),
    path("obligations/", obligations.index, name="obligations"),
    path("obligations/<int:pk>/", reports.page, name="obligation"),
    path("obligations/<int:pk>/begin/", reports.begin, name="begin"),
    path("obligations/<int:pk>/remind/", obligations.remind, name="remind"),
    path("obligations/<int:pk>/extension/", decisions.ask_extension, name="ask_extension"),
    path("extensions/<int:pk>/", decisions.decide_extension, name="decide_extension"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/write/", reports.write, name="write"),
    path("reports/<int:pk>/autosave/", reports.autosave, name="autosave"),
    path("reports/<int:pk>/recall/", decisions.recall, name="recall"),
    path("reports/<int:pk>/approve/", decisions.approve, name="approve"),
    path("reports/<int:pk>/return/", decisions.return_, name="return"),
    path("reports/<int:pk>/accept/", decisions.accept, name="accept"),
    path("evidence/<int:pk>/", reports.evidence, name="evidence"),
    path("verify/", verification.desk, name="verify"),
    path("verify/<int:cycle>/<str:clause>/", verification.finding, name="finding"),
    path("editions/", editions.index, name="editions"),
    path("editions/build/", editions.build, name="build_edition"),
    path("editions/templates/", edition_templates.index, name="edition_templates"),
    path(
        "editions/templates/<str:language>/<int:number>/",
        edition_templates.download,
        name="edition_template",
    ),
    path("editions/<int:pk>/", editions.detail, name="edition"),
    path("editions/<int:pk>/progress/", editions.progress, name="edition_progress"),
    path("editions/<int:pk>/sign/", editions.sign, name="sign_edition"),
    path("editions/<int:pk>/<str:language>.<str:form>", editions.file, name="edition_file"),
]
