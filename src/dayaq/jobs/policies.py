"""Whose jobs are whose to end."""

from django.utils.translation import gettext as _

from dayaq.access.refusal import Refusal
from dayaq.accounts.models import User
from dayaq.jobs.models import Job


def why_not_cancel(job: Job, user: User) -> "Refusal | None":
    if job.started_by_id != user.pk:
        return _("Only the person who started this job may cancel it.")
    if job.is_ended:
        return _("This job has already ended.")
    if job.is_cancel_asked:
        return _("This job has already been asked to stop.")
    return None
