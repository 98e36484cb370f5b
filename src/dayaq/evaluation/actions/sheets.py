"""Questionnaires of trainings and campaigns: prepared, opened, answered by anybody, keyed in from paper, closed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from random import SystemRandom
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.crypto import get_random_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.changes import locked, revise
from dayaq.audit.models import record
from dayaq.awareness.models import Campaign
from dayaq.directory.models import Parameter
from dayaq.evaluation import policies
from dayaq.evaluation.models import Answer, Question, QuestionSet, Receipt, Sheet, Slip
from dayaq.evaluation.states import PURPOSE_OF, Asked, Occasion, Purpose, SheetStatus
from dayaq.kernel.periods import months_after
from dayaq.learning.actions.facts import Settled
from dayaq.learning.models import Course

STAYS_OPEN = timedelta(days=30)
"""How long after a training, or after it was recorded, its questionnaires take answers."""

OF_A_TRAINING = (
    Occasion.BEFORE,
    Occasion.AFTER,
    Occasion.PARTICIPANTS,
    Occasion.ORGANISER,
    Occasion.FOLLOW_UP,
)


def prepare(told: Settled) -> None:
    """A questionnaire for each occasion for which there are questions; dates as the training's.

    Repeated when the training changes. What is open or closed is not touched.
    """
    course, today = told.course, localdate(told.at)
    known = {sheet.occasion: sheet for sheet in course.sheets.select_for_update()}
    for occasion in OF_A_TRAINING:
        sheet = known.get(occasion)
        questions = _questions_for(course, occasion)
        if sheet is None and questions is not None:
            sheet = Sheet(course=course, occasion=occasion, questions=questions)
        if sheet is None or sheet.status != SheetStatus.WAITING:
            continue
        sheet.opens_on, sheet.closes_on = _days(course, occasion, today)
        if sheet.opens_on <= today <= sheet.closes_on:
            sheet.status = SheetStatus.OPEN
        sheet.save()


def _questions_for(course: Course, occasion: Occasion) -> QuestionSet | None:
    """A test is of a programme; everything else is asked as the body, or the nation, asks it."""
    if PURPOSE_OF[occasion] != "test":
        return QuestionSet.objects.chosen_for(PURPOSE_OF[occasion], course.body)
    test = QuestionSet.objects.filter(tests__programme=course.programme_id)
    return QuestionSet.objects.in_force().filter(code__in=test.values("code")).first()


def _days(course: Course, occasion: Occasion, today: date) -> tuple[date, date]:
    if occasion == Occasion.FOLLOW_UP:
        return (
            months_after(course.ends_on, _months("follow_up.opens", "3", today)),
            months_after(course.ends_on, _months("follow_up.closes", "6", today)),
        )
    opens = course.starts_on if occasion == Occasion.BEFORE else course.ends_on
    return opens, max(course.ends_on, today) + STAYS_OPEN


@transaction.atomic
def ask_audience(campaign: Campaign, *, by: User, at: datetime) -> Sheet:
    """The questionnaire of a campaign, open from now on. Asked twice is asked once."""
    campaign = locked(campaign)
    require(policies.why_not_keep(campaign.body_id, by))
    known = campaign.sheets.first()
    if known is not None:
        return known
    questions = QuestionSet.objects.chosen_for(Purpose.CAMPAIGN, campaign.body)
    if questions is None:
        raise ValidationError(_("No question set for campaigns is in use. Put one into use first."))
    today = localdate(at)
    sheet = Sheet.objects.create(
        campaign=campaign,
        occasion=Occasion.AUDIENCE,
        questions=questions,
        status=SheetStatus.OPEN,
        opens_on=today,
        closes_on=max(campaign.ends_on, today) + STAYS_OPEN,
    )
    record("sheet.opened", sheet, by=by, at=at)
    return sheet


def _months(code: str, default: str, on: date) -> int:
    return int(Parameter.objects.value_of(code, on=on, default=default))


@transaction.atomic
def open_sheet(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    """From now on it takes answers. The clock opens those whose day has come."""
    sheet = locked(sheet)
    require(policies.why_not_open(sheet, by))
    until = max(sheet.closes_on or localdate(at), localdate(at) + STAYS_OPEN)
    opened = {"status": SheetStatus.OPEN, "closes_on": until}
    return revise(sheet, "sheet.opened", opened, by=by, at=at)


@transaction.atomic
def close_sheet(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    """It takes no more answers, and nothing tells any more in which order they came."""
    sheet = locked(sheet)
    require(policies.why_not_close(sheet, by))
    _write_anew(sheet)
    return revise(sheet, "sheet.closed", {"status": SheetStatus.CLOSED}, by=by, at=at)


def _write_anew(sheet: Sheet) -> None:
    """Choices summed, remarks in random order, receipts one number, slips gone."""
    counted = list(
        sheet.answers.exclude(choice="")
        .values("question", "choice", "is_right")
        .annotate(n=Sum("number"))
    )
    remarks = list(sheet.answers.filter(choice="").values_list("question", "words"))
    people = sheet.receipts.aggregate(n=Sum("number"))["n"]
    for rows in (sheet.answers, sheet.receipts, sheet.slips):
        rows.all().delete()
    fresh = [
        Answer(
            sheet=sheet,
            question_id=one["question"],
            choice=one["choice"],
            is_right=one["is_right"],
            number=one["n"],
        )
        for one in counted
    ] + [Answer(sheet=sheet, question_id=question, words=words) for question, words in remarks]
    SystemRandom().shuffle(fresh)
    Answer.objects.bulk_create(fresh)
    if people:
        Receipt.objects.create(sheet=sheet, number=people)


@transaction.atomic
def answer(
    sheet: Sheet,
    answers: Mapping[Question, Sequence[str]],
    *,
    key: UUID,
    slip: str = "",
    today: date,
) -> None:
    """Somebody's answers, by question. The same key again changes nothing.

    The one action that is not recorded and locks nothing: an entry would tell a moment, and a lock
    would make a full room wait. Raises Denied where the questionnaire takes none.
    """
    require(policies.why_not_answer(sheet, today=today))
    _receipt, is_new = Receipt.objects.get_or_create(pk=key, defaults={"sheet": sheet})
    if not is_new:
        return
    if sheet.needs_slip:
        used, _each = Slip.objects.filter(sheet=sheet, digest=digest_of(slip)).delete()
        if not used:
            raise ValidationError(
                _("This slip was used already, or is not one of this questionnaire.")
            )
    Answer.objects.bulk_create(_rows(sheet, answers))


def _rows(sheet: Sheet, answers: Mapping[Question, Sequence[str]]) -> list[Answer]:
    rows = [
        Answer(sheet=sheet, question=question, words=said)
        if question.asked == Asked.WORDS
        else Answer(sheet=sheet, question=question, choice=said, is_right=question.is_right(said))
        for question, told in answers.items()
        for said in told
        if said
    ]
    SystemRandom().shuffle(rows)
    return rows


@transaction.atomic
def key_in(
    sheet: Sheet,
    *,
    people: int,
    counts: Mapping[Question, Mapping[str, int]],
    remarks: Mapping[Question, Iterable[str]],
    by: User,
    at: datetime,
) -> None:
    """Papers, counted: how many people, how often each choice was made, and what they wrote."""
    sheet = locked(sheet)
    require(policies.why_not_key_in(sheet, by))
    rows = [
        Answer(
            sheet=sheet,
            question=question,
            choice=choice,
            is_right=question.is_right(choice),
            number=number,
        )
        for question, told in counts.items()
        for choice, number in told.items()
        if number
    ] + [
        Answer(sheet=sheet, question=question, words=words)
        for question, told in remarks.items()
        for words in told
    ]
    Receipt.objects.create(sheet=sheet, number=people)
    Answer.objects.bulk_create(rows)
    record("sheet.keyed_in", sheet, by=by, at=at, rows=people)


@transaction.atomic
def issue_slips(sheet: Sheet, *, count: int, by: User, at: datetime) -> list[str]:
    """Slips to be handed out unread. Only their hashes are kept; from now on nobody answers without."""
    sheet = locked(sheet)
    require(policies.why_not_issue_slips(sheet, by))
    slips = [get_random_string(16, "23456789abcdefghjkmnpqrstuvwxyz") for _number in range(count)]
    Slip.objects.bulk_create(Slip(sheet=sheet, digest=digest_of(slip)) for slip in slips)
    if not sheet.needs_slip:
        sheet.needs_slip = True
        sheet.save(update_fields=["needs_slip"])
    record("sheet.slips_issued", sheet, by=by, at=at, rows=count)
    return slips


def digest_of(slip: str) -> str:
    return sha256(f"dayaq.evaluation.slip:{slip.strip().lower()}".encode()).hexdigest()
