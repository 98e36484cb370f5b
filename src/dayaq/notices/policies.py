"""Whose notices are whose to read."""

from django.utils.translation import gettext as _

from dayaq.access.refusal import Refusal
from dayaq.accounts.models import User
from dayaq.notices.models import Notice


def why_not_read(notice: Notice, user: User) -> "Refusal | None":
    if notice.to_id != user.pk:
        return _("This notice is for somebody else.")
    return None
