"""May this person screen, and keep the instruments?"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.accounts.models import Appointment
from dayaq.referrals.models.screening import Instrument
from dayaq.referrals.states import InstrumentStatus

if TYPE_CHECKING:
    from datetime import date

    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_screen(
    instrument: Instrument, post: Appointment, user: "User", *, today: "date"
) -> "Refusal | None":
    if post.user_id != user.pk or post.body_id not in bodies_where(user, Permission.REFERRAL_SEND):
        return _("People are screened by first responders and by those who work on cases.")
    is_published = instrument.since is not None and instrument.since <= today
    if instrument.status != InstrumentStatus.IN_FORCE or not is_published:
        return _("This instrument is not in force.")
    return None


def why_not_keep(user: "User") -> "Refusal | None":
    if not holds(user, Permission.INSTRUMENT_KEEP):
        return _("Screening instruments are kept by the coordinator.")
    return None


def why_not_edit(instrument: Instrument, user: "User") -> "Refusal | None":
    """What was published never changes: screenings say what it meant."""
    if refusal := why_not_keep(user):
        return refusal
    if not instrument.is_draft:
        return _("This version is or was published. Begin the next version to change it.")
    return None


def why_not_publish(instrument: Instrument, user: "User") -> "Refusal | None":
    if refusal := why_not_keep(user):
        return refusal
    if not instrument.can_become(InstrumentStatus.IN_FORCE):
        return _("This version is published already.")
    if not any(dimension.signs.all() for dimension in instrument.dimensions.all()):
        return _("There is no sign in it yet.")
    return None


def why_not_retire(instrument: Instrument, user: "User") -> "Refusal | None":
    if refusal := why_not_keep(user):
        return refusal
    if not instrument.can_become(InstrumentStatus.RETIRED):
        return _("This version is not published.")
    return None
