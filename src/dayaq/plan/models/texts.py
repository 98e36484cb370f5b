"""Source texts, kept whole, and the readings that people review before they become the plan."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dayaq.kernel.constraints import filled_exactly_when
from dayaq.plan.decree.source import decode
from dayaq.plan.states import NEXT, ReadingStatus

Json = dict[str, Any]

_BESIDE_ITS_ROW = "word-once"
_ONE_WAY_ONLY = frozenset({"boundary", "boundary-by-verb", "unknown-body", "title-missing"})
_OF_THE_ACT = ("kind", "number", "title", "adopted_on", "effective_from")


class SourceText(models.Model):
    """The bytes of a text as they were handed in, kept whole and named by their SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField()
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("source text")

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text line by line, numbered from 1 by position, as the reader counts them."""
        return decode(bytes(self.content)).lines


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of a reading as the reviewer sees it."""

    clause: str
    title: str
    title_lines: tuple[int, ...]
    period: Json | None
    parties: tuple[Json, ...]
    pieces: tuple[Json, ...]
    lines: tuple[int, int]
    is_corrected: bool
    is_confirmed: bool
    questions: tuple[Json, ...]

    @property
    def is_clean(self) -> bool:
        return not self.questions

    @property
    def direction(self) -> str:
        """The clause of the chapter that the row stands in."""
        return self.clause.rpartition(".")[0]

    @property
    def target(self) -> str:
        """The clause as a CSS selector needs it: a dot means a class there."""
        return self.clause.replace(".", "\\.")

    @property
    def period_text(self) -> str:
        return str(self.period["text"]) if self.period else ""


_INTEGER = models.IntegerField()


def _length(path: str) -> Func:
    """How many things a path finds in the result."""
    found = Func(
        F("result"), Value(path), template="jsonb_path_query_array(%(expressions)s::jsonpath)"
    )
    return Func(found, function="jsonb_array_length", output_field=_INTEGER)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def standing(self) -> Self:
        """Readings that have not been discarded."""
        return self.exclude(status=ReadingStatus.DISCARDED)

    def listed(self) -> Self:
        """For the list of readings: counted in the database, without the readings themselves."""
        return (
            self.defer("result", "answers", "source__content")
            .select_related("source", "amends", "started_by")
            .annotate(
                question_count=_length("$.questions[*]"),
                measure_count=_length("$.directions[*].measures[*]"),
                confirmed_count=Coalesce(
                    Func(F("confirmed_rows"), function="cardinality", output_field=_INTEGER), 0
                ),
            )
        )


