"""Groups that the law names as one executor, and the bodies they mean by dated decisions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.access.refusal import require
from dayaq.directory.models import Body, BodyGroup
from dayaq.kernel.text import sort_key
from dayaq.plan import actions, policies
from dayaq.plan.forms import EndForm, GroupDecisionForm
from dayaq.plan.models import GroupDecision, Party, PlanVersion
from dayaq.plan.states import PartyRole


@require_safe
@needs(Permission.PLAN_READ)
def groups(request: UserRequest) -> HttpResponse:
    """Each group with the measures that name it and the bodies it means today."""
    version = PlanVersion.objects.in_force()
    today = localdate()
    by_group: dict[BodyGroup, list[Party]] = {}
    for party in _parties(version, bodies=_bodies()):
        by_group.setdefault(_group(party), []).append(party)
    rows = [
        {
            "group": group,
            "executor_of": [p for p in own if p.role == PartyRole.EXECUTOR],
            "involved_in": [p for p in own if p.role == PartyRole.INVOLVED],
            "bodies": sorted({d.body.name for p in own for d in p.deciding_on(today)}),
            "undecided": [
                p for p in own if p.role == PartyRole.EXECUTOR and not p.deciding_on(today)
            ],
        }
        for group, own in by_group.items()
    ]
    rows.sort(key=lambda row: (-len(row["executor_of"]), -len(row["involved_in"])))  # type: ignore[arg-type]
    return render(request, "plan/groups.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_READ)
def group(request: UserRequest, code: str) -> HttpResponse:
    """One group: where it stands, what was decided about it, and a new decision."""
    version = PlanVersion.objects.in_force()
    bodies = _bodies()
    parties = _parties(version, bodies=bodies, code=code)
    group = _group(parties[0]) if parties else get_object_or_404(BodyGroup, code=code)
    form = GroupDecisionForm(
        request.POST or None,
        parties=parties,
        bodies=sorted(bodies, key=lambda body: sort_key(body.name)),
        initial={"since": localdate()},
    )
    if request.method == "POST":
        require(policies.why_not_keep(request.user))
        if form.is_valid() and version and _decided(request, form, version, group):
            return redirect("plan:group", code)
    page = {
        "group": group,
        "parties": parties,
        "form": form,
        "may_keep": holds(request.user, Permission.PLAN_KEEP),
    }
    return render(request, "plan/group.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_KEEP)
def end(request: UserRequest, pk: int) -> HttpResponse:
    """Let a decision hold no longer."""
    decision = get_object_or_404(
        GroupDecision.objects.select_related("party__measure", "party__group", "body"), pk=pk
    )
    form = EndForm(request.POST or None, initial={"until": localdate()})
    if request.method == "POST" and form.is_valid():
        refusal = policies.why_not_end_group_decision(
            decision, form.cleaned_data["until"], request.user
        )
        if refusal is None:
            actions.end_group_decision(decision, **form.cleaned_data, by=request.user, at=now())
            return redirect("plan:group", _group(decision.party).code)
        form.add_error("until", str(refusal))
    page = {"form": form, "decision": decision}
    return render(request, "plan/end_decision.html", page, status=422 if form.errors else 200)


def _bodies() -> list[Body]:
    """All bodies with their names, read once for the choices and for the decisions alike."""
    return list(Body.objects.prefetch_related("names"))


def _parties(version: PlanVersion | None, *, bodies: list[Body], code: str = "") -> list[Party]:
    """Where the plan names groups, or one of them, each decision with its body."""
    if version is None:
        return []
    parties = Party.objects.of_groups(version)
    found = list(parties.filter(group__code=code) if code else parties)
    by_key = {body.pk: body for body in bodies}
    for party in found:
        for decision in party.decisions.all():
            decision.body = by_key[decision.body_id]
    return found


def _group(party: Party) -> BodyGroup:
    assert party.group is not None  # noqa: S101 (asked for parties that are groups)
    return party.group


def _decided(
    request: UserRequest, form: GroupDecisionForm, version: PlanVersion, group: BodyGroup
) -> bool:
    """Record the decision for one measure or for all; a refusal is shown on the form."""
    data = dict(form.cleaned_data)
    party, body = data.pop("party"), data.pop("body")
    if party is not None:
        refusal = policies.why_not_decide_group(
            party, body, data["since"], data["until"], request.user
        )
        if refusal is not None:
            form.add_error(None, str(refusal))
            return False
        actions.decide_group(party, body, **data, by=request.user, at=now())
        count = 1
    else:
        count = len(
            actions.decide_group_everywhere(version, group, body, **data, by=request.user, at=now())
        )
    if not count:
        form.add_error(None, _("The group means this body in all its measures already."))
        return False
    messages.success(
        request,
        ngettext(
            "The decision is recorded for %(count)s measure.",
            "The decision is recorded for %(count)s measures.",
            count,
        )
        % {"count": count},
    )
    return True
