"""Whether the product can serve: asked by whoever watches it, never by a person."""

import time
from importlib.metadata import version

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dayaq.access.permissions import public
from dayaq.vault.protection import gaps as gaps_in_the_wall

RECHECK_AFTER = 5.0
"""Seconds for which a process believes its own last look at the migrations."""

_looked: dict[str, float] = {}


@require_safe
@never_cache
@public
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when the database answers, no migration waits and the wall stands; else 503 and why."""
    refusal = why_not_well()
    if refusal is not None:
        return JsonResponse({"status": "unavailable", **refusal}, status=503)
    return JsonResponse(
        {
            "status": "ok",
            "database": "ok",
            "migrations": "applied",
            "version": version("dayaq"),
        }
    )


def why_not_well() -> dict[str, str] | None:
    """The reason, in a sentence, and what each part is like; None where all is well."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if _migrations_are_applied():
            gaps = gaps_in_the_wall()
            if not gaps:
                return None
            return {"reason": " ".join(gaps), "database": "ok", "wall": "open"}
    except DatabaseError:
        return {"reason": "The database does not answer.", "database": "unreachable"}
    return {"reason": "Migrations wait to be applied.", "database": "ok", "migrations": "waiting"}


def _migrations_are_applied() -> bool:
    """Reading them takes a while, so a good answer holds for a few seconds; a bad one never."""
    name = connection.settings_dict["NAME"]
    if time.monotonic() - _looked.get(name, float("-inf")) < RECHECK_AFTER:
        return True
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    _looked[name] = time.monotonic()
    return True
