"""What may be ticked, drawn at once."""

from django import template

from dayaq.kernel.widgets import ticks

register = template.Library()
register.simple_tag(ticks)
