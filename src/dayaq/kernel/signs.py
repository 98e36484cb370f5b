"""How states look: each value belongs to one of six tones, each tone has its sign and colour."""

from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString

TONES = MappingProxyType(
    {
        "good": frozenset(
            {
                "accepted",
                "active",
                "adopted",
                "agreed",
                "approved",
                "completed",
                "confirmed",
                "done",
                "fully",
                "given",
                "granted",
                "held",
                "minuted",
                "on_schedule",
                "performed",
                "reported",
                "signed",
                "stored",
            }
        ),
        "going": frozenset(
            {
                "asked",
                "begun",
                "building",
                "draft",
                "group",
                "in_progress",
                "in_review",
                "invited",
                "open",
                "opinions",
                "planned",
                "reading",
                "running",
                "said_done",
                "sent",
                "submitted",
                "to_do",
                "under_way",
                "waiting",
                "with_approver",
            }
        ),
        "watch": frozenset(
            {
                "due_soon",
                "inferred",
                "mostly",
                "partially",
                "partly_done",
                "partly_performed",
                "remarks",
                "reported_late",
                "returned",
                "sent_back",
                "silent",
                "suspended",
                "unconfirmed",
            }
        ),
        "bad": frozenset(
            {
                "disagreed",
                "failed",
                "not",
                "not_performed",
                "not_reported",
                "overdue",
                "refused",
            }
        ),
        "unknown": frozenset({"", "no_evidence", "none", "unknown"}),
    }
)
_TONE_OF = {value: tone for tone, values in TONES.items() for value in values}


def tone(value: object) -> str:
    """The tone of a state; what is neither good nor bad is calm."""
    return _TONE_OF.get("" if value is None else str(value), "calm")


def status(value: object, label: object, kind: str = "") -> SafeString:
    """A state in words with its sign, never by colour alone. `kind` says whose state it is."""
    of = f" status-of-{kind}" if kind else ""
    return format_html('<span class="status status-{}{}">{}</span>', tone(value), of, label)


def sign(kind: str, value: str, label: object) -> SafeString:
    """A state as lists show it; an export sees the words alone."""
    return status(value, label, kind)
