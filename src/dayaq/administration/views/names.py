"""A name in a language that is not the page's: whoever hears the page read hears it in its own."""

from django.utils.html import format_html


def in_english(name: str) -> str:
    """The English name, said to be English; empty where there is none."""
    return format_html('<span lang="en">{}</span>', name) if name else ""
