"""Work that the clock starts: silence of providers, reminders, follow-ups, stale entries."""

from datetime import datetime

from dayaq.jobs.clock import every
from dayaq.recovery.actions.reminding import tell_of_follow_ups, tell_of_stale_entries
from dayaq.recovery.actions.silence import note_silence, remind


@every("*/10 * * * *", "recovery.requests")
def look_at_requests(at: datetime) -> None:
    """Every ten minutes: requests whose time is half over, or over."""
    remind(at=at)
    note_silence(at=at)


@every("20 4 * * *", "recovery.follow_ups")
def look_at_follow_ups(at: datetime) -> None:
    """Once a morning (08:20 in Baku): follow-ups and placements to ask about within a week."""
    tell_of_follow_ups(at=at)


@every("30 4 * * 1", "recovery.stale")
def look_at_entries(at: datetime) -> None:
    """Once a week: entries of services that nobody has verified for too long."""
    tell_of_stale_entries(at=at)
