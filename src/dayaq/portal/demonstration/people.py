"""The demonstration's accounts: who they are, where they work, how they sign in."""

import base64
import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import Appointment, Role, User
from dayaq.directory.models import Body

PASSWORD = "nümayiş üçün açıq parol"  # noqa: S105 - printed on the screen of the demonstration
SINCE = date(2020, 9, 1)

# Surnames that nobody bears: each says "for show" in another word.
_GIVEN = [
    "Aysel",
    "Kamran",
    "Leyla",
    "Rəşad",
    "Nigar",
    "Elçin",
    "Günel",
    "Tural",
    "Səbinə",
    "Orxan",
    "Aytən",
    "Vüqar",
    "Lalə",
    "Emin",
    "Şəbnəm",
    "Ramil",
    "Könül",
    "Fərid",
    "Ülkər",
    "Anar",
    "Zümrüd",
    "Cavid",
    "Mədinə",
    "İlqar",
    "Nərgiz",
    "Elnur",
    "Sevda",
    "Murad",
    "Turanə",
    "Samir",
]
_FAMILY = [
    "Nümayişli",
    "Nümunəli",
    "Sınaqlı",
    "Örnəkli",
    "Misallı",
    "Təcrübəli",
    "Təlimli",
    "Məşqli",
]

WHAT_TO_TRY = {
    Role.COORDINATOR: _(
        "Accept or return reports, see who has not reported, build the annual edition."
    ),
    Role.DRAFTER: _("Write the reports that your body owes in the open cycle."),
    Role.APPROVER: _("Approve what the drafters of your body wrote, or return it with a comment."),
    Role.HEAD: _(
        "See how your body stands; approve reports; the coordinating body's head signs the edition."
    ),
    Role.VERIFIER: _("Look at the evidence and say what was really carried out."),
    Role.OVERSIGHT: _("Read everything that was reported, change nothing."),
    Role.ADMINISTRATOR: _("Keep bodies, names, parameters and accounts, with their history."),
    Role.CASE_MANAGER: _("See all cases of your body, assign them, decide with whom to share."),
    Role.CASE_WORKER: _("Find or open a case, open what you need, write down what was done."),
    Role.FIRST_RESPONDER: _("Refer a person in three minutes, and see what came of it."),
    Role.PROVIDER: _("Answer what you are asked for, and write down what came of it."),
    Role.SHELTER_MANAGER: _("Answer requests for a bed, keep units, beds and staff."),
    Role.SHELTER_WORKER: _("See who stays today, write down absences, visits and needs."),
    Role.DATA_PROTECTION: _("See who read what and why; review emergency openings; see no case."),
}

SINGLE_POSTS = (
    (Role.COORDINATOR, "mia"),
    (Role.VERIFIER, "academy-of-sciences"),
    (Role.OVERSIGHT, "cabinet"),
    (Role.OVERSIGHT, "ombudsman"),
    (Role.OVERSIGHT, "parliament"),
    (Role.ADMINISTRATOR, "mia"),
    (Role.DATA_PROTECTION, "mia"),
    (Role.CASE_MANAGER, "mia-anti-trafficking"),
    (Role.CASE_WORKER, "mia-anti-trafficking"),
    (Role.CASE_MANAGER, "labour"),
    (Role.CASE_WORKER, "labour"),
    (Role.CASE_MANAGER, "migration"),
    (Role.CASE_WORKER, "migration"),
)
LATER_POSTS = (
    (Role.PROVIDER, "bar"),
    (Role.PROVIDER, "health"),
    (Role.SHELTER_MANAGER, "labour"),
    (Role.SHELTER_WORKER, "labour"),
    (Role.FIRST_RESPONDER, "border"),
    (Role.FIRST_RESPONDER, "health"),
    (Role.FIRST_RESPONDER, "science-education"),
)
"""After all others, so that nobody who was there before gets another name."""

