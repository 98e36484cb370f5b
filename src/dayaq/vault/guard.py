"""A guard on every connection: confidential tables without a context are an error, not an empty page."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps

from dayaq.vault.context import NoContext, current

GUARDED = re.compile(r"[\s(]*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|COPY)\b", re.IGNORECASE)
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@cache
def _tables() -> "re.Pattern[str]":
    from dayaq.vault.models import Protected

    names = [model._meta.db_table for model in apps.get_models() if issubclass(model, Protected)]
    return re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")\b")


def _guard(execute: Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 - Django's signature
    if (
        current() is None
        and isinstance(sql, str)
        and GUARDED.match(sql)
        and (found := _tables().search(sql))
    ):
        raise NoContext(f"{found[1]} was touched without saying who is asking")
    return execute(sql, params, many, context)


def stand_guard(*, connection: Any, **_said: Any) -> None:
    if _guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(_guard)
