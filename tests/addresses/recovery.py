"""Services and plans: read by all who help, kept by those who give, told of nobody to strangers."""

from datetime import date

from django.utils.timezone import localdate

from dayaq.cases.actions import cases
from dayaq.cases.states import ConsentForm
from dayaq.recovery.actions import asking as requests
from dayaq.recovery.actions import directory, links, plans, supports, work
from dayaq.recovery.actions.correcting import correct
from dayaq.recovery.models import FollowUp
from dayaq.recovery.states import Corrected, PlacementKind, Result, RiskLevel, ServiceKind
from dayaq.vault.context import asking
from tests import given
from tests.addresses.world import World, at


def build(world: World) -> None:
    keeper, moment = world.people["manager"], world.at
    kept = {"by": keeper, "at": moment}
    world.provider = directory.add_provider(name="Hope", body=given.body("ngo-hope"), **kept)
    world.service = directory.add_service(
        provider=world.provider, kind=ServiceKind.LEGAL, title="Lawyers", **kept
    )
    world.far = directory.add_provider(name="Rain", body=None, **kept)
    world.employer = work.add_employer(name="Bakery", **kept)
    world.suspended = work.add_employer(name="Kiln", **kept)
    work.suspend_employer(world.suspended, why="No contracts", **kept)
    worker = world.people["worker"]
    with asking(worker, at=moment):
        _build_plan(world, worker)


def _build_plan(world: World, worker) -> None:
    moment = world.at
    done = {"by": worker, "at": moment}
    unit = given.body("mia-anti-trafficking")
    world.bare = cases.open_case(lead=unit, searched_at=moment, **done)
    world.case = cases.open_case(lead=unit, searched_at=moment, **done)
    plans.begin_plan(world.case, **done)
    plans.write_goal(world.case, {"kind": ServiceKind.SOCIAL, "words": "Kanarda"}, **done)
    risk = {"kind": "risk-kind@1:debt", "level": RiskLevel.HIGH, "detail": "Kanarfuq"}
    plans.write_risk(world.case, risk | {"assessed_on": localdate(moment)}, **done)
    help_ = {"kind": ServiceKind.LEGAL, "what": "Kanarda"}
    world.support = supports.write_support(world.case, help_, **done)
    world.dropped = supports.write_support(world.case, help_, **done)
    supports.drop_support(world.dropped, **done)
    world.running = supports.write_support(world.case, help_, **done)
    supports.begin_support(world.running, from_on=localdate(moment), **done)
    finished = supports.write_support(world.case, help_, **done)
    supports.begin_support(finished, from_on=localdate(moment), **done)
    finished = supports.finish_support(
        finished, until_on=localdate(moment), result=Result.REACHED, **done
    )
    correct(
        finished, Corrected.HELP, {"what": "Another"}, why="Kanarda",
        revision=finished.revision, **done,
    )  # fmt: skip
    plans.agree(world.case, form=ConsentForm.SPOKEN, agreed_on=localdate(moment), **done)
    world.follow_up = FollowUp.objects.visible_to(worker).get()
    world.placement = supports.write_placement(
        world.case,
        {"kind": PlacementKind.JOB, "employer": world.employer, "began_on": date(2026, 1, 5)},
        **done,
    )
    world.asked = requests.send(
        world.support, provider=world.provider, service=world.service, **done
    )
    world.linked = requests.send(world.support, provider=world.far, **done)
    world.key = links.make_link(world.linked, **done)


def provider(world: World) -> list[object]:
    return [world.provider.pk]


def service(world: World) -> list[object]:
    return [world.service.pk]


def employer(world: World) -> list[object]:
    return [world.employer.pk]


def plan(world: World) -> list[object]:
    return [world.case.reference]


def row(name: str):
    return lambda world: [world.case.reference, getattr(world, name).pk]


def kind(name: str):
    return lambda world: [world.case.reference, name]


def request(world: World) -> list[object]:
    return [world.asked.pk]


