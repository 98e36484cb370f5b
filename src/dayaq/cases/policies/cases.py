"""May this person open, write, decide, close or hand over a case?"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.cases.models import Case, Participation, Person
from dayaq.cases.models.readers import Sharing, Standing
from dayaq.cases.states import DECISIONS, Part, Status
from dayaq.directory.models import Body
from dayaq.vault.context import tokens_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User

SEARCH_COUNTS_FOR = timedelta(minutes=30)
"""How long a search counts as having looked before a new person is recorded."""


def why_not_find(user: "User") -> "Refusal | None":
    if not holds(user, Permission.CASE_OPEN):
        return _("People are searched for by those who may open a case.")
    return None


def why_not_open_case(
    lead: Body, user: "User", *, searched_at: datetime | None, at: datetime, is_known: bool = False
) -> "Refusal | None":
    if lead.pk not in bodies_where(user, Permission.CASE_OPEN):
        return _("A case is opened by a case worker or case manager of the body that will lead it.")
    return None if is_known else _why_not_unsearched(searched_at, at)


def _why_not_unsearched(searched_at: datetime | None, at: datetime) -> "Refusal | None":
    """Nobody is recorded twice unseen."""
    if searched_at is None or at - searched_at > SEARCH_COUNTS_FOR:
        return _("Search for the person first: they may be known already.")
    return None


def why_not_open_another(
    lead: Body, user: "User", standing: Standing, leads: "Collection[int]", *, at: datetime
) -> "Refusal | None":
    """Another case on a record that is there. Whoever leads one of a person's cases reads who they are:
    so it is for a body that leads one already; any other begins a record of its own.
    """
    if refusal := why_not_know(standing, user, at=at):
        return refusal
    if lead.pk not in leads:
        return _(
            "This record is led by another body. Open a new one, then say that both are the same person."
        )
    return None


def why_not_read(part: str, user: "User", sharing: Sharing, *, at: datetime) -> "Refusal | None":
    """Asked at the moment itself: a grant that ran out a second ago opens nothing."""
    if not holds(user, Permission.CASE_READ):
        return _("Your role does not work on cases.")
    if not sharing.readers(part, at=at) & tokens_of(user):
        return _("This section is not open to you.")
    return None


def why_not_write(
    case: Case, part: str, user: "User", sharing: Sharing, *, at: datetime
) -> "Refusal | None":
    """The lead writes everything; others who read the notes may add to them."""
    if refusal := why_not_read(part, user, sharing, at=at):
        return refusal
    if case.is_closed:
        return _("This case is closed. Reopen it before you write in it.")
    bodies = bodies_where(user, Permission.CASE_WRITE)
    if case.lead_id in bodies or (part == Part.NOTES and bodies & sharing.bodies(part, at=at)):
        return None
    return _("This section is written by the body that leads the case.")


def why_not_write_of(person: Person, case: Case) -> "Refusal | None":
    """Somebody who came with the case is written about in it, until they have a case of their own.

    Within `house(…)`.
    """
    came = Participation.objects.for_house().filter(person=person, case=case, is_home=True)
    own = Case.objects.for_house().filter(subject=person)
    if own.exists() or not came.exists():
        return _("Who this is, is written in a case of their own.")
    return None


def why_not_know(standing: Standing, user: "User", *, at: datetime) -> "Refusal | None":
    """May this person read who somebody is, whichever case opens it?"""
    if not standing.readers(Part.IDENTITY, at=at) & tokens_of(user):
        return _("Who this is, is not open to you.")
    return None


def why_not_add_person(
    case: Case,
    user: "User",
    sharing: Sharing,
    *,
    searched_at: datetime | None,
    at: datetime,
    is_known: bool,
) -> "Refusal | None":
    if refusal := why_not_write(case, Part.FAMILY, user, sharing, at=at):
        return refusal
    return None if is_known else _why_not_unsearched(searched_at, at)


def why_not_end_part(
    taken: Participation, case: Case, user: "User", sharing: Sharing, *, at: datetime
) -> "Refusal | None":
    if taken.ended_at is not None:
        return _("This person takes part no more.")
    return why_not_write(case, Part.FAMILY, user, sharing, at=at)


def _why_not_as_lead(case: Case, user: "User", permission: Permission) -> "Refusal | None":
    if case.lead_id not in bodies_where(user, permission):
        return _("This is for the body that leads the case.")
    if not set(case.readers) & tokens_of(user):
        return _("You are not assigned to this case.")
    return None


def why_not_decide(case: Case, after: Status, user: "User") -> "Refusal | None":
    if refusal := _why_not_as_lead(case, user, Permission.CASE_WRITE):
        return refusal
    if after not in DECISIONS | {Status.PRESUMED} or case.is_closed:
        return _("This case is closed. Reopen it before you decide.")
    if not case.can_become(after):
        return _("The case cannot go from its present status to that one.")
    return None


def why_not_close(case: Case, user: "User") -> "Refusal | None":
    if refusal := _why_not_as_lead(case, user, Permission.CASE_WRITE):
        return refusal
    if case.is_closed:
        return _("This case is already closed.")
    return None


def why_not_reopen(case: Case, user: "User") -> "Refusal | None":
    if refusal := _why_not_as_lead(case, user, Permission.CASE_WRITE):
        return refusal
    if not case.is_closed:
        return _("This case is open.")
    return None


def why_not_review(case: Case, user: "User") -> "Refusal | None":
    return why_not_close(case, user)


def why_not_hand_over(case: Case, user: "User") -> "Refusal | None":
    """Only who sees all cases of the body gives one away."""
    if case.lead_id not in bodies_where(user, Permission.CASE_ASSIGN):
        return _("A case is handed over by a case manager of the body that leads it.")
    if case.is_closed:
        return _("This case is closed. Reopen it before you hand it over.")
    return None
