"""A reviewed reading becomes the plan, or the next version of one: all of it, or nothing."""

import hashlib
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.directory.models import Body, BodyGroup
from dayaq.kernel.text import fold
from dayaq.plan import policies
from dayaq.plan.actions.carrying import carry_over
from dayaq.plan.models import (
    Act,
    Commitment,
    Direction,
    Lead,
    Measure,
    Note,
    Party,
    Plan,
    PlanVersion,
    Reading,
)
from dayaq.plan.models.names import InvolvedClasses
from dayaq.plan.models.texts import Json
from dayaq.plan.states import Basis, PartyRole, ReadingStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User

_EARLIER_PLAN = re.compile(
    r"(?P<year>\d{4})-c[ıiuü] il (?P<day>\d{1,2} \w+) tarixli (?P<number>\d[\w/-]*) nömrəli"
    r" (?P<act>\w+?)[ıiuü] ilə təsdiq edilmiş"
    r" “[^”]*?(?P<first>\d{4})\s*[–—-]\s*(?P<last>\d{4})"
)


@transaction.atomic
def confirm(reading: Reading, *, by: "User | None", at: datetime) -> PlanVersion:
    """Make the reading a version of its plan, with everything that hangs on it."""
    reading = (
        Reading.objects.select_for_update(of=("self",)).select_related("amends").get(pk=reading.pk)
    )
    require(policies.why_not_confirm(reading, by))

    details = reading.act
    act, _is_new = Act.objects.get_or_create(
        number=details["number"],
        adopted_on=date.fromisoformat(details["adopted_on"]),
        defaults={"kind": details["kind"], "title": details["title"]},
    )
    plan = reading.amends or _new_plan(reading, act)
    earlier = plan.versions.order_by("-number").first()
    version = PlanVersion.objects.create(
        plan=plan,
        number=earlier.number + 1 if earlier else 1,
        act=act,
        reading=reading,
        effective_from=date.fromisoformat(details["effective_from"]),
        sections=_sections(reading.result),
    )
    _Writer(version).write(reading.result)
    if earlier:
        carry_over(earlier, version)
    reading.status = ReadingStatus.CONFIRMED
    reading.ended_by = by
    reading.ended_at = at
    reading.save(update_fields=["status", "ended_by", "ended_at"])
    record(
        "plan.version_confirmed",
        version,
        by=by,
        at=at,
        plan=plan.code,
        act=str(act),
        sha256=reading.result["sha256"],
        measures=len(reading.measures),
        executors=reading.count(PartyRole.EXECUTOR),
    )
    return version


def _new_plan(reading: Reading, act: Act) -> Plan:
    """A plan named by its years, and by its act as well where another plan has the same years."""
    details = reading.act
    first, last = int(details["year_from"]), int(details["year_to"])
    code = f"{first}-{last}"
    if Plan.objects.filter(code=code).exists():
        code = f"{code}-{slugify(fold(act.number))}"
    predecessor_text, predecessor = _earlier_plan(reading.result)
    return Plan.objects.create(
        code=code,
        title=" ".join(reading.result["plan"]["title"].split()),
        starts_on=date(first, 1, 1),
        ends_on=date(last, 12, 31),
        predecessor=predecessor,
        predecessor_text=predecessor_text,
    )


def _earlier_plan(result: Json) -> tuple[str, Plan | None]:
    """The plan that this one says it continues, as the text cites it, and ours if we hold it."""
    for section in result["plan"]["sections"]:
        for paragraph in section["paragraphs"]:
            if found := _EARLIER_PLAN.search(paragraph["text"]):
                years = f"{found['first']}–{found['last']}"
                cited = f"{found['act']} № {found['number']}, {found['day']} {found['year']}"
                ours = Plan.objects.filter(code=years.replace("–", "-")).first()
                return f"{cited}, {years}", ours
    return "", None


def _sections(result: Json) -> list[Json]:
    """The act's own paragraphs and the plan's chapters outside its table, verbatim."""
    act, plan = result["act"], result["plan"]
    return [
        _section("act", "", act["title"], act["title_lines"], act["paragraphs"]),
        *(
            _section("chapter", s["number"], s["heading"], s["lines"], s["paragraphs"])
            for s in plan["sections"]
        ),
        *(
            _section(about, "", "", [], plan[about])
            for about in ("goal", "principles", "financing")
            if plan[about]
        ),
    ]


def _section(
    about: str, number: str, heading: str, lines: list[int], paragraphs: list[Json]
) -> Json:
    return {
        "about": about,
        "number": number,
        "heading": heading,
        "lines": lines,
        "paragraphs": paragraphs,
    }


