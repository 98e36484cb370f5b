"""Work that the clock starts: reminders and escalation, forgetting what is needed here no more."""

from datetime import datetime

from dayaq.jobs.clock import every
from dayaq.referrals.actions import clocks
from dayaq.referrals.actions.identification import end_reflection_periods
from dayaq.referrals.actions.taking import forget


@every("*/5 * * * *", "referrals.clocks")
def tell_of_clocks(at: datetime) -> None:
    """Every five minutes: remind of what ends soon, tell of what was missed, end what is over."""
    end_reflection_periods(at=at)
    clocks.turn(at=at)


@every("17 22 * * *", "referrals.forget")
def forget_what_was_told(at: datetime) -> None:
    """Once a night: referrals that live in their cases are emptied."""
    forget(at=at)
