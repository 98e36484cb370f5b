"""Which keys are on record: which one all that is new is under, and which still open what is older.

A process knows keys; the database knows which of them counts. So a new key can be handed to every
machine first, and then all of them change over in the moment in which one transaction says so.
"""

from typing import TypeVar

from django.db import connection, models
from django.utils.timezone import now

from dayaq.kernel.once import once
from dayaq.vault.keys import KeyUnavailable, index_fingerprints, index_secret, keyring
from dayaq.vault.models import IndexKey, KeyOnRecord, MasterKey
from dayaq.vault.states import KeyStatus

K = TypeVar("K", bound=KeyOnRecord)


def wrapping_version() -> int:
    """The version of the master key that wraps from now on. Raises KeyUnavailable.

    Held until the transaction ends: a key cannot be retired while something is being wrapped under it.
    """
    version, fingerprint = _in_use(MasterKey) or _first(MasterKey, *_newest_master())
    require_master(version, fingerprint)
    return version


def drawing_key() -> tuple[int, str]:
    """The version and the fingerprint of the search key that draws tokens from now on; held likewise."""
    found = _in_use(IndexKey) or _first(IndexKey, 1, index_fingerprints()[0])
    index_secret(found[1])
    return found


def finding_keys() -> list[tuple[int, str]]:
    """The search keys under which people may be found now, the one in use first."""
    rows = IndexKey.objects.exclude(status=KeyStatus.RETIRED).order_by("-version")
    return once("vault.finding", lambda: list(rows.values_list("version", "fingerprint")))


def _in_use(kind: type[KeyOnRecord]) -> tuple[int, str] | None:
    """Locked weakly: others may use it too, and nobody retires it before we are done."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT version, fingerprint FROM {kind._meta.db_table}"  # noqa: S608 - our own table
            " WHERE status = 'current' FOR KEY SHARE"
        )
        row = cursor.fetchone()
    return None if row is None else (int(row[0]), str(row[1]))


def _first(kind: type[K], version: int, fingerprint: str) -> tuple[int, str]:
    """Put the first key of an installation on record. Two who come at once agree."""
    rows: models.Manager[K] = kind._default_manager
    if not rows.exists():
        first = kind(version=version, fingerprint=fingerprint, used_since=now())
        rows.bulk_create([first], ignore_conflicts=True)
    found = _in_use(kind)
    if found is None:
        raise KeyUnavailable(f"There is no {kind._meta.verbose_name} in use.")
    return found


def _newest_master() -> tuple[int, str]:
    ring = keyring()
    newest = max(ring.versions)
    return newest, ring.fingerprint(newest)


def require_master(version: int, fingerprint: str) -> None:
    """The master key of that version here is the one on record. Raises KeyUnavailable."""
    ring = keyring()
    if version not in ring.versions:
        raise KeyUnavailable(f"Master key {version} is not here. Add it to the key file.")
    if ring.fingerprint(version) != fingerprint:
        raise KeyUnavailable(f"Master key {version} here is another one than the one on record.")


def what_is_missing() -> list[str]:
    """Keys that are needed and not here, each in a sentence; empty when all is as it must be."""
    found = []
    for version, fingerprint in _needed(MasterKey):
        try:
            require_master(version, fingerprint)
        except KeyUnavailable as reason:
            found.append(str(reason))
    for _version, fingerprint in _needed(IndexKey):
        try:
            index_secret(fingerprint)
        except KeyUnavailable as reason:
            found.append(str(reason))
    return list(dict.fromkeys(found))


def _needed(kind: type[KeyOnRecord]) -> list[tuple[int, str]]:
    rows = kind._default_manager.exclude(status=KeyStatus.RETIRED).order_by("version")
    return list(rows.values_list("version", "fingerprint"))
