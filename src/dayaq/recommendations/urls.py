"""Addresses of this room."""

from django.urls import path

from dayaq.recommendations.views import recommendations, replies

app_name = "recommendations"

urlpatterns = [
    path("documents/", recommendations.documents, name="documents"),
    path("documents/add/", recommendations.add_document, name="add_document"),
    path("documents/<int:pk>/", recommendations.document, name="document"),
    path("documents/<int:pk>/change/", recommendations.revise_document, name="revise_document"),
    path("documents/<int:pk>/add/", recommendations.add_recommendation, name="add_recommendation"),
    path("documents/<int:pk>/answers/", recommendations.answers, name="answers"),
    path("answers/", replies.replies, name="replies"),
    path("answers/begin/", replies.begin_reply, name="begin_reply"),
    path("answers/<int:pk>/", replies.reply, name="reply"),
    path("answers/<int:pk>/change/", replies.revise_reply, name="revise_reply"),
    path("answers/<int:pk>/send/", replies.send_reply, name="send_reply"),
    path("answers/<int:pk>/approve/", replies.approve_reply, name="approve_reply"),
    path("answers/<int:pk>/return/", replies.return_reply, name="return_reply"),
    path("answers/<int:pk>/replace/", replies.replace_reply, name="replace_reply"),
    path("", recommendations.recommendations, name="recommendations"),
    path("<int:pk>/", recommendations.recommendation, name="recommendation"),
    path(
        "<int:pk>/change/",
        recommendations.revise_recommendation,
        name="revise_recommendation",
    ),
    path("<int:pk>/status/", recommendations.move, name="move_recommendation"),
    path(
        "<int:pk>/remove/",
        recommendations.remove_recommendation,
        name="remove_recommendation",
    ),
]
