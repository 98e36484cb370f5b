"""Addresses of this room."""

from django.urls import path

from dayaq.councils.views import meetings, minutes, standing, tasks

app_name = "councils"

urlpatterns = [
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
    path("meetings/<int:pk>/minutes/", minutes.meeting_minutes, name="minutes"),
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
