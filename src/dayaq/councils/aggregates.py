"""Meetings held, whether they could decide, and what came of their decisions (4.1.9, 4.3.3)."""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, holds
from dayaq.accounts.models import User
from dayaq.councils.models import Meeting, Task
from dayaq.councils.states import TaskStatus
from dayaq.directory.models import Body
from dayaq.indicators.breakdowns import by_body, shares, sums, within
from dayaq.indicators.terms import Breakdown, Cell, Indicator, Phrase, Scope, Unit, as_it_is
from dayaq.kernel.periods import Period

BY_STANDING = Breakdown("standing", _("by standing body"), as_it_is)
BY_BODY = by_body(_("by the body that has the task"))

OUTCOMES: dict[str, Phrase] = {
    "in_time": _("Done by the original deadline"),
    "later": _("Done after it"),
    "open": _("Not done yet, within its deadline"),
    "overdue": _("Not done, past its deadline"),
}
BY_OUTCOME = Breakdown("outcome", _("by what came of them"), lambda code: OUTCOMES[code])


def held(clause: str, scope: Scope) -> QuerySet[Meeting]:
    """Meetings of those days that have to do with the clause; of a body, those it sits in."""
    rows = Meeting.objects.took_place().about(clause).within(scope.period)
    if scope.body:
        rows = rows.filter(presences__member__body=scope.body).distinct()
    return rows.select_related("standing")


def meetings(clause: str) -> Callable[[Scope], Iterator[Cell]]:
    def count(scope: Scope) -> Iterator[Cell]:
        rows = held(clause, scope)
        yield from sums([({"standing": str(one.standing)}, 1) for one in rows], ("standing",))

    return count


def with_quorum(scope: Scope) -> Iterator[Cell]:
    """Of the meetings that need a quorum, those that had it."""
    rows = [one for one in held("4.1.9", scope) if one.has_quorum is not None]
    yield from shares(
        [({"standing": str(one.standing)}, bool(one.has_quorum)) for one in rows], ("standing",)
    )


def tasks(scope: Scope) -> Iterable[Task]:
    """What was first due in those days, but for what is no longer needed."""
    rows = (
        Task.objects.about("4.1.9")
        .filter(within(scope, "first_due_on"))
        .exclude(status=TaskStatus.DROPPED)
    )
    if scope.body:
        rows = rows.filter(body=scope.body)
    return rows.select_related("body").distinct()


def outcome(task: Task, scope: Scope) -> str:
    if task.status == TaskStatus.DONE and task.done_on is not None:
        return "in_time" if task.done_on <= task.first_due_on else "later"
    return "overdue" if task.due_on < scope.on else "open"


def carried_out(scope: Scope) -> Iterator[Cell]:
    """Of the tasks, those that were done; by body, and by when."""
    found = [(task.body.code, outcome(task, scope)) for task in tasks(scope)]
    done = {"in_time", "later"}
    yield from shares([({"body": body}, how in done) for body, how in found], ("body",))
    for code in OUTCOMES:
        number = sum(how == code for _body, how in found)
        yield Cell(number, len(found), "outcome", code)


def owing(period: Period) -> Iterable[Body]:
    """The bodies that had a task due in that period."""
    return Body.objects.filter(pk__in=[task.body_id for task in tasks(Scope(period))])


def behind_meetings(clause: str) -> Callable[[Scope, User], str]:
    def address(scope: Scope, user: User) -> str:
        """The list of the meetings of those days."""
        if not holds(user, Permission.COOPERATION_READ_ALL):
            return ""
        asked = {
            "clause": clause,
            "status": ["held", "minuted"],
            "days_min": scope.period.first.isoformat(),
            "days_max": scope.period.last.isoformat(),
        }
        return f"{reverse('councils:meetings')}?{urlencode(asked, doseq=True)}"

    return address


def behind_tasks(scope: Scope, user: User) -> str:
    body = scope.body.pk if scope.body else None
    is_own = body is not None and holds(user, Permission.COOPERATION_READ, body_id=body)
    if not (is_own or holds(user, Permission.COOPERATION_READ_ALL)):
        return ""
    asked = {"clause": "4.1.9", **({"body": body} if body else {})}
    return f"{reverse('councils:tasks')}?{urlencode(asked)}"


RECORDED = _("Meetings with their agenda, who came, and the minutes.")
OF_MEETINGS = _(
    "Meetings that took place within the chosen days, of standing bodies that are there for the "
    "measure or with the measure on the agenda."
)


def _meetings(clause: str, title: Phrase) -> Indicator:
    return Indicator(
        code=f"{clause}-meetings",
        clauses=(clause,),
        title=title,
        unit=Unit.COUNT,
        numerator=_("Meetings held"),
        denominator=None,
        method=OF_MEETINGS,
        records=RECORDED,
        count=meetings(clause),
        breakdowns=(BY_STANDING,),
        behind=behind_meetings(clause),
    )


INDICATORS = [
    _meetings("4.1.9", _("Meetings of the commission and the working group")),
    Indicator(
        code="4.1.9-quorum",
        clauses=("4.1.9",),
        title=_("Meetings held with a quorum"),
        unit=Unit.SHARE,
        numerator=_("Meetings to which so many members came that they could decide"),
        denominator=_("Meetings held for which a quorum is asked"),
        method=OF_MEETINGS,
        records=RECORDED,
        count=with_quorum,
        breakdowns=(BY_STANDING,),
        behind=behind_meetings("4.1.9"),
    ),
    Indicator(
        code="4.1.9-decisions",
        clauses=("4.1.9",),
        title=_("Decisions carried out"),
        unit=Unit.SHARE,
        numerator=_("Tasks that were done"),
        denominator=_("Tasks whose original deadline was in the chosen days"),
        method=_(
            "A task is done once the coordinator has taken it for done. Tasks that are no longer "
            "needed are left out. More time does not move the original deadline."
        ),
        records=_("Tasks that meetings gave to bodies, with both deadlines and the result."),
        count=carried_out,
        breakdowns=(BY_BODY, BY_OUTCOME),
        bodies=owing,
        behind=behind_tasks,
    ),
    _meetings("4.3.3", _("Meetings between bodies and courts")),
]

SERVES = {"councils:meetings": ("4.1.9", "4.3.3")}
"""The registers of this room, and the measures whose work is kept in them."""
