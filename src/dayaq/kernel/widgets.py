"""How fields of forms become markup.

Django draws each choice of a list through two templates, and crispy-forms each tick in a loop: a list
of all countries takes longer than the page around it. Lists are drawn here, in the same words;
everything else by templates.
"""

from typing import Any

from django.forms import BoundField
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


TICK = (
    '<div class="form-check"><input type="{}" class="form-check-input{}" name="{}" value="{}"{}>'
    '<label for="{}" class="form-check-label">{}</label></div>'
)


def ticks(field: BoundField) -> SafeString:
    """What may be ticked, one under the other. What is wrong stands beside the last, where it shows."""
    widget: Any = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id} if field.auto_id else {})
    groups = widget.optgroups(field.html_name, widget.format_value(field.value()), attrs)
    wrong = _wrong(field)
    parts = [
        (format_html("<strong>{}</strong>", group) if group else "")
        + format_html_join("", TICK, (_tick(field, one, is_wrong=bool(wrong)) for one in options))
        for group, options, _index in groups
    ]
    drawn = "".join(parts)
    beside_the_last = drawn.removesuffix("</div>") + wrong + "</div>" if wrong and drawn else drawn
    return mark_safe(beside_the_last)  # noqa: S308 - joined from what was escaped


def _tick(field: BoundField, option: dict[str, Any], *, is_wrong: bool) -> tuple[object, ...]:
    return (
        option["type"],
        " is-invalid" if is_wrong else "",
        field.html_name,
        str(option["value"]),
        flatatt(option["attrs"]),
        option["attrs"].get("id", ""),
        option["label"],
    )


def _wrong(field: BoundField) -> str:
    if not field.errors:
        return ""
    errors: Any = field.errors
    sentences = format_html_join(
        "",
        '<p id="error_{}_{}"><strong>{}</strong></p>',
        ((number, field.auto_id, said) for number, said in enumerate(errors, 1)),
    )
    return format_html(
        '<div id="{}_error" class="invalid-feedback">{}</div>', errors.field_id, sentences
    )
