"""How Django knows this room, and what its notices say."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "dayaq.referrals"
    label = "referrals"
