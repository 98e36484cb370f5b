"""What this room tells the rooms above it: the turns in the life of a case, as they are taken."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dayaq.cases.models import Case, Consent
from dayaq.kernel.facts import Fact

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@dataclass(frozen=True, slots=True)
class Turn:
    """A case as it is after the turn; whoever took it, and when."""

    case: Case
    by: "User"
    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A consent that stands no more."""

    consent: Consent
    by: "User | None"
    at: datetime


CASE_OPENED: Final = Fact[Turn]("case.opened")
CASE_CLOSED: Final = Fact[Turn]("case.closed")
CASE_REOPENED: Final = Fact[Turn]("case.reopened")
CASE_HANDED_OVER: Final = Fact[Turn]("case.handed_over")
CONSENT_WITHDRAWN: Final = Fact[Withdrawal]("consent.withdrawn")
