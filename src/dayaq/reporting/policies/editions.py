"""May this person build or sign an edition, or change its template?"""

from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.accounts.models import Appointment, Role
from dayaq.jobs.models import Job
from dayaq.reporting.models import Cycle, Edition
from dayaq.reporting.states import CycleKind, CycleStatus, EditionStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User

BUILD_TASK = "reporting.build_edition"


def running_build(edition: Edition) -> Job | None:
    """The unfinished job that builds it. Where there is none, the build may be begun again."""
    return Job.objects.unfinished().filter(task=BUILD_TASK, args__edition=edition.pk).first()


def why_not_build(cycle: Cycle, user: "User") -> "Refusal | None":
    if not holds(user, Permission.EDITION_BUILD):
        return _("The yearly information is built by the coordinator.")
    if cycle.kind != CycleKind.ANNUAL:
        return _("The yearly information is made of an annual cycle.")
    if cycle.status == CycleStatus.PLANNED:
        return _("This cycle has not been opened: there is nothing to tell yet.")
    latest = cycle.editions.defer("snapshot").order_by("-number").first()
    if latest is not None and latest.is_building and running_build(latest) is not None:
        return _("This edition is being built. Wait until it is ready, or cancel the job.")
    return None


def why_not_sign(edition: Edition, user: "User") -> "Refusal | None":
    """The head of the coordinating body signs; whoever had it built does not."""
    if not bodies_where(user, Permission.EDITION_SIGN) & coordinating_bodies():
        return _("The yearly information is signed by the head of the coordinating body.")
    if edition.status != EditionStatus.DRAFT:
        return _NOT_A_DRAFT[EditionStatus(edition.status)]
    if edition.built_by_id == user.pk:
        return _("You had this edition built; somebody else must sign it.")
    closed_at = edition.cycle.closed_at
    if closed_at is None:
        return _("Close the reporting cycle first: until then its reports and numbers may change.")
    if edition.cut_off_at < closed_at:
        return _("This draft was built before the cycle was closed. Build it again, then sign.")
    return None


_NOT_A_DRAFT = {
    EditionStatus.BUILDING: _("This edition has not been built yet."),
    EditionStatus.FAILED: _("This edition could not be built. Build it again, then sign."),
    EditionStatus.SIGNED: _("This edition is signed and never changes."),
}


def coordinating_bodies() -> set[int]:
    """Bodies at which a coordinator holds office today."""
    posts = Appointment.objects.holding_on(localdate()).in_roles([Role.COORDINATOR])
    return set(posts.values_list("body", flat=True))


def why_not_change_template(user: "User") -> "Refusal | None":
    if not holds(user, Permission.EDITION_BUILD):
        return _("The template of the edition is kept by the coordinator.")
    return None
