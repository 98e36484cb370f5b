"""Everything that changes the plan. Lock, ask, change, record."""

from dayaq.plan.actions.confirming import confirm
from dayaq.plan.actions.deciding import (
    confirm_lead,
    confirm_leads,
    decide_group,
    decide_group_everywhere,
    end_group_decision,
)
from dayaq.plan.actions.reviewing import (
    accept,
    ask_administrator,
    begin_reading,
    confirm_all_clean_rows,
    confirm_row,
    correct_row,
    discard,
    name_body,
    place,
    read_again,
    state_act,
)
from dayaq.plan.actions.tracing import link_measures, unlink_measures

__all__ = [
    "accept",
    "ask_administrator",
    "begin_reading",
    "confirm",
    "confirm_all_clean_rows",
    "confirm_lead",
    "confirm_leads",
    "confirm_row",
    "correct_row",
    "decide_group",
    "decide_group_everywhere",
    "discard",
    "end_group_decision",
    "link_measures",
    "name_body",
    "place",
    "read_again",
    "state_act",
    "unlink_measures",
]
