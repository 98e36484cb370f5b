"""The Word templates that ship with the product, made anew by `build_paper_templates`.

The ministry edits them in Word: the words are ordinary text, what a paper fills in are tags.
"""

from collections.abc import Callable
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.enum.text import WD_ALIGN_PARAGRAPH

from dayaq.cooperation.states import Paper
from dayaq.kernel.typesetting import Sheet, table

CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def _minutes(language: str) -> bytes:
    sheet = Sheet(language)
    sheet.say("{{ body }}", size=14, align=CENTRE, bold=True)
    sheet.say(
        _("MINUTES No %(number)s") % {"number": "{{ number }}"}, size=14, align=CENTRE, bold=True
    )
    sheet.say("{{ day }}, {{ hour }}", align=CENTRE)
    sheet.say("{{ place }}", align=CENTRE)
    sheet.head(_("Took part"))
    _people(sheet, "present")
    sheet.tag("if absent")
    sheet.head(_("Did not take part"))
    _people(sheet, "absent")
    sheet.tag("endif")
    sheet.tag("if guests")
    sheet.head(_("Invited"))
    sheet.each("text in guests", "{{ text }}")
    sheet.tag("endif")
    sheet.say("{{ quorum }}.")
    sheet.head(_("Agenda"))
    sheet.each(
        "one in items",
        "{{ one.number }}. {{ one.title }}{% if one.speaker %} ({{ one.speaker }}){% endif %}",
    )
    sheet.tag("for one in items")
    sheet.head("{{ one.number }}. {{ one.title }}")
    sheet.tag("if one.heard")
    sheet.say(_("Heard:"), bold=True)
    sheet.each("text in one.heard", "{{ text }}")
    sheet.tag("endif")
    sheet.tag("if one.decisions")
    _decided(sheet, "one.decisions")
    sheet.tag("endif")
    sheet.tag("endfor")
    sheet.tag("if others")
    sheet.head(_("Other decisions"))
    _decided(sheet, "others")
    sheet.tag("endif")
    sheet.say("")
    sheet.say(f"{_('Chair')}: ____________________ {{{{ chair }}}}")
    sheet.say(f"{_('Secretary')}: ____________________ {{{{ secretary }}}}")
    return sheet.made()


def _people(sheet: Sheet, source: str) -> None:
    table(
        sheet.paper,
        f"one in {source}",
        (_("Name"), _("Position"), _("Body")),
        ("{{ one.name }}", "{{ one.position }}", "{{ one.body }}"),
        (4.5, 5.5, 7),
    )
    sheet.paper.add_paragraph(style="After table")


def _decided(sheet: Sheet, source: str) -> None:
    sheet.say(_("Decided:"), bold=True)
    sheet.tag(f"for decision in {source}")
    sheet.tag("for text in decision.text")
    sheet.say("{% if loop.first %}{{ decision.number }}. {% endif %}{{ text }}")
    sheet.tag("endfor")
    sheet.each(
        "task in decision.tasks",
        "– {{ task.body }}: {{ task.text }} (" + _("deadline") + ": {{ task.due }})",
    )
    sheet.tag("endfor")


def _answers(language: str) -> bytes:
    sheet = Sheet(language, is_wide=True)
    sheet.say("{{ issuer }}", size=12, align=CENTRE)
    sheet.say("{{ title }}", size=15, align=CENTRE, bold=True)
    sheet.say("{{ symbol }} · {{ published }}", align=CENTRE)
    table(
        sheet.paper,
        "one in rows",
        (
            _("Paragraph"),
            _("Recommendation"),
            _("Measures"),
            _("Bodies concerned"),
            _("Answer"),
            _("Status"),
        ),
        (
            "{{ one.paragraph }}",
            "{{ one.text }}",
            "{{ one.measures }}",
            "{{ one.bodies }}",
            (
                "{%p for answer in one.answers %}",
                "**{{ answer.body }}** ({{ answer.as_of }})",
                "{%p for text in answer.text %}",
                "{{ text }}",
                "{%p endfor %}",
                "{%p endfor %}",
            ),
            "{{ one.status }}",
        ),
        (1.6, 7.2, 1.9, 3.8, 8.2, 2.6),
    )
    return sheet.made()


_BUILDERS: MappingProxyType[Paper, Callable[[str], bytes]] = MappingProxyType(
    {Paper.MINUTES: _minutes, Paper.ANSWERS: _answers}
)


def build(paper: Paper, language: str) -> bytes:
    """The shipped template of the paper in that language, as a Word file."""
    with override(language):
        return _BUILDERS[paper](language)
