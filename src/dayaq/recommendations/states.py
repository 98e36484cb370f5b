"""The life of a recommendation and of an answer to it."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Fulfilment(TextChoices):
    """How far a recommendation has been carried out."""

    UNTOUCHED = "untouched", pgettext_lazy("recommendation", "Not begun")
    UNDER_WAY = "under_way", pgettext_lazy("recommendation", "Under way")
    PARTLY = "partly_done", pgettext_lazy("recommendation", "Carried out in part")
    DONE = "done", pgettext_lazy("recommendation", "Carried out")
    NOTED = "noted", pgettext_lazy("recommendation", "Noted, not accepted")


NEXT_FULFILMENT = MappingProxyType(
    {
        Fulfilment.UNTOUCHED: frozenset(
            {Fulfilment.UNDER_WAY, Fulfilment.PARTLY, Fulfilment.DONE, Fulfilment.NOTED}
        ),
        Fulfilment.UNDER_WAY: frozenset({Fulfilment.PARTLY, Fulfilment.DONE, Fulfilment.NOTED}),
        Fulfilment.PARTLY: frozenset({Fulfilment.UNDER_WAY, Fulfilment.DONE}),
        Fulfilment.DONE: frozenset({Fulfilment.UNDER_WAY}),  # the next report judged otherwise
        Fulfilment.NOTED: frozenset({Fulfilment.UNDER_WAY}),
    }
)


class ReplyStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("answer", "Draft")
    WITH_APPROVER = "with_approver", pgettext_lazy("answer", "With the approver")
    APPROVED = "approved", pgettext_lazy("answer", "Approved")
    OUTDATED = "outdated", pgettext_lazy("answer", "Replaced by a newer one")


NEXT_REPLY = MappingProxyType(
    {
        ReplyStatus.DRAFT: frozenset({ReplyStatus.WITH_APPROVER}),
        ReplyStatus.WITH_APPROVER: frozenset({ReplyStatus.DRAFT, ReplyStatus.APPROVED}),
        ReplyStatus.APPROVED: frozenset({ReplyStatus.OUTDATED}),
        ReplyStatus.OUTDATED: frozenset({ReplyStatus.APPROVED}),
    }
)
