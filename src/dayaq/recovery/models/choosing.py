"""Which provider to ask next: those that fit, the best first, each with what speaks for and against it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.recovery.models.asking import ServiceReferral
from dayaq.recovery.models.directory import Service, verified_every
from dayaq.recovery.states import ForWhom, ReferralStatus, ReturnReason

if TYPE_CHECKING:
    from dayaq.recovery.models.plans import Support


@dataclass(frozen=True, slots=True)
class Choice:
    """A service that could be asked for."""

    service: Service
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]
    is_asked: bool
    """Somebody is asked there now, or helps already: it cannot be asked twice."""

    @property
    def rank(self) -> tuple[bool, int, int]:
        return (self.is_asked, len(self.against), -len(self.speaks_for))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of the person in codes, as far as the asker may read it."""

    majority: str = ""
    languages: frozenset[str] = frozenset()
    needs_step_free: bool = False

    @property
    def is_child(self) -> bool:
        """Not sure counts as a child, until it is known."""
        return self.majority.endswith((":child", ":not_sure"))


def choices_for(
    support: "Support", wanted: Wanted, asked: Collection[ServiceReferral], *, on: date
) -> list[Choice]:
    """Every service of that kind that is offered today, the best first. Two queries."""
    since = on - verified_every(on=on)
    by_provider: dict[int, list[ServiceReferral]] = {}
    for referral in asked:
        by_provider.setdefault(referral.provider_id, []).append(referral)
    rows = Service.objects.offered(on=on).for_kind(support.kind).select_related("provider")
    found = [
        _weighed(service, wanted, by_provider.get(service.provider_id, []), since)
        for service in rows
    ]
    return sorted(found, key=lambda one: (*one.rank, one.service.title, one.service.pk))


def _weighed(service: Service, wanted: Wanted, asked: list[ServiceReferral], since: date) -> Choice:
    return Choice(
        service,
        tuple(_for(service, wanted, since)),
        tuple(_against(service, wanted, asked, since)),
        any(
            one.status
            in {ReferralStatus.IN_PROGRESS, ReferralStatus.UNANSWERED, ReferralStatus.ACCEPTED}
            for one in asked
        ),
    )


def _for(service: Service, wanted: Wanted, since: date) -> "list[str]":
    found = []
    if service.provider.body_id is not None:
        found.append(_("answers here"))
    if wanted.languages & set(service.languages):
        found.append(_("speaks the language"))
    if wanted.is_child and ForWhom.CHILDREN in service.for_whom:
        found.append(_("works with children"))
    if service.verified_on is not None and service.verified_on >= since:
        found.append(_("verified"))
    return found


def _against(
    service: Service, wanted: Wanted, asked: list[ServiceReferral], since: date
) -> "list[str]":
    found = [
        _("returned this: %(reason)s") % {"reason": ReturnReason(one.reason).label}
        for one in asked
        if one.status == ReferralStatus.RETURNED
    ]
    if any(one.status == ReferralStatus.UNANSWERED for one in asked):
        found.append(_("has not answered in time"))
    if not service.is_taking:
        found.append(_("takes nobody at present"))
    if wanted.languages and service.languages and not wanted.languages & set(service.languages):
        found.append(_("does not speak the language"))
    if wanted.is_child and service.from_age is not None and service.from_age >= 18:
        found.append(_("only for adults"))
    if wanted.majority.endswith(":adult") and service.to_age is not None and service.to_age < 18:
        found.append(_("only for children"))
    if wanted.needs_step_free and not service.is_step_free:
        found.append(_("not reachable in a wheelchair"))
    if service.verified_on is None or service.verified_on < since:
        found.append(_("not verified for long"))
    return found
