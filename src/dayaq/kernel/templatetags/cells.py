"""The rows of a table."""

from django import template

from dayaq.kernel.cells import rows

register = template.Library()
register.simple_tag(rows, name="rows")
