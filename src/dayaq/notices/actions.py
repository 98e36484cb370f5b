"""Telling people something, their reading it, and what went out by e-mail."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.notices import policies, texts
from dayaq.notices.models import Digest, Notice


@transaction.atomic
def tell(
    people: Iterable[User], code: str, *, key: str, url: str, at: datetime, **params: Any
) -> int:
    """Tell each of the people once, in the transaction of what happened; how many were asked to be.

    `key` says which happening it is: the same key is told to a person once, however often this is
    called. `url` is an address of ours. `params` fill the text of the code: clauses, numbers, days.
    """
    if code not in texts.KNOWN:
        raise LookupError(f"no text is registered for notices of the code {code!r}")
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("a notice leads to an address of ours")
    notices = [
        Notice(to=person, code=code, params=texts.kept(params), url=url, key=key, at=at)
        for person in {person.pk: person for person in people}.values()
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


@transaction.atomic
def read(notice: Notice, *, by: User, at: datetime) -> Notice:
    """The person has read it; when it was first read stays."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    require(policies.why_not_read(notice, by))

    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def read_all(*, by: User, at: datetime) -> int:
    """The person has read everything that was told until now; how much was new."""
    return Notice.objects.visible_to(by).unread().filter(at__lte=at).update(read_at=at)


# --- what the worker does: a step each, seen by every other worker before the next begins ----------


@transaction.atomic(durable=True)
def begin_digest(person: User, *, on: date, told_before: datetime) -> tuple[Digest, list[Notice]]:
    """Take the person's e-mail of this day upon us, with what it will tell, the oldest first.

    Raises `Digest.DoesNotExist` where nothing is to be mailed, or the day's e-mail is another's.
    """
    notices = list(
        Notice.objects.visible_to(person)
        .to_be_mailed()
        .filter(at__lt=told_before)
        .select_related("to")
        .order_by("at", "pk")
    )
    if not notices:
        raise Digest.DoesNotExist
    digest, is_new = Digest.objects.get_or_create(to=person, on=on)
    if not is_new:
        raise Digest.DoesNotExist
    return digest, notices


@transaction.atomic(durable=True)
def end_digest(digest: Digest, notices: Iterable[Notice], *, at: datetime) -> None:
    """The server took the e-mail: neither it nor its notices are mailed again."""
    digest.sent_at = at
    digest.save(update_fields=["sent_at"])
    mark_mailed(notices, at=at)


@transaction.atomic(durable=True)
def give_back_digest(digest: Digest) -> None:
    """The server refused the e-mail: the day's digest is still to be sent."""
    digest.delete()


def mark_mailed(notices: Iterable[Notice], *, at: datetime) -> int:
    return Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)
