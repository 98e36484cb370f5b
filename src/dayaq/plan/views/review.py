"""The review of a reading: source on the left, what was read on the right, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dayaq.access.permissions import Permission, UserRequest, needs
from dayaq.directory.models import Body, BodyGroup
from dayaq.plan import actions, policies
from dayaq.plan.forms import (
    NameForm,
    PartyFormSet,
    PlaceForm,
    RowForm,
    names_of,
    party_initials,
    who_choices,
)
from dayaq.plan.models import Reading
from dayaq.plan.models.differences import difference
from dayaq.plan.models.texts import Json, Row
from dayaq.plan.states import REPAIRS, PartyRole
from dayaq.plan.views.paper import SourceLine, by_line, parts_of, source_lines

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User

SHOWN = ("all", "unconfirmed", "asked")


@dataclass(frozen=True, slots=True)
class Card:
    """One row on the page: its source, what was read, and what may be done."""

    row: Row
    source: list[SourceLine]
    repairs: list[Json]
    questions: list["Asked"]
    remarks: list[str]
    why_not_confirm: "Refusal | None"
    executors: list[Json]
    involved: list[Json]
    recommended: list[Json]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page: its sentence, its lines, and the ways to answer it."""

    question: Json
    sentence: str
    source: list[SourceLine]
    why_not_accept: "Refusal | None"
    form: NameForm | None

    @property
    def direction(self) -> str:
        return (self.question["clause"] or "").rpartition(".")[0]


@require_safe
@needs(Permission.PLAN_IMPORT)
def review(request: UserRequest, pk: int) -> HttpResponse:
    """The whole reading: its proof, its questions first, then its rows."""
    reading = _reading(pk)
    show = request.GET.get("show", "all")
    show = show if show in SHOWN else "all"
    rows = reading.rows
    direction = request.GET.get("direction") or _first_to_do(reading, rows)
    shown = [row for row in rows if _is_shown(row, show, direction)]
    page = {
        **_standing(reading, request.user),
        "act": _act(reading),
        "show": show,
        "direction": direction,
        "directions": _directions(reading, rows),
        "cards": _cards(reading, shown, request.user),
        "asked": _asked(reading, reading.questions, request.user),
        "remarks": _sentences(reading.remarks_on_the_whole),
        "repairs": _repairs(reading),
        "place_form": PlaceForm(initial={"plan": reading.amends_id}),
        "difference": _difference(reading),
    }
    return render(request, "plan/review.html", page)


@require_POST
@needs(Permission.PLAN_IMPORT)
def confirm_row(request: UserRequest, pk: int, clause: str) -> HttpResponse:
    about = _row(_reading(pk), clause)
    reading = actions.confirm_row(_reading(pk), about.clause, by=request.user, at=now())
    return _row_or_page(request, reading, clause)


@require_POST
@needs(Permission.PLAN_IMPORT)
def confirm_rows(request: UserRequest, pk: int) -> HttpResponse:
    """Confirm all rows without questions, of one direction where one is named."""
    direction = request.POST.get("direction", "")
    actions.confirm_all_clean_rows(_reading(pk), by=request.user, at=now(), direction=direction)
    return redirect("plan:reading", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_IMPORT)
def correct_row(request: UserRequest, pk: int, clause: str) -> HttpResponse:
    """Correct what was read of one row; the letters are counted again afterwards."""
    reading = _reading(pk)
    row = _row(reading, clause)
    choices = who_choices(with_class=True)
    given = request.POST if request.method == "POST" else None
    form = RowForm(given) if given else RowForm.of(row)
    parties = PartyFormSet(
        given, initial=party_initials(row.parties), form_kwargs={"choices": choices}
    )
    if given and form.is_valid() and parties.is_valid():
        changed = _changes(row, form, parties)
        if changed:
            reading = actions.correct_row(reading, clause, **changed, by=request.user, at=now())
        return _row_or_page(request, reading, clause)
    page = {
        "reading": reading,
        "card": _cards(reading, [row], request.user, names_of(choices))[0],
        "form": form,
        "parties": parties,
    }
    template = "plan/_correct.html" if _is_htmx(request) else "plan/correct.html"
    return render(request, template, page, status=422 if given else 200)


@require_safe
@needs(Permission.PLAN_IMPORT)
def row(request: UserRequest, pk: int, clause: str) -> HttpResponse:
    """One row as it stands; what a correction that was given up goes back to."""
    reading = _reading(pk)
    return _row_or_page(request, reading, _row(reading, clause).clause)


