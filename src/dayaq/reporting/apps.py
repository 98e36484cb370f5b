"""How Django knows this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "opened": (
        _("Reports are due"),
        _("%(cycle)s is open: %(count)s reports are due by %(due)s."),
    ),
    "invited": (
        _("You are invited to contribute"),
        _(
            "%(cycle)s is open: you are kindly invited to contribute to %(count)s measures by %(due)s."
        ),
    ),
    "courtesy": (
        _("A friendly reminder"),
        _("Contributions to %(cycle)s (%(clauses)s) are welcome until %(due)s."),
    ),
    "due": (
        _("Reports will soon be due"),
        _("%(cycle)s: %(count)s reports (%(clauses)s) are due by %(due)s."),
    ),
    "overdue": (
        _("Reports are overdue"),
        _("%(cycle)s: %(count)s reports (%(clauses)s) were due by %(due)s."),
    ),
    "reminded": (
        _("A report is awaited"),
        _("The coordinator awaits the report about %(clause)s for %(cycle)s, due by %(due)s."),
    ),
    "waits_for_approver": (
        _("Reports wait for your approval"),
        _("%(cycle)s: %(count)s reports (%(clauses)s) wait for your approval."),
    ),
    "waits_for_drafter": (
        _("Returned reports wait for you"),
        _("%(cycle)s: %(count)s returned reports (%(clauses)s) wait for you."),
    ),
    "sent": (
        _("A report waits for your approval"),
        _(
            "The report about %(clause)s for %(cycle)s waits for your approval; it is due by %(due)s."
        ),
    ),
    "returned": (
        _("A report was returned"),
        _("The report about %(clause)s for %(cycle)s was returned with a comment."),
    ),
    "submitted": (
        _("Reports were submitted"),
        _("Reports were submitted today for %(cycle)s."),
    ),
    "accepted": (
        _("A report was accepted"),
        _("The report about %(clause)s for %(cycle)s was accepted."),
    ),
    "extension_asked": (
        _("More time is asked for"),
        _("More time until %(until)s is asked for the report about %(clause)s for %(cycle)s."),
    ),
    "extension_granted": (
        _("More time was granted"),
        _("The report about %(clause)s for %(cycle)s is now due by %(due)s."),
    ),
    "extension_refused": (
        _("More time was not granted"),
        _("The report about %(clause)s for %(cycle)s stays due by %(due)s."),
    ),
    "edition_ready": (
        _("The yearly information waits for your signature"),
        _("The yearly information %(edition)s has been built and waits for your signature."),
    ),
}
"""What notices of this room say, by code: a clause, a cycle, a count, a day, and nothing else."""


class ReportingConfig(AppConfig):
    name = "dayaq.reporting"
    label = "reporting"

    def ready(self) -> None:
        from dayaq.councils.models.agenda import raised_by
        from dayaq.notices.texts import register
        from dayaq.reporting.models.escalated import escalated

        raised_by(escalated)
        for code, (subject, line) in TEXTS.items():
            register(f"reporting.{code}", subject, line)
