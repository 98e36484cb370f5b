"""May this person keep the list of employers?"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.recovery.models import Employer
from dayaq.recovery.states import EmployerStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_keep_employers(user: "User") -> "Refusal | None":
    if holds(user, Permission.EMPLOYER_KEEP):
        return None
    return _("The list of employers is kept by those who place people.")


def why_not_suspend(employer: Employer, user: "User") -> "Refusal | None":
    if employer.status == EmployerStatus.SUSPENDED:
        return _("Nobody is sent there already.")
    return why_not_keep_employers(user)


def why_not_resume(employer: Employer, user: "User") -> "Refusal | None":
    if employer.status == EmployerStatus.ACTIVE:
        return _("People are sent there.")
    return why_not_keep_employers(user)
