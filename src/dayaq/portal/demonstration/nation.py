"""Builds the fictional nation through the product's own actions, so that it could have happened."""

import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import override

from dayaq.accounts.models import Role, User
from dayaq.directory import shipped
from dayaq.directory.models import Body, BodyGroup
from dayaq.evidence.actions import freeze
from dayaq.evidence.compile import indicators
from dayaq.kernel.once import remembering
from dayaq.kernel.text import ordinal
from dayaq.notices.models import Notice
from dayaq.plan import actions as planning
from dayaq.plan.models import Measure, Party, PlanVersion
from dayaq.plan.models.kinds import kind_of
from dayaq.plan.states import PartyRole
from dayaq.portal.demonstration import (
    campaigning,
    helping,
    mechanism,
    partnering,
    people,
    referring,
    sheltering,
    teaching,
    together,
)
from dayaq.portal.demonstration.story import CLOSED_YEAR, INVITED_YEAR, OPEN_YEAR, Fate, Storyteller
from dayaq.reporting import actions
from dayaq.reporting.actions.editions import begin_edition, sign_edition
from dayaq.reporting.editions.building import carry_out
from dayaq.reporting.models import Cycle, Obligation, Report
from dayaq.reporting.states import Binding, CycleKind, ReportStatus

Say = Callable[[str], object]
YEARS = (2022, 2023, 2024)
"""Two years that are closed, and the last year of the plan, whose window is open today."""

DECIDED_GROUPS = {
    "other-state-bodies": ("justice", "customs", "border"),
    "awareness-and-training-organisers": ("border", "customs"),
    "nrm-commission-members": ("mia", "labour", "mfa", "health"),
}
LEADS_CONFIRMED_IN = ("4.1", "4.2", "4.3")


def load(*, at: datetime, say: Say, years: int | None = None) -> str:
    """Load everything into an empty database, or nothing at all. Returns a sentence for the screen.

    The environment's DAYAQ_DEMO_YEARS (1 to 3) leaves out the earlier years.
    """
    if User.objects.exists():
        return "There is data already; the demonstration was left as it is."
    count = years or int(os.environ.get("DAYAQ_DEMO_YEARS", "3"))
    with transaction.atomic(), override("az"):
        nation = Nation.founded(at=at, say=say)
        held = teaching.tell(nation.people, years=YEARS[-count:], at=at)
        say(f"{held} fictional trainings are told.")
        say(together.tell(nation.people, at=at))
        shown = campaigning.tell(nation.people, years=YEARS[-count:], at=at)
        say(f"{shown} fictional campaigns are told.")
        known = partnering.tell(nation.people, years=YEARS[-count:], at=at)
        say(f"{known} fictional partners are known.")
        for year in YEARS[-count:]:
            nation.live_through(year)
        nation.end_old_notices()
        cases = mechanism.tell(at=at)
        say(f"{cases} fictional cases of the referral mechanism are told.")
        say(f"{helping.tell(at=at)} people have a plan of recovery.")
        say(f"{sheltering.tell(at=at)} fictional shelters are open.")
        say(f"{referring.tell(at=at)} fictional referrals are on their way.")
    return (
        f"The demonstration is loaded: {len(nation.people)} accounts, {count} years of reporting."
    )


