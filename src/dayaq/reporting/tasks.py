"""Work in the background: the reminder ladder, every morning, and building an edition."""

from datetime import datetime

from django.db import DatabaseError
from django.utils.timezone import now
from django.utils.translation import gettext as _
from jinja2 import TemplateError

from dayaq.access.refusal import Denied
from dayaq.jobs.actions import Superseded
from dayaq.jobs.clock import every
from dayaq.jobs.progress import Cancelled, Failed, Interrupted, Progress, task
from dayaq.reporting.actions import count_anew
from dayaq.reporting.actions import remind as remind_of
from dayaq.reporting.actions.editions import give_up_edition
from dayaq.reporting.editions import building
from dayaq.reporting.editions.trial import told_plainly
from dayaq.reporting.models import Cycle, Edition
from dayaq.reporting.policies.editions import BUILD_TASK


@every("0 3 * * *", "reporting.remind")  # 07:00 in Baku
def remind(at: datetime) -> None:
    """Remind in every open cycle, each in a transaction of its own."""
    for cycle in Cycle.objects.open():
        remind_of(cycle, at=at)


@every("0 22 * * *", "reporting.count")  # 02:00 in Baku
def count(at: datetime) -> None:
    """Bring the numbers beside the reports of every open cycle up to date."""
    for cycle in Cycle.objects.open():
        count_anew(cycle, at=at)


@task(BUILD_TASK)
def build_edition(progress: Progress, *, edition: int) -> None:
    """Build the edition. Begun again after a crash, it takes the snapshot anew."""
    begun = Edition.objects.select_related("cycle__version__plan").get(pk=edition)
    by = progress.job.started_by
    if not begun.is_building:  # an earlier run had kept everything when its worker died
        return
    progress.begin(building.STEPS)
    try:
        building.carry_out(begun, by=by, at=now(), say=progress.step)
    except (Interrupted, Superseded, DatabaseError):
        raise  # another worker begins it again
    except Cancelled:
        give_up_edition(begun, reason=_("The build was cancelled."), by=by, at=now())
        raise
    except TemplateError as fault:
        reason = str(told_plainly(fault))
        give_up_edition(begun, reason=reason, by=by, at=now())
        raise Failed(reason) from None
    except Exception as fault:
        reason = str(fault) if isinstance(fault, Denied) else _("The build failed.")
        give_up_edition(begun, reason=reason, by=by, at=now())
        raise