@require_POST
@needs(Permission.PLAN_IMPORT)
def accept(request: UserRequest, pk: int, question: str) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()[:500]
    actions.accept(_reading(pk), question, by=request.user, at=now(), reason=reason)
    return redirect("plan:reading", pk)


@require_POST
@needs(Permission.PLAN_IMPORT)
def name_body(request: UserRequest, pk: int, question: str) -> HttpResponse:
    """Say which body or group of the directory a piece of the text means."""
    reading = _reading(pk)
    form = NameForm(request.POST, choices=who_choices(with_class=False))
    if not form.is_valid():
        form_page = {"form": form, "reading": reading, "question": reading.question(question)}
        return render(request, "plan/name_body.html", form_page, status=422)
    actions.name_body(
        reading,
        question,
        text=form.cleaned_data["text"],
        code=form.code,
        kind=form.kind,
        by=request.user,
        at=now(),
    )
    return redirect("plan:reading", pk)


@require_POST
@needs(Permission.PLAN_IMPORT)
def ask_administrator(request: UserRequest, pk: int, question: str) -> HttpResponse:
    """Tell the administrators that the directory lacks a body which a text names."""
    from django.contrib import messages

    reading = _reading(pk)
    actions.ask_administrator(
        reading, question, url=_where(reading, question), by=request.user, at=now()
    )
    messages.info(
        request,
        _("The administrators were told. Read the text again when the body is in the directory."),
    )
    return redirect("plan:reading", pk)