@dataclass
class Nation:
    """The bodies, the people and the plan, and what the storyteller makes of them."""

    at: datetime
    say: Say
    people: dict[str, User]
    version: PlanVersion
    teller: Storyteller

    @classmethod
    def founded(cls, *, at: datetime, say: Say) -> "Nation":
        """The directory, the accounts and the decree, read in and confirmed."""
        shipped.load(at=at)
        staffed = Body.objects.with_names().filter(code__in=people.working_bodies())
        accounts = people.open_accounts(staffed)
        coordinator = accounts["coordinator.mia"]
        decree = files("dayaq.plan").joinpath("data/decree-2173.txt").read_bytes()
        reading = planning.begin_reading(decree, "decree-2173.txt", by=coordinator, at=at)
        planning.confirm_all_clean_rows(reading, by=coordinator, at=at)
        version = planning.confirm(reading, by=coordinator, at=at)
        say("The decree is read in and confirmed.")
        kinds = {
            measure.clause: [
                kind.value for kind in kind_of(version.plan.code, measure.clause).kinds
            ]
            for measure in Measure.objects.of(version)
        }
        nation = cls(at, say, accounts, version, Storyteller(kinds))
        nation._decide()
        return nation

    @property
    def coordinator(self) -> User:
        return self.people["coordinator.mia"]

    def _decide(self) -> None:
        """What the decree leaves open and a coordinator has decided: some leads, some groups."""
        for group, codes in DECIDED_GROUPS.items():
            for code in codes:
                planning.decide_group_everywhere(
                    self.version,
                    BodyGroup.objects.get(code=group),
                    Body.objects.get(code=code),
                    since=date(2022, 1, 1),
                    decided_by="Milli Koordinator (nümayiş)",
                    document="№ 12/4 (nümayiş)",
                    by=self.coordinator,
                    at=self.at,
                )
        first_listed = Party.objects.filter(
            measure__direction__version=self.version,
            measure__direction__clause__in=LEADS_CONFIRMED_IN,
            role=PartyRole.EXECUTOR,
            order=1,
        ).select_related("measure")
        for party in first_listed:
            planning.confirm_lead(
                party.measure,
                party,
                decided_by="Milli Koordinator (nümayiş)",
                decided_on=date(2022, 2, 1),
                by=self.coordinator,
                at=self.at,
            )

    def live_through(self, year: int) -> None:
        """One year of reporting, from the opening of its window to where the demonstration stops."""
        is_open = year == YEARS[-1]
        opens, closes = self._window(year, is_open=is_open)
        cycle = actions.plan_cycle(
            self.version,
            kind=CycleKind.ANNUAL,
            name=f"{ordinal(year)} il üzrə illik hesabat",
            period_first=date(year, 1, 1),
            period_last=date(year, 12, 31),
            opens_on=opens,
            closes_on=closes,
            by=self.coordinator,
            at=_noon(opens - timedelta(days=20)),
        )
        cycle = actions.open_cycle(cycle, by=self.coordinator, at=_noon(opens))
        until = localdate(self.at) - timedelta(days=1) if is_open else closes
        with remembering():  # no name of a body and no parameter changes in the meantime
            for obligation in cycle.obligations.select_related("measure", "body", "cycle"):
                self._live(obligation, opens, until, OPEN_YEAR if is_open else CLOSED_YEAR)
        if not is_open:
            self._verify(cycle, at=_noon(closes + timedelta(days=20)))
            closed_at = _noon(closes + timedelta(days=30))
            cycle = actions.close_cycle(cycle, by=self.coordinator, at=closed_at)
            self._inform(cycle, at=closed_at + timedelta(days=5))
        self.say(f"{year}: {cycle.obligations.count()} obligations.")

    def _inform(self, cycle: Cycle, *, at: datetime) -> None:
        """The yearly information: every closed year has its edition, the latest is not signed yet."""
        for indicator in indicators().values():
            freeze(indicator, cycle.period, occasion=f"cycle {cycle.pk}", at=at)
        edition = begin_edition(cycle, by=self.coordinator, at=at)
        carry_out(edition, by=self.coordinator, at=at)
        if cycle.year < YEARS[-2]:
            sign_edition(edition, by=self.people["head.mia"], at=at + timedelta(days=2))

    def end_old_notices(self) -> None:
        """What was told in past years has been read; only the open window still speaks."""
        old = Notice.objects.filter(at__lt=self.at - timedelta(days=60))
        old.update(read_at=self.at, mailed_at=self.at)
        Notice.objects.filter(mailed_at=None).update(mailed_at=self.at)

    def _window(self, year: int, *, is_open: bool) -> tuple[date, date]:
        if is_open:
            today = localdate(self.at)
            return today - timedelta(days=40), today + timedelta(days=16)
        return date(year, 12, 12), date(year + 1, 1, 20)

    def _live(
        self, obligation: Obligation, first: date, last: date, fates: dict[Fate, int]
    ) -> None:
        fate = self.teller.choose(INVITED_YEAR if obligation.binding == Binding.INVITED else fates)
        drafter = self.people.get(f"{Role.DRAFTER}.{obligation.body.code}")
        if fate == Fate.NOTHING or drafter is None:
            return
        report = self._draft(obligation, drafter, first, last)
        self._carry(report, fate, drafter, first, last)

    def _draft(self, obligation: Obligation, drafter: User, first: date, last: date) -> Report:
        written = self.teller.report(obligation.measure, obligation.cycle.year)
        at = self.teller.moment(first, first + (last - first) // 3)
        report = actions.begin_report(obligation, by=drafter, at=at)
        return actions.save_report(
            report,
            by=drafter,
            at=at,
            edit_number=report.edit_number,
            fields=written.fields,
            spendings=written.spendings,
            evidence=written.evidence,
        )

    def _carry(self, report: Report, fate: Fate, drafter: User, first: date, last: date) -> None:
        """Through the hands that a report goes through, as far as its fate says."""
        approver = self.people[drafter.username.replace("drafter.", "approver.")]
        third = (last - first) // 3
        at = self.teller.moment(first + third, first + 2 * third)
        after = at + timedelta(hours=self.teller.random.randint(3, 70))
        if fate == Fate.DRAFT:
            return
        actions.send(report, by=drafter, at=at)
        if fate == Fate.BACK_WITH_DRAFTER:
            comment = self.teller.say("returned_by_approver")
            actions.return_to_drafter(report, comment=comment, by=approver, at=after)
            return
        if fate == Fate.WITH_APPROVER:
            return
        actions.approve(report, by=approver, at=after)
        if fate == Fate.SUBMITTED:
            return
        answer = after + timedelta(days=self.teller.random.randint(1, 6))
        if fate in {Fate.RETURNED, Fate.ACCEPTED_AT_SECOND_TRY}:
            comment = self.teller.say("returned_by_coordinator")
            actions.return_to_body(report, comment=comment, by=self.coordinator, at=answer)
            if fate == Fate.RETURNED:
                return
            actions.send(report, by=drafter, at=answer + timedelta(days=1))
            actions.approve(report, by=approver, at=answer + timedelta(days=2))
            answer += timedelta(days=4)
        actions.accept(report, by=self.coordinator, at=answer)

    def _verify(self, cycle: Cycle, *, at: datetime) -> None:
        reported: dict[int, int] = defaultdict(int)
        for clause in cycle.obligations.filter(report__status=ReportStatus.ACCEPTED).values_list(
            "measure_id", flat=True
        ):
            reported[clause] += 1
        for measure in Measure.objects.of(cycle.version).running_in(cycle.year):
            if not reported[measure.pk] or self.teller.sometimes(0.08):
                continue
            verified, rationale = self.teller.finding()
            actions.verify(
                cycle,
                measure,
                verified=verified,
                rationale=rationale,
                evidence_checked="Təqdim edilmiş sənədlər",
                by=self.people["verifier.academy-of-sciences"],
                at=at,
            )


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
