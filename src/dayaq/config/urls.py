"""All addresses: each room brings its own."""

from django.urls import include, path

handler400 = "dayaq.portal.errors.bad_request"
handler403 = "dayaq.portal.errors.forbidden"
handler404 = "dayaq.portal.errors.not_found"
handler500 = "dayaq.portal.errors.server_error"

urlpatterns = [
    path("", include("dayaq.portal.urls")),
    path("plan/", include("dayaq.plan.urls")),
    path("reporting/", include("dayaq.reporting.urls")),
    path("evidence/", include("dayaq.evidence.urls")),
    path("imports/", include("dayaq.imports.urls")),
    path("jobs/", include("dayaq.jobs.urls")),
    path("notices/", include("dayaq.notices.urls")),
    path("partnership/", include("dayaq.partnership.urls")),
    path("awareness/", include("dayaq.awareness.urls")),
    path("learning/", include("dayaq.learning.urls")),
    path("evaluation/", include("dayaq.evaluation.urls")),
    path("councils/", include("dayaq.councils.urls")),
    path("proposals/", include("dayaq.proposals.urls")),
    path("recommendations/", include("dayaq.recommendations.urls")),
    path("cooperation/", include("dayaq.cooperation.urls")),
    path("cases/", include("dayaq.cases.urls")),
    path("recovery/", include("dayaq.recovery.urls")),
    path("shelters/", include("dayaq.shelters.urls")),
    path("referrals/", include("dayaq.referrals.urls")),
    path("administration/", include("dayaq.administration.urls")),
    path("account/", include("dayaq.accounts.urls")),
]
