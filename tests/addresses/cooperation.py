"""Commissions, proposals, recommendations: what is the nation's is kept by the coordinator and read by all roles."""

from datetime import date, timedelta

from dayaq.councils.actions import meetings as sitting
from dayaq.councils.actions import tasks as deciding
from dayaq.directory.models import Body
from dayaq.proposals.actions import opinions as asking
from dayaq.proposals.actions import proposals as proposing
from dayaq.recommendations.actions import recommendations as recommending
from dayaq.recommendations.actions import replies as answering
from tests.addresses.world import World, at
from tests.cooperation.conftest import issuer

READ = "200 labour readers migration signer"
"""What every role of this room reads."""

STEER = ("200 coordinator", "422 coordinator")
"""What belongs to no body."""

ADD = ("200 drafter coordinator other_drafter", "422 drafter coordinator other_drafter")

# Labour proposes, and asks migration for its opinion; the ministry of the signer has no part in it.
SEEN = "200 labour readers migration; 404 signer"
KEEP = ("200 drafter coordinator other_drafter", "422 drafter coordinator other_drafter")
"""Whoever sees it and keeps a register opens the form; who may not is told so in its place."""

SIGN = (
    "200 approver head other_approver; 404 signer",
    "422 approver head other_approver; 404 signer",
)


# The labour ministry has a seat in the group and a task; migration and the signer's ministry have not.
SAT = "200 labour readers; 404 migration signer"
CHAIRED = ("200 coordinator", "422 coordinator")
DONE = ("405", "302 coordinator")


def build(world: World) -> None:
    coordinator, moment = world.people["coordinator"], world.at
    kept = {"by": coordinator, "at": moment}
    world.document = recommending.add_document(
        issuer=issuer("greta"), title="Report", published_on=date(2023, 10, 19), **kept
    )
    world.recommendation = recommending.add_recommendation(
        world.document, paragraph="1", text="Do more.", **kept
    )
    labour, migration = (Body.objects.get(code=code) for code in ("labour", "migration"))
    own = {"by": world.people["drafter"], "at": moment}
    world.proposal = proposing.begin_proposal(body=labour, kind="rules", title="Rules", **own)
    proposing.add_draft(
        world.proposal, content=b"%PDF-", file_name="a.pdf", text="1. Rules.", **own
    )
    [world.opinion] = asking.ask_opinions(
        world.proposal,
        bodies=[migration],
        due_on=(moment + timedelta(days=10)).date(),
        **own,
    )
    said = {"body": labour, "text": "We did.", "as_of": moment.date(), **own}
    world.reply = answering.begin_reply(recommendations=[world.recommendation], **said)
    world.standing = sitting.add_standing_body(
        name="Group", kind="working_group", act="Act", **kept
    )
    world.member = sitting.seat(world.standing, body=labour, name="Leyla", **kept)
    world.meeting = sitting.plan_meeting(world.standing, starts_at=moment, **kept)
    world.item = sitting.add_item(world.meeting, title="A point", **kept)
    world.cancelled = sitting.plan_meeting(world.standing, starts_at=moment, **kept)
    sitting.cancel_meeting(world.cancelled, why="Nobody", **kept)
    sitting.record_presence(world.meeting, {world.member: "member"}, **kept)
    world.decision = deciding.decide(
        world.meeting, text="Do it.", bodies=[labour], due_on=moment.date(), **kept
    )
    world.task = world.decision.tasks.get()
    world.deferral = deciding.ask_for_time(
        world.task, until=(moment + timedelta(days=9)).date(), reason="Staff", **own
    )


def document(world: World) -> list[object]:
    return [world.document.pk]


def recommendation(world: World) -> list[object]:
    return [world.recommendation.pk]


def proposal(world: World) -> list[object]:
    return [world.proposal.pk]


def draft(world: World) -> list[object]:
    return [world.proposal.pk, 1]


def opinion(world: World) -> list[object]:
    return [world.opinion.pk]


def reply(world: World) -> list[object]:
    return [world.reply.pk]


def standing(world: World) -> list[object]:
    return [world.standing.pk]


def member(world: World) -> list[object]:
    return [world.standing.pk, world.member.pk]


def meeting(world: World) -> list[object]:
    return [world.meeting.pk]


def item(world: World) -> list[object]:
    return [world.meeting.pk, world.item.pk]


def decision(world: World) -> list[object]:
    return [world.meeting.pk, world.decision.number]


def task(world: World) -> list[object]:
    return [world.task.pk]


