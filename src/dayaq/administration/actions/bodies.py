"""Bodies: opening one, naming it anew from a day, saying who succeeds it; groups of bodies."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.administration import policies
from dayaq.administration.actions.spans import make_room
from dayaq.audit.changes import begin, locked, revise, why_not_part_of
from dayaq.directory.models import Body, BodyGroup, BodyName, Language, Succession


@transaction.atomic
def add_body(
    *, by: User, at: datetime, name_az: str, name_en: str, short_az: str, short_en: str,
    source: str,
    **fields: Any,
) -> Body:  # fmt: skip
    """Open a body under a code that never changes, with its first names."""
    require(policies.why_not_keep_directory(by))
    body = begin(Body(**fields), "body.added", by=by, at=at)
    for language, full, short in (
        (Language.AZ, name_az, short_az),
        (Language.EN, name_en, short_en),
    ):
        if full:
            begin(
                BodyName(
                    body=body,
                    language=language,
                    full=full,
                    short=short,
                    since=body.since,
                    source=source,
                ),
                "name.added",
                by=by,
                at=at,
            )
    return body


@transaction.atomic
def revise_body(body: Body, *, by: User, at: datetime, seen: str, **fields: Any) -> Body:
    body = locked(body)
    require(policies.why_not_keep_directory(by))
    why_not_part_of(body, fields.get("parent"))
    return revise(body, "body.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def add_name(
    body: Body,
    *,
    by: User,
    at: datetime,
    language: str,
    full: str,
    short: str,
    since: date,
    source: str,
) -> BodyName:
    """Name the body anew from a day on; the name before ends the day before and is kept."""
    body = locked(body)
    require(policies.why_not_keep_directory(by))
    names = BodyName.objects.filter(body=body, language=language)
    until = make_room(names, since, "name.ended", by=by, at=at)
    new = BodyName(
        body=body,
        language=language,
        full=full,
        short=short,
        since=since,
        until=until,
        source=source,
    )
    return begin(new, "name.added", by=by, at=at)


@transaction.atomic
def revise_name(name: BodyName, *, by: User, at: datetime, seen: str, **fields: Any) -> BodyName:
    """Correct a name as it was entered. A body that is renamed gets a new name instead."""
    name = locked(name)
    require(policies.why_not_keep_directory(by))
    return revise(name, "name.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def say_successor(
    predecessor: Body,
    *,
    by: User,
    at: datetime,
    successor: Body,
    on: date | None,
    act: str,
    source: str,
    seen: str = "",
) -> Succession:
    """Say which body takes over the duties, by which act and from which day."""
    predecessor = locked(predecessor)
    require(policies.why_not_keep_directory(by))
    why_not_succeeded_by(predecessor, successor)
    said = {"successor": successor, "on": on, "act": act, "source": source}
    known = Succession.objects.select_for_update().filter(predecessor=predecessor).first()
    if known is None:
        new = Succession(predecessor=predecessor, **said)
        return begin(new, "succession.added", by=by, at=at)
    return revise(known, "succession.revised", said, by=by, at=at, seen=seen)


def why_not_succeeded_by(predecessor: Body, successor: Body) -> None:
    """A duty that was passed on never comes back to where it began."""
    heir, seen = successor, {predecessor.pk}
    while heir is not None:
        if heir.pk in seen:
            raise ValidationError(
                {"successor": _("The duties would return to the body that passed them on.")},
                code="loop",
            )
        seen.add(heir.pk)
        step = Succession.objects.filter(predecessor=heir).select_related("successor").first()
        if step is None:
            return
        heir = step.successor


@transaction.atomic
def add_group(*, by: User, at: datetime, **fields: Any) -> BodyGroup:
    require(policies.why_not_keep_directory(by))
    return begin(BodyGroup(**fields), "group.added", by=by, at=at)


@transaction.atomic
def revise_group(
    group: BodyGroup, *, by: User, at: datetime, seen: str, **fields: Any
) -> BodyGroup:
    group = locked(group)
    require(policies.why_not_keep_directory(by))
    return revise(group, "group.revised", fields, by=by, at=at, seen=seen)
