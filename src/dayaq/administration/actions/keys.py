"""Changing over to new keys: the moment in the vault, and the long work that follows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.access.refusal import Refusal, require
from dayaq.cases.actions import reindexing
from dayaq.jobs.actions import start
from dayaq.jobs.models import Job
from dayaq.vault import rotation
from dayaq.vault.context import house
from dayaq.vault.keys import KeyUnavailable, index_fingerprints, keyring
from dayaq.vault.models import DataKey, IndexKey, MasterKey
from dayaq.vault.states import KeyStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User
    from dayaq.vault.models import KeyOnRecord


def _why_not(by: "User | None") -> "Refusal | None":
    if by is not None and not holds(by, Permission.KEY_ROTATE):
        return _("Keys are for administrators.")
    return None


@transaction.atomic
def rotate_master(*, by: "User | None", at: datetime, operator: str = "", url: str = "") -> Job:
    """Change over to the newest master key, or take up a change-over that was left."""
    require(_why_not(by))
    return rotation.rotate(by=by, at=at, operator=operator, result_url=url)


@transaction.atomic
def retire_master(
    version: int, *, by: "User | None", at: datetime, why: str, operator: str = ""
) -> MasterKey:
    require(_why_not(by))
    return rotation.retire(version, by=by, at=at, why=why, operator=operator)


def why_not_rotate_search(known: Iterable[IndexKey]) -> "Refusal | None":
    """The reason why there is nothing to do for the search key; `known` are those on record."""
    if any(key.status == KeyStatus.FORMER for key in known):
        return None
    return rotation.why_not_change_search_key(known)


@transaction.atomic
def rotate_search(*, by: "User | None", at: datetime, operator: str = "", url: str = "") -> Job:
    """Change over to the new search key and draw everybody's tokens anew, or take that up again."""
    known = list(IndexKey.objects.all())
    require(_why_not(by) or why_not_rotate_search(known))
    if rotation.why_not_change_search_key(known) is None:
        rotation.change_search_key(by=by, at=at, operator=operator)
    title = _("Draw all search tokens from the new search key")
    return start(reindexing.TASK, title, by=by, at=at, args={}, result_url=url)


# --- how they stand -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """A key as it stands: on record or not yet, here or not."""

    version: int | None
    fingerprint: str
    status: str
    label: str
    used_since: datetime | None
    retired_at: datetime | None
    is_here: bool
    why_not_retire: "Refusal | None" = None


def master_keys(known: Sequence[MasterKey], used: frozenset[int]) -> list[Standing]:
    """The master keys on record (`known`) and those that are here and not used yet, the newest first.

    `used` names the older ones under which somebody still is (`rotation.still_used`).
    """
    try:
        ring = keyring()
        here = {version: ring.fingerprint(version) for version in ring.versions}
    except KeyUnavailable:
        here = {}
    new = here.keys() - {key.version for key in known}
    found = [
        _on_record(
            key,
            is_here=here.get(key.version) == key.fingerprint,
            why_not_retire=rotation.why_not_retire(key, used),
        )
        for key in known
    ]
    found += [_not_used(version, here[version]) for version in new]
    return sorted(found, key=lambda one: -(one.version or 0))


def search_keys(known: Sequence[IndexKey]) -> list[Standing]:
    """The search keys likewise."""
    here = index_fingerprints()
    new = [print_ for print_ in here[:1] if print_ not in {key.fingerprint for key in known}]
    return [
        *(_not_used(None, print_) for print_ in new),
        *(_on_record(key, is_here=key.fingerprint in here) for key in known),
    ]


def _on_record(
    key: "KeyOnRecord",
    *,
    is_here: bool,
    why_not_retire: "Refusal | None" = None,
) -> Standing:
    return Standing(
        key.version,
        key.fingerprint,
        key.status,
        str(KeyStatus(key.status).label),
        key.used_since,
        key.retired_at,
        is_here,
        why_not_retire,
    )


def _not_used(version: int | None, fingerprint: str) -> Standing:
    label = _("Here, and not in use yet")
    return Standing(version, fingerprint, "new", label, None, None, is_here=True)


def latest_job(task: str) -> Job | None:
    """The latest work of this kind, whoever asked for it."""
    return Job.objects.filter(task=task).order_by("-pk").first()


def rows_under(versions: Iterable[int]) -> dict[int, int]:
    """How many people's keys are under each master key: reads them all, for the machine alone."""
    with house("count_keys"):
        rows = DataKey.objects.for_house()
        return {version: rows.filter(master_version=version).count() for version in versions}
