"""Changing over to a new master key, and retiring an old one. No word of data is touched.

Rotation has two moments. In the first, one transaction says which key wraps from now on. Then a job
takes the key of each person out of the old wrapping and into the new one, batch by batch; it may be
killed at any time and goes on where it was. An old key can be retired when nothing is under it any more.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, Refusal, require
from dayaq.audit.models import record
from dayaq.jobs.actions import start
from dayaq.jobs.models import Job
from dayaq.vault.context import house
from dayaq.vault.keys import KeyUnavailable, index_fingerprints, keyring
from dayaq.vault.models import DataKey, IndexKey, MasterKey, Tally
from dayaq.vault.register import drawing_key, wrapping_version
from dayaq.vault.states import KeyStatus

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from dayaq.accounts.models import User

TASK = "vault.rewrap"
BATCH = 500
"""Keys that are wrapped anew in one transaction."""

QUIETLY = "rewrap"
"""The house's name for it: the database writes down no line for each key that changes its wrapping."""


def versions_to_use(known: Iterable[MasterKey]) -> list[int]:
    """Versions that are here and newer than any on record: what one can change over to."""
    newest = max((key.version for key in known), default=0)
    return sorted(version for version in keyring().versions if version > newest)


def still_used(known: Iterable[MasterKey]) -> frozenset[int]:
    """Those of the keys on record that are former, and under which somebody's key still is."""
    former = [key.version for key in known if key.status == KeyStatus.FORMER]
    if not former:
        return frozenset()
    with house(QUIETLY):
        rows = DataKey.objects.for_house()
        return frozenset(v for v in former if rows.filter(master_version=v).exists())


def why_not_rotate(known: Iterable[MasterKey], used: frozenset[int]) -> "Refusal | None":
    """The reason why there is nothing to do: no newer key, and nobody left under an older one.

    `known` are the keys on record, `used` those of them that are `still_used`.
    """
    try:
        if used or versions_to_use(known):
            return None
    except KeyUnavailable as reason:
        return str(reason)
    return _("There is no newer key here. Make one at the machine: dayaq keys add.")


@transaction.atomic
def rotate(*, by: "User | None", at: datetime, operator: str = "", result_url: str = "") -> Job:
    """Let the newest key wrap from now on, and ask for the job that brings all others under it.

    Asked again, it takes up what was left. Raises Denied, KeyUnavailable.
    """
    wrapping_version()  # an installation that has wrapped nothing yet puts its first key on record
    known = list(MasterKey.objects.select_for_update())
    require(why_not_rotate(known, still_used(known)))
    if newer := versions_to_use(known):
        ring, version = keyring(), newer[-1]
        MasterKey.objects.filter(status=KeyStatus.CURRENT).update(status=KeyStatus.FORMER)
        key = MasterKey.objects.create(
            version=version, fingerprint=ring.fingerprint(version), used_since=at
        )
        record(
            "master_key.rotated", key, by=by, at=at,
            fingerprint=key.fingerprint, former=known[0].version, operator=operator,
        )  # fmt: skip
    return start(
        TASK,
        _("Bring all keys under the new master key"),
        by=by,
        at=at,
        args={},
        result_url=result_url,
    )


def under_older_keys() -> "QuerySet[DataKey]":
    """The keys of people that are not under the master key in use. Within `house(…)`."""
    former = MasterKey.objects.exclude(status=KeyStatus.CURRENT).values("version")
    return DataKey.objects.for_house().filter(master_version__in=former)


def rewrap_some(*, waits: bool = False) -> int:
    """Wrap some keys anew under the key in use; how many that were. Each call stands for itself.

    Rows that somebody holds just now are passed over, unless it `waits`. Raises KeyUnavailable, and
    changes nothing then.
    """
    with house(QUIETLY):
        version, ring = wrapping_version(), keyring()
        rows = list(
            under_older_keys()
            .order_by("master_version", "id")
            .select_for_update(skip_locked=not waits)[:BATCH]
        )
        for row in rows:
            assert row.wrapped is not None  # noqa: S101 - the constraint of the table
            assert row.master_version is not None  # noqa: S101
            clear = ring.unwrap(row.master_version, bytes(row.wrapped))
            row.wrapped, row.master_version = ring.wrap(version, clear), version
        DataKey.objects.for_house().bulk_update(rows, ["wrapped", "master_version"])
    return len(rows)


