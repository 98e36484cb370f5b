"""The identification of a person on pages: where it stands, what stands with it, the next step."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.cases.models import Case
from dayaq.cases.models.codes import Codes
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as of_cases
from dayaq.cases.states import Part
from dayaq.cases.views.beside import Line, Panel, Way, beside
from dayaq.cases.views.fetching import case_for
from dayaq.cases.views.fetching import crumbs_to as crumbs_to_case
from dayaq.directory.models import Body, Parameter
from dayaq.kernel.together import together
from dayaq.referrals.actions import deciding
from dayaq.referrals.actions import identification as acts
from dayaq.referrals.actions.receipts import beside_case
from dayaq.referrals.forms import identification as forms
from dayaq.referrals.models import (
    Challenge,
    Decision,
    Entitlement,
    Identification,
    Instrument,
    Interview,
    Opinion,
    Screening,
    Step,
)
from dayaq.referrals.models.clocks import clocks_of
from dayaq.referrals.models.plain import plain_words
from dayaq.referrals.policies import identification as may
from dayaq.referrals.states import ChallengeStatus, ClockKind, Stage
from dayaq.vault.door import confidential

if TYPE_CHECKING:
    from dayaq.accounts.models import User

WAY = (Stage.ASSISTANCE, Stage.INQUIRY, Stage.SCREENING, Stage.RECOVERY)
"""The four stages of the rules, in their order."""

LOOKS = {
    Stage.RECOVERY: "good",
    Stage.NOT_IDENTIFIED: "unknown",
    Stage.REVIEW: "watch",
    Stage.ENDED: "calm",
}


def page_of(case: Case) -> str:
    return reverse("referrals:identification", args=[case.reference])


def crumbs_to(case: Case, *more: tuple[object, str]) -> Crumbs:
    return crumbs_to_case(case, (_("Identification"), page_of(case)), *more)


def _identification(case: Case, user: "User") -> "Identification | None":
    rows = Identification.objects.filter(case=case).visible_to(user)
    found: Identification | None = rows.first()
    if found is not None:
        found.case = case
    return found


def _needed(case: Case, user: "User") -> Identification:
    found = _identification(case, user)
    if found is None:
        raise Http404
    return found


@require_form
@confidential(Permission.CASE_READ)
def identification(request: UserRequest, reference: str) -> HttpResponse:
    """Where it stands. What was written about it stays covered until it is asked for."""
    at = now()
    case = case_for(request.user, reference)
    why_not_read = of_cases.why_not_read(
        Part.IDENTIFICATION, request.user, Sharing.of(case, at=at), at=at
    )
    found = None if why_not_read else _identification(case, request.user)
    context: dict[str, Any] = {
        "case": case,
        "title": _("Identification"),
        "crumbs": crumbs_to_case(case),
        "why_not_read": why_not_read,
        "identification": found,
        "why_not_work": of_cases.why_not_review(case, request.user),
    }
    if found is not None:
        context |= _stands(found, case, request.user)
        if request.method == "POST":
            context["opened"] = _opened(case, request.user, at)
    return render(request, "referrals/identification.html", context)


def _stands(found: Identification, case: Case, user: "User") -> dict[str, Any]:
    """Stages, clocks, rights, decisions: what may be known without opening anything."""
    codes = Codes(frozenset({"decision-reason"}))
    challenges = Challenge.objects.filter(case=case).visible_to(user)
    decisions, challenged, rights, screenings = together(
        Decision.objects.filter(case=case).visible_to(user),
        challenges.filter(status=ChallengeStatus.ASKED),
        Entitlement.objects.filter(case=case).visible_to(user).standing().select_related("right"),
        Screening.objects.filter(case=case).visible_to(user).select_related("instrument"),
    )
    reached = WAY.index(Stage(found.status)) if found.status in WAY else len(WAY)
    return {
        "stages": [(stage.label, n < reached, n == reached) for n, stage in enumerate(WAY)],
        "look": LOOKS.get(Stage(found.status), "going"),
        "running": [clock for clock in clocks_of(cases=[case]) if clock.is_running],
        "rights": rights,
        "decisions": [
            (one, ", ".join(codes.said(reason) for reason in one.reasons)) for one in decisions
        ],
        "untold": next((one for one in decisions if not one.told_how), None),
        "challenge": challenged[0] if challenged else None,
        "interviews": Interview.objects.filter(case=case).visible_to(user).count(),
        "screenings": screenings,
        "instruments": Instrument.objects.in_force(on=localdate()),
        "able": _able(found),
        "can_be_decided": found.status in {Stage.SCREENING, Stage.REVIEW},
        "can_be_challenged": found.can_become(Stage.REVIEW),
    }


def _able(found: Identification) -> list[Stage]:
    """The stages that follow without a decision."""
    return [
        stage
        for stage in (Stage.INQUIRY, Stage.SCREENING)
        if found.can_become(stage) and found.status != Stage.ENDED
    ]


def _opened(case: Case, user: "User", at: datetime) -> list[dict[str, Any]]:
    """All that was written, in the order of its days; the reading stands in the record."""
    kinds: tuple[Any, ...] = (Step, Interview, Opinion, Decision, Challenge)
    rows = []
    for kind in kinds:
        about = kind.objects.filter(case=case).visible_to(user)
        rows += list(about.select_related("case__subject__key", "saved_by"))
    rows.sort(key=lambda row: row.saved_at)
    words = acts.open_words(case, rows, by=user, at=at)
    return [
        {"row": row, "head": _head(row), "words": _labelled(row, clear)}
        for row, clear in zip(rows, words, strict=True)
        if any(clear.values()) or not isinstance(row, Step)
    ]


def _head(row: Any) -> str:
    """What kind of record it is, and what it comes to."""
    if isinstance(row, Step):
        return str(row.get_after_display())
    if isinstance(row, Decision):
        said = row.get_outcome_display()
    elif isinstance(row, Opinion):
        said = row.get_position_display() or _("not answered yet")
    elif isinstance(row, Challenge):
        said = row.get_status_display()
    else:
        said = f"{row.held_on:%d.%m.%Y}"
    name = str(row._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]}: {said}"


def _labelled(row: Any, clear: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (str(row._meta.get_field(name).verbose_name).capitalize(), words)
        for name, words in clear.items()
        if words
    ]


# --- acts -----------------------------------------------------------------------------------------


@require_form
@confidential(Permission.CASE_WRITE)
def begin(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    is_begun = _identification(case, request.user) is not None
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        partial(acts.begin_late, case),
        title=_("Begin the identification"),
        lead=_("It begins where the case stands now, with the rights of that stage."),
        done=_("The identification is begun."),
        submit=_("Begin"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_begin(case, request.user, is_begun=is_begun),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def advance(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    found = _needed(case, request.user)
    able = _able(found)
    refusal = may.why_not_advance(found, able[0] if able else Stage.RECOVERY, case, request.user)
    return form_page(
        request,
        forms.AdvanceForm(request.POST or None, able=able),
        partial(acts.advance, case),
        title=_("Go to the next stage"),
        lead=_("Rights and clocks start and stop with the stage. Referring bodies see it."),
        done=_("The stage is reached."),
        submit=_("Go on"),
        crumbs=crumbs_to(case),
        refusal=refusal,
    )


@require_form
@confidential(Permission.CASE_WRITE)
def extend(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    clock = next(
        (c for c in clocks_of(cases=[case]) if c.is_running and c.kind == ClockKind.REFLECTION),
        None,
    )
    most = Parameter.objects.value_of("reflection.most_extension", on=localdate(), default="30")
    return form_page(
        request,
        forms.ExtendForm(request.POST or None, most=int(most)),
        partial(acts.extend_reflection, case),
        title=_("Extend the reflection period"),
        lead=_("The person needs more time to recover and decide."),
        done=_("The period is extended."),
        submit=_("Extend"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_extend(case, clock, request.user),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def decide(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    found = _needed(case, request.user)
    codes = Codes(frozenset({"decision-reason", "language"}))
    opened_on = localdate(case.opened_at)
    return form_page(
        request,
        forms.DecisionForm(request.POST or None, codes=codes, opened_on=opened_on),
        partial(_decided, case),
        title=_("Decide about the status"),
        lead=_(
            "Help does not depend on this decision, nor on whether the person works with the police."
        ),
        done=_("The decision is recorded. Tell the person, in plain words and with their rights."),
        submit=_("Decide"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_decide(found, case, request.user),
    )


def _decided(case: Case, **said: Any) -> Decision:
    plain = said.pop("plain") or plain_words(said["outcome"], said["reasons"], said["language"])
    return deciding.decide(case, plain=plain, **said)


def _decision(case: Case, user: "User", pk: str) -> Decision:
    rows = Decision.objects.filter(case=case).visible_to(user)
    found: Decision = get_object_or_404(rows, pk=pk)
    found.case = case
    return found


@require_form
@confidential(Permission.CASE_WRITE)
def told(request: UserRequest, reference: str, pk: str) -> HttpResponse:
    case = case_for(request.user, reference)
    decision = _decision(case, request.user, pk)
    return form_page(
        request,
        forms.ToldForm(request.POST or None),
        partial(deciding.tell_person, decision),
        title=_("The person was told"),
        lead=_("In their language, in plain words, with their rights and how to ask for a review."),
        done=_("It is written down that the person was told."),
        submit=_("Write it down"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_tell(decision, case, request.user),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def interview(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    return form_page(
        request,
        forms.InterviewForm(
            request.POST or None, bodies=Body.objects.to_choose_from(), lead=case.lead
        ),
        partial(acts.note_interview, case),
        title=_("Note an interview"),
        lead=_("Each one counts. What was told is there for those allowed: ask nothing twice."),
        done=_("The interview is noted."),
        submit=_("Note it"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_interview(case, request.user),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def challenge(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    found = _needed(case, request.user)
    return form_page(
        request,
        forms.ChallengeForm(request.POST or None),
        partial(deciding.challenge, case),
        title=_("Review or appeal"),
        lead=_(
            "Until it is answered the person is held to be a victim, with all that goes with it."
        ),
        done=_("The request is noted. Its clock runs."),
        submit=_("Note the request"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_challenge(found, case, request.user),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def take_back(request: UserRequest, reference: str, pk: str) -> HttpResponse:
    case = case_for(request.user, reference)
    rows = Challenge.objects.filter(case=case).visible_to(request.user)
    found = get_object_or_404(rows, pk=pk)
    found.case = case
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        partial(deciding.take_back_challenge, found),
        title=_("The request is taken back"),
        lead=_("Whoever asked does not ask any more. The decision stands as it was."),
        done=_("The decision stands."),
        submit=_("It is taken back"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_take_back_challenge(found, case, request.user),
    )


@beside
def panel(case: Case, user: "User", at: datetime) -> "Panel | None":
    """On the page of the case: the stage, the nearest clock, the way to the rest."""
    found = _identification(case, user)
    if found is None:
        return _not_begun(case, user, at)
    running, _receipt, _wishes = beside_case(case, at=at)
    lines = [
        Line(_("Stage"), found.get_status_display(), LOOKS.get(Stage(found.status), "going")),
        *(
            Line(clock.get_kind_display(), f"{localdate(clock.due_at):%d.%m.%Y}")
            for clock in running
        ),
    ]
    return Panel(
        TITLE,
        lines=lines,
        ways=[Way(_("Stages, rights and decisions"), page_of(case), is_main=True)],
    )


def _not_begun(case: Case, user: "User", at: datetime) -> "Panel | None":
    """A case from before identification was kept says so to whoever works on it."""
    sharing = Sharing.of(case, at=at)
    if of_cases.why_not_read(Part.IDENTIFICATION, user, sharing, at=at) or may.why_not_begin(
        case, user, is_begun=False
    ):
        return None
    begun = Line(_("Stage"), _("Not begun"), "watch")
    return Panel(TITLE, lines=[begun], ways=[Way(_("Begin the identification"), page_of(case))])


TITLE = gettext_lazy("Identification")
