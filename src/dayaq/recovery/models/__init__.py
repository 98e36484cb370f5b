"""The directory of services, plans, referrals to providers, employers and placements."""

from dayaq.recovery.models.directory import Provider, Service

__all__ = ["Provider", "Service"]
