"""How Django knows this room, and what its record of changes and its notices say.

Notices name a proposal by its number: what it is about may say too much.
"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

RECORDED = {
    "draft.added": _("Version of a draft added"),
    "opinion.answered": _("Remarks answered"),
    "opinion.asked": _("Opinion asked"),
    "opinion.given": _("Opinion given"),
    "opinion.returned": _("Opinion returned to the drafter"),
    "opinion.silenced": _("Silence of a body recorded"),
    "opinion.written": _("Opinion written"),
    "proposal.begun": _("Proposal begun"),
    "proposal.moved": _("Proposal reached a stage"),
    "proposal.revised": _("Proposal changed"),
    "proposal.step_taken_back": _("Step of a proposal taken back"),
}

TEXTS = {
    "opinion_asked": (
        _("An opinion is asked"),
        _("Your body is asked for an opinion on proposal %(number)s until %(until)s."),
    ),
    "opinion_given": (
        _("An opinion has come"),
        _("A body has given its opinion on proposal %(number)s."),
    ),
    "opinion_overdue": (
        _("An opinion is overdue"),
        _(
            "The day for your body's opinion on proposal %(number)s has passed; it counts as silent."
        ),
    ),
    "opinion_returned": (
        _("An opinion was returned"),
        _("The approver returned the opinion on proposal %(number)s to be changed."),
    ),
    "opinion_to_approve": (
        _("An opinion waits for approval"),
        _("The opinion of your body on proposal %(number)s waits for your approval."),
    ),
    "proposal_moved": (
        _("A proposal has moved"),
        _("Proposal %(number)s has reached another stage."),
    ),
}


class ProposalsConfig(AppConfig):
    name = "dayaq.proposals"
    label = "proposals"

    def ready(self) -> None:
        from dayaq.audit import words
        from dayaq.notices import texts

        words.register("cooperation", _("Cooperation"), RECORDED)
        for code, (subject, line) in TEXTS.items():
            texts.register(f"proposals.{code}", subject, line)
