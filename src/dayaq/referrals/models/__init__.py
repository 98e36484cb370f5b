"""Referrals and what was told, the clocks that run, the identification of people, and screenings."""

from dayaq.referrals.models.clocks import Clock, ClockQuerySet
from dayaq.referrals.models.identification import (
    Challenge,
    Decision,
    Entitlement,
    Identification,
    Interview,
    Opinion,
    Right,
    Step,
)
from dayaq.referrals.models.letters import Letter, LetterTemplate
from dayaq.referrals.models.receipts import Receipt, Wish
from dayaq.referrals.models.referrals import Referral, ReferralQuerySet, Told
from dayaq.referrals.models.screening import Dimension, Instrument, Screening, Sign

__all__ = [
    "Challenge",
    "Clock",
    "ClockQuerySet",
    "Decision",
    "Dimension",
    "Entitlement",
    "Identification",
    "Instrument",
    "Interview",
    "Letter",
    "LetterTemplate",
    "Opinion",
    "Receipt",
    "Referral",
    "ReferralQuerySet",
    "Right",
    "Screening",
    "Sign",
    "Step",
    "Told",
    "Wish",
]
