"""One small world for all addresses: a person of each role, near the rows and far from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dayaq.accounts.models import Role, User
from tests import given

PEOPLE: dict[str, tuple[str, Role | None]] = {
    "coordinator": ("mia", Role.COORDINATOR),
    "verifier": ("chamber-of-accounts", Role.VERIFIER),
    "oversight": ("parliament", Role.OVERSIGHT),
    "administrator": ("mia", Role.ADMINISTRATOR),
    "data_protection": ("mia", Role.DATA_PROTECTION),
    # Labour owes the reports of this world; migration has the same roles and owes others.
    "drafter": ("labour", Role.DRAFTER),
    "approver": ("labour", Role.APPROVER),
    "head": ("labour", Role.HEAD),
    "other_drafter": ("migration", Role.DRAFTER),
    "other_approver": ("migration", Role.APPROVER),
    # The head of the coordinating body signs its editions.
    "signer": ("mia", Role.HEAD),
    # The unit leads the case of this world, and its worker works on it. Health may read needs and
    # contact; labour was never asked.
    "manager": ("mia-anti-trafficking", Role.CASE_MANAGER),
    "worker": ("mia-anti-trafficking", Role.CASE_WORKER),
    "unassigned": ("mia-anti-trafficking", Role.CASE_WORKER),
    "helper": ("health", Role.CASE_MANAGER),
    "other_manager": ("labour", Role.CASE_MANAGER),
    "other_worker": ("labour", Role.CASE_WORKER),
    # An organisation that helps people, and the two posts of a shelter of the labour ministry.
    "provider": ("ngo-hope", Role.PROVIDER),
    "other_provider": ("ngo-sun", Role.PROVIDER),
    "shelter_head": ("labour", Role.SHELTER_MANAGER),
    "shelter_worker": ("labour", Role.SHELTER_WORKER),
    "other_shelter_worker": ("labour", Role.SHELTER_WORKER),
    # A first responder of labour referred people to the unit.
    "responder": ("labour", Role.FIRST_RESPONDER),
    "roleless": ("labour", None),
}
NOBODY = "anonymous"

LOOKERS = {"provider", "other_provider", "shelter_head", "shelter_worker", "other_shelter_worker"}
"""Who reads cases that were opened to them, and opens none."""

GROUPS: dict[str, set[str]] = {
    "signed_in": set(PEOPLE),
    "with_role": set(PEOPLE) - {"roleless"},
    "readers": {"coordinator", "verifier", "oversight"},  # of every report
    "labour": {"drafter", "approver", "head"},
    "migration": {"other_drafter", "other_approver"},
    "unit": {"manager", "worker"},  # who works on the case
    "strangers": {"unassigned", "other_manager", "other_worker"},  # the case is hidden from them
    "case_people": {"manager", "worker", "helper", "unassigned", "other_manager", "other_worker"},
    "lookers": LOOKERS,
    "lookers_but_provider": LOOKERS - {"provider"},
    "managers": {"manager", "helper", "other_manager"},
}
GROUPS |= {
    "referring": GROUPS["case_people"] | {"responder"},  # who may refer
    "desk": {"manager", "worker", "unassigned"},  # where the referrals of this world arrive
    "watching": {"coordinator", "head", "other_manager"},  # who answers for labour, or for all
    "sees_none": {"signer", "helper", "other_worker"},
}

World = Any
"""A room's own rows by the names that it gave them, `people` by name, and `at`, the moment."""


@dataclass(frozen=True)
class At:
    """What is expected at one address."""

    get: str
    post: str
    arguments: Callable[[World], Sequence[object]]
    missing: str
    asks_again: bool = False
    """Does it ask once more who it is, of whoever has not just shown it?"""

    def missing_at(self, position: int) -> str:
        told = self.missing.split()
        return told[min(position, len(told) - 1)]

    @property
    def has_rows(self) -> bool:
        return self.arguments is not nothing


def nothing(_world: World) -> Sequence[object]:
    return ()


def at(
    get: str,
    post: str,
    arguments: Callable[[World], Sequence[object]] = nothing,
    *,
    missing: str = "404",
    asks_again: bool = False,
) -> At:
    """The answers to GET and to an empty POST, what stands in the address, and where a part never was.

    The answers are those to whoever has just shown again who they are, where that is asked.

    `missing` is one answer, or one for each part of the address.
    """
    return At(get, post, arguments, missing, asks_again)


def answers(expected: str) -> dict[str, str]:
    """By person: the status as it is written, or `door` for being led to the sign-in."""
    parts = [part.split() for part in expected.split(";")]
    if len(parts) == 1 and len(parts[0]) == 1:
        return dict.fromkeys([*PEOPLE, NOBODY], parts[0][0])
    told = dict.fromkeys(PEOPLE, "403") | {NOBODY: "door"}
    for status, *names in parts:
        for name in names:
            if name not in GROUPS and name not in told:
                raise LookupError(f"nobody is called {name}")
            told.update(dict.fromkeys(GROUPS.get(name, {name}), status))
    return told


def everybody() -> dict[str, User]:
    """The people by name."""
    return {
        name: given.person(name, at=given.body(body), role=role)
        for name, (body, role) in PEOPLE.items()
    }
