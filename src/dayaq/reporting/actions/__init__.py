"""Everything that happens in reporting: cycles, reports, time, findings, reminders."""

from dayaq.reporting.actions.cycles import (
    close_cycle,
    count_anew,
    open_cycle,
    plan_cycle,
    refresh_obligations,
    reopen_cycle,
)
from dayaq.reporting.actions.extensions import ask_extension, decide_extension
from dayaq.reporting.actions.reminders import remind, remind_by_hand
from dayaq.reporting.actions.reports import (
    accept,
    approve,
    recall,
    return_to_body,
    return_to_drafter,
    send,
)
from dayaq.reporting.actions.verification import verify
from dayaq.reporting.actions.writing import (
    Incomplete,
    SavedByAnother,
    begin_report,
    remove_evidence,
    save_report,
)

__all__ = [
    "Incomplete",
    "SavedByAnother",
    "accept",
    "approve",
    "ask_extension",
    "begin_report",
    "close_cycle",
    "count_anew",
    "decide_extension",
    "open_cycle",
    "plan_cycle",
    "recall",
    "refresh_obligations",
    "remind",
    "remind_by_hand",
    "remove_evidence",
    "reopen_cycle",
    "return_to_body",
    "return_to_drafter",
    "save_report",
    "send",
    "verify",
]
