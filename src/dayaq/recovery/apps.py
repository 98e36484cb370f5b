"""How Django knows this room, what its notices and its record of changes say, what it hears."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

URGENT = {
    "asked": (
        _("Somebody asks for your help"),
        _("A request waits for your answer until %(until)s. Please look at it."),
    ),
    "silent": (
        _("A request has not been answered"),
        _("The time for an answer to a request is over. Please look at it."),
    ),
}
TEXTS = {
    "remind": (
        _("A request waits for you"),
        _("A request still waits for your answer, until %(until)s."),
    ),
    "answered": (_("A request has been answered"), _("A request of yours has been answered.")),
    "done": (_("A request is done"), _("A request of yours has been carried out.")),
    "follow_up": (
        _("A conversation is due"),
        _("In %(case)s a conversation is due by %(until)s."),
    ),
    "ask_about_work": (
        _("A question is due"),
        _("In %(case)s a question about six months is due by %(until)s."),
    ),
    "stale": (
        _("An entry is to be verified"),
        _("Entry %(number)s of the services has not been verified for long. Is it still true?"),
    ),
}
OF_SERVICES = {
    "employer.added": _("Employer added"),
    "employer.resumed": _("People are sent to an employer again"),
    "employer.revised": _("Employer changed"),
    "employer.suspended": _("Nobody is sent to an employer any more"),
    "provider.added": _("Provider added"),
    "provider.revised": _("Provider changed"),
    "service.added": _("Service added"),
    "service.ended": _("Service ended"),
    "service.revised": _("Service changed"),
    "service.verified": _("Entry of a service verified"),
}
OF_PLANS = {
    "answer_link.made": _("Link for one answer made"),
    "follow_up.held": _("Follow-up held"),
    "follow_up.missed": _("Follow-up did not take place"),
    "placement.asked_after": _("Asked what became of a placement"),
    "recovery.agreed": _("Recovery plan agreed"),
    "recovery.begun": _("Recovery plan begun"),
    "recovery.corrected": _("Something settled in a recovery plan corrected"),
    "recovery.closed": _("Recovery plan closed"),
    "recovery.reopened": _("Recovery plan reopened"),
    "service_request.accepted": _("Request accepted by a provider"),
    "service_request.done": _("Request to a provider done"),
    "service_request.returned": _("Request returned by a provider"),
    "service_request.sent": _("Request sent to a provider"),
    "service_request.unanswered": _("Request not answered in time"),
    "service_request.withdrawn": _("Request to a provider withdrawn"),
    "support.asked_after": _("Asked what became of a service"),
    "support.begun": _("Service of a plan begun"),
    "support.dropped": _("Service of a plan given up"),
    "support.finished": _("Service of a plan finished"),
    "support.planned_again": _("Service of a plan planned again"),
}


class RecoveryConfig(AppConfig):
    name = "dayaq.recovery"
    label = "recovery"

    def ready(self) -> None:
        from dayaq.audit import words
        from dayaq.cases.actions import facts
        from dayaq.notices.texts import register
        from dayaq.recovery.actions import asking, plans, settling  # noqa: F401 - it registers itself
        from dayaq.recovery.views import panel  # noqa: F401 - it registers itself

        for code, (subject, line) in TEXTS.items():
            register(f"recovery.{code}", subject, line)
        for code, (subject, line) in URGENT.items():
            register(f"recovery.{code}", subject, line, is_urgent=True)
        words.register("services", _("Directory of services"), OF_SERVICES)
        words.register("protected", _("Confidential records"), OF_PLANS)
        facts.CONSENT_WITHDRAWN.heard_by(asking.end_with_the_consent)
        facts.CASE_CLOSED.heard_by(asking.end_with_the_case)
        facts.CASE_CLOSED.heard_by(plans.end_with_the_case)
