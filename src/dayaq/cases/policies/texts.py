"""May this person write, publish or take back a text of consent?"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, holds
from dayaq.cases.models import ConsentText
from dayaq.cases.states import TextStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_keep(user: "User") -> "Refusal | None":
    if not holds(user, Permission.CONSENT_TEXTS_KEEP):
        return _("Texts of consent are kept by the coordinator and the data protection officer.")
    return None


def why_not_revise(text: ConsentText, user: "User") -> "Refusal | None":
    if refusal := why_not_keep(user):
        return refusal
    if text.status != TextStatus.DRAFT:
        return _("A text that was published stays as it is. Write the next version.")
    return None


def why_not_publish(text: ConsentText, user: "User") -> "Refusal | None":
    """Two people: whoever wrote a text does not publish it alone."""
    if refusal := why_not_revise(text, user):
        return refusal
    if text.drafted_by_id == user.pk:
        return _("You wrote this text; somebody else publishes it.")
    return None


def why_not_withdraw(text: ConsentText, user: "User") -> "Refusal | None":
    if refusal := why_not_keep(user):
        return refusal
    if text.status != TextStatus.PUBLISHED:
        return _("Only a published text is taken out of use.")
    return None
