"""The look of each state among the six of the house; the word always stands beside it."""

from dayaq.recovery.states import PlanStatus, ReferralStatus

LOOKS = {
    PlanStatus.DRAFT: "going",
    PlanStatus.IN_FORCE: "good",
    PlanStatus.CLOSED: "calm",
    ReferralStatus.IN_PROGRESS: "going",
    ReferralStatus.UNANSWERED: "bad",
    ReferralStatus.ACCEPTED: "good",
    ReferralStatus.RETURNED: "watch",
    ReferralStatus.DONE: "calm",
    ReferralStatus.WITHDRAWN: "calm",
}