# Who keeps other entries reads in place of the form that this one is not theirs.
FORM = (
    "200 coordinator managers provider other_provider",
    "422 coordinator managers provider other_provider",
)
BUTTON = ("405", "302 coordinator managers provider")
LISTED = ("200 case_people lookers", "405 case_people lookers")
PLAN = ("200 unit; 404 helper strangers lookers", "405")
STEP = ("200 unit; 404 helper strangers", "422 unit; 404 helper strangers")
DONE = ("405", "302 unit; 404 helper strangers")
PLACING = "coordinator case_people provider other_provider"
PLACED = (
    "200 case_people provider other_provider",
    "422 case_people provider other_provider",
)

ADDRESSES = {
    "recovery:services": at("200 with_role", "405"),
    "recovery:service": at("200 with_role", "405", service),
    "recovery:revise_service": at(*FORM, service),
    "recovery:verify_service": at(*BUTTON, service),
    "recovery:end_service": at(*FORM, service),
    "recovery:providers": at("200 with_role", "405"),
    "recovery:add_provider": at("200 coordinator managers", "422 coordinator managers"),
    "recovery:provider": at("200 with_role", "405", provider),
    "recovery:revise_provider": at(*FORM, provider),
    "recovery:add_service": at(*FORM, provider),
    "recovery:employers": at(f"200 {PLACING}", "405"),
    "recovery:employer": at(f"200 {PLACING}", "405", employer),
    "recovery:add_employer": at(*PLACED),
    "recovery:revise_employer": at(*PLACED, employer),
    "recovery:suspend_employer": at(*PLACED, employer),
    "recovery:resume_employer": at(*PLACED, lambda world: [world.suspended.pk]),
    "recovery:plans": at(*LISTED),
    "recovery:placements": at(*LISTED),
    "recovery:requests": at(*LISTED),
    "recovery:plan": at(*PLAN, plan),
    "recovery:open_plan": at("405", PLAN[0], plan),
    "recovery:begin_plan": at(*DONE, lambda world: [world.bare.reference]),
    "recovery:agree_plan": at(*STEP, plan),
    "recovery:close_plan": at(*STEP, plan),
    "recovery:reopen_plan": at(*STEP, plan),
    "recovery:version": at("405", PLAN[0], lambda world: [world.case.reference, 1]),
    "recovery:hold": at(*STEP, row("follow_up")),
    "recovery:miss": at(*STEP, row("follow_up")),
    "recovery:add_row": at(*STEP, kind("goal")),
    # A row is named in what is sent; without one there is nothing to write in.
    "recovery:write_row": at("405", "404 case_people", kind("goal")),
    "recovery:correct": at("405", "404 case_people", kind("goal")),
    "recovery:ask": at(STEP[0], STEP[0], row("support")),
    "recovery:begin_support": at(*STEP, row("support")),
    "recovery:finish_support": at(*STEP, row("running")),
    "recovery:drop_support": at(STEP[0], DONE[1], row("support")),
    "recovery:plan_again": at(*DONE, row("dropped")),
    "recovery:ask_after": at(*STEP, row("running")),
    "recovery:ask_about_work": at(*STEP, row("placement")),
    "recovery:request": at(
        "200 unit provider; 404 helper strangers lookers_but_provider",
        "200 unit provider; 404 helper strangers lookers_but_provider",
        request,
    ),
    "recovery:accept": at(
        "200 manager provider; 404 helper other_manager other_provider",
        "302 provider; 404 helper other_manager other_provider",
        request,
    ),
    "recovery:return": at(
        "200 manager provider; 404 helper other_manager other_provider",
        "422 manager provider; 404 helper other_manager other_provider",
        request,
    ),
    "recovery:finish_request": at(
        "200 unit provider; 404 helper strangers other_provider",
        "422 unit provider; 404 helper strangers other_provider",
        request,
    ),
    "recovery:withdraw_request": at(*STEP, request),
    "recovery:make_link": at("405", STEP[0], lambda world: [world.linked.pk]),
    # Whoever has the link answers, without an account.
    "recovery:answer": at("200", "422", lambda world: [world.key]),
}
