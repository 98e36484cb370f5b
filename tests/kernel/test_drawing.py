"""Lists and choices are drawn in Python; what they show is what the templates would have shown."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import django_tables2 as tables
import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import Context, Template
from django.test.html import parse_html

from dayaq.kernel import cells
from dayaq.kernel.widgets import Renderer

ROWS = [
    {"name": "<b>Ə & İ</b>", "on": date(2024, 3, 5), "count": 1234567, "at": None},
    {
        "name": "",
        "on": None,
        "count": 0,
        "at": datetime(2024, 3, 5, 22, 30, tzinfo=ZoneInfo("UTC")),
    },
]
AS_TEMPLATES_SHOW_IT = Template(
    "{% for row in table.paginated_rows %}<tr>{% for column, cell in row.items %}"
    '<td data-label="{{ column.header }}" {% if column.column.attrs.td.lang %}lang="az" {% endif %}'
    "class=\"{{ column.column.attrs.td.class|default:'' }}{% if cell == '—' %} blank{% endif %}\">"
    '<span class="cell">{{ cell }}</span></td>{% endfor %}</tr>{% endfor %}'
)


class Shown(tables.Table):
    name = tables.Column(
        linkify=lambda record: f"/{record['count']}/?a=1&b=2",
        attrs={"td": {"class": "long", "lang": "az"}},
    )
    on = tables.Column("Day <&>")
    day = tables.DateColumn(accessor="on")
    count = tables.Column()
    at = tables.Column()
    moment = tables.DateTimeColumn(accessor="at", format="d.m.Y H:i", linkify=lambda: "/at/")
    doubled = tables.Column(accessor="count", empty_values=())

    def render_doubled(self, value, record):
        return f"{value * 2} <{record['count']}>"

    def value_doubled(self, value):
        return value * 2


def test_a_row_shows_what_a_template_would_show_of_it():
    table = Shown(ROWS)
    table.paginate(per_page=10)

    drawn = cells.rows(table)

    assert parse_html(drawn) == parse_html(AS_TEMPLATES_SHOW_IT.render(Context({"table": table})))
    assert "<b>" not in drawn
    assert 'lang="az"' in drawn


class Told:
    """A record that is no dictionary: attributes, methods, and one that cannot be asked for."""

    name, on, count, at = "Ə", date(2024, 3, 5), 3, None

    def said(self):
        return "<said>"

    @property
    def missing(self):
        raise AttributeError


class ShownOfTold(Shown):
    name = tables.Column(linkify=lambda value, record: f"/{value}/{record.count}")
    said = tables.Column()
    missing = tables.Column(default="nothing")
    deep = tables.Column(accessor="on__year")

    def render_doubled(self, value):  # type: ignore[override]  # as a table may name its cells
        return value * 2


def test_what_a_record_says_is_found_as_a_template_would_find_it():
    table = ShownOfTold([Told(), Told()])
    table.paginate(per_page=10)

    drawn = cells.rows(table)

    assert parse_html(drawn) == parse_html(AS_TEMPLATES_SHOW_IT.render(Context({"table": table})))
    assert "&lt;said&gt;" in drawn
    assert "nothing" in drawn


def test_a_file_has_the_plain_values_of_every_row():
    table = Shown(ROWS)
    columns = [column for column in table.columns if column.name in {"count", "doubled", "on"}]

    assert list(cells.values(table, columns)) == [
        [date(2024, 3, 5), 1234567, 2469134],
        [None, 0, 0],
    ]


class Choosing(forms.Form):
    plain = forms.ChoiceField(
        choices=[("", "All"), ("a&b", "A <&> B"), (3, "Three")],
        initial=3,
        help_text="Choose",
    )
    grouped = forms.ChoiceField(choices=[("Group <1>", [(1, "One"), (2, "Two")]), (3, "Three")])
    many = forms.MultipleChoiceField(
        choices=[(1, "One"), (2, "Two")],
        initial=[1, 2],
        widget=forms.SelectMultiple(attrs={"data-x": '"', "disabled": True, "hidden": False}),
    )


@pytest.mark.parametrize("name", ["plain", "grouped", "many"])
def test_a_list_of_choices_is_what_the_templates_would_make_of_it(name):
    quick, slow = Choosing(renderer=Renderer()), Choosing(renderer=TemplatesSetting())

    assert parse_html(str(quick[name])) == parse_html(str(slow[name]))