ADDRESSES = {
    "councils:standing_bodies": at(READ, "405"),
    "councils:add_standing_body": at(*STEER),
    "councils:standing_body": at(READ, "405", standing),
    "councils:revise_standing_body": at(*STEER, standing),
    "councils:seat": at(*STEER, standing),
    "councils:revise_seat": at(*STEER, member),
    "councils:end_seat": at(*STEER, member),
    "councils:plan_meeting": at(*STEER, standing),
    "councils:meetings": at(READ, "405"),
    "councils:meeting": at(SAT, "405", meeting),
    "councils:revise_meeting": at(*CHAIRED, meeting),
    "councils:invite": at(*DONE, meeting),
    "councils:cancel_meeting": at(*CHAIRED, meeting),
    "councils:plan_meeting_again": at(*CHAIRED, lambda world: [world.cancelled.pk]),
    "councils:calendar": at(SAT, "405", meeting),
    "councils:minutes": at(SAT, "405", meeting),
    "councils:add_item": at(*CHAIRED, meeting),
    "councils:add_measures": at(*CHAIRED, meeting),
    "councils:take_up": at(*DONE, lambda world: [world.meeting.pk, "p1"], missing="404 302"),
    "councils:revise_item": at(*CHAIRED, item),
    "councils:remove_item": at(*CHAIRED, item),
    "councils:move_item_up": at(*DONE, item),
    "councils:heard": at(*CHAIRED, item),
    "councils:presence": at("200 coordinator", "422 coordinator", meeting),
    "councils:decide": at(*CHAIRED, meeting),
    "councils:revise_decision": at(*CHAIRED, decision),
    "councils:remove_decision": at(*CHAIRED, decision),
    "councils:sign_minutes": at(*CHAIRED, meeting),
    "councils:correct_minutes": at(*CHAIRED, meeting),
    "cooperation:paper_templates": at(*STEER),
    "cooperation:paper_template": at("200 coordinator", "405", lambda _world: ["minutes", "az", 1]),
    "councils:tasks": at(READ, "405"),
    "councils:task": at(SAT, "405", task),
    "councils:report_task": at(
        "200 drafter coordinator; 404 other_drafter",
        "422 drafter coordinator; 404 other_drafter",
        task,
    ),
    "councils:accept_task": at(*DONE, task),
    "councils:return_task": at(*CHAIRED, task),
    "councils:drop_task": at(*CHAIRED, task),
    "councils:reopen_task": at(*CHAIRED, task),
    "councils:ask_for_time": at(
        "200 drafter coordinator; 404 other_drafter",
        "422 drafter coordinator; 404 other_drafter",
        task,
    ),
    "councils:answer_time": at(*CHAIRED, lambda world: [world.task.pk, world.deferral.pk]),
    "proposals:proposals": at(READ, "405"),
    "proposals:begin_proposal": at(*ADD),
    "proposals:proposal": at(SEEN, "405", proposal),
    "proposals:revise_proposal": at(*KEEP, proposal),
    "proposals:add_draft": at(*KEEP, proposal),
    "proposals:draft": at(SEEN, "405", draft),
    "proposals:draft_file": at(SEEN, "405", draft),
    "proposals:ask_opinions": at(*KEEP, proposal),
    "proposals:move_proposal": at(*KEEP, lambda world: [world.proposal.pk, "withdrawn"]),
    "proposals:take_back_step": at(*KEEP, proposal),
    "proposals:opinions": at(READ, "405"),
    "proposals:opinion": at(SEEN, "405", opinion),
    "proposals:write_opinion": at(*KEEP, opinion),
    "proposals:give_opinion": at("405", "302 approver head other_approver; 404 signer", opinion),
    "proposals:return_opinion": at(*SIGN, opinion),
    "proposals:answer_opinion": at(*KEEP, opinion),
    "recommendations:documents": at(READ, "405"),
    "recommendations:add_document": at(*STEER),
    "recommendations:document": at(READ, "405", document),
    "recommendations:revise_document": at(*STEER, document),
    "recommendations:add_recommendation": at(*STEER, document),
    "recommendations:answers": at(READ, "405", document),
    "recommendations:replies": at(READ, "405"),
    "recommendations:begin_reply": at(*ADD),
    # A draft of the labour ministry.
    "recommendations:reply": at(SAT, "405", reply),
    "recommendations:revise_reply": at(
        "200 drafter coordinator; 404 other_drafter",
        "422 drafter coordinator; 404 other_drafter",
        reply,
    ),
    "recommendations:send_reply": at("405", "302 drafter coordinator; 404 other_drafter", reply),
    "recommendations:approve_reply": at(
        "405", "302 approver head; 404 other_approver signer", reply
    ),
    "recommendations:return_reply": at(
        "200 approver head; 404 other_approver signer",
        "422 approver head; 404 other_approver signer",
        reply,
    ),
    "recommendations:replace_reply": at("405", "302 drafter coordinator; 404 other_drafter", reply),
    "recommendations:recommendations": at(READ, "405"),
    "recommendations:recommendation": at(READ, "405", recommendation),
    "recommendations:revise_recommendation": at(*STEER, recommendation),
    "recommendations:move_recommendation": at(*STEER, recommendation),
    "recommendations:remove_recommendation": at(*STEER, recommendation),
}
