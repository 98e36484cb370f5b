"""The lives of what this room keeps, and the kinds that its rules know."""

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
