"""Addresses of this room."""

from django.urls import path

from dayaq.cooperation.views import recommendations

app_name = "cooperation"

recommended = [
    path("documents/", recommendations.documents, name="documents"),
    path("documents/add/", recommendations.add_document, name="add_document"),
    path("documents/<int:pk>/", recommendations.document, name="document"),
    path("documents/<int:pk>/change/", recommendations.revise_document, name="revise_document"),
    path("documents/<int:pk>/add/", recommendations.add_recommendation, name="add_recommendation"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path(
        "recommendations/<int:pk>/change/",
        recommendations.revise_recommendation,
        name="revise_recommendation",
    ),
    path("recommendations/<int:pk>/status/", recommendations.move, name="move_recommendation"),
    path(
        "recommendations/<int:pk>/remove/",
        recommendations.remove_recommendation,
        name="remove_recommendation",
    ),
]

urlpatterns = [*recommended]
