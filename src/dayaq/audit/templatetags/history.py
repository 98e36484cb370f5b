"""The panel that tells what happened to a thing, and by whom."""

from typing import Any

from django import template
from django.db.models import Model

from dayaq.audit.models import Entry
from dayaq.audit.words import changes, remarks, said

register = template.Library()

SHOWN = 30


@register.inclusion_tag("audit/_history.html")
def history(*rows: Model | list[Model] | None) -> dict[str, Any]:
    """What was done to these things, the newest first: each field before and after."""
    things = [
        thing
        for row in rows
        for thing in (row if isinstance(row, list) else [row])
        if thing is not None
    ]
    found = list(Entry.objects.about(*things).select_related("by")[: SHOWN + 1])
    return {
        "entries": [
            {
                "entry": entry,
                "said": said(entry.did),
                "changes": changes(entry),
                "remarks": remarks(entry),
                "is_about_part": (entry.kind, entry.subject_id)
                != (things[0]._meta.label_lower, things[0].pk),
            }
            for entry in found[:SHOWN]
        ],
        "is_longer": len(found) > SHOWN,
    }
