"""Commissions, proposals, recommendations: what is the nation's is kept by the coordinator and read by all roles."""

from datetime import date, timedelta

from dayaq.cooperation.actions import opinions as asking
from dayaq.cooperation.actions import proposals as proposing
from dayaq.cooperation.actions import recommendations as recommending
from dayaq.directory.models import Body
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


ADDRESSES = {
    "cooperation:proposals": at(READ, "405"),
    "cooperation:begin_proposal": at(*ADD),
    "cooperation:proposal": at(SEEN, "405", proposal),
    "cooperation:revise_proposal": at(*KEEP, proposal),
    "cooperation:add_draft": at(*KEEP, proposal),
    "cooperation:draft": at(SEEN, "405", draft),
    "cooperation:draft_file": at(SEEN, "405", draft),
    "cooperation:ask_opinions": at(*KEEP, proposal),
    "cooperation:move_proposal": at(*KEEP, lambda world: [world.proposal.pk, "withdrawn"]),
    "cooperation:take_back_step": at(*KEEP, proposal),
    "cooperation:opinions": at(READ, "405"),
    "cooperation:opinion": at(SEEN, "405", opinion),
    "cooperation:write_opinion": at(*KEEP, opinion),
    "cooperation:give_opinion": at("405", "302 approver head other_approver; 404 signer", opinion),
    "cooperation:return_opinion": at(*SIGN, opinion),
    "cooperation:answer_opinion": at(*KEEP, opinion),
    "cooperation:documents": at(READ, "405"),
    "cooperation:add_document": at(*STEER),
    "cooperation:document": at(READ, "405", document),
    "cooperation:revise_document": at(*STEER, document),
    "cooperation:add_recommendation": at(*STEER, document),
    "cooperation:recommendations": at(READ, "405"),
    "cooperation:recommendation": at(READ, "405", recommendation),
    "cooperation:revise_recommendation": at(*STEER, recommendation),
    "cooperation:move_recommendation": at(*STEER, recommendation),
    "cooperation:remove_recommendation": at(*STEER, recommendation),
}
