"""Issuing letters, withdrawing them, and telling whoever holds one that it is genuine."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.audit.recording import record_read
from dayaq.cases.actions.reading import open_kinds
from dayaq.cases.models import Case, Identity
from dayaq.cases.states import Part, Status
from dayaq.directory.models import Body
from dayaq.referrals.actions.identification import locked, of_case
from dayaq.referrals.models import Decision, Entitlement, Letter, LetterTemplate
from dayaq.referrals.models.codes import new_code, print_of, prints_of, understood
from dayaq.referrals.policies import letters as may
from dayaq.referrals.states import LetterKind, LetterStatus
from dayaq.vault.context import house
from dayaq.vault.sealing import seal, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User

PURPOSE = "letter"
BY_HAND = "____________________________"
NOT_ON_PAPER = frozenset({"no_penalty", "privacy", "reflection", "compensation", "review"})
"""Rights whose names would tell whoever sees the paper why the person has it, or that nobody else gives."""

DATA = Path(__file__).parents[1] / "data" / "letters.json"


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, "str | list[str]"]]]:
    found: dict[str, dict[str, dict[str, str | list[str]]]] = json.loads(
        DATA.read_text(encoding="utf-8")
    )
    return found


@transaction.atomic
def issue(
    case: Case,
    *,
    kind: str,
    language: str,
    issuer: Body,
    is_named: bool,
    by: "User",
    at: datetime,
    addressee: str = "",
    words: str = "",
) -> Letter:
    """A letter in the language of the person, without a word on why they are protected.

    With `is_named` the name is opened, and that is recorded; else it is written by hand.
    """
    _identification, case = locked(case)
    with house("issue_letter", by=by):
        decision = Decision.objects.for_house().filter(case=case).first()
        require(may.why_not_issue(case, by, kind=kind, decision=decision))
    name = _name(case, by=by, at=at) if is_named else ""
    with house("issue_letter", by=by):
        code = new_code()
        letter = Letter(
            **of_case(case, by=by, at=at),
            kind=kind,
            language=language,
            issuer=issuer,
            issued_on=localdate(at),
            code_print=print_of(code, PURPOSE),
        )
        letter.template = LetterTemplate.objects.of(kind, language).on(letter.issued_on).first()
        facts = _facts(letter, decision, name=name or BY_HAND, words=words, at=at)
        heading, text = _composed(letter, facts)
        kept = json.dumps(facts, ensure_ascii=False) if letter.template else ""
        seal(letter, heading=heading, text=text, addressee=addressee, code=code, facts=kept)
        letter.save(force_insert=True)
    record("letter.issued", case, by=by, at=at, case=case, kind=str(kind), number=letter.number)
    return letter


def _name(case: Case, *, by: "User", at: datetime) -> str:
    """As it stands in papers: given name, patronymic, family name."""
    opened = open_kinds(case, Part.IDENTITY, (Identity,), by=by, at=at)[Identity]
    names = opened[0].clear if opened else {}
    parts = (names.get(one, "") for one in ("given_name", "patronymic", "family_name"))
    return " ".join(part for part in parts if part)


def _facts(
    letter: Letter, decision: "Decision | None", *, name: str, words: str, at: datetime
) -> dict[str, str]:
    """What the sentences of a letter need, in words. Within `house(…)`."""
    case = letter.case
    is_identified = case.status == Status.IDENTIFIED
    since = localdate(case.opened_at)
    if letter.kind == LetterKind.STATUS and is_identified and decision is not None:
        since = decision.decided_on
    return {
        "name": name,
        "words": words,
        "since": f"{since:%d.%m.%Y}",
        "day": f"{decision.decided_on if decision else localdate(at):%d.%m.%Y}",
        "plain": unseal(decision, "plain")["plain"] if decision is not None else "",
        "rights": _rights(case, letter.language),
        "decided": "yes" if is_identified else "",
    }


def _composed(letter: Letter, facts: Mapping[str, str]) -> tuple[str, str]:
    """Heading and text, of prepared sentences."""
    sentences = str(letter.kind)
    if letter.kind == LetterKind.STATUS:
        sentences = "identified" if facts["decided"] else "presumed"
    prepared = _texts()[sentences][letter.language]
    said = (str(line).format(**facts) for line in prepared["text"])
    return str(prepared["heading"]), "\n".join(line for line in said if line)


def _rights(case: Case, language: str) -> str:
    rows = Entitlement.objects.for_house().filter(case=case).standing()
    rows = rows.exclude(right__code__in=NOT_ON_PAPER).select_related("right")
    return "\n".join(f"– {getattr(row.right, f'name_{language}')}" for row in rows)


@transaction.atomic
def open_letter(letter: Letter, *, by: "User", at: datetime) -> dict[str, str]:
    """What it says, to be read or printed; the reading is written down."""
    record_read(
        letter.case, section=str(Part.IDENTIFICATION), case=letter.case, by=by, at=at, why=""
    )
    return unseal(letter)


@transaction.atomic
def withdraw_letter(letter: Letter, *, why: str, by: "User", at: datetime) -> Letter:
    """Whoever verifies it is told from now on that it does not count."""
    _identification, case = locked(letter.case)
    with house("withdraw_letter", by=by):
        letter = Letter.objects.for_house().select_for_update(of=("self",)).get(pk=letter.pk)
        require(may.why_not_withdraw(letter, case, by))
        letter.status, letter.why = LetterStatus.WITHDRAWN, why
        letter.withdrawn_at, letter.withdrawn_by = at, by
        letter.revision += 1
        letter.save(update_fields=["status", "why", "withdrawn_at", "withdrawn_by", "revision"])
    record("letter.withdrawn", case, by=by, at=at, case=case, number=letter.number, why=why)
    return letter


def by_code(typed: str) -> "Letter | None":
    """The letter with this code, whoever asks; of it only what `views.verifying` shows may be told."""
    code = understood(typed)
    if not code:
        return None
    with house("verify_letter"):
        rows = Letter.objects.for_house().filter(code_print__in=prints_of(code, PURPOSE))
        return rows.select_related("issuer").prefetch_related("issuer__names").first()
