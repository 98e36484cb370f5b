"""Who came to many trainings at once, from Excel: all rows are stored, or none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.accounts.models import User
from dayaq.audit.models import record_each
from dayaq.directory.models import Body
from dayaq.imports.sheets import Fault, Faulty, Outcome, Row
from dayaq.kernel.text import fold
from dayaq.learning.actions.facts import SETTLED, Settled
from dayaq.learning.models import Attendance, Course, Programme
from dayaq.learning.states import CourseStatus

ASKED_WITHIN = timedelta(days=30)
"""Who was at a training that ended longer ago is not asked about it any more."""

BATCH = 2000
LINES = ("body", "unit", "audience")
NUMBERS = ("women", "men", "unsaid")
Key = tuple[Any, ...]


def _spelt(words: str | None) -> str:
    return " ".join(fold(words or "").split())


@dataclass
class Group:
    """The rows of one training: that of a number, or of a programme on some days in some place."""

    course: Course | None
    rows: list[Row] = field(default_factory=list)


class Attendances:
    """One file: its rows, matched with the trainings that stand here."""

    def __init__(self, rows: Sequence[Row], body: Body, today: date) -> None:
        self.body, self.today = body, today
        self.faults: list[Fault] = []
        self.groups: dict[Key, Group] = {}
        self.known = 0
        self.programmes = {
            _spelt(programme.title): programme for programme in Programme.objects.filter(body=body)
        }
        numbers = {row["number"] for row in rows if row["number"]}
        days = {row["first"] for row in rows if row["first"]}
        self.by_number = {
            course.pk: course
            for course in Course.objects.select_for_update(of=("self",)).filter(
                body=body, pk__in=numbers
            )
        }
        self.by_key = {
            self._key_of(course): course
            for course in Course.objects.select_for_update(of=("self",)).filter(
                body=body, starts_on__in=days
            )
        }
        for row in rows:
            self._place(row)
        self._compare()

    @staticmethod
    def _key_of(course: Course) -> Key:
        return (
            course.programme_id,
            _spelt(course.title),
            course.starts_on,
            course.ends_on,
            course.region_id,
            _spelt(course.venue),
        )

    def _wrong(self, row: Row, column: str, sentence: str) -> None:
        self.faults.append(Fault(row.number, column, sentence))

    def _place(self, row: Row) -> None:
        """Find the training of a row, and say what is wrong with it."""
        before = len(self.faults)
        if not (row["body"] or row["unit"]):
            self._wrong(
                row, "body", _("Choose the body they came from, or name their firm or hospital.")
            )
        if not any(row[name] for name in NUMBERS):
            self._wrong(row, "women", _("Enter how many people came; at least one."))
        key, course = self._numbered(row) if row["number"] else self._described(row)
        if len(self.faults) > before or key is None:
            return
        self.groups.setdefault(key, Group(course)).rows.append(row)

    def _numbered(self, row: Row) -> tuple[Key | None, Course | None]:
        course = self.by_number.get(row["number"])
        if course is None:
            self._wrong(row, "number", _("The body keeps no training of this number."))
            return None, None
        self._why_not(row, course, "number")
        return (course.pk,), course

    def _described(self, row: Row) -> tuple[Key | None, Course | None]:
        programme = self.programmes.get(_spelt(row["programme"]))
        first = row["first"]
        if not row["programme"]:
            self._wrong(row, "programme", _("Name the programme, or the number of the training."))
        elif programme is None:
            self._wrong(row, "programme", _("The body has no programme of this title."))
        if first is None:
            self._wrong(row, "first", _("Enter the first day of the training."))
        if programme is None or first is None:
            return None, None
        last = row["last"] or first
        if last < first:
            self._wrong(row, "last", _("The last day is before the first."))
        if first > self.today:
            self._wrong(row, "first", _("The training has not begun yet."))
        title = _spelt(row["title"]) or _spelt(programme.title)
        region = row["region"].pk if row["region"] else None
        key = (programme.pk, title, first, last, region, _spelt(row["venue"]))
        course = self.by_key.get(key)
        if course:
            self._why_not(row, course, "first")
            return (course.pk,), course
        return key, None

    def _why_not(self, row: Row, course: Course, column: str) -> None:
        if course.status == CourseStatus.CANCELLED:
            self._wrong(row, column, _("This training is cancelled. Plan it again first."))
        elif course.starts_on > self.today:
            self._wrong(row, column, _("The training has not begun yet."))

    def _compare(self) -> None:
        """No line stands twice, in the file or here; the same line again is known already."""
        standing: dict[int, dict[Key, tuple[int, ...]]] = defaultdict(dict)
        courses = [group.course.pk for group in self.groups.values() if group.course]
        lines = Attendance.objects.filter(course__in=courses)
        for course, body, unit, audience, *numbers in lines.values_list(
            "course", "body", "unit", "audience", *NUMBERS
        ):
            standing[course][body, unit, audience] = tuple(numbers)
        for group in self.groups.values():
            seen: dict[Key, int] = {}
            fresh = []
            here = standing[group.course.pk] if group.course else {}
            for row in group.rows:
                line = _line(row)
                numbers = tuple(row[name] or 0 for name in NUMBERS)
                if line in seen:
                    self._wrong(
                        row,
                        "",
                        _("These people stand in row %(row)s already.") % {"row": seen[line]},
                    )
                elif here.get(line, numbers) != numbers:
                    self._wrong(row, "", _recorded_otherwise(here[line]))
                elif line in here:
                    self.known += 1
                else:
                    fresh.append(row)
                seen.setdefault(line, row.number)
            group.rows = fresh


def _line(row: Row) -> Key:
    body, audience = row["body"], row["audience"]
    return (body.pk if body else None, row["unit"] or "", audience.pk)


def _recorded_otherwise(numbers: tuple[int, ...]) -> str:
    return _(
        "These people are recorded already with other numbers: %(women)s women, %(men)s men, "
        "%(unsaid)s without sex. Correct it on the page of the training."
    ) % dict(zip(NUMBERS, numbers, strict=True))


def bring_in_attendance(
    rows: Sequence[Row], *, body: Body, by: User, at: datetime, is_trial: bool
) -> Outcome:
    """Store who came to many trainings of a body; trainings that are not here yet are added as held.

    Within the caller's transaction. Raises Faulty with everything that is wrong.
    """
    file = Attendances(rows, body, localdate(at))
    if file.faults or is_trial:
        raise Faulty(file.faults)
    groups = [group for group in file.groups.values() if group.rows]
    added = _add_courses([group for group in groups if group.course is None], body)
    lines = [
        Attendance(
            course=group.course,
            body=row["body"],
            unit=row["unit"] or "",
            audience=row["audience"],
            **{name: row[name] or 0 for name in NUMBERS},
        )
        for group in groups
        for row in group.rows
    ]
    Attendance.objects.bulk_create(lines, batch_size=BATCH)
    changed = [group.course for group in groups if group.course]
    _sum_up(groups)
    record_each("attendance.imported", changed, by=by, at=at, for_body=body)
    for course in added:
        if course.ends_on >= localdate(at) - ASKED_WITHIN:
            SETTLED.tell(Settled(course, at))
    return Outcome(stored=len(lines), known=file.known)


def _add_courses(groups: Iterable[Group], body: Body) -> list[Course]:
    """The trainings that are not here yet, held."""
    programmes = {_spelt(p.title): p for p in Programme.objects.filter(body=body)}
    added = []
    for group in groups:
        row = group.rows[0]
        programme = programmes[_spelt(row["programme"])]
        group.course = Course(
            body=body,
            programme=programme,
            title=row["title"] or programme.title,
            starts_on=row["first"],
            ends_on=row["last"] or row["first"],
            region=row["region"],
            venue=row["venue"] or "",
            status=CourseStatus.HELD,
            attended=0,
        )
        added.append(group.course)
    return Course.objects.bulk_create(added, batch_size=BATCH)


def _sum_up(groups: Iterable[Group]) -> None:
    courses = []
    for group in groups:
        course = group.course
        if course is None:
            continue
        came = sum(row[name] or 0 for row in group.rows for name in NUMBERS)
        course.attended = (course.attended or 0) + came
        course.status = CourseStatus.HELD
        courses.append(course)
    Course.objects.bulk_update(courses, ["attended", "status"], batch_size=BATCH)
