"""The shipped files, taken into the database: what is missing is added, nothing is overwritten.

A thing is known by its code. What hangs on it (a body's names and its successor, a parameter's
values) comes in together with it and never later, so that what an administrator changed stays
changed. A holiday that an administrator withdrew keeps its row and is not brought back.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from dayaq.directory.models import (
    Body,
    BodyGroup,
    BodyName,
    Code,
    CodeList,
    Holiday,
    Parameter,
    ParameterValue,
    Region,
    Succession,
)

DATA = Path(__file__).parent / "data"

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each kind were added, and at what moment."""

    at: datetime
    counts: dict[str, int]

    @property
    def changed_anything(self) -> bool:
        return any(self.counts.values())


@transaction.atomic
def load(*, at: datetime) -> Loaded:
    """Add what the files hold and the database lacks. A second run adds nothing."""
    with connection.cursor() as cursor:  # two starts at once would add everything twice
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('directory.shipped'))")
    bodies = _read("bodies")
    return Loaded(
        at,
        {
            **_load_bodies(bodies["bodies"]),
            "groups": _load_groups(bodies["groups"], bodies["involved_classes"]),
            "regions": _load_regions(_read("regions")["regions"]),
            "holidays": _load_holidays(_read("holidays")),
            **_load_code_lists(_read("code_lists")["lists"]),
            **_load_parameters(_read("parameters")),
        },
    )


def _read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _span(row: dict[str, Any]) -> dict[str, date | None]:
    return {"since": _day(row.get("since")), "until": _day(row.get("until"))}


def _load_bodies(rows: Rows) -> dict[str, int]:
    known = dict(Body.objects.values_list("code", "pk"))
    new = [row for row in rows if row["code"] not in known]
    bodies = Body.objects.bulk_create(
        Body(code=row["code"], kind=row["kind"], aliases=row["aliases"], **_span(row))
        for row in new
    )
    known |= {body.code: body.pk for body in bodies}
    parts = [body for body, row in zip(bodies, new, strict=True) if row["parent"]]
    parents = {row["code"]: row["parent"] for row in new}
    for body in parts:
        body.parent_id = known[parents[body.code]]
    Body.objects.bulk_update(parts, ["parent"])
    names = BodyName.objects.bulk_create(
        BodyName(
            body_id=known[row["code"]],
            language=name["lang"],
            full=name["full"],
            short=name["short"] or "",
            source=name["source"],
            **_span(name),
        )
        for row in new
        for name in row["names"]
    )
    successions = Succession.objects.bulk_create(
        Succession(
            predecessor_id=known[row["code"]],
            successor_id=known[row["successor"]["code"]],
            on=_day(row["successor"]["on"]),
            act=row["successor"]["act"] or "",
            source=row["successor"]["source"],
        )
        for row in new
        if row["successor"]
    )
    return {"bodies": len(bodies), "names": len(names), "successions": len(successions)}


def _load_groups(groups: Rows, involved_classes: Rows) -> int:
    known = set(BodyGroup.objects.values_list("code", flat=True))
    return len(
        BodyGroup.objects.bulk_create(
            BodyGroup(
                code=row["code"],
                name_az=row["name_az"],
                name_en=row["name_en"],
                aliases=row["aliases"],
                is_involved_class=is_involved_class,
            )
            for rows, is_involved_class in ((groups, False), (involved_classes, True))
            for row in rows
            if row["code"] not in known
        )
    )


def _load_regions(rows: Rows) -> int:
    known = dict(Region.objects.values_list("code", "pk"))
    parents = {row["code"]: row["parent"] for row in rows if row["code"] not in known}
    regions = Region.objects.bulk_create(
        Region(
            code=row["code"],
            kind=row["kind"],
            name_az=row["name_az"],
            name_en=row["name_en"],
            source=row["source"],
            **_span(row),
        )
        for row in rows
        if row["code"] not in known
    )
    known |= {region.code: region.pk for region in regions}
    parts = [region for region in regions if parents[region.code]]
    for region in parts:
        region.parent_id = known[parents[region.code]]
    Region.objects.bulk_update(parts, ["parent"])
    return len(regions)


def _load_holidays(rows: Rows) -> int:
    known = set(Holiday.objects.values_list("on", "name_az"))
    return len(
        Holiday.objects.bulk_create(
            Holiday(on=day, name_az=row["name_az"], name_en=row["name_en"], source=row["source"])
            for row in rows
            if ((day := date.fromisoformat(row["date"])), row["name_az"]) not in known
        )
    )


def _load_code_lists(rows: Rows) -> dict[str, int]:
    known = set(CodeList.objects.values_list("code", "version"))
    new = [row for row in rows if (row["code"], row["version"]) not in known]
    lists = CodeList.objects.bulk_create(
        CodeList(**{key: value or "" for key, value in row.items() if key != "codes"})
        for row in new
    )
    codes = Code.objects.bulk_create(
        Code(
            list=code_list,
            code=code["code"],
            name_az=code["name_az"],
            name_en=code["name_en"],
            position=position,
        )
        for code_list, row in zip(lists, new, strict=True)
        for position, code in enumerate(row["codes"], start=1)
    )
    by_code = {(code.list_id, code.code): code for code in codes}
    narrower = []
    for code_list, row in zip(lists, new, strict=True):
        for entry in row["codes"]:
            if entry["broader"]:
                code = by_code[code_list.pk, entry["code"]]
                code.broader = by_code[code_list.pk, entry["broader"]]
                narrower.append(code)
    Code.objects.bulk_update(narrower, ["broader"])
    return {"code lists": len(lists), "codes": len(codes)}


def _load_parameters(rows: Rows) -> dict[str, int]:
    known = set(Parameter.objects.values_list("code", flat=True))
    new = [row for row in rows if row["code"] not in known]
    first_rows = {row["code"]: row for row in reversed(new)}
    parameters = {
        parameter.code: parameter
        for parameter in Parameter.objects.bulk_create(
            Parameter(
                code=code,
                **{key: row[key] for key in ("name_az", "name_en", "unit", "value_type")},
            )
            for code, row in first_rows.items()
        )
    }
    values = ParameterValue.objects.bulk_create(
        ParameterValue(
            parameter=parameters[row["code"]],
            value=row["value"],
            note=row["note"] or "",
            source=row["source"],
            **_span(row),
        )
        for row in new
    )
    return {"parameters": len(parameters), "values": len(values)}
