"""How what was searched for is marked."""

import unicodedata

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dayaq.kernel.text import fold

register = template.Library()


@register.filter
def marked(text: object, words: str) -> SafeString:
    """The text with what was searched for marked, however either is spelt."""
    whole = unicodedata.normalize("NFC", str(text))
    begin = fold(whole).find(fold(words)) if words else -1
    if begin < 0:
        return format_html("{}", whole)
    end = begin + len(unicodedata.normalize("NFC", words))
    return format_html("{}<mark>{}</mark>{}", whole[:begin], whole[begin:end], whole[end:])
