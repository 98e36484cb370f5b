"""Notices by e-mail: one digest a day for each person, and at once what is urgent.

An e-mail says how many notices there are, their neutral sentences and where to read them: nothing
that a stranger who sees the screen, or a mail server on the way, should not see.
"""

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from enum import Enum, auto
from itertools import groupby
from logging import getLogger
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dayaq.accounts.models import User
from dayaq.notices import actions
from dayaq.notices.models import Digest, Notice

MORNING: Final = time(8)
"""When the day's digest is due, on the clock of `TIME_ZONE`: what was told before goes into it."""

INSISTENCE: Final = timedelta(hours=1)
"""How long an urgent e-mail that was refused is tried again; then the digest counts its notice."""

MOST_LINES: Final = 20

log = getLogger(__name__)


class Outcome(Enum):
    SENT = auto()
    REFUSED = auto()
    UNKNOWN = auto()  # the connection broke: the server may have taken it


class Unreachable(Exception):
    """The mail server does not answer, or does not let us in."""


def send_digests(*, at: datetime) -> int:
    """Send the digests of the day that are due and not yet sent; how many were sent.

    Before the morning it does nothing. Each e-mail's row is made before it is sent, so that two
    workers, or one that is killed and comes again, never send a person two.
    """
    here = localtime(at)
    morning = here.replace(hour=MORNING.hour, minute=MORNING.minute, second=0, microsecond=0)
    if here < morning:
        return 0
    told = Notice.objects.to_be_mailed().filter(at__lt=morning)
    had = Digest.objects.filter(on=here.date())
    people = User.objects.filter(pk__in=told.values("to")).exclude(pk__in=had.values("to"))

    sent = 0
    with _post() as post:
        for person in people.order_by("pk"):
            post.open()  # before the row: where nobody can be reached, nothing was begun
            try:
                digest, notices = actions.begin_digest(person, on=here.date(), told_before=morning)
            except Digest.DoesNotExist:
                continue
            outcome = post.send(notices[0].to, notices, is_urgent=False)
            if outcome is Outcome.SENT:
                actions.end_digest(digest, notices, at=at)
                sent += 1
            elif outcome is Outcome.REFUSED:
                actions.give_back_digest(digest)
    return sent


def send_urgent(*, at: datetime) -> int:
    """Send what is urgent, one e-mail to each person concerned; how many were sent.

    Marked after it was sent: a crash in between sends it twice, which harms nobody; lost, it could.
    """
    told = (
        Notice.objects.urgent()
        .to_be_mailed()
        .filter(at__gt=at - INSISTENCE)
        .select_related("to")
        .order_by("to", "at", "pk")
    )
    sent = 0
    with _post() as post:
        for person, of_person in groupby(told, key=lambda notice: notice.to):
            notices = list(of_person)
            post.open()
            if post.send(person, notices, is_urgent=True) is Outcome.SENT:
                actions.mark_mailed(notices, at=at)
                sent += 1
    return sent


class Post:
    """The way to the mail server, opened when there is something to send."""

    def __init__(self) -> None:
        self._connection: Any = None

    def open(self) -> None:
        """Raises `Unreachable`."""
        if self._connection is not None:
            return
        connection = get_connection()
        try:
            connection.open()
        except (smtplib.SMTPException, OSError) as reason:
            raise Unreachable(type(reason).__name__) from None
        self._connection = connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def send(self, person: User, notices: Sequence[Notice], *, is_urgent: bool) -> Outcome:
        """Send one e-mail. After anything but success the next one gets a connection of its own."""
        try:
            mail = letter(person, notices, is_urgent=is_urgent)
            self._connection.send_messages([mail])
        except smtplib.SMTPServerDisconnected:
            outcome = Outcome.UNKNOWN
        except (smtplib.SMTPException, ValueError):  # also an address that is none
            outcome = Outcome.REFUSED
        except OSError:
            outcome = Outcome.UNKNOWN
        else:
            return Outcome.SENT
        log.warning("e-mail to account %s: %s", person.pk, outcome.name.lower())
        self._connection, broken = None, self._connection
        broken.close()
        return outcome


@contextmanager
def _post() -> Iterator[Post]:
    """A way to the server for one round; where there is none, the round ends and another comes."""
    post = Post()
    try:
        yield post
    except Unreachable as reason:
        log.warning("the mail server cannot be reached (%s); tried again later", reason)
    finally:
        post.close()


def letter(person: User, notices: Sequence[Notice], *, is_urgent: bool) -> EmailMessage:
    """The e-mail in the person's language: a count, sentences that name nobody, an address."""
    with translation.override(person.language):
        return EmailMessage(
            subject=_subject(len(notices), is_urgent=is_urgent),
            body=_body(notices, is_urgent=is_urgent),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def _subject(count: int, *, is_urgent: bool) -> str:
    text = (
        ngettext("%(count)s urgent notice", "%(count)s urgent notices", count)
        if is_urgent
        else ngettext("%(count)s notice", "%(count)s notices", count)
    )
    return settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + text % {"count": count}


def _body(notices: Sequence[Notice], *, is_urgent: bool) -> str:
    lines = [f"– {notice.text}" for notice in notices[:MOST_LINES]]
    left = len(notices) - MOST_LINES
    if left > 0:
        lines.append("– " + _("and %(count)s more") % {"count": left})
    address = settings.PUBLIC_ADDRESS + reverse("notices:list")
    closing = (
        _("This e-mail was sent by the system at once, because it is urgent. Do not answer it.")
        if is_urgent
        else _("This e-mail is sent by the system, once a day at most. Do not answer it.")
    )
    return "\n".join(
        (
            _("You have unread notices: %(count)s.") % {"count": len(notices)},
            "",
            *lines,
            "",
            _("Sign in to read them: %(address)s") % {"address": address},
            "",
            "-- ",
            closing,
            "",
        )
    )
