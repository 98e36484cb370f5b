"""Whether the product can serve: asked by whoever watches it, never by a person."""

import time
from importlib.metadata import version

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.timezone import localtime, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dayaq.access.permissions import public
from dayaq.audit.sealing import late_since
from dayaq.vault.protection import gaps as gaps_in_the_wall
from dayaq.vault.register import what_is_missing

RECHECK_AFTER = 5.0
"""Seconds for which a process believes its own last look at migrations and wall."""

_looked: dict[str, float] = {}
_warned: dict[str, tuple[float, list[str]]] = {}


@require_safe
@never_cache
@public
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when the database answers, no migration waits and the wall stands; else 503 and why."""
    refusal = why_not_well()
    if refusal is not None:
        if "wall" in refusal:  # where it is open is for the operator's eyes
            refusal["reason"] = (
                "Confidential records are not protected as they must be: dayaq check."
            )
        return JsonResponse({"status": "unavailable", **refusal}, status=503)
    well = {"status": "ok", "database": "ok", "migrations": "applied", "version": version("dayaq")}
    if _warnings():  # what it is about is for the operator's eyes
        well["warning"] = "Something must be looked at: dayaq check."
    return JsonResponse(well)


def why_not_well() -> dict[str, str] | None:
    """The reason, in a sentence, and what each part is like; None where all is well."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if _was_well_just_now():
            return None
        if not _migrations_are_applied():
            return {
                "reason": "Migrations wait to be applied.",
                "database": "ok",
                "migrations": "waiting",
            }
        if gaps := gaps_in_the_wall():
            return {"reason": " ".join(gaps), "database": "ok", "wall": "open"}
    except DatabaseError:
        return {"reason": "The database does not answer.", "database": "unreachable"}
    _looked[connection.settings_dict["NAME"]] = time.monotonic()
    return None


def warnings() -> list[str]:
    """What is no reason to stop serving and must not stay so, each in a sentence."""
    found = what_is_missing()
    if (late := late_since(at=now())) is not None:
        found.append(
            f"The record is not sealed since {localtime(late):%Y-%m-%d %H:%M}: is the worker running? "
            "See its log, and dayaq audit seal."
        )
    return found


def _warnings() -> list[str]:
    """The same, looked for once in some seconds."""
    name = connection.settings_dict["NAME"]
    looked, found = _warned.get(name, (float("-inf"), []))
    if time.monotonic() - looked >= RECHECK_AFTER:
        found = warnings()
        _warned[name] = (time.monotonic(), found)
    return found


def _was_well_just_now() -> bool:
    """A look takes a while, so a good answer holds for a few seconds; a bad one never."""
    looked = _looked.get(connection.settings_dict["NAME"], float("-inf"))
    return time.monotonic() - looked < RECHECK_AFTER


def _migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
