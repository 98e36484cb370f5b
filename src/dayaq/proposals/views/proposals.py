"""Proposals: their list, the whole path of one, its drafts and what changed between them."""

from functools import partial

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.cooperation.views.ways import keeps, keeps_or_steers, may_add, reads
from dayaq.kernel.files import KINDS, handed_out
from dayaq.kernel.lists import show_list
from dayaq.proposals import policies as may
from dayaq.proposals.actions import opinions as asking
from dayaq.proposals.actions import proposals as acts
from dayaq.proposals.forms import AskForm, DraftForm, ProposalForm, StageForm
from dayaq.proposals.models import Draft, Opinion, Proposal
from dayaq.proposals.models.differences import compare, counts
from dayaq.proposals.models.proposals import spans
from dayaq.proposals.states import Stage
from dayaq.proposals.tables import ProposalSearch, ProposalTable, proposal_rows
from dayaq.proposals.views.ways import crumbs_of_proposal, proposals_crumb, to


@require_safe
@reads
def proposals(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=proposal_rows(Proposal.objects.visible_to(request.user)),
        table=ProposalTable,
        filters=ProposalSearch,
        title=_("Proposals"),
        name="proposals",
        template="access/register.html",
        context={
            "lead": _("What the plan asks to be proposed, and how far each proposal has come."),
            "empty": _("Begin a proposal; then add its draft and ask bodies for their opinions."),
            "others": [(reverse("proposals:opinions"), _("Opinions"))],
            "add": may_add(
                request,
                "proposals:begin_proposal",
                _("Begin a proposal"),
                who=Permission.COOPERATION_KEEP,
            ),
        },
    )


def proposal_for(request: UserRequest, pk: int) -> Proposal:
    """The proposal, or 404. Hidden and missing are the same answer."""
    return get_object_or_404(Proposal.objects.visible_to(request.user).with_body_name(), pk=pk)


@require_safe
@reads
def proposal(request: UserRequest, pk: int) -> HttpResponse:
    found = proposal_for(request, pk)
    user, today = request.user, localdate()
    opinions = Opinion.objects.visible_to(user).with_body_name().order_by("body__code")
    drafts = list(found.drafts.without_words().prefetch_related(Prefetch("opinions", opinions)))
    found.newest = drafts[0] if drafts else None
    steps = list(found.steps.all())
    ahead = [stage for stage in found.ahead if stage != Stage.OPINIONS]
    return render(
        request,
        "proposals/proposal.html",
        {
            "proposal": found,
            "partners": found.partners.prefetch_related("names"),
            "drafts": drafts,
            "path": spans([step for step in steps if not step.mistake], until=today),
            "mistaken": [step for step in steps if step.mistake],
            "is_asked": any(draft.opinions.all() for draft in drafts),
            "today": today,
            "ahead": [(stage, may.why_not_move(found, user, stage, note="x")) for stage in ahead],
            "why_not_revise": may.why_not_revise(found, user),
            "why_not_add_draft": may.why_not_add_draft(found, user),
            "why_not_ask": may.why_not_ask(found, user),
            "why_not_take_back": may.why_not_take_back(found, user),
        },
    )


@require_form
@keeps
def begin_proposal(request: UserRequest) -> HttpResponse:
    clause = request.GET.get("clause", "")
    return form_page(
        request,
        ProposalForm(request.POST or None, user=request.user, initial={"clauses": [clause]}),
        acts.begin_proposal,
        title=_("Begin a proposal"),
        done=_("The proposal has been begun. Now its draft can be added."),
        crumbs=[proposals_crumb()],
        to=partial(to, "proposal"),
        template="access/long_form.html",
    )


@require_form
@keeps
def revise_proposal(request: UserRequest, pk: int) -> HttpResponse:
    known = proposal_for(request, pk)
    return form_page(
        request,
        ProposalForm(request.POST or None, instance=proposal_for(request, pk), user=request.user),
        partial(acts.revise_proposal, known),
        title=_("Change the proposal"),
        done=_("The proposal has been changed."),
        crumbs=crumbs_of_proposal(known),
        refusal=may.why_not_revise(known, request.user),
        template="access/long_form.html",
    )


@require_form
@keeps
def add_draft(request: UserRequest, pk: int) -> HttpResponse:
    known = proposal_for(request, pk)
    return form_page(
        request,
        DraftForm(request.POST or None, request.FILES or None),
        partial(acts.add_draft, known),
        title=_("Add a version of the draft"),
        done=_("The version has been added."),
        crumbs=crumbs_of_proposal(known),
        refusal=may.why_not_add_draft(known, request.user),
    )


def draft_for(request: UserRequest, pk: int, number: int) -> Draft:
    known = proposal_for(request, pk)
    return get_object_or_404(known.drafts.without_content(), number=number)


@require_safe
@reads
def draft(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """The words of a version; from the second on, what is new in it stands first."""
    found = draft_for(request, pk, number)
    others = list(found.proposal.drafts.order_by("number").values_list("number", flat=True))
    chosen = request.GET.get("from", str(number - 1))
    earlier = found.proposal.drafts.filter(number=int(chosen) if chosen.isdigit() else 0).first()
    lines = compare(earlier.text, found.text) if earlier else []
    return render(
        request,
        "proposals/draft.html",
        {
            "draft": found,
            "proposal": found.proposal,
            "earlier": earlier,
            "lines": lines,
            "counts": counts(lines),
            "others": [one for one in others if one != number],
        },
    )


@require_safe
@reads
def draft_file(request: UserRequest, pk: int, number: int) -> HttpResponse:
    known = proposal_for(request, pk)
    found = get_object_or_404(known.drafts.exclude(file_name=""), number=number)
    kind = found.file_name.rpartition(".")[2]
    return handed_out(bytes(found.content), KINDS[kind], found.file_name)


@require_form
@keeps
def ask_opinions(request: UserRequest, pk: int) -> HttpResponse:
    known = proposal_for(request, pk)
    newest = known.drafts.order_by("-number").first()
    asked = set(newest.opinions.values_list("body_id", flat=True)) if newest else set()
    return form_page(
        request,
        AskForm(request.POST or None, asked=asked | {known.body_id}),
        partial(asking.ask_opinions, known),
        title=_("Ask for opinions"),
        lead=_("Each body is told; whoever has not answered by the day counts as silent."),
        submit=_("Ask"),
        done=_("The bodies have been asked."),
        crumbs=crumbs_of_proposal(known),
        refusal=may.why_not_ask(known, request.user),
    )


@require_form
@keeps_or_steers
def move_proposal(request: UserRequest, pk: int, stage: str) -> HttpResponse:
    known = proposal_for(request, pk)
    if stage not in Stage.values:
        raise Http404
    reached = Stage(stage)
    return form_page(
        request,
        StageForm(request.POST or None, stage=reached),
        partial(acts.move, known, reached),
        title=reached.label,
        lead=_("Record that the proposal has reached this stage."),
        submit=_("Record"),
        done=_("The stage has been recorded."),
        crumbs=crumbs_of_proposal(known),
        refusal=may.why_not_move(known, request.user, reached, note="x"),
    )


@require_form
@keeps
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    known = proposal_for(request, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(acts.take_back, known),
        title=_("Take back the last step"),
        lead=_("The step was recorded by mistake. It stays to be seen, with the reason."),
        submit=_("Take back"),
        done=_("The step has been taken back."),
        crumbs=crumbs_of_proposal(known),
        refusal=may.why_not_take_back(known, request.user),
    )
