"""Code lists and parameters: new versions, new values, and what they replace."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.administration import policies
from dayaq.administration.actions.spans import make_room
from dayaq.audit.changes import begin, locked, revise
from dayaq.directory.models import Code, CodeList, Parameter, ParameterValue
from dayaq.directory.values import NotAValue, normal


@transaction.atomic
def add_version(of: CodeList, *, by: User, at: datetime, **fields: Any) -> CodeList:
    """A new version of a list. It begins with the codes of the old one that still hold."""
    of = locked(of)
    require(policies.why_not_keep_directory(by))
    new = begin(
        CodeList(code=of.code, **fields), "code_list.versioned", by=by, at=at, of=of.version
    )
    old = list(of.codes.filter(until=None))
    copies = Code.objects.bulk_create(
        Code(
            list=new,
            code=code.code,
            name_az=code.name_az,
            name_en=code.name_en,
            position=code.position,
        )
        for code in old
    )
    by_code = {code.code: code for code in copies}
    place = {code.pk: code.code for code in old}
    narrower = [code for code in old if code.broader_id in place]
    for code in narrower:
        by_code[code.code].broader = by_code[place[code.broader_id or 0]]
    Code.objects.bulk_update([by_code[code.code] for code in narrower], ["broader"])
    return new


@transaction.atomic
def add_code(to: CodeList, *, by: User, at: datetime, **fields: Any) -> Code:
    to = locked(to)
    require(policies.why_not_keep_directory(by))
    last = to.codes.order_by("-position").values_list("position", flat=True).first() or 0
    return begin(Code(list=to, position=last + 1, **fields), "code.added", by=by, at=at)


@transaction.atomic
def revise_code(code: Code, *, by: User, at: datetime, seen: str, **fields: Any) -> Code:
    """Correct the names. The code itself never changes: old records use it."""
    code = locked(code)
    require(policies.why_not_keep_directory(by))
    return revise(code, "code.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def retire_code(code: Code, *, by: User, at: datetime, until: date, why: str) -> Code:
    """The last day on which the code may be chosen. It is never deleted."""
    code = locked(code)
    require(policies.why_not_keep_directory(by))
    if code.since is not None and until < code.since:
        raise ValidationError({"until": _("The last day is before the first.")})
    return revise(code, "code.retired", {"until": until}, by=by, at=at, why=why)


@transaction.atomic
def add_value(
    parameter: Parameter, *, by: User, at: datetime, value: str, since: date, source: str, note: str
) -> ParameterValue:
    """What the parameter is worth from a day on; the value before is kept and ends before it."""
    parameter = locked(parameter)
    require(policies.why_not_keep_directory(by))
    value = checked(parameter, value)
    until = make_room(
        ParameterValue.objects.filter(parameter=parameter), since, "value.ended", by=by, at=at
    )
    new = ParameterValue(
        parameter=parameter, value=value, since=since, until=until, source=source, note=note
    )
    return begin(new, "value.added", by=by, at=at, parameter=parameter.code)


@transaction.atomic
def revise_value(
    value: ParameterValue, *, by: User, at: datetime, seen: str, **fields: Any
) -> ParameterValue:
    """Correct a value as it was entered. A value that changes with the law is added instead."""
    value = locked(value)
    require(policies.why_not_keep_directory(by))
    fields["value"] = checked(value.parameter, fields["value"])
    return revise(
        value, "value.revised", fields, by=by, at=at, seen=seen, parameter=value.parameter.code
    )


def checked(parameter: Parameter, text: str) -> str:
    try:
        return normal(text, parameter.value_type, parameter.unit)
    except NotAValue as refusal:
        raise ValidationError({"value": str(refusal)}, code="not a value") from refusal
