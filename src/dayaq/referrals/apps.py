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
    "referral.asked": _("The person asked for help themself"),
    "referral.set_aside": _("Request of a person set aside"),
    "referral.saved": _("Page of a referral saved"),
    "referral.sent": _("Referral sent"),
    "referral.withdrawn": _("Referral withdrawn"),
}


OF_IDENTIFICATION = {
    "identification.advanced": _("Stage of identification reached"),
    "identification.begun": _("Identification begun"),
    "identification.decided": _("Identification decided"),
    "identification.heard": _("Opinion of the referring body given"),
    "identification.told": _("Decision told to the person"),
    "interview.noted": _("Interview noted"),
    "reflection.ended": _("Reflection period over"),
    "reflection.extended": _("Reflection period extended"),
    "review.asked": _("Review of a decision asked for"),
    "review.withdrawn": _("Request for a review taken back"),
}


OF_SCREENING = {
    "dimension.added": _("Dimension of an instrument added"),
    "dimension.removed": _("Dimension of an instrument removed"),
    "dimension.revised": _("Dimension of an instrument changed"),
    "instrument.added": _("Screening instrument added"),
    "instrument.published": _("Screening instrument published"),
    "instrument.retired": _("Screening instrument withdrawn"),
    "instrument.revised": _("Screening instrument changed"),
    "screening.attached": _("Screening joined to a referral"),
    "screening.held": _("Screening held"),
    "sign.added": _("Sign of an instrument added"),
    "sign.removed": _("Sign of an instrument removed"),
    "sign.revised": _("Sign of an instrument changed"),
}
OF_LETTERS = {
    "letter_template.uploaded": _("Template of a letter uploaded"),
    "letter.issued": _("Letter issued"),
    "letter.withdrawn": _("Letter withdrawn"),
    "own_request.answered": _("Request of the person answered"),
    "own_request.made": _("The person asked for something"),
    "receipt.given": _("Receipt given to the person"),
    "receipt.revised": _("What the person sees next changed"),
    "receipt.revoked": _("Receipt of the person taken back"),
}
SPOKEN = OF_LETTERS | OF_REFERRALS | OF_IDENTIFICATION | OF_SCREENING


class ReferralsConfig(AppConfig):
    name = "dayaq.referrals"
    label = "referrals"

    @staticmethod
    def hear_of_cases() -> None:
        from dayaq.cases.actions import facts
        from dayaq.referrals.actions import identification

        facts.CASE_OPENED.heard_by(identification.begin)
        facts.CASE_CLOSED.heard_by(identification.end)
        facts.CASE_REOPENED.heard_by(identification.resume)
        facts.CASE_HANDED_OVER.heard_by(identification.hand_over)

    def ready(self) -> None:
        from dayaq.audit import words
        from dayaq.notices.texts import register

        self.hear_of_cases()
        words.register("referrals", pgettext_lazy("list", "Referrals"), SPOKEN)

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
            "referrals.person_asked",
            _("Somebody asks you for something"),
            _("There is a request in number %(number)s. Please answer."),
            is_urgent=True,
        )
        register(
            "referrals.opinion_asked",
            _("You are asked what you think"),
            _("You are asked what you think about number %(number)s."),
            is_urgent=True,
        )
        register(
            "referrals.outcome",
            _("An answer has come"),
            _("There is news about number %(number)s."),
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
