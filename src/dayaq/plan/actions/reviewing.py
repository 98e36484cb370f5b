"""From the bytes of a text to a reading with every question answered and every row confirmed."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.accounts.models import Appointment, Role
from dayaq.audit.models import record
from dayaq.notices.actions import tell
from dayaq.plan import policies
from dayaq.plan.decree.corrections import Review
from dayaq.plan.decree.reading import read
from dayaq.plan.decree.rendering import as_json
from dayaq.plan.models import Plan, Reading, SourceText
from dayaq.plan.models.names import known_names
from dayaq.plan.models.texts import Json, content_hash
from dayaq.plan.states import ReadingStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def begin_reading(content: bytes, name: str, *, by: "User | None", at: datetime) -> Reading:
    """Keep the bytes and read them. The same bytes, or the same content, change nothing:
    the reading that already stands is given back.

    Raises `NotADecree`, with one sentence, when the bytes hold no decree with a plan.
    """
    require(policies.why_not_begin(by))
    with connection.cursor() as cursor:  # two at once would read the same text twice
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('plan.readings'))")
    sha256 = hashlib.sha256(content).hexdigest()
    standing = Reading.objects.standing().select_related("source")
    if known := standing.filter(source__sha256=sha256).first():
        return known

    result = as_json(read(content, known_names()))
    said = content_hash(result)
    if known := standing.filter(content_hash=said).first():
        return known

    source, _is_new = SourceText.objects.get_or_create(
        sha256=sha256, defaults={"name": name[:200], "content": content, "received_at": at}
    )
    reading = Reading.objects.create(
        source=source,
        result=result,
        content_hash=said,
        amends=_known_plan(result),
        started_by=by,
        started_at=at,
    )
    record(
        "reading.begun",
        reading,
        by=by,
        at=at,
        sha256=sha256,
        measures=len(reading.measures),
        questions=len(reading.questions),
        conserved=result["conserved"],
    )
    return reading


@transaction.atomic
def accept(
    reading: Reading, question_id: str, *, by: "User | None", at: datetime, reason: str = ""
) -> Reading:
    """Answer a question by leaving the text as it was read."""
    reading = _locked(reading)
    question = reading.question(question_id)
    require(policies.why_not_accept(reading, question, by))

    reading.answers.setdefault("answers", {})[question_id] = {"accept": True, "reason": reason}
    _read_again(reading)
    record("reading.accepted", reading, by=by, at=at, **_about(question), reason=reason)
    return reading


@transaction.atomic
def name_body(
    reading: Reading,
    question_id: str,
    *,
    text: str,
    code: str,
    kind: str,
    by: "User | None",
    at: datetime,
) -> Reading:
    """Say which body or group of the directory a text in the executors' cell means.

    The text may be a part of what was asked about; the rest is then asked about again.
    """
    reading = _locked(reading)
    require(policies.why_not_review(reading, by))
    question = reading.question(question_id)

    answers = reading.answers.setdefault("answers", {})
    answer = answers.setdefault(question_id, {"accept": False, "names": []})
    answer.setdefault("names", []).append({"text": text, "code": code, "kind": kind})
    _read_again(reading)
    record(
        "reading.named", reading, by=by, at=at, **_about(question), text=text, code=code, kind=kind
    )
    return reading


@transaction.atomic
def ask_administrator(
    reading: Reading, question_id: str, *, url: str, by: "User", at: datetime
) -> int:
    """Tell the administrators that the directory lacks a body; how many were told."""
    require(policies.why_not_review(reading, by))
    question = reading.question(question_id)
    require(policies.why_not_ask_administrator(question))

    posts = Appointment.objects.holding_on(localdate(at)).in_roles([Role.ADMINISTRATOR])
    people = [post.user for post in posts.select_related("user")]
    told = tell(
        people,
        "plan.body_missing",
        key=f"reading {reading.pk} {question_id}",
        url=url,
        at=at,
        **_text_of(question),
    )
    record("reading.asked_administrator", reading, by=by, at=at, **_about(question))
    return told


@transaction.atomic
def correct_row(
    reading: Reading,
    clause: str,
    *,
    title: str | None = None,
    period: str | None = None,
    parties: Iterable[Mapping[str, Any]] | None = None,
    by: "User | None",
    at: datetime,
) -> Reading:
    """Read a row as a person reads it. What is None stays as the reader read it.

    The letters of the source are counted again afterwards: a correction that loses or adds any
    becomes a question itself.
    """
    reading = _locked(reading)
    require(policies.why_not_review(reading, by))

    said: dict[str, Any] = {"title": title, "period": period}
    said["parties"] = None if parties is None else [dict(party) for party in parties]
    corrections = reading.answers.setdefault("corrections", [])
    earlier = next((c for c in corrections if c["clause"] == clause), None)
    if earlier is None:
        earlier = {"clause": clause}
        corrections.append(earlier)
    earlier.update({key: value for key, value in said.items() if value is not None})
    _read_again(reading)
    if clause in reading.confirmed_rows:
        reading.confirmed_rows.remove(clause)
        reading.save(update_fields=["confirmed_rows"])
    record("reading.row_corrected", reading, by=by, at=at, clause=clause, **said)
    return reading


@transaction.atomic
def confirm_row(reading: Reading, clause: str, *, by: "User | None", at: datetime) -> Reading:
    """Say that this row is read as the text has it."""
    reading = _locked(reading)
    require(policies.why_not_confirm_row(reading, clause, by))

    if clause not in reading.confirmed_rows:
        reading.confirmed_rows.append(clause)
        reading.save(update_fields=["confirmed_rows"])
        record("reading.row_confirmed", reading, by=by, at=at, clause=clause)
    return reading


@transaction.atomic
def confirm_all_clean_rows(
    reading: Reading, *, by: "User | None", at: datetime, direction: str = ""
) -> Reading:
    """Confirm every row without a question, in one direction where one is named."""
    reading = _locked(reading)
    require(policies.why_not_review(reading, by))

    clauses = [
        row.clause
        for row in reading.rows
        if row.is_clean and not row.is_confirmed and (not direction or row.direction == direction)
    ]
    if clauses:
        reading.confirmed_rows += clauses
        reading.save(update_fields=["confirmed_rows"])
        record("reading.rows_confirmed", reading, by=by, at=at, clauses=clauses)
    return reading


@transaction.atomic
def state_act(
    reading: Reading, *, by: "User | None", at: datetime, **details: str | int
) -> Reading:
    """Say what the act is where the text does not, or which act changed the plan.

    Details: kind, number, adopted_on, title, effective_from (days in ISO form), year_from, year_to.
    """
    reading = _locked(reading)
    require(policies.why_not_review(reading, by))

    reading.answers["act"] = {name: details[name] for name in policies.ACT_DETAILS}
    answers = reading.answers.setdefault("answers", {})
    for question in reading.questions:
        if question["code"] in policies.NEEDS_THE_ACT:
            answers[question["id"]] = {"accept": True}
    _read_again(reading)
    record("reading.act_stated", reading, by=by, at=at, **reading.answers["act"])
    return reading


@transaction.atomic
def place(reading: Reading, plan: Plan | None, *, by: "User | None", at: datetime) -> Reading:
    """Say which known plan the text changes, or that it is a plan of its own."""
    reading = _locked(reading)
    require(policies.why_not_review(reading, by))

    reading.amends = plan
    reading.save(update_fields=["amends"])
    record("reading.placed", reading, by=by, at=at, plan=plan.code if plan else None)
    return reading


@transaction.atomic
def read_again(reading: Reading, *, by: "User | None", at: datetime) -> Reading:
    """Read the text once more, with what the directory has learnt since."""
    reading = _locked(reading)
    require(policies.why_not_review(reading, by))

    _read_again(reading)
    record("reading.repeated", reading, by=by, at=at, questions=len(reading.questions))
    return reading


@transaction.atomic
def discard(reading: Reading, *, reason: str, by: "User", at: datetime) -> Reading:
    """Put the reading aside. Its source text is kept, and may be handed in again."""
    reading = _locked(reading)
    require(policies.why_not_discard(reading, by))

    reading.status = ReadingStatus.DISCARDED
    reading.reason = reason
    reading.ended_by = by
    reading.ended_at = at
    reading.save(update_fields=["status", "reason", "ended_by", "ended_at"])
    record("reading.discarded", reading, by=by, at=at, reason=reason)
    return reading


def _locked(reading: Reading) -> Reading:
    return (
        Reading.objects.select_for_update(of=("self",)).select_related("source").get(pk=reading.pk)
    )


def _read_again(reading: Reading) -> None:
    """Read with all that was said. A row that now reads otherwise is to be confirmed anew."""
    before = {row["clause"]: row for row in reading.measures}
    content = bytes(reading.source.content)
    result = as_json(read(content, known_names(), Review.from_json(reading.answers)))
    reading.result = result
    reading.content_hash = content_hash(result)
    asked = {question["clause"] for question in result["questions"]}
    after = {row["clause"]: row for row in reading.measures}
    reading.confirmed_rows = [
        clause
        for clause in reading.confirmed_rows
        if clause not in asked and _as_reviewed(before[clause]) == _as_reviewed(after.get(clause))
    ]
    reading.save(update_fields=["answers", "result", "content_hash", "confirmed_rows"])


def _as_reviewed(row: Json | None) -> object:
    return row and {key: row[key] for key in ("title", "period", "parties")}


def _known_plan(result: Json) -> Plan | None:
    """The plan for the same years that this text seems to change."""
    years = result["plan"]["year_from"], result["plan"]["year_to"]
    title = " ".join(result["plan"]["title"].split())
    same_years = Q(starts_on__year=years[0], ends_on__year=years[1])
    plans = list(Plan.objects.filter(same_years)) if all(years) else []
    return next((plan for plan in plans if plan.title == title), plans[0] if plans else None)


def _text_of(question: Json | None) -> dict[str, str]:
    return {"text": question["params"].get("text", "")} if question else {}


def _about(question: Json | None) -> Json:
    return {} if question is None else {"question": question["code"], "clause": question["clause"]}
