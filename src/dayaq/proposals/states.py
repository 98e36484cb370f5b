"""The life of a proposal, of an opinion on it, and the kinds that these rules know."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProposalKind(TextChoices):
    LAW = "law", _("Law")
    DECREE = "decree", _("Decree or order of the President")
    CABINET = "cabinet", _("Decision of the Cabinet of Ministers")
    RULES = "rules", _("Rules")
    TREATY = "treaty", _("Accession to a treaty")
    METHODS = "methods", _("Methods or guides")
    STRUCTURE = "structure", _("Structure or staff")


class Stage(TextChoices):
    """How far a proposal has come."""

    DRAFT = "drafted", pgettext_lazy("proposal", "Being drafted")
    OPINIONS = "opinions", pgettext_lazy("proposal", "Opinions are asked")
    AGREED = "agreed", pgettext_lazy("proposal", "Agreed")
    GROUP = "group", pgettext_lazy("proposal", "Before the Working Group")
    SENT = "sent", pgettext_lazy("proposal", "Sent to the Cabinet of Ministers")
    RETURNED = "sent_back", pgettext_lazy("proposal", "Returned by the Cabinet of Ministers")
    ADOPTED = "adopted", pgettext_lazy("proposal", "Adopted")
    REFUSED = "refused", pgettext_lazy("proposal", "Not adopted")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")


NEXT_STAGE = MappingProxyType(
    {
        Stage.DRAFT: frozenset({Stage.OPINIONS, Stage.AGREED, Stage.WITHDRAWN}),
        Stage.OPINIONS: frozenset({Stage.DRAFT, Stage.AGREED, Stage.WITHDRAWN}),
        Stage.AGREED: frozenset(
            {Stage.DRAFT, Stage.GROUP, Stage.SENT, Stage.ADOPTED, Stage.WITHDRAWN}
        ),
        Stage.GROUP: frozenset({Stage.DRAFT, Stage.SENT, Stage.ADOPTED, Stage.WITHDRAWN}),
        Stage.SENT: frozenset(
            {Stage.RETURNED, Stage.ADOPTED, Stage.REFUSED, Stage.AGREED, Stage.GROUP}
        ),
        Stage.RETURNED: frozenset({Stage.DRAFT, Stage.SENT, Stage.WITHDRAWN}),
        Stage.ADOPTED: frozenset({Stage.AGREED, Stage.GROUP, Stage.SENT}),
        Stage.REFUSED: frozenset({Stage.DRAFT, Stage.SENT}),
        Stage.WITHDRAWN: frozenset({Stage.DRAFT}),
    }
)

MISTAKEN = MappingProxyType(
    {
        Stage.SENT: frozenset({Stage.AGREED, Stage.GROUP}),
        Stage.ADOPTED: frozenset({Stage.AGREED, Stage.GROUP, Stage.SENT}),
        Stage.REFUSED: frozenset({Stage.SENT}),
    }
)
"""Stages to which one comes back only because a step was recorded by mistake."""

OVER = frozenset({Stage.ADOPTED, Stage.REFUSED, Stage.WITHDRAWN})
"""Stages in which nobody works on a proposal."""


class OpinionStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("opinion", "Awaited")
    WITH_APPROVER = "with_approver", pgettext_lazy("opinion", "With the approver")
    GIVEN = "given", pgettext_lazy("opinion", "Given")
    SILENT = "silent", pgettext_lazy("opinion", "Silent")


NEXT_OPINION = MappingProxyType(
    {
        OpinionStatus.WAITING: frozenset({OpinionStatus.WITH_APPROVER, OpinionStatus.SILENT}),
        OpinionStatus.WITH_APPROVER: frozenset(
            {OpinionStatus.WAITING, OpinionStatus.GIVEN, OpinionStatus.SILENT}
        ),
        OpinionStatus.GIVEN: frozenset(),
        # A late opinion is still an opinion; that it was late stays to be seen.
        OpinionStatus.SILENT: frozenset({OpinionStatus.WITH_APPROVER, OpinionStatus.GIVEN}),
    }
)


class Stance(TextChoices):
    AGREED = "agreed", pgettext_lazy("opinion", "Agrees")
    REMARKS = "remarks", pgettext_lazy("opinion", "Agrees with remarks")
    DISAGREED = "disagreed", pgettext_lazy("opinion", "Does not agree")