class _Writer:
    """Writes the rows of one version, a handful of statements for the whole plan."""

    def __init__(self, version: PlanVersion) -> None:
        self._version = version
        self._bodies = dict(Body.objects.values_list("code", "pk"))
        self._groups = dict(
            BodyGroup.objects.filter(is_involved_class=False).values_list("code", "pk")
        )
        self._classes = InvolvedClasses()

    def write(self, result: Json) -> None:
        notes = self._notes(result["notes"])
        measures = self._measures(result["directions"])
        parties = Party.objects.bulk_create(
            self._party(measure, row, party, notes)
            for measure, row in measures
            for party in row["parties"]
        )
        by_measure: dict[int, list[Party]] = {}
        for party in parties:
            by_measure.setdefault(party.measure_id, []).append(party)
        Lead.objects.bulk_create(
            Lead(measure_id=pk, party=first, basis=Basis.INFERRED)
            for pk, own in by_measure.items()
            if (first := _first_listed(own))
        )

    def _notes(self, rows: list[Json]) -> list[tuple[Note, Json]]:
        notes = Note.objects.bulk_create(
            Note(
                version=self._version,
                number=row["number"],
                text=row["text"],
                body_id=next(
                    (self._bodies[b["code"]] for b in row["bodies"] if b["code"] in self._bodies),
                    None,
                ),
                first_line=row["lines"][0],
                last_line=row["lines"][-1],
            )
            for row in rows
        )
        Commitment.objects.bulk_create(
            Commitment(
                note=note,
                number=commitment["order"],
                text=commitment["text"],
                first_line=commitment["lines"][0],
                last_line=commitment["lines"][-1],
            )
            for note, row in zip(notes, rows, strict=True)
            for commitment in row["commitments"]
        )
        return list(zip(notes, rows, strict=True))

    def _measures(self, rows: list[Json]) -> list[tuple[Measure, Json]]:
        directions = Direction.objects.bulk_create(
            Direction(
                version=self._version,
                clause=row["clause"],
                title=row["title"] or row["clause"],
                position=position,
                first_line=(row["lines"] or row["measures"][0]["lines"])[0],
                last_line=(row["lines"] or row["measures"][0]["lines"])[-1],
            )
            for position, row in enumerate(rows, start=1)
        )
        measure_rows = [row for direction in rows for row in direction["measures"]]
        measures = Measure.objects.bulk_create(
            Measure(
                direction=direction,
                clause=row["clause"],
                text=row["title"],
                text_hash=hashlib.sha256(row["title"].encode()).hexdigest(),
                position=position,
                period_kind=row["period"]["kind"],
                year_from=row["period"]["from"],
                year_to=row["period"]["to"],
                period_text=row["period"]["text"],
                first_line=row["lines"][0],
                last_line=row["lines"][1],
            )
            for direction, direction_row in zip(directions, rows, strict=True)
            for position, row in enumerate(direction_row["measures"], start=1)
        )
        return list(zip(measures, measure_rows, strict=True))

    def _party(
        self, measure: Measure, row: Json, party: Json, notes: list[tuple[Note, Json]]
    ) -> Party:
        is_recommended = party["role"] == PartyRole.RECOMMENDED
        is_body = party["kind"] == "body"
        return Party(
            measure=measure,
            role=party["role"],
            body_id=self._bodies[party["code"]] if is_body else None,
            group_id=None if is_body else self._group(party),
            order=party["order"],
            verbatim=party["name"],
            lines=party["lines"],
            note=_note_of(row["clause"], party, notes) if is_recommended else None,
        )

    def _group(self, party: Json) -> int:
        """The group of that code; else the class that the text only involves, new or known."""
        if party["code"] in self._groups:
            return self._groups[party["code"]]
        known = self._classes.find(party["name"])
        if known is None:
            known = BodyGroup.objects.create(
                code=slugify(fold(party["name"]))[:60],
                name_az=party["name"],
                is_involved_class=True,
            )
            self._classes.add(known)
        return known.pk


def _first_listed(parties: list[Party]) -> Party | None:
    """The first executor that is a body; a group leads only where no body is named."""
    executors = [party for party in parties if party.role == PartyRole.EXECUTOR]
    bodies = [party for party in executors if party.body_id is not None]
    return next(iter([*bodies, *executors]), None)


def _note_of(clause: str, party: Json, notes: list[tuple[Note, Json]]) -> Note:
    return next(
        note
        for note, row in notes
        if clause in row["clauses"] and any(b["lines"] == party["lines"] for b in row["bodies"])
    )
