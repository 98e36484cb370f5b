"""Fills the register: writers in several processes, and portions that are taken in whole or not at all.

The rows go past row security and triggers, which only the superuser of the demonstration's own database
may do, and for its connection alone: the walls stand for everybody else meanwhile. The record says that
it was done and how many cases there are, so that a filling that was broken off goes on from there.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

import psycopg
from django.db.models import IntegerField, Max
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from psycopg import sql

from dayaq.audit.models import Entry, entry
from dayaq.cases.models import Case
from dayaq.portal.demonstration.multitude.errand import Desk, Errand, Keys
from dayaq.portal.demonstration.multitude.lots import desks
from dayaq.portal.demonstration.multitude.sheets import TABLES, Kind, fields_of, line, new_id
from dayaq.portal.demonstration.multitude.writers import writing
from dayaq.vault.index import index_of
from dayaq.vault.models import Tally
from dayaq.vault.register import drawing_key, wrapping_version

Say = Callable[[str], object]
TOLD = "case.made_up"
BATCH = 2_000
PORTION = 200_000
"""Cases of one transaction: what is broken off is lost, what came before it stays."""


class Refused(Exception):
    """There is nothing to be done, or it cannot be done; in a sentence."""


def told() -> int:
    """How many cases of the multitude there are, by the record."""
    until = Cast(KeyTextTransform("until", "details"), IntegerField())
    found: int | None = Entry.objects.filter(did=TOLD).aggregate(last=Max(until))["last"]
    return found or 0


def fill(upto: int, *, superuser: str, at: datetime, say: Say) -> str:
    """Add fictional cases until there are so many.

    `superuser` is the address under which the superuser of the database signs in. Raises Refused.
    """
    there = told()
    if there >= upto:
        raise Refused(f"There are {there:,} cases of the multitude already: nothing was added.")
    leads = desks()
    if not leads:
        raise Refused("Nobody works on cases here: load the demonstration first (dayaq demo).")
    keys = Keys(wrapping_version(), *drawing_key())
    begun, progress = monotonic(), _Progress(upto - there, say)
    for since in range(there, upto, PORTION):
        numbers = range(since, min(since + PORTION, upto))
        with psycopg.connect(superuser, application_name="dayaq demo") as connection:
            _Filling(connection, numbers, leads, at, keys, progress).carry_out()
    say("The planner of the database counts what there is.")
    with psycopg.connect(superuser, autocommit=True) as connection:
        tables: tuple[Kind, ...] = (*TABLES, Tally)
        for model in tables:
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(_table(model)))
    added, seconds = upto - there, monotonic() - begun
    return f"{added:,} cases were added in {seconds:.0f} s, {added / seconds:,.0f} each second."


def _table(model: Kind) -> sql.Identifier:
    return sql.Identifier(model._meta.db_table)


@dataclass
class _Filling:
    """One transaction."""

    connection: "psycopg.Connection[Any]"
    numbers: range
    desks: list[Desk]
    at: datetime
    keys: Keys
    progress: "_Progress"

    def carry_out(self) -> None:
        """All that stands between the first row and the word in the record."""
        for statement in (
            "SET LOCAL session_replication_role = replica",  # no trigger but those of the record
            "LOCK TABLE vault_tally IN EXCLUSIVE MODE",  # numbers are given by us alone meanwhile
        ):
            self.connection.execute(statement)
        self._keep(self._write(self._taken()))
        self._record()

    def _taken(self) -> dict[int, int]:
        """How many numbers of each bucket the product, or an earlier filling, has given."""
        blind = index_of(self.keys.fingerprint)
        rows = self.connection.execute(
            "SELECT bucket, written FROM vault_tally WHERE index_version = %s", [self.keys.search]
        )
        return {bucket: blind.unmasked(bucket, written) for bucket, written in rows}

    def _write(self, taken: dict[int, int]) -> dict[int, int]:
        """Write all rows; the tallies as they are afterwards."""
        begin, end = self.numbers.start, self.numbers.stop
        batches = [range(at, min(at + BATCH, end)) for at in range(begin, end, BATCH)]
        errand = Errand(self.desks, self.at, taken, batches, self.keys)
        writers = min(len(batches), os.cpu_count() or 1)
        tallies = dict(taken)
        with writing(errand, writers=writers) as pipes:
            for number, batch in enumerate(batches):
                for model, rows in pipes[number % writers].recv().items():
                    self._copy(model, rows)
                self.progress.add(len(batch))
            for pipe in pipes:
                for bucket, free in pipe.recv().items():
                    tallies[bucket] = max(tallies.get(bucket, 0), free)
        return tallies

    def _copy(self, model: Kind, rows: bytes) -> None:
        columns = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields_of(model))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(_table(model), columns)
        if rows:
            with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
                copy.write(rows)

    def _keep(self, tallies: dict[int, int]) -> None:
        """The tallies, under their masks, in place of those that stood."""
        blind, version = index_of(self.keys.fingerprint), self.keys.search
        self.connection.execute("DELETE FROM vault_tally WHERE index_version = %s", [version])
        rows = [(bucket, blind.masked(bucket, tally)) for bucket, tally in tallies.items()]
        for at in range(0, len(rows), 50_000):
            lines = (
                line(
                    Tally,
                    {
                        "id": new_id(),
                        "index_version": version,
                        "bucket": bucket,
                        "written": written,
                    },
                )
                for bucket, written in rows[at : at + 50_000]
            )
            self._copy(Tally, "".join(lines).encode())

    def _record(self) -> None:
        """One word for all rows: that they are fictional, and their numbers."""
        numbers = {"since": self.numbers.start, "until": self.numbers.stop}
        said = entry(TOLD, Case, by=None, at=self.at)
        values = {f.attname: getattr(said, f.attname) for f in fields_of(Entry)}
        values |= {"id": 0, "details": json.dumps(numbers)}  # the database gives the number
        self._copy(Entry, line(Entry, values).encode())


class _Progress:
    """Says now and then how far it is and how long it will take."""

    def __init__(self, whole: int, say: Say) -> None:
        self.whole, self.say, self.done = whole, say, 0
        self.begun = self.said = monotonic()

    def add(self, some: int) -> None:
        self.done += some
        now = monotonic()
        if now - self.said < 5 and self.done < self.whole:
            return
        self.said = now
        rate = self.done / (now - self.begun)
        left = (self.whole - self.done) / rate
        self.say(
            f"{self.done:>11,} of {self.whole:,} cases, {rate:,.0f} each second, {left:.0f} s left"
        )
