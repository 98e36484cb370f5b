"""How Django knows this room, and what its notices say."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OF_REFERRALS = {
    "clock.explained": _("Reason for a missed term given"),
    "referral.accepted": _("Referral taken over"),
    "referral.begun": _("Referral begun"),
    "referral.completed": _("Referral completed"),
    "referral.converted": _("Notice made a referral"),
    "referral.emptied": _("What was told in a referral destroyed"),
    "referral.noted": _("Notice without a name sent"),
    "referral.passed_on": _("Referral passed on to a colleague"),
    "referral.returned": _("Referral returned"),
    "referral.saved": _("Page of a referral saved"),
    "referral.sent": _("Referral sent"),
    "referral.withdrawn": _("Referral withdrawn"),
}


class ReferralsConfig(AppConfig):
    name = "dayaq.referrals"
    label = "referrals"

    def ready(self) -> None:
        from dayaq.audit import words
        from dayaq.notices.texts import register

        words.register("referrals", pgettext_lazy("list", "Referrals"), OF_REFERRALS)

        register(
            "referrals.arrived",
            _("Something new to answer"),
            _("Number %(number)s arrived and waits for an answer."),
            is_urgent=True,
        )
        register(
            "referrals.arrived_urgently",
            _("Urgent: something new to answer"),
            _("Number %(number)s arrived and cannot wait."),
            is_urgent=True,
        )
        register(
            "referrals.accepted",
            _("An answer has come"),
            _("Number %(number)s was taken over."),
        )
        register(
            "referrals.returned",
            _("An answer has come"),
            _("Number %(number)s came back to you. Please look at why."),
            is_urgent=True,
        )
        register(
            "referrals.passed_on",
            _("Something was passed on to you"),
            _("Number %(number)s is in your hands now."),
            is_urgent=True,
        )
        register(
            "referrals.clock_ends",
            _("A term ends soon"),
            _("The term of number %(number)s ends on %(day)s."),
            is_urgent=True,
        )
        register(
            "referrals.clock_missed",
            _("A term was missed"),
            _("The term of number %(number)s ended on %(day)s. Please act, or say why not."),
            is_urgent=True,
        )
        register(
            "referrals.clock_escalated",
            _("A term was missed"),
            _("The term of number %(number)s ended on %(day)s and nobody has acted."),
        )
