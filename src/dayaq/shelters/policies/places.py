"""May this person ask for a place, hold a bed, answer for a facility, write in a stay?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.cases.models import Case
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as of_cases
from dayaq.cases.states import Part
from dayaq.shelters.models import AddressOpening, Facility, Hold, PlaceRequest, Stay
from dayaq.shelters.states import HERE, NEXT_STAY, HoldStatus, PlaceStatus, StayStatus
from dayaq.vault.context import tokens_of

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_ask(case: Case, user: "User", *, at: datetime) -> "Refusal | None":
    """Whoever leads the case looks for a place; no status and no cooperation is asked for."""
    sharing = Sharing.of(case, at=at)
    return of_cases.why_not_write(case, Part.WHEREABOUTS, user, sharing, at=at)


def why_not_hold(request: PlaceRequest, user: "User", *, at: datetime) -> "Refusal | None":
    if request.status != PlaceStatus.OPEN:
        return _("No place is looked for at present.")
    return why_not_ask(request.case, user, at=at)


def why_not_withdraw(request: PlaceRequest, user: "User", *, at: datetime) -> "Refusal | None":
    if request.status not in {PlaceStatus.OPEN, PlaceStatus.HELD}:
        return _("This request is over.")
    return why_not_ask(request.case, user, at=at)


def _works_in(facility: Facility, user: "User") -> bool:
    """Is the person named for the facility? Its own rows say so: they are read by its people alone."""
    named = {token for token in facility.readers if token <= -1000}
    return bool(named & tokens_of(user))


def why_not_work_in(facility: Facility, user: "User") -> "Refusal | None":
    if not holds(user, Permission.SHELTER_WORK) or not _works_in(facility, user):
        return _("This is for the people of the facility.")
    return None


def why_not_lead(facility: Facility, user: "User") -> "Refusal | None":
    """Keeping beds and staff, and answering: the head of the facility."""
    if not holds(user, Permission.SHELTER_KEEP) or not _works_in(facility, user):
        return _("This is for the head of the facility.")
    return None


def why_not_study(user: "User") -> "Refusal | None":
    if not holds(user, Permission.SHELTER_STUDY):
        return _("Facilities are listed and assessed by the coordinator.")
    return None


def why_not_answer(hold: Hold, user: "User", *, at: datetime) -> "Refusal | None":
    if refusal := why_not_lead(hold.facility, user):
        return refusal
    if hold.status != HoldStatus.HELD or hold.until <= at:
        return _("This bed is held no more.")
    return None


def why_not_move(stay: Stay, after: StayStatus, user: "User") -> "Refusal | None":
    if refusal := why_not_work_in(stay.facility, user):
        return refusal
    if after not in NEXT_STAY[StayStatus(stay.status)]:
        return _("The stay cannot go from its present status to that one.")
    return None


def why_not_write(stay: Stay, user: "User") -> "Refusal | None":
    if refusal := why_not_work_in(stay.facility, user):
        return refusal
    if stay.status not in HERE:
        return _("This stay is over.")
    return None


def why_not_close_address(
    facility: Facility, opening: AddressOpening, user: "User", *, at: datetime
) -> "Refusal | None":
    if refusal := why_not_lead(facility, user):
        return refusal
    if not opening.is_live(at=at):
        return _("The address is open to this person no more.")
    return None


def why_not_look(opening: AddressOpening | None, *, at: datetime) -> "Refusal | None":
    if opening is None or not opening.is_live(at=at):
        return _("The address is not open to you.")
    return None