STAFF = (Role.DRAFTER, Role.APPROVER, Role.HEAD)
WITHOUT_STAFF = frozenset(
    {"parliament", "academy-of-sciences", "mia-anti-trafficking", "labour-inspection"}
)

FEATURED = (
    "coordinator.mia",
    "drafter.labour",
    "approver.labour",
    "head.mia",
    "verifier.academy-of-sciences",
    "oversight.cabinet",
    "oversight.ombudsman",
    "oversight.parliament",
    "administrator.mia",
    "case_manager.mia-anti-trafficking",
    "case_worker.mia-anti-trafficking",
    "case_worker.labour",
    "case_worker.migration",
    "provider.bar",
    "shelter_manager.labour",
    "shelter_worker.labour",
    "first_responder.border",
    "data_protection.mia",
    "drafter.family-committee",
    "drafter.migration",
    "drafter.tourism",
    "drafter.aztv",
    "drafter.supreme-court",
)
"""One account for each role and kind of body: what the first page of the demonstration offers."""


@dataclass(frozen=True, slots=True)
class Persona:
    """One fictional account."""

    username: str
    full_name: str
    role: Role
    body: str

    @property
    def otp_secret(self) -> str:
        """The base32 secret of its authenticator, the same at every load."""
        digest = hashlib.sha256(f"demonstration:{self.username}".encode()).digest()
        return base64.b32encode(digest[:20]).decode()

    @property
    def is_featured(self) -> bool:
        return self.username in FEATURED


def personas(body_codes: Iterable[str]) -> Iterator[Persona]:
    """Who works at these bodies: the single posts first, then three people at each body."""
    staffed = [
        (role, code) for code in sorted(body_codes) if code not in WITHOUT_STAFF for role in STAFF
    ]
    for number, (role, code) in enumerate((*SINGLE_POSTS, *staffed, *LATER_POSTS)):
        given, family = _GIVEN[number % len(_GIVEN)], _FAMILY[number // len(_GIVEN) % len(_FAMILY)]
        yield Persona(f"{role.value}.{code}", f"{given} {family}", role, code)


def open_accounts(bodies: Iterable[Body]) -> dict[str, User]:
    """Open all accounts at once, each with its appointment and its second factor. Names → people."""
    from allauth.mfa.totp.internal.auth import TOTP

    by_code = {body.code: body for body in bodies}
    cast = [p for p in personas(by_code) if p.body in by_code]
    password = make_password(
        PASSWORD
    )  # one hash for all: it is public, and hashing is slow on purpose
    people = User.objects.bulk_create(
        User(
            username=p.username,
            full_name=p.full_name,
            email=f"{p.username}@demo.example",
            password=password,
        )
        for p in cast
    )
    Appointment.objects.bulk_create(
        Appointment(
            user=user,
            body=by_code[p.body],
            role=p.role,
            since=SINCE,
            order_number="№ N-1 (nümayiş)",
        )
        for user, p in zip(people, cast, strict=True)
    )
    for user, p in zip(people, cast, strict=True):
        TOTP.activate(user, p.otp_secret)
    return {user.username: user for user in people}


def working_bodies() -> list[str]:
    """Codes of the shipped bodies at which somebody works: those that no other has taken over."""
    shipped = json.loads(files("dayaq.directory").joinpath("data/bodies.json").read_text())
    return [body["code"] for body in shipped["bodies"] if not body.get("successor")]


def proof_of(username: str) -> dict[str, str]:
    """By what a fictional person shows who they are, on the pages that ask once more."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    role, _dot, body = username.partition(".")
    if role not in Role.values or not body:
        return {}
    secret = Persona(username, "", Role(role), body).otp_secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return {"password": PASSWORD, "code": str(code)}


def as_json() -> list[dict[str, str]]:
    """What `dayaq demo --accounts` prints: username, password, otp secret, role, body."""
    return [
        {
            "username": p.username,
            "password": PASSWORD,
            "otp_secret": p.otp_secret,
            "role": p.role.value,
            "body": p.body,
        }
        for p in personas(working_bodies())
    ]