def note_done(*, by: "User | None", at: datetime, rows: int) -> None:
    """Write down that nothing is under an older key any more."""
    current = MasterKey.objects.get(status=KeyStatus.CURRENT)
    record("master_key.rewrapped", current, by=by, at=at, rows=rows)


def why_not_retire(key: MasterKey, used: frozenset[int]) -> "Refusal | None":
    if key.status == KeyStatus.CURRENT:
        return _("This key is in use. Change over to a newer one first.")
    if key.status == KeyStatus.RETIRED:
        return _("This key is already retired.")
    if key.version in used:
        return _("Records are still under this key. Wait until the change-over is complete.")
    return None


@transaction.atomic
def retire(
    version: int, *, by: "User | None", at: datetime, why: str, operator: str = ""
) -> MasterKey:
    """Say that this key is needed no more. Refused while anything is under it. Raises Denied.

    The key itself is taken out where it is kept, and stays in escrow as long as backups need it.
    """
    # Whoever wraps something holds the row of the key until it is written: we wait for them here.
    key = MasterKey.objects.select_for_update().filter(pk=version).first()
    if key is None:
        raise Denied(_("There is no key with this number on record."))
    require(why_not_retire(key, still_used([key])))

    key.status, key.retired_at = KeyStatus.RETIRED, at
    key.save(update_fields=["status", "retired_at"])
    record(
        "master_key.retired", key, by=by, at=at,
        fingerprint=key.fingerprint, why=why, operator=operator,
    )  # fmt: skip
    return key


# --- the key that search tokens are drawn from ----------------------------------------------------


def why_not_change_search_key(known: Iterable[IndexKey]) -> "Refusal | None":
    """The reason why there is nothing to change over to; `known` are the keys on record."""
    here = index_fingerprints()[0]
    same = next((key for key in known if key.fingerprint == here), None)
    if same is not None and same.status == KeyStatus.CURRENT:
        return _(
            "There is no newer search key here. Set DAYAQ_INDEX_KEY, and the old one beside it."
        )
    if same is not None:
        return _("DAYAQ_INDEX_KEY is a search key that was used before. Make a new one.")
    return None


@transaction.atomic
def change_search_key(*, by: "User | None", at: datetime, operator: str = "") -> IndexKey:
    """Draw tokens from the new search key from now on; people are found under the old one as well.

    Whoever calls this asks for the job that brings everybody under the new one. Raises Denied,
    KeyUnavailable.
    """
    former, _known = drawing_key() if IndexKey.objects.exists() else (0, "")
    require(why_not_change_search_key(list(IndexKey.objects.select_for_update())))

    IndexKey.objects.filter(status=KeyStatus.CURRENT).update(status=KeyStatus.FORMER)
    key = IndexKey.objects.create(
        version=former + 1, fingerprint=index_fingerprints()[0], used_since=at
    )
    record(
        "search_key.rotated", key, by=by, at=at,
        fingerprint=key.fingerprint, former=former, operator=operator,
    )  # fmt: skip
    return key


@transaction.atomic
def retire_search_key(key: IndexKey, *, by: "User | None", at: datetime, rows: int) -> None:
    """Nobody is found under it any more: its tallies go, and the key may. Within `house(…)`.

    Whoever calls this holds the key's row and has seen that no tokens are left under it.
    """
    Tally.objects.for_house().filter(index_version=key.version).delete()
    key.status, key.retired_at = KeyStatus.RETIRED, at
    key.save(update_fields=["status", "retired_at"])
    record("search_key.retired", key, by=by, at=at, fingerprint=key.fingerprint, rows=rows)
