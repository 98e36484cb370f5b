"""Trainings and what they brought: kept by a body's drafters, read by the body and by who reads all."""

from datetime import date

from dayaq.directory.models import Body
from dayaq.evaluation.actions import questions as asking
from dayaq.learning.actions import training as acts
from tests.addresses.world import World, at
from tests.learning.conftest import audience, line, topic

READ = "200 labour readers; 404 migration signer"
LISTED = "200 labour readers migration signer"
FORM = ("200 drafter coordinator; 404 other_drafter", "422 drafter coordinator; 404 other_drafter")
"""Nothing was filled in; what is refused besides is said in place of the form."""

LINES = (FORM[0], "422 drafter; 404 other_drafter")
DONE = ("405", "302 drafter coordinator; 404 other_drafter")
"""A button: who may not is told so on the page one comes back to."""

ADD = ("200 drafter coordinator other_drafter", "422 drafter coordinator other_drafter")


def build(world: World) -> None:
    labour, drafter, moment = Body.objects.get(code="labour"), world.people["drafter"], world.at
    kept = {"body": labour, "by": drafter, "at": moment}
    world.programme = acts.add_programme(
        title="Signs of forced labour",
        topics=[topic("gender")],
        audiences=[audience("labour_inspectors")],
        **kept,
    )
    world.trainer = acts.add_trainer(name="Nigar Təlimli", topics=[], **kept)
    days = {"programme": world.programme, "starts_on": date(2024, 3, 7)}
    world.course = acts.plan_course(**days, **kept)
    world.session = acts.add_session(
        world.course, on=date(2024, 3, 7), begins="09:00", ends="10:00", subject="A",
        by=drafter, at=moment,
    )  # fmt: skip
    acts.record_attendance(world.course, [line(labour)], by=drafter, at=moment)
    [world.certificate] = acts.issue_certificates(world.course, count=1, by=drafter, at=moment)
    world.gone = acts.plan_course(**days, **kept)
    acts.cancel_course(world.gone, why="Nobody", by=drafter, at=moment)
    world.planned = acts.plan_course(**days, **kept)
    world.untold = acts.plan_course(**days, **kept)
    acts.record_attendance(world.untold, [line(labour)], by=drafter, at=moment)
    world.sheet = world.course.sheets.get(occasion="participants")
    world.draft = asking.add_set(
        code="own", purpose="participants", title_az="Öz suallarımız", **kept
    )
    world.question = asking.add_question(
        world.draft, asked="scale", text_az="Necə?", by=drafter, at=moment
    )
    world.used = asking.add_set(code="other", purpose="test", title_az="Test", **kept)
    asking.add_question(world.used, asked="scale", text_az="Necə?", by=drafter, at=moment)
    asking.put_into_use(world.used, by=drafter, at=moment)


def programme(world: World) -> list[object]:
    return [world.programme.pk]


def course(world: World) -> list[object]:
    return [world.course.pk]


def session(world: World) -> list[object]:
    return [world.course.pk, world.session.pk]


def certificate(world: World) -> list[object]:
    return [world.course.pk, world.certificate.number]


def sheet(world: World) -> list[object]:
    return [world.sheet.pk]


def draft(world: World) -> list[object]:
    return [world.draft.pk]


def question(world: World) -> list[object]:
    return [world.draft.pk, world.question.pk]


def used(world: World) -> list[object]:
    return [world.used.pk]


ADDRESSES = {
    "learning:programmes": at(LISTED, "405"),
    "learning:add_programme": at(*ADD),
    "learning:programme": at(READ, "405", programme),
    "learning:revise_programme": at(*FORM, programme),
    "learning:end_programme": at(*FORM, programme),
    "evaluation:choose_test": at(FORM[0], "302 drafter; 404 other_drafter", programme),
    "learning:trainers": at(LISTED, "405"),
    "learning:add_trainer": at(*ADD),
    "learning:trainer": at(
        READ, "422 labour readers; 404 migration signer", lambda world: [world.trainer.pk]
    ),
    "learning:courses": at(LISTED, "405"),
    "learning:plan_course": at(*ADD),
    "learning:course": at(READ, "405", course),
    "learning:revise_course": at(*FORM, course),
    "learning:cancel_course": at(*FORM, lambda world: [world.planned.pk]),
    "learning:plan_again": at(*FORM, lambda world: [world.gone.pk]),
    "learning:attendance": at(*LINES, course),
    "learning:take_back_attendance": at(*FORM, lambda world: [world.untold.pk]),
    "learning:add_session": at(*FORM, course),
    "learning:revise_session": at(*FORM, session),
    "learning:remove_session": at(*FORM, session),
    "learning:certificates": at(READ, "405", course),
    "learning:issue": at(*FORM, course),
    "learning:print_certificate": at(READ, "405", certificate),
    "learning:withdraw_certificate": at(*FORM, certificate),
    "evaluation:question_sets": at(LISTED, "405"),
    "evaluation:add_set": at(*ADD),
    "evaluation:question_set": at(READ, "405", draft),
    "evaluation:paper": at(READ, "405", draft),
    "evaluation:revise_set": at(*FORM, draft),
    "evaluation:put_into_use": at(*DONE, draft),
    "evaluation:next_version": at(*DONE, used),
    "evaluation:retire_set": at(*FORM, used),
    "evaluation:add_question": at(*FORM, draft),
    "evaluation:revise_question": at(*FORM, question),
    "evaluation:remove_question": at(*DONE, question),
    "evaluation:move_up": at(*DONE, question),
    "evaluation:evaluations": at(LISTED, "405"),
    "evaluation:results": at(READ, "405", course),
    "evaluation:sheet": at(READ, "405", sheet),
    "evaluation:open_sheet": at(*DONE, sheet),
    "evaluation:close_sheet": at(*DONE, sheet),
    "evaluation:key_in": at(*FORM, sheet),
    "evaluation:slips": at(*FORM, sheet),
    # What anybody opens, from a wall or with a certificate in hand.
    "evaluation:door": at("200", "422", lambda world: [world.sheet.door]),
    "evaluation:thanks": at("200", "405", lambda world: [world.sheet.door]),
    "learning:verify": at("200", "422"),
    "learning:certificate": at("200", "422", lambda world: [world.certificate.code]),
}
