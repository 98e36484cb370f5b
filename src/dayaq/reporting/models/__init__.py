"""Cycles, what each body owes in them, the reports it gives, what verifiers find, and the editions."""

from dayaq.reporting.models.cycles import Cycle, Extension, Obligation, Reminder
from dayaq.reporting.models.editions import Edition, EditionFile, EditionTemplate
from dayaq.reporting.models.reports import EvidenceItem, Report, Spending, Step
from dayaq.reporting.models.verification import Verification

__all__ = [
    "Cycle",
    "Edition",
    "EditionFile",
    "EditionTemplate",
    "EvidenceItem",
    "Extension",
    "Obligation",
    "Reminder",
    "Report",
    "Spending",
    "Step",
    "Verification",
]
