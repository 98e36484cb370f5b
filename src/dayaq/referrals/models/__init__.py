"""Referrals and what was told, and the clocks that run."""

from dayaq.referrals.models.clocks import Clock, ClockQuerySet
from dayaq.referrals.models.referrals import Referral, ReferralQuerySet, Told

__all__ = ["Clock", "ClockQuerySet", "Referral", "ReferralQuerySet", "Told"]
