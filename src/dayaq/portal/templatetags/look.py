"""How states look: each value belongs to one of six tones, each tone has its sign and colour."""

import unicodedata
from types import MappingProxyType

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dayaq.kernel.text import fold

register = template.Library()

TONES = MappingProxyType(
    {
        "good": frozenset(
            {
                "accepted",
                "active",
                "completed",
                "confirmed",
                "done",
                "fully",
                "held",
                "on_schedule",
                "performed",
                "reported",
                "signed",
            }
        ),
        "going": frozenset(
            {
                "building",
                "begun",
                "draft",
                "in_progress",
                "in_review",
                "open",
                "planned",
                "running",
                "submitted",
                "with_approver",
            }
        ),
        "watch": frozenset(
            {
                "due_soon",
                "inferred",
                "mostly",
                "partially",
                "partly_performed",
                "reported_late",
                "returned",
                "suspended",
                "unconfirmed",
            }
        ),
        "bad": frozenset({"failed", "not", "not_performed", "not_reported", "overdue"}),
        "unknown": frozenset({"", "no_evidence", "none", "unknown"}),
    }
)
_TONE_OF = {value: tone for tone, values in TONES.items() for value in values}


@register.filter
def tone(value: object) -> str:
    """The tone of a state; what is neither good nor bad is calm."""
    return _TONE_OF.get("" if value is None else str(value), "calm")


@register.filter
def marked(text: object, words: str) -> SafeString:
    """The text with what was searched for marked, however either is spelt."""
    whole = unicodedata.normalize("NFC", str(text))
    begin = fold(whole).find(fold(words)) if words else -1
    if begin < 0:
        return format_html("{}", whole)
    end = begin + len(unicodedata.normalize("NFC", words))
    return format_html("{}<mark>{}</mark>{}", whole[:begin], whole[begin:end], whole[end:])
