"""The page of a case: who leads, what state, which clock, what is next, who can read. No identity."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Value
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Refusal
from dayaq.audit.models import Entry
from dayaq.audit.words import NAMES, said
from dayaq.cases.models import Case, Consent, Transition
from dayaq.cases.models.catalogue import SECTIONS, Section
from dayaq.cases.models.codes import Codes
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Part
from dayaq.cases.views.beside import panels
from dayaq.cases.views.fetching import case_for, crumbs_to
from dayaq.kernel.together import together
from dayaq.vault.door import confidential

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@dataclass(frozen=True)
class Row:
    """A section on the case page: its name, how much stands in it, and why it may not be opened."""

    section: Section
    count: int
    changed_at: "datetime | None"
    why_not: "Refusal | None"


def section_rows(case: Case, user: "User", sharing: Sharing, *, at: datetime) -> list[Row]:
    """All sections, in the order of the page; what is closed to this person says nothing of itself."""
    refused = {part: may.why_not_read(part, user, sharing, at=at) for part in SECTIONS}
    open_to = [section for section in SECTIONS.values() if refused[section.part] is None]
    saved = _saved(case, open_to, user)
    return [
        Row(section, len(saved[part]), max(saved[part], default=None), refused[part])
        for part, section in SECTIONS.items()
    ]


def _saved(
    case: Case, sections: Iterable[Section], user: "User"
) -> "defaultdict[str, list[datetime]]":
    """When each record was saved, by section: one query over all their tables."""
    asked = [
        kind.about(case)
        .visible_to(user)
        .order_by()
        .values_list(Value(str(section.part)), "saved_at")
        for section in sections
        for kind in section.kinds
    ]
    found: defaultdict[str, list[datetime]] = defaultdict(list)
    if asked:
        for part, moment in asked[0].union(*asked[1:], all=True):
            found[part].append(moment)
    return found


@require_safe
@confidential(Permission.CASE_READ)
def case(request: UserRequest, reference: str) -> HttpResponse:
    at = now()
    found = case_for(request.user, reference)
    sharing = Sharing.of(found, at=at)
    steps, consents = together(
        Transition.objects.filter(case=found)
        .visible_to(request.user)
        .select_related("body", "saved_by"),
        Consent.objects.filter(case=found).visible_to(request.user).standing(at=at),
    )
    codes = Codes.of(Case, Transition)
    return render(
        request,
        "cases/case.html",
        {
            "case": found,
            "crumbs": crumbs_to(),
            "codes": codes,
            "majority": codes.said(found.majority),
            "closure_reason": codes.said(found.closure_reason),
            "workers": [a.appointment.user for a in sharing.assignments],
            "sections": section_rows(found, request.user, sharing, at=at),
            "bodies": sorted({grant.body_id for grant in sharing.grants}),
            "consents": len(consents),
            "seals": sharing.seals,
            "has_person": may.why_not_read(Part.IDENTITY, request.user, sharing, at=at) is None,
            "steps": [(step, codes.said(step.reason)) for step in steps],
            "panels": panels(found, request.user, at=at),
            "why_not_decide": may.why_not_close(found, request.user),
            "why_not_review": may.why_not_review(found, request.user),
            "why_not_reopen": may.why_not_reopen(found, request.user),
            "why_not_hand_over": may.why_not_hand_over(found, request.user),
        },
    )


@require_safe
@confidential(Permission.CASE_READ)
def timeline(request: UserRequest, reference: str) -> HttpResponse:
    """What was done to the case and who read in it, newest first. For those who may read the case."""
    found = case_for(request.user, reference)
    rows = Entry.objects.of_case(found).select_related("by", "body").order_by("-pk")
    only = request.GET.get("only", "")
    if only == "reads":
        rows = rows.filter(did="section.read")
    elif only == "acts":
        rows = rows.exclude(did__in=("section.read", *ROWS))
    elif only != "rows":
        rows = rows.exclude(did__in=ROWS)
    return render(
        request,
        "cases/timeline.html",
        {
            "case": found,
            "title": _("Timeline and access log"),
            "crumbs": crumbs_to(found),
            "only": only,
            "entries": [
                (entry, said(entry.did), _part_of(entry), _purpose_of(entry))
                for entry in rows[:500]
            ],
            "count": rows.count(),
        },
    )


ROWS = tuple(did for did in NAMES if did.startswith("row."))
"""What the database itself writes of each row, besides what the product says of the act."""

PURPOSES = {"write": gettext_lazy("to write in it"), "search": gettext_lazy("found in a search")}


def _purpose_of(entry: Entry) -> str:
    return str(PURPOSES.get(entry.purpose, entry.purpose))


def _part_of(entry: Entry) -> str:
    part = str(entry.details.get("section") or entry.details.get("part") or "")
    return str(Part(part).label) if part in set(Part) else ""
