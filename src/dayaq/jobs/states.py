"""The life of a long piece of work."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


NEXT = MappingProxyType(
    {
        Status.WAITING: frozenset({Status.RUNNING, Status.CANCELLED, Status.FAILED}),
        Status.RUNNING: frozenset(
            {Status.DONE, Status.FAILED, Status.CANCELLED, Status.WAITING}
        ),  # waiting again: its worker went away
        Status.DONE: frozenset[Status](),
        Status.FAILED: frozenset[Status](),
        Status.CANCELLED: frozenset[Status](),
    }
)

ENDED = frozenset({Status.DONE, Status.FAILED, Status.CANCELLED})
