"""Many rows of a register at once, from Excel: all are stored, or none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dayaq.access.models import Kept
from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.models import record_each
from dayaq.directory.models import Body
from dayaq.imports.sheets import Fault, Faulty, Outcome, Row
from dayaq.kernel.text import fold
from dayaq.partnership.models import Partner
from dayaq.partnership.policies import why_not_keep

BATCH = 1000

Values = dict[str, Any]


def as_they_are(_values: Values) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Intake:
    """How the rows of one register come in.

    `own` are the fields that a row says by itself, `key` those by which it is known again. `partners`
    are columns that name partners of the body; `links` are fields of several things. `wrong` says by
    column what does not fit together.
    """

    model: type[Kept]
    did: str
    own: tuple[str, ...]
    key: tuple[str, ...]
    partners: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    wrong: Callable[[Values], Mapping[str, str]] = field(default=as_they_are)

    def __call__(
        self, rows: Sequence[Row], *, body: Body, by: User, at: datetime, is_trial: bool
    ) -> Outcome:
        """Store the rows that are not here yet. Raises Faulty with everything that is wrong."""
        require(why_not_keep(body.pk, by))
        known = {_spelt(one.title): one for one in Partner.objects.filter(body=body)}
        standing = self._standing(body)
        faults: list[Fault] = []
        seen: dict[tuple[Any, ...], int] = {}
        fresh: list[Values] = []
        for row in rows:
            if any(row[name] is None for name in self.key):
                continue  # what is missing was said when the row was read
            values, said = self._read(row, known)
            faults += said
            key = self._key(values)
            if key in seen:
                sentence = _("This stands in row %(row)s already.") % {"row": seen[key]}
                faults.append(Fault(row.number, "title", sentence))
            elif key not in standing:
                fresh.append(values)
            elif not said and self._differs(standing[key], values):
                sentence = _("This stands here already, with other entries. Change it on its page.")
                faults.append(Fault(row.number, "title", sentence))
            seen.setdefault(key, row.number)
        if faults or is_trial:
            raise Faulty(faults)
        self._store(fresh, body=body, by=by, at=at)
        return Outcome(stored=len(fresh), known=len(rows) - len(fresh))

    def _read(self, row: Row, known: Mapping[str, Partner]) -> tuple[Values, list[Fault]]:
        """The fields of a row, its partners found by their names; and what is wrong with it."""
        values = {name: row[name] for name in (*self.own, *self.links)}
        faults = []
        for name in self.partners:
            titles = [title.strip() for title in (row[name] or "").split(";") if title.strip()]
            found = [known[_spelt(title)] for title in titles if _spelt(title) in known]
            missing = [title for title in titles if _spelt(title) not in known]
            if missing:
                sentence = _("The body has no partner of this name: %(names)s.")
                faults.append(Fault(row.number, name, sentence % {"names": "; ".join(missing)}))
            values[name] = found if name in self.links else next(iter(found), None)
        faults += [Fault(row.number, name, said) for name, said in self.wrong(values).items()]
        return values, faults

    def _standing(self, body: Body) -> dict[tuple[Any, ...], Kept]:
        rows = self.model._default_manager.filter(body=body)
        return {self._key({name: getattr(row, name) for name in self.key}): row for row in rows}

    def _key(self, values: Values) -> tuple[Any, ...]:
        return tuple(
            _spelt(value) if isinstance(value := values[name], str) else value for name in self.key
        )

    def _differs(self, row: Kept, values: Values) -> bool:
        """What a cell leaves open differs from nothing."""
        said = {name: values[name] for name in self.own if values[name] not in (None, "", [])}
        return any(
            getattr(row, name) != value for name, value in said.items() if name not in self.key
        )

    def _store(self, fresh: list[Values], *, body: Body, by: User, at: datetime) -> None:
        single = [name for name in self.partners if name not in self.links]
        rows = [
            self.model(
                body=body,
                **{name: v[name] for name in (*self.own, *single) if v[name] is not None},
            )
            for v in fresh
        ]
        self.model._default_manager.bulk_create(rows, batch_size=BATCH)
        for name in self.links:
            through: Any = getattr(self.model, name).through
            own, other = (one.attname for one in through._meta.fields[1:3])
            through.objects.bulk_create(
                [
                    through(**{own: row.pk, other: one.pk})
                    for row, values in zip(rows, fresh, strict=True)
                    for one in dict.fromkeys(values[name] or [])  # named twice is named once
                ],
                batch_size=BATCH,
            )
        record_each(self.did, rows, by=by, at=at, for_body=body)


def _spelt(words: str) -> str:
    return " ".join(fold(words).split())
