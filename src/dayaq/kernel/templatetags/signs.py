"""How states look."""

from django import template

from dayaq.kernel import signs

register = template.Library()
register.simple_tag(signs.status, name="status")
