"""Cycles, what labour owes in one, its reports in every state, findings, and the editions."""

from datetime import date, timedelta

from dayaq.reporting import actions
from dayaq.reporting.actions import editions
from dayaq.reporting.models import EvidenceItem
from dayaq.reporting.states import CycleKind, ReportStatus, Sensitivity, Verified
from tests import given
from tests.addresses.world import World, at


def build(world: World) -> None:
    people, moment = world.people, world.at
    keeper, plan = people["coordinator"], given.the_plan()
    before = moment - timedelta(days=400)
    world.cycle = given.cycle(plan, by=keeper, at=before, year=2023)
    closed = given.cycle(plan, by=keeper, at=before, year=2022)
    world.closed_cycle = actions.close_cycle(closed, by=keeper, at=moment)
    world.planned_cycle = actions.plan_cycle(
        plan,
        kind=CycleKind.ANNUAL,
        name="2024",
        period_first=date(2024, 1, 1),
        period_last=date(2024, 12, 31),
        opens_on=moment.date(),
        closes_on=moment.date() + timedelta(days=30),
        by=keeper,
        at=moment,
    )
    owed = iter(
        world.cycle.obligations.filter(body__code="labour")
        .select_related("measure", "cycle", "body")
        .order_by("measure__clause")
    )
    cast = {"drafter": people["drafter"], "approver": people["approver"], "coordinator": keeper}
    yesterday = moment - timedelta(days=1)
    for status in (ReportStatus.DRAFT, ReportStatus.WITH_APPROVER):
        report = given.report_at(status, next(owed), at=yesterday, **cast)
        setattr(world, f"{status}_report", report)
    handed_in = given.report_at(ReportStatus.DRAFT, next(owed), at=yesterday, **cast)
    actions.save_report(
        handed_in,
        by=people["drafter"],
        at=yesterday,
        edit_number=handed_in.edit_number,
        fields={},
        evidence=[
            {
                "title": "Photograph of the list",
                "sensitivity": Sensitivity.RESTRICTED,
                "content": b"\x89PNG\r\n\x1a\n a list",
                "file_name": "list.png",
            }
        ],
    )
    actions.send(handed_in, by=people["drafter"], at=yesterday)
    world.submitted_report = actions.approve(handed_in, by=people["approver"], at=moment)
    world.evidence = EvidenceItem.objects.get(report=handed_in)
    world.owed = next(owed)
    world.extension = actions.ask_extension(
        world.owed,
        until=moment.date() + timedelta(days=20),
        reason="The register is being moved.",
        by=people["drafter"],
        at=moment,
    )
    world.late = next(owed)
    actions.verify(
        world.cycle,
        world.owed.measure,
        verified=Verified.PARTIALLY,
        rationale="Looked at.",
        by=people["verifier"],
        at=moment,
    )
    building = editions.begin_edition(world.closed_cycle, by=keeper, at=moment)
    world.edition = editions.finish_edition(
        building,
        snapshot={"year": 2022},
        previous=None,
        files=[editions.Made("az", "docx", b"PK")],
        by=keeper,
        at=moment,
    )
    world.signed_edition = editions.sign_edition(world.edition, by=people["signer"], at=moment)
    building = editions.begin_edition(world.closed_cycle, by=keeper, at=moment)
    world.edition = editions.finish_edition(
        building,
        snapshot={"year": 2022},
        previous=world.signed_edition,
        files=[editions.Made("az", "docx", b"PK")],
        by=keeper,
        at=moment,
    )
    world.template = editions.upload_template("az", b"PK template", by=keeper, at=moment)


MIGRATION_SEES_NOTHING = "404 migration signer"
"""Who reads the reports of their own body alone: those of labour are missing for them."""


def one(name: str):
    return lambda world: [getattr(world, name).pk]


ADDRESSES = {
    "reporting:cycles": at("200 readers", "405"),
    "reporting:plan_cycle": at("200 coordinator", "422 coordinator"),
    "reporting:cycle": at("200 readers", "405", one("cycle")),
    "reporting:open_cycle": at("405", "302 coordinator", one("planned_cycle")),
    "reporting:refresh_cycle": at("405", "302 coordinator", one("cycle")),
    "reporting:close_cycle": at("405", "302 coordinator", one("cycle")),
    "reporting:reopen_cycle": at("405", "422 coordinator", one("closed_cycle")),
    "reporting:matrix": at("200 readers labour migration signer", "405"),
    "reporting:obligations": at("200 readers labour migration signer", "405"),
    "reporting:obligation": at(f"200 readers labour; {MIGRATION_SEES_NOTHING}", "405", one("owed")),
    "reporting:begin": at("405", "302 drafter; 404 other_drafter", one("late")),
    "reporting:remind": at("405", "302 coordinator", one("late")),
    "reporting:ask_extension": at(
        "405",
        f"422 drafter approver head; {MIGRATION_SEES_NOTHING}",
        one("late"),
    ),
    "reporting:decide_extension": at("405", "422 coordinator", one("extension")),
    "reporting:report": at(
        f"302 readers labour; {MIGRATION_SEES_NOTHING}", "405", one("submitted_report")
    ),
    "reporting:write": at("405", "422 drafter; 404 other_drafter", one("draft_report")),
    "reporting:autosave": at("405", "422 drafter; 404 other_drafter", one("draft_report")),
    "reporting:recall": at("405", "302 drafter; 404 other_drafter", one("with_approver_report")),
    "reporting:approve": at(
        "405", "302 approver head; 404 other_approver signer", one("with_approver_report")
    ),
    "reporting:return": at(
        "405",
        "422 approver head; 404 coordinator other_approver signer",
        one("with_approver_report"),
    ),
    "reporting:accept": at("405", "302 coordinator", one("submitted_report")),
    "reporting:evidence": at(
        f"200 coordinator verifier labour; 404 oversight; {MIGRATION_SEES_NOTHING}",
        "405",
        one("evidence"),
    ),
    "reporting:verify": at("200 readers", "405"),
    "reporting:finding": at(
        "200 readers", "422 readers", lambda world: [world.cycle.pk, world.owed.measure.clause]
    ),
    "reporting:editions": at("200 with_role", "405"),
    "reporting:build_edition": at("405", "404 coordinator"),
    "reporting:edition_templates": at("200 coordinator", "422 coordinator"),
    "reporting:edition_template": at(
        "200 coordinator", "405", lambda world: ["az", world.template.number]
    ),
    "reporting:edition": at("404 with_role; 200 readers signer head", "405", one("edition")),
    "reporting:edition_progress": at(
        "404 with_role; 200 readers signer head", "405", one("edition")
    ),
    "reporting:sign_edition": at("405", "302 signer head", one("edition")),
    "reporting:edition_file": at(
        "200 with_role", "405", lambda world: [world.signed_edition.pk, "az", "docx"]
    ),
}
