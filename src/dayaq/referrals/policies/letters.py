"""May this letter be issued, may it be withdrawn?"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, holds
from dayaq.cases.policies.cases import why_not_review as why_not_work_on
from dayaq.cases.states import Status
from dayaq.referrals.states import LetterKind, LetterStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.cases.models import Case
    from dayaq.referrals.models import Decision, Letter


def why_not_issue(
    case: "Case", user: "User", *, kind: str = "", decision: "Decision | None" = None
) -> "Refusal | None":
    """A certificate says what stands now; a notice needs a decision. Help asks for neither."""
    if refusal := why_not_work_on(case, user):
        return refusal
    if kind == LetterKind.STATUS and case.status not in {Status.PRESUMED, Status.IDENTIFIED}:
        return _("There is no status that could be certified now.")
    if kind == LetterKind.DECISION and decision is None:
        return _("Nothing has been decided yet.")
    return None


def why_not_keep_templates(user: "User") -> "Refusal | None":
    if not holds(user, Permission.LETTER_KEEP):
        return _("Templates of letters are kept by the coordinator and by the administrator.")
    return None


def why_not_withdraw(letter: "Letter", case: "Case", user: "User") -> "Refusal | None":
    if refusal := why_not_work_on(case, user):
        return refusal
    if not letter.can_become(LetterStatus.WITHDRAWN):
        return _("This letter was withdrawn already.")
    return None