def _is_htmx(request: UserRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _reading(pk: int) -> Reading:
    return get_object_or_404(Reading.objects.select_related("source", "amends"), pk=pk)


def _row(reading: Reading, clause: str) -> Row:
    found = reading.row(clause)
    if found is None:
        raise Http404
    return found


def _where(reading: Reading, question: str) -> str:
    """The source lines a question is about: a page that everybody who reads the plan may open."""
    asked = reading.question(question)
    lines = asked["lines"] if asked else []
    span = [min(lines), max(lines)] if lines else [1, 1]
    return reverse("plan:source_lines", args=[reading.source.sha256, *span])


def _row_or_page(request: UserRequest, reading: Reading, clause: str) -> HttpResponse:
    """The row alone for htmx, with the standing of the whole; else back to the page."""
    if not _is_htmx(request):
        address = reverse("plan:reading", args=[reading.pk])
        direction = clause.rpartition(".")[0]
        return redirect(f"{address}?direction={direction}#row-{clause}")
    page = {
        **_standing(reading, request.user),
        "card": _cards(reading, [_row(reading, clause)], request.user)[0],
        "is_swap": True,
    }
    return render(request, "plan/_row_swap.html", page)


def _standing(reading: Reading, user: "User") -> dict[str, object]:
    """How far the review is and whether it can end: what changes with every row."""
    return {
        "reading": reading,
        "why_not_confirm": policies.why_not_confirm(reading, user),
        "why_not_review": policies.why_not_review(reading, user),
        "rows_total": len(reading.measures),
        "rows_confirmed": len(reading.measures) - len(reading.unconfirmed),
        "counts": _counts(reading),
    }


def _counts(reading: Reading) -> list[tuple[str, int]]:
    parties = [p for row in reading.measures for p in row["parties"]]
    groups = {
        p["code"] for p in parties if p["role"] == PartyRole.EXECUTOR and p["kind"] == "group"
    }
    bodies = {p["code"] for p in parties if p["role"] == PartyRole.EXECUTOR and p["kind"] == "body"}
    return [
        (_("directions"), len(reading.result["directions"])),
        (_("measures"), len(reading.measures)),
        (_("executor links"), reading.count(PartyRole.EXECUTOR)),
        (_("named bodies"), len(bodies)),
        (_("groups"), len(groups)),
        (_("involved"), reading.count(PartyRole.INVOLVED)),
        (_("recommended"), reading.count(PartyRole.RECOMMENDED)),
        (_("repairs"), len(reading.result["repairs"])),
    ]


def _is_shown(row: Row, show: str, direction: str) -> bool:
    if show == "asked":
        return not row.is_clean
    in_direction = row.direction == direction
    return in_direction and (show == "all" or not row.is_confirmed)


def _first_to_do(reading: Reading, rows: list[Row]) -> str:
    """The first direction with something to show; the first of all when nothing is left."""
    open_rows = [row for row in rows if not row.is_confirmed] if reading.is_in_review else []
    first = next(iter(open_rows or rows), None)
    return first.direction if first else ""


def _directions(reading: Reading, rows: list[Row]) -> list[dict[str, object]]:
    done = {row.clause for row in rows if row.is_confirmed}
    return [
        {
            "clause": d["clause"],
            "title": d["title"],
            "total": len(d["measures"]),
            "done": sum(m["clause"] in done for m in d["measures"]),
        }
        for d in reading.result["directions"]
    ]


def _cards(
    reading: Reading,
    rows: Iterable[Row],
    user: "User",
    names: dict[tuple[str, str], str] | None = None,
) -> list[Card]:
    rows = list(rows)
    repairs = by_line(reading.result["repairs"])
    names = _names(rows) if names is None else names
    refusal = policies.why_not_review(reading, user)
    cards = []
    for row in rows:
        first, last = row.lines
        asked = frozenset(line for q in row.questions for line in q["lines"])
        parties = [{**p, "who": names.get((p["kind"], p["code"]), "")} for p in row.parties]
        cards.append(
            Card(
                row,
                source_lines(
                    reading.source.lines, first, last, repairs, parts=parts_of(row), asked=asked
                ),
                [r for n in range(first, last + 1) for r in repairs.get(n, ())],
                _asked(reading, row.questions, user, with_forms=False),
                _sentences(reading.remarks_on(row.clause)),
                refusal or (None if row.is_clean else _("Answer the questions of this row first.")),
                *(
                    [p for p in parties if p["role"] == role]
                    for role in (PartyRole.EXECUTOR, PartyRole.INVOLVED, PartyRole.RECOMMENDED)
                ),
            )
        )
    return cards


def _sentences(remarks: Iterable[Json]) -> list[str]:
    return [_(remark["message"]) % remark["params"] for remark in remarks]


def _names(rows: Iterable[Row]) -> dict[tuple[str, str], str]:
    """What the directory calls the bodies and groups of these rows today."""
    codes = {(p["kind"], p["code"]) for row in rows for p in row.parties if p["code"]}
    bodies = Body.objects.filter(code__in=[c for k, c in codes if k == "body"])
    groups = BodyGroup.objects.filter(code__in=[c for k, c in codes if k == "group"])
    return {("body", b.code): b.name for b in bodies.prefetch_related("names")} | {
        ("group", g.code): g.name for g in groups
    }


def _asked(
    reading: Reading, questions: Iterable[Json], user: "User", *, with_forms: bool = True
) -> list[Asked]:
    repairs = by_line(reading.result["repairs"])
    questions = list(questions)
    is_naming = with_forms and any(q["code"] in policies.NEEDS_A_NAME for q in questions)
    choices = who_choices(with_class=False) if is_naming else []
    asked = []
    for question in questions:
        lines = question["lines"]
        form = None
        if with_forms and question["code"] in policies.NEEDS_A_NAME:
            form = _name_form(question, choices)
        asked.append(
            Asked(
                question,
                _(question["message"]) % question["params"],
                source_lines(reading.source.lines, min(lines), max(lines), repairs)
                if lines and len(lines) <= 40
                else [],
                policies.why_not_accept(reading, question, user),
                form,
            )
        )
    return asked


def _name_form(question: Json, choices: list[tuple[str, Any]]) -> NameForm:
    """The text asked about. No body is chosen beforehand: that would be a guess."""
    return NameForm(
        initial={"text": question["params"].get("text", "")},
        choices=choices,
        auto_id=f"{question['id']}_%s",
    )


def _repairs(reading: Reading) -> list[dict[str, object]]:
    return [{**r, "label": REPAIRS.get(r["kind"], r["kind"])} for r in reading.result["repairs"]]


def _act(reading: Reading) -> dict[str, object]:
    """The details of the act, its days as days."""
    said = reading.act
    days = ("adopted_on", "effective_from")
    return {**said, **{name: date.fromisoformat(said[name]) for name in days if said[name]}}


def _difference(reading: Reading) -> object:
    """What the text changes of the plan it belongs to."""
    if reading.amends is None or not reading.is_in_review:
        return None
    return difference(reading.amends.current.reading.result, reading.result)


def _changes(row: Row, form: RowForm, parties: Any) -> dict[str, Any]:
    """Only what the person wrote otherwise than it was read."""
    changed: dict[str, Any] = {}
    for name, read in (("title", row.title), ("period", row.period_text)):
        if " ".join(form.cleaned_data[name].split()) != read:
            changed[name] = form.cleaned_data[name]
    if any(party.has_changed() for party in parties):
        changed["parties"] = [party.party for party in parties if party.party]
    return changed
