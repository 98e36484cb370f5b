"""The coverage matrix: measures × bodies in a cycle, and who has not reported."""

from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.accounts.models import User
from dayaq.directory.models import Body
from dayaq.kernel.exports import csv_file, xlsx_file
from dayaq.plan.models import Measure
from dayaq.reporting.forms import MatrixForm
from dayaq.reporting.models import Cycle, Reminder
from dayaq.reporting.models.coverage import Coverage, coverage
from dayaq.reporting.models.words import Word
from dayaq.reporting.policies.cycles import why_not_remind_in
from dayaq.reporting.states import HANDED_IN, Binding, CycleStatus, ReportStatus, Schedule
from dayaq.reporting.templatetags.reporting_cells import Cells
from dayaq.reporting.templatetags.reporting_signs import SIGNS

MISSING = frozenset(
    {
        Schedule.OVERDUE,
        Schedule.DUE_SOON,
        Schedule.ON_SCHEDULE,
        Schedule.NOT_YET,
        Schedule.NOT_REPORTED,
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """A measure and its cells: every column, and the filled ones alone for narrow screens."""

    measure: Measure
    bodies: list[Body]
    cells: list[Word | None]

    @property
    def across(self) -> list[tuple[Body, Word | None]]:
        return list(zip(self.bodies, self.cells, strict=True))

    @property
    def filled(self) -> list[tuple[Body, Word]]:
        return [(body, word) for body, word in self.across if word is not None]


@require_safe
@needs(Permission.REPORT_READ_ALL, Permission.REPORT_READ_OWN)
def matrix(request: UserRequest) -> HttpResponse:
    cycles = list(Cycle.objects.exclude(status=CycleStatus.PLANNED).select_related("version"))
    form = MatrixForm(request.GET)
    cycle = _chosen(cycles, request.GET.get("cycle", ""))
    if cycle is None:
        return render(request, "reporting/matrix.html", {"form": form, "rows": []})
    whole = coverage(cycle, on=localdate(), user=request.user)
    _offer(form, cycles, whole)
    show = str(request.GET.get("show", ""))
    bodies, rows = _narrowed(
        whole, request.GET.get("direction", ""), request.GET.get("body", ""), show
    )
    export = {"xlsx": xlsx_file, "csv": csv_file}.get(request.GET.get("export", ""))
    if export is not None:
        return export(_as_table(bodies, rows), f"matrix-{cycle.year}-{localdate():%Y-%m-%d}")
    address = request.GET.copy()
    address.pop("export", None)
    remindable, reminded = _reminding(cycle, rows, request.user)
    context = {
        "form": form,
        "cycle": cycle,
        "bodies": bodies,
        "rows": rows,
        "signs": list(SIGNS.items()),
        "address": address.urlencode(),
        "remindable": remindable,
        "drawn": Cells(remindable=remindable, reminded=reminded, back=request.get_full_path()),
    }
    return render(request, "reporting/matrix.html", context)


def _reminding(cycle: Cycle, rows: list[Row], user: User) -> tuple[frozenset[int], frozenset[int]]:
    """Of which obligations the person may remind from here, and of which that was done today."""
    if why_not_remind_in(cycle, user) is not None:
        return frozenset(), frozenset()
    words = [word for row in rows for _body, word in row.filled]
    today = Reminder.objects.by_hand(on=localdate()).filter(obligation__cycle=cycle)
    return (
        frozenset(
            w.obligation_id
            for w in words
            if w.binding == Binding.REQUIRED and w.status not in HANDED_IN
        ),
        frozenset(today.values_list("obligation", flat=True)),
    )


def _chosen(cycles: list[Cycle], pk: str) -> Cycle | None:
    """The cycle that was asked for, else the open one, else the latest."""
    for cycle in cycles:
        if str(cycle.pk) == pk:
            return cycle
    return next((c for c in cycles if c.is_open), cycles[0] if cycles else None)


def _offer(form: MatrixForm, cycles: list[Cycle], whole: Coverage) -> None:
    """Choices from what was read already: no further question to the database."""
    fields: dict[str, Any] = form.fields
    directions = {m.direction.clause: m.direction for m in whole.measures}
    fields["cycle"].choices = [(c.pk, str(c)) for c in cycles]
    fields["direction"].choices = [
        ("", _("All")),
        *((clause, f"{clause}. {d.title[:70]}") for clause, d in directions.items()),
    ]
    fields["body"].choices = [
        ("", _("All")),
        *sorted(((b.code, b.name) for b in whole.bodies), key=lambda pair: pair[1]),
    ]


def _fits(word: Word | None, show: str) -> bool:
    if word is None:
        return False
    return {
        "missing": word.schedule in MISSING,
        "overdue": word.schedule in {Schedule.OVERDUE, Schedule.NOT_REPORTED},
        "waiting": word.status == ReportStatus.SUBMITTED,
    }.get(show, True)


def _narrowed(
    whole: Coverage, direction: str, body: str, show: str
) -> tuple[list[Body], list[Row]]:
    """The rows and columns in which something fits what was asked for."""
    bodies = [b for b in whole.bodies if not body or b.code == body]
    found = {
        measure.pk: [
            word if _fits(word, show) else None
            for word in (whole.cells.get((measure.pk, b.pk)) for b in bodies)
        ]
        for measure in whole.measures
        if not direction or measure.direction.clause == direction
    }
    kept = [n for n in range(len(bodies)) if any(cells[n] is not None for cells in found.values())]
    shown = [bodies[n] for n in kept]
    rows = []
    for measure in whole.measures:
        cells = [found[measure.pk][n] for n in kept] if measure.pk in found else []
        if any(cell is not None for cell in cells):
            rows.append(Row(measure, shown, cells))
    return shown, rows


def _as_table(bodies: list[Body], rows: list[Row]) -> tables.Table:
    """The matrix as a table of words, for a file."""
    columns = [("measure", tables.Column(verbose_name=_("Measure")))]
    columns += [(f"b{b.pk}", tables.Column(verbose_name=b.name)) for b in bodies]
    content = [
        {
            "measure": row.measure.clause,
            **{
                f"b{body.pk}": _in_words(word) if word else ""
                for body, word in zip(bodies, row.cells, strict=True)
            },
        }
        for row in rows
    ]
    return tables.Table(content, extra_columns=columns)


def _in_words(word: Word) -> str:
    if word.status:
        return f"{word.schedule.label}: {ReportStatus(word.status).label}"
    return str(word.schedule.label)
