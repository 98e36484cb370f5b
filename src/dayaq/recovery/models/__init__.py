"""The directory of services, plans, requests to providers, employers and placements."""

from dayaq.recovery.models.asking import AnswerLink, ServiceReferral
from dayaq.recovery.models.corrections import Correction
from dayaq.recovery.models.directory import Provider, Service
from dayaq.recovery.models.plans import FollowUp, Goal, Plan, PlanVersion, Risk, Support
from dayaq.recovery.models.work import Employer, Placement

__all__ = [
    "AnswerLink",
    "Correction",
    "Employer",
    "FollowUp",
    "Goal",
    "Placement",
    "Plan",
    "PlanVersion",
    "Provider",
    "Risk",
    "Service",
    "ServiceReferral",
    "Support",
]
