"""Bringing everybody under a new search key: names are opened in memory, and tokens drawn anew."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dayaq.cases.actions.finding import known
from dayaq.cases.models import Identity, Trace
from dayaq.vault.context import house
from dayaq.vault.index import tokens_for_each
from dayaq.vault.models import IndexKey
from dayaq.vault.register import drawing_key
from dayaq.vault.rotation import retire_search_key
from dayaq.vault.sealing import Shredded, unseal
from dayaq.vault.states import KeyStatus
from dayaq.vault.words import words_of

if TYPE_CHECKING:
    from dayaq.accounts.models import User

TASK = "cases.reindex"
BATCH = 50
"""People in one transaction: whoever saves a name meanwhile waits for it no longer than a blink."""

QUIETLY = "reindex"
"""The house's name for it: the database writes down no line for each person whose tokens change."""


def under_older_keys() -> Any:
    """Those who are found under an older key. Within `house(…)`."""
    former = IndexKey.objects.filter(status=KeyStatus.FORMER).values("version")
    return Trace.objects.for_house().filter(index_version__in=former)


def reindex_some(*, waits: bool = False) -> int:
    """Draw the tokens of some people anew; how many that were. Each call stands for itself.

    Locks in the order in which a name is saved (identity, tallies, tokens), and with the key of the
    person, so that nobody who is destroyed meanwhile gets tokens again. Raises KeyUnavailable.
    """
    with house(QUIETLY):
        version, _fingerprint = drawing_key()
        older = under_older_keys()
        nameless = older.filter(tokens=[]).values("pk")[: BATCH * 20]
        empty = Trace.objects.for_house().filter(pk__in=nameless, tokens=[])
        if done := empty.update(index_version=version):
            return int(done)
        some = {trace.person_id: trace for trace in older.order_by("index_version", "id")[:BATCH]}
        rows = Identity.objects.for_house().filter(person__in=some).order_by("person")
        rows = rows.select_related("person__key")
        held = list(rows.select_for_update(of=("self", "person__key"), skip_locked=not waits))
        _version, drawn = tokens_for_each([words_of(known(_clear(one))) for one in held])
        traces = [some[identity.person_id] for identity in held]
        for trace, tokens in zip(traces, drawn, strict=True):
            trace.tokens, trace.index_version = tokens, version
        Trace.objects.for_house().bulk_update(traces, ["tokens", "index_version"])
        if waits and not held:
            return _without_identity(some.values(), version)
    return len(held)


def _without_identity(traces: Iterable[Trace], version: int) -> int:
    """Tokens without a name that they could come from find nobody: they go."""
    rows = Trace.objects.for_house()
    return sum(
        rows.filter(pk=one.pk, tokens=one.tokens).update(tokens=[], index_version=version)
        for one in traces
    )


def _clear(identity: Identity) -> dict[str, str]:
    try:
        return unseal(identity)
    except Shredded:
        return {}


def how_many_are_left() -> int:
    with house(QUIETLY):
        return int(under_older_keys().count())


def retire_older_keys(*, by: "User | None", at: datetime, rows: int) -> bool:
    """Retire the search keys under which nobody is found any more; whether none is left in between."""
    with house("retire_search_key"):
        # Whoever draws tokens holds the row of the key until they are written: we wait for them here.
        former = IndexKey.objects.select_for_update().filter(status=KeyStatus.FORMER)
        for key in former:
            if Trace.objects.for_house().filter(index_version=key.version).exists():
                return False
            retire_search_key(key, by=by, at=at, rows=rows)
    return True
