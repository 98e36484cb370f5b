"""Addresses of this room."""

from django.urls import path

from dayaq.cooperation.views import (
    meetings,
    minutes,
    opinions,
    papers,
    proposals,
    recommendations,
    replies,
    standing,
    tasks,
)

app_name = "cooperation"

recommended = [
    path("documents/", recommendations.documents, name="documents"),
    path("documents/add/", recommendations.add_document, name="add_document"),
    path("documents/<int:pk>/", recommendations.document, name="document"),
    path("documents/<int:pk>/change/", recommendations.revise_document, name="revise_document"),
    path("documents/<int:pk>/add/", recommendations.add_recommendation, name="add_recommendation"),
    path("documents/<int:pk>/answers/", papers.answers, name="answers"),
    path("answers/", replies.replies, name="replies"),
    path("answers/begin/", replies.begin_reply, name="begin_reply"),
    path("answers/<int:pk>/", replies.reply, name="reply"),
    path("answers/<int:pk>/change/", replies.revise_reply, name="revise_reply"),
    path("answers/<int:pk>/send/", replies.send_reply, name="send_reply"),
    path("answers/<int:pk>/approve/", replies.approve_reply, name="approve_reply"),
    path("answers/<int:pk>/return/", replies.return_reply, name="return_reply"),
    path("answers/<int:pk>/replace/", replies.replace_reply, name="replace_reply"),
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

proposed = [
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/begin/", proposals.begin_proposal, name="begin_proposal"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/change/", proposals.revise_proposal, name="revise_proposal"),
    path("proposals/<int:pk>/drafts/add/", proposals.add_draft, name="add_draft"),
    path("proposals/<int:pk>/drafts/<int:number>/", proposals.draft, name="draft"),
    path("proposals/<int:pk>/drafts/<int:number>/file/", proposals.draft_file, name="draft_file"),
    path("proposals/<int:pk>/opinions/ask/", proposals.ask_opinions, name="ask_opinions"),
    path("proposals/<int:pk>/to/<slug:stage>/", proposals.move_proposal, name="move_proposal"),
    path("proposals/<int:pk>/take-back/", proposals.take_back, name="take_back_step"),
    path("opinions/", opinions.opinions, name="opinions"),
    path("opinions/<int:pk>/", opinions.opinion, name="opinion"),
    path("opinions/<int:pk>/write/", opinions.write_opinion, name="write_opinion"),
    path("opinions/<int:pk>/give/", opinions.give_opinion, name="give_opinion"),
    path("opinions/<int:pk>/return/", opinions.return_opinion, name="return_opinion"),
    path("opinions/<int:pk>/answer/", opinions.answer_opinion, name="answer_opinion"),
]

sitting = [
    path("bodies/", standing.standing_bodies, name="standing_bodies"),
    path("bodies/add/", standing.add_standing_body, name="add_standing_body"),
    path("bodies/<int:pk>/", standing.standing_body, name="standing_body"),
    path("bodies/<int:pk>/change/", standing.revise_standing_body, name="revise_standing_body"),
    path("bodies/<int:pk>/members/add/", standing.seat, name="seat"),
    path("bodies/<int:pk>/members/<int:member>/", standing.revise_seat, name="revise_seat"),
    path("bodies/<int:pk>/members/<int:member>/end/", standing.end_seat, name="end_seat"),
    path("bodies/<int:pk>/meetings/plan/", meetings.plan_meeting, name="plan_meeting"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.revise_meeting, name="revise_meeting"),
    path("meetings/<int:pk>/invite/", meetings.invite, name="invite"),
    path("meetings/<int:pk>/cancel/", meetings.cancel_meeting, name="cancel_meeting"),
    path("meetings/<int:pk>/plan-again/", meetings.plan_meeting_again, name="plan_meeting_again"),
    path("meetings/<int:pk>/calendar/", meetings.calendar, name="calendar"),
    path("meetings/<int:pk>/agenda/add/", meetings.add_item, name="add_item"),
    path("meetings/<int:pk>/agenda/measures/", meetings.add_measures, name="add_measures"),
    path("meetings/<int:pk>/agenda/take-up/<slug:code>/", meetings.take_up, name="take_up"),
    path("meetings/<int:pk>/agenda/<int:item>/", meetings.revise_item, name="revise_item"),
    path("meetings/<int:pk>/agenda/<int:item>/remove/", meetings.remove_item, name="remove_item"),
    path("meetings/<int:pk>/agenda/<int:item>/up/", meetings.move_item_up, name="move_item_up"),
    path("meetings/<int:pk>/agenda/<int:item>/heard/", minutes.heard, name="heard"),
    path("meetings/<int:pk>/presence/", meetings.presence, name="presence"),
    path("meetings/<int:pk>/decide/", minutes.decide, name="decide"),
    path(
        "meetings/<int:pk>/decisions/<int:number>/", minutes.revise_decision, name="revise_decision"
    ),
    path(
        "meetings/<int:pk>/decisions/<int:number>/remove/",
        minutes.remove_decision,
        name="remove_decision",
    ),
    path("meetings/<int:pk>/sign/", minutes.sign, name="sign_minutes"),
    path("meetings/<int:pk>/correct/", minutes.correct, name="correct_minutes"),
    path("meetings/<int:pk>/minutes/", papers.meeting_minutes, name="minutes"),
    path("templates/", papers.paper_templates, name="paper_templates"),
    path(
        "templates/<slug:paper>/<slug:language>/<int:number>/",
        papers.paper_template,
        name="paper_template",
    ),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/report/", tasks.report, name="report_task"),
    path("tasks/<int:pk>/accept/", tasks.accept, name="accept_task"),
    path("tasks/<int:pk>/give-back/", tasks.give_back, name="return_task"),
    path("tasks/<int:pk>/drop/", tasks.drop, name="drop_task"),
    path("tasks/<int:pk>/reopen/", tasks.reopen, name="reopen_task"),
    path("tasks/<int:pk>/time/", tasks.ask_for_time, name="ask_for_time"),
    path("tasks/<int:pk>/time/<int:deferral>/", tasks.answer_time, name="answer_time"),
]

urlpatterns = [*sitting, *proposed, *recommended]
