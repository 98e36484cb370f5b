"""International documents and what they recommend."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.changes import locked, revise
from dayaq.audit.models import record
from dayaq.cooperation.actions.keeping import add, change
from dayaq.recommendations import policies as may
from dayaq.recommendations.models import Recommendation, SourceDocument
from dayaq.recommendations.states import Fulfilment


def add_document(**fields: Any) -> SourceDocument:
    return add(SourceDocument, "source_document.added", **fields)


def revise_document(document: SourceDocument, **fields: Any) -> SourceDocument:
    return change(document, "source_document.revised", **fields)


def add_recommendation(document: SourceDocument, **fields: Any) -> Recommendation:
    return add(Recommendation, "recommendation.added", document=document, **fields)


def revise_recommendation(known: Recommendation, **fields: Any) -> Recommendation:
    return change(known, "recommendation.revised", **fields)


@transaction.atomic
def move(
    known: Recommendation, *, status: Fulfilment, why: str, by: User, at: datetime, seen: str = ""
) -> Recommendation:
    """How far it has been carried out, and what that is said by."""
    known = locked(known)
    require(may.why_not_move(known, by, status))
    moved = {"status": status}
    return revise(known, "recommendation.moved", moved, by=by, at=at, seen=seen, why=why)


@transaction.atomic
def remove_recommendation(known: Recommendation, *, why: str, by: User, at: datetime) -> None:
    """It was entered by mistake; the record keeps what it said."""
    known = locked(known)
    require(may.why_not_remove(known, by))
    was = {"paragraph": known.paragraph, "text": known.text}
    record("recommendation.removed", known, by=by, at=at, before=was, after={}, why=why)
    known.delete()
