"""What comes into this room from Excel: copies that were handed out."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dayaq.access.permissions import Permission
from dayaq.accounts.models import User
from dayaq.awareness.actions.handing_out import bring_in, known_movements
from dayaq.awareness.models import Material, Point
from dayaq.awareness.models.campaigns import LANGUAGES
from dayaq.awareness.states import Flow, MaterialStatus
from dayaq.directory.models import Body, Code
from dayaq.imports.sheets import (
    Column,
    Day,
    Fault,
    Faulty,
    Named,
    OneOf,
    Outcome,
    Row,
    Sheet,
    Text,
    Whole,
)
from dayaq.kernel.text import fold

FLOWS = {
    Flow.RECEIVED: ("Received", "Alınıb", "received"),
    Flow.HANDED_OUT: ("Handed out", "Paylanıb", "handed_out"),
}


def languages() -> Named:
    for code in Code.objects.of_list(LANGUAGES, on=localdate()):
        yield [code.name, code.name_az, code.name_en, code.code], code


def flows() -> Named:
    for flow, names in FLOWS.items():
        yield [str(flow.label), *names], flow


def _spelt(words: str) -> str:
    return " ".join(fold(words).split())


def bring_in_copies(
    rows: Sequence[Row], *, body: Body, by: User, at: datetime, is_trial: bool
) -> Outcome:
    """Store what was received and handed out. Raises Faulty with everything that is wrong."""
    found, faults = _matched(rows, body, at)
    left = bring_in(found, body=body, by=by, at=at, is_trial=is_trial or bool(faults))
    faults += [
        Fault(number, "copies", _("Only %(left)s copies would be left.") % {"left": copies})
        for number, copies in left.short
    ]
    if faults or is_trial:
        raise Faulty(faults)
    return Outcome(stored=left.stored, known=len(rows) - len(found))


def _matched(
    rows: Sequence[Row], body: Body, at: datetime
) -> tuple[list[tuple[int, dict[str, Any]]], list[Fault]]:
    """Each row with its material and point; those that stand here already are left out."""
    seen_by_body = Material.objects.filter(Q(body=body) | Q(status=MaterialStatus.ISSUED))
    materials = {_spelt(material.title): material for material in seen_by_body}
    points = {_spelt(p.title): p for p in Point.objects.filter(body=body)}
    standing = known_movements(body, {row["on"] for row in rows})
    seen: dict[tuple[Any, ...], int] = defaultdict(int)
    found: list[tuple[int, dict[str, Any]]] = []
    faults: list[Fault] = []
    for row in rows:
        material = materials.get(_spelt(row["material"]))
        point = points.get(_spelt(row["point"])) if row["point"] else None
        wrong = _wrong(row, material, point, at)
        if wrong:
            faults += wrong
            continue
        fields = {
            "material": material,
            "language": row["language"],
            "flow": row["flow"],
            "point": point,
            "on": row["on"],
            "copies": row["copies"],
            "note": row["note"] or "",
        }
        key = (*(getattr(value, "pk", value) for value in fields.values()),)
        seen[key] += 1
        if seen[key] > standing[key]:
            found.append((row.number, fields))
    return found, faults


def _wrong(row: Row, material: Any, point: Any, at: datetime) -> list[Fault]:
    wrong = []
    if material is None:
        wrong.append(Fault(row.number, "material", _("There is no material of this title.")))
    if row["point"] and point is None:
        wrong.append(Fault(row.number, "point", _("The body has no point of this name.")))
    if (row["flow"] == Flow.HANDED_OUT) != bool(row["point"]):
        sentence = _(
            "Choose the point for copies that were handed out, and none for copies received."
        )
        wrong.append(Fault(row.number, "point", sentence))
    if row["on"] > localdate(at):
        wrong.append(Fault(row.number, "on", _("This day has not come yet.")))
    if not row["copies"]:
        wrong.append(Fault(row.number, "copies", _("Enter at least one copy.")))
    return wrong


DISTRIBUTIONS = Sheet(
    code="distributions",
    title=gettext_lazy("Distributions"),
    lead=gettext_lazy(
        "Copies that came in and copies that were handed out: one row for each day, material, "
        "language and point."
    ),
    columns=(
        Column("material", pgettext_lazy("column", "Material"), Text(300), is_required=True),
        Column(
            "language",
            pgettext_lazy("column", "Language"),
            OneOf(languages, gettext_lazy("An entry of the list of languages")),
            is_required=True,
        ),
        Column(
            "flow",
            gettext_lazy("What happened"),
            OneOf(flows, gettext_lazy("Received or handed out")),
            is_required=True,
        ),
        Column(
            "point",
            pgettext_lazy("distribution", "Point"),
            Text(200),
            note=gettext_lazy("The name of a point of the body; empty for copies received"),
        ),
        Column("on", pgettext_lazy("column", "Day"), Day(), is_required=True, example="07.03.2024"),
        Column("copies", gettext_lazy("Copies"), Whole(1_000_000), is_required=True, example="250"),
        Column("note", pgettext_lazy("column", "Note"), Text(300)),
    ),
    keep=Permission.LEARNING_KEEP,
    take=bring_in_copies,
    register="awareness:movements",
)
