"""How fields of forms become markup.

Django draws each choice of a list through two templates: a list of a hundred bodies takes longer
than the page around it. Lists are drawn here, in the same words; everything else by templates.
"""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

LISTS = "django/forms/widgets/select.html"


class Renderer(TemplatesSetting):
    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == LISTS:
            return choices(context["widget"])
        return super().render(template_name, context, request)


def choices(widget: dict[str, Any]) -> SafeString:
    """A list to choose from, with its groups where it has any."""
    parts = []
    for group, options, _index in widget["optgroups"]:
        drawn = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((str(o["value"]), flatatt(o["attrs"]), o["label"]) for o in options),
        )
        parts.append(
            format_html('<optgroup label="{}">{}</optgroup>', group, drawn) if group else drawn
        )
    told = {"name": widget["name"], **widget["attrs"]}
    return format_html("<select{}>{}</select>", flatatt(told), mark_safe("".join(parts)))  # noqa: S308 - joined from what was escaped
