"""Coded values that carry their list and its version with them: `control-method@2.0:DebtBondage`."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Coded(models.CharField):  # type: ignore[type-arg]
    """One code of a list of the directory, with the list's version; empty means not asked.

    Codes are retired, never deleted, and the value says by itself what it means: an old record
    reads the same after the list has a new version.
    """

    def __init__(self, *args: Any, list_code: str = "", **kwargs: Any) -> None:
        self.list_code = list_code
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "list_code": self.list_code}


class CodedList(ArrayField):  # type: ignore[type-arg]
    """Several codes of one list."""

    def __init__(self, verbose_name: Any = None, *, list_code: str = "", **kwargs: Any) -> None:
        self.list_code = list_code
        kwargs.setdefault("base_field", models.CharField(max_length=120))
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(verbose_name=verbose_name, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "list_code": self.list_code}