class Reading(models.Model):
    """One reading of a source text, from the first parse to its confirmation.

    `result` is what the reader found (its JSON form). `answers` is what people said: answers by
    question, corrected rows, and the details of the act. The reader is run again over both.
    """

    source = models.ForeignKey(SourceText, models.PROTECT, related_name="readings")
    status = models.CharField(
        _("state"), max_length=10, choices=ReadingStatus, default=ReadingStatus.IN_REVIEW
    )
    result = models.JSONField()
    answers = models.JSONField(default=dict)
    confirmed_rows = ArrayField(models.CharField(max_length=20), default=list)
    content_hash = models.CharField(max_length=64, default="")
    amends = models.ForeignKey(
        "plan.Plan",
        models.PROTECT,
        null=True,
        related_name="readings",
        verbose_name=_("changes the plan"),
    )
    reason = models.TextField(_("reason"), blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("handed in by"),
    )
    started_at = models.DateTimeField(_("handed in"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        ordering = ("-started_at", "-pk")
        constraints = (
            filled_exactly_when(
                ~Q(status=ReadingStatus.IN_REVIEW), "ended_at", name="readings_that_ended_say_when"
            ),
        )

    def __str__(self) -> str:
        return str(self.source)

    def can_become(self, status: ReadingStatus) -> bool:
        return status in NEXT[ReadingStatus(self.status)]

    @property
    def is_in_review(self) -> bool:
        return self.status == ReadingStatus.IN_REVIEW

    @property
    def questions(self) -> list[Json]:
        """What a person has to answer before the reading can be confirmed."""
        return list(self.result["questions"])

    @property
    def settled(self) -> list[Json]:
        """Questions that a person answered by leaving the text as it was read."""
        return list(self.result["settled"])

    def question(self, identity: str) -> Json | None:
        return next((q for q in self.questions if q["id"] == identity), None)

    @property
    def measures(self) -> list[Json]:
        return [row for direction in self.result["directions"] for row in direction["measures"]]

    @property
    def rows(self) -> list[Row]:
        """Every measure with its questions and whether somebody confirmed it."""
        confirmed = set(self.confirmed_rows)
        asked: dict[str, list[Json]] = {}
        for question in self.questions:
            if question["clause"]:
                asked.setdefault(question["clause"], []).append(question)
        return [
            Row(
                row["clause"],
                row["title"],
                tuple(row["title_lines"]),
                row["period"],
                tuple(row["parties"]),
                tuple(row["pieces"]),
                (row["lines"][0], row["lines"][1]),
                row["corrected"],
                row["clause"] in confirmed,
                tuple(asked.get(row["clause"], ())),
            )
            for row in self.measures
        ]

    def row(self, clause: str) -> Row | None:
        return next((row for row in self.rows if row.clause == clause), None)

    @property
    def unconfirmed(self) -> list[str]:
        confirmed = set(self.confirmed_rows)
        return [row["clause"] for row in self.measures if row["clause"] not in confirmed]

    def count(self, role: str) -> int:
        """How many parties the text names in that role, over all measures."""
        return sum(party["role"] == role for row in self.measures for party in row["parties"])

    def remarks_on(self, clause: str) -> list[Json]:
        """What the row of this clause says beside it: words to be compared letter by letter."""
        found: list[Json] = self.result["remarks"]
        return [r for r in found if r["code"] == _BESIDE_ITS_ROW and r["clause"] == clause]

    @property
    def remarks_on_the_whole(self) -> list[Json]:
        """All other remarks."""
        rows = {row["clause"] for row in self.measures}
        found: list[Json] = self.result["remarks"]
        return [r for r in found if r["code"] != _BESIDE_ITS_ROW or r["clause"] not in rows]

    @property
    def agreements(self) -> int:
        """In how many rows both ways of finding the end of the title gave the same place."""
        found = [*self.result["remarks"], *self.questions, *self.settled]
        return len(self.measures) - len({i["clause"] for i in found if i["code"] in _ONE_WAY_ONLY})

    @property
    def act(self) -> Json:
        """The act as the text says it, and over it what a person said."""
        found = self.result["act"]
        read = {key: found[key] or "" for key in ("kind", "number", "title")}
        read["adopted_on"] = found["signed_on"] or ""
        read["year_from"] = self.result["plan"]["year_from"]
        read["year_to"] = self.result["plan"]["year_to"]
        read["effective_from"] = read["adopted_on"]
        if self.amends_id:  # the act in the text is the one that approved the plan
            read |= dict.fromkeys(_OF_THE_ACT, "")
        return {**read, **self.answers.get("act", {})}


def content_hash(result: Json) -> str:
    """The digest of what a text says, whatever its encoding, line ends and lost characters."""
    act, plan = result["act"], result["plan"]
    said = [
        [act["kind"], act["number"], act["signed_on"], act["title"], _texts(act["paragraphs"])],
        [plan["title"], plan["year_from"], plan["year_to"]],
        [[s["number"], s["heading"], _texts(s["paragraphs"])] for s in plan["sections"]],
        [[d["clause"], d["title"], list(map(_row, d["measures"]))] for d in result["directions"]],
        [[note["number"], note["text"]] for note in result["notes"]],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _texts(paragraphs: Iterable[Json]) -> list[list[str]]:
    return [[paragraph["number"], paragraph["text"]] for paragraph in paragraphs]


def _row(row: Json) -> list[Any]:
    period = row["period"]["text"] if row["period"] else None
    return [row["clause"], row["title"], period, [[p["name"], p["role"]] for p in row["parties"]]]
