"""Texts of consent: written, published from a day on, taken out of use; their words then never change."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.audit.changes import begin, locked, revise
from dayaq.cases.models import ConsentText
from dayaq.cases.policies import texts as may
from dayaq.cases.states import TextStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def draft(
    *,
    language: str,
    text: str,
    by: "User",
    at: datetime,
    purpose: str = "",
    translation_of: ConsentText | None = None,
) -> ConsentText:
    """The next version for a purpose, or the same version in another language."""
    require(may.why_not_keep(by))
    if translation_of is not None:
        purpose, version = translation_of.purpose, translation_of.version
    else:
        last = ConsentText.objects.filter(purpose=purpose).aggregate(n=Max("version"))["n"] or 0
        version = last + 1
    made = ConsentText(
        purpose=purpose, version=version, language=language, text=text, drafted_by=by
    )
    return begin(made, "consent_text.drafted", by=by, at=at)


@transaction.atomic
def rewrite(
    known: ConsentText, *, text: str, by: "User", at: datetime, seen: str = ""
) -> ConsentText:
    """Other words in a draft; whoever writes last has written it."""
    known = locked(known)
    require(may.why_not_revise(known, by))
    changed = {"text": text, "drafted_by": by}
    return revise(known, "consent_text.rewritten", changed, by=by, at=at, seen=seen)


@transaction.atomic
def publish(
    known: ConsentText, *, since: date, confirmed_by: str, by: "User", at: datetime, seen: str = ""
) -> ConsentText:
    """From that day on people are asked in these words; what was said to earlier ones stays with them."""
    known = locked(known)
    require(may.why_not_publish(known, by))
    if since < localdate(at):
        raise ValidationError({"since": _("A text comes into force today or later.")})
    changed = {"since": since, "confirmed_by": confirmed_by, "status": TextStatus.PUBLISHED}
    return revise(known, "consent_text.published", changed, by=by, at=at, seen=seen)


@transaction.atomic
def withdraw(known: ConsentText, *, why: str, by: "User", at: datetime) -> ConsentText:
    """Nobody is asked in these words any more; consent that was given to them stands."""
    known = locked(known)
    require(may.why_not_withdraw(known, by))
    gone = {"status": TextStatus.WITHDRAWN}
    return revise(known, "consent_text.withdrawn", gone, by=by, at=at, why=why)


@transaction.atomic
def discard(known: ConsentText, *, why: str, by: "User", at: datetime) -> ConsentText:
    """A draft that comes to nothing; it stays to be read."""
    known = locked(known)
    require(may.why_not_revise(known, by))
    gone = {"status": TextStatus.DISCARDED}
    return revise(known, "consent_text.discarded", gone, by=by, at=at, why=why)
