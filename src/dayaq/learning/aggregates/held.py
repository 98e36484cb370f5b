"""The trainings that are counted: held, and ended on the days in question."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from dayaq.access.permissions import Permission, reads_register
from dayaq.accounts.models import User
from dayaq.directory.models import Body
from dayaq.indicators.breakdowns import within
from dayaq.indicators.terms import Scope
from dayaq.kernel.periods import Period
from dayaq.learning.models import Course
from dayaq.learning.models.training import CourseQuerySet


def held(scope: Scope) -> CourseQuerySet:
    """Of a body: those it organised, alone or with others. By their last day."""
    rows = Course.objects.held().filter(within(scope, "ends_on"))
    if scope.body:
        together = Course.partners.through.objects.filter(course=OuterRef("pk"), body=scope.body)
        rows = rows.filter(Q(body=scope.body) | Exists(together))
    return rows.filter(region=scope.region) if scope.region else rows


def organisers(period: Period) -> Iterable[Body]:
    """The bodies that organised a training that ended on those days, or held it with another."""
    rows = held(Scope(period))
    together = Course.partners.through.objects.filter(course__in=rows)
    return Body.objects.filter(Q(pk__in=rows.values("body")) | Q(pk__in=together.values("body")))


def may_list(user: User, scope: Scope) -> bool:
    """May this person open the list of what was counted?"""
    body = scope.body.pk if scope.body else None
    return reads_register(
        user, Permission.LEARNING_READ, Permission.LEARNING_READ_ALL, body_id=body
    )


def behind(scope: Scope, user: User) -> str:
    """The list of the trainings of those days."""
    if not may_list(user, scope):
        return ""
    asked = {
        "status": "held",
        "days_min": scope.period.first.isoformat(),
        "days_max": scope.period.last.isoformat(),
        **({"body": scope.body.pk} if scope.body else {}),
    }
    return f"{reverse('learning:courses')}?{urlencode(asked)}"
