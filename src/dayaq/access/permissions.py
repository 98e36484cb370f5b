"""Everything one may be allowed to do, and which role may do it."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from dayaq.accounts.models import User


class UserRequest(HttpRequest):
    """A request behind the sign-in: its user is a person, never anonymous."""

    user: "User"


class Permission(StrEnum):
    """Noun, then verb."""

    PLAN_READ = "plan.read"
    PLAN_IMPORT = "plan.import"
    PLAN_KEEP = "plan.keep"  # lead, group decisions, lineage
    CYCLE_KEEP = "cycle.keep"
    REPORT_READ_ALL = "report.read_all"
    REPORT_READ_OWN = "report.read_own"
    REPORT_DRAFT = "report.draft"
    REPORT_APPROVE = "report.approve"
    REPORT_ACCEPT = "report.accept"
    MEASURE_VERIFY = "measure.verify"
    EDITION_READ = "edition.read"
    EDITION_BUILD = "edition.build"
    EDITION_SIGN = "edition.sign"
    INDICATOR_READ = "indicator.read"
    DIRECTORY_READ = "directory.read"
    DIRECTORY_KEEP = "directory.keep"
    ACCOUNT_KEEP = "account.keep"
    DEPUTY_APPOINT = "deputy.appoint"
    AUDIT_READ = "audit.read"
    ACCESS_LOG_READ = "access_log.read"
    CASE_READ = "case.read"  # the cases one is assigned to
    CASE_READ_ALL = "case.read_all"  # all cases that one's body may see
    CASE_OPEN = "case.open"
    CASE_WRITE = "case.write"
    CASE_ASSIGN = "case.assign"
    CASE_SEAL = "case.seal"
    MERGE_DECIDE = "merge.decide"  # whether two records are one person
    GRANT_GIVE = "grant.give"
    CONSENT_TEXTS_KEEP = "consent_texts.keep"  # the words that people are asked to agree to
    GLASS_BREAK = "glass.break"
    GLASS_REVIEW = "glass.review"
    PREVIEW_AS = "preview.as"
    RETENTION_KEEP = "retention.keep"
    KEY_ROTATE = "key.rotate"
    SERVICE_READ = "service.read"  # the directory of services
    SERVICE_KEEP = "service.keep"  # one's own body's entries in it
    SERVICE_KEEP_ALL = "service.keep_all"
    SERVICE_ANSWER = "service.answer"  # referrals to one's body
    EMPLOYER_KEEP = "employer.keep"
    SHELTER_ASK = "shelter.ask"  # a bed for somebody
    SHELTER_WORK = "shelter.work"  # in the facility that one is named for
    SHELTER_KEEP = "shelter.keep"
    SHELTER_STUDY = "shelter.study"  # all facilities, never where they are
    REFERRAL_SEND = "referral.send"
    REFERRAL_RECEIVE = "referral.receive"  # the desk of a body that referrals are sent to
    REFERRAL_WATCH = "referral.watch"  # how the referrals and clocks of one's body stand
    MECHANISM_READ = "mechanism.read"  # the whole mechanism as it stands: numbers, acts, clocks
    INSTRUMENT_KEEP = "instrument.keep"  # screening instruments
    LETTER_KEEP = "letter.keep"  # the Word templates that letters are made from
    LEARNING_READ = "learning.read"  # trainings, campaigns and distributions of one's body
    LEARNING_READ_ALL = "learning.read_all"
    LEARNING_KEEP = "learning.keep"
    QUESTIONS_KEEP = "questions.keep"  # the nation's question sets; a body keeps its own
    LIBRARY_READ = "library.read"
    COOPERATION_READ = (
        "cooperation.read"  # registers of one's body, and what its opinion is asked on
    )
    COOPERATION_READ_ALL = "cooperation.read_all"
    COOPERATION_KEEP = "cooperation.keep"
    COOPERATION_APPROVE = (
        "cooperation.approve"  # what a body says of itself to others: opinions, answers
    )
    COOPERATION_STEER = (
        "cooperation.steer"  # what belongs to no body: commissions, meetings, recommendations
    )


_EVERYBODY = frozenset(
    {
        Permission.PLAN_READ,
        Permission.DIRECTORY_READ,
        Permission.INDICATOR_READ,
        Permission.EDITION_READ,
        Permission.LIBRARY_READ,
        Permission.SERVICE_READ,
    }
)

GRANTS = MappingProxyType(
    {
        Role.COORDINATOR: _EVERYBODY
        | {
            Permission.PLAN_IMPORT,
            Permission.PLAN_KEEP,
            Permission.CYCLE_KEEP,
            Permission.REPORT_READ_ALL,
            Permission.REPORT_ACCEPT,
            Permission.EDITION_BUILD,
            Permission.AUDIT_READ,
            Permission.LEARNING_READ_ALL,
            Permission.LEARNING_KEEP,
            Permission.QUESTIONS_KEEP,
            Permission.SERVICE_KEEP_ALL,
            Permission.SHELTER_STUDY,
            Permission.COOPERATION_READ_ALL,
            Permission.COOPERATION_KEEP,
            Permission.COOPERATION_STEER,
            Permission.MECHANISM_READ,
            Permission.CONSENT_TEXTS_KEEP,
            Permission.INSTRUMENT_KEEP,
            Permission.LETTER_KEEP,
        },
        Role.DRAFTER: _EVERYBODY
        | {
            Permission.REPORT_READ_OWN,
            Permission.REPORT_DRAFT,
            Permission.LEARNING_READ,
            Permission.LEARNING_KEEP,
            Permission.COOPERATION_READ,
            Permission.COOPERATION_KEEP,
        },
        Role.APPROVER: _EVERYBODY
        | {
            Permission.REPORT_READ_OWN,
            Permission.REPORT_APPROVE,
            Permission.DEPUTY_APPOINT,
            Permission.LEARNING_READ,
            Permission.COOPERATION_READ,
            Permission.COOPERATION_APPROVE,
        },
        Role.HEAD: _EVERYBODY
        | {
            Permission.REPORT_READ_OWN,
            Permission.LEARNING_READ,
            Permission.COOPERATION_READ,
            Permission.COOPERATION_APPROVE,
            Permission.REPORT_APPROVE,
            Permission.DEPUTY_APPOINT,
            Permission.EDITION_SIGN,
            Permission.REFERRAL_WATCH,
        },
        Role.VERIFIER: _EVERYBODY
        | {
            Permission.REPORT_READ_ALL,
            Permission.MEASURE_VERIFY,
            Permission.LEARNING_READ_ALL,
            Permission.COOPERATION_READ_ALL,
        },
        Role.OVERSIGHT: _EVERYBODY
        | {
            Permission.REPORT_READ_ALL,
            Permission.AUDIT_READ,
            Permission.ACCESS_LOG_READ,
            Permission.LEARNING_READ_ALL,
            Permission.COOPERATION_READ_ALL,
        },
        Role.ADMINISTRATOR: _EVERYBODY
        | {
            Permission.DIRECTORY_KEEP,
            Permission.ACCOUNT_KEEP,
            Permission.AUDIT_READ,
            Permission.KEY_ROTATE,
            Permission.LETTER_KEEP,
        },
        Role.CASE_WORKER: _EVERYBODY
        | {
            Permission.CASE_READ,
            Permission.CASE_OPEN,
            Permission.CASE_WRITE,
            Permission.GRANT_GIVE,
            Permission.GLASS_BREAK,
            Permission.SHELTER_ASK,
            Permission.REFERRAL_SEND,
            Permission.REFERRAL_RECEIVE,
            Permission.EMPLOYER_KEEP,
        },
        Role.CASE_MANAGER: _EVERYBODY
        | {
            Permission.CASE_READ,
            Permission.CASE_READ_ALL,
            Permission.CASE_OPEN,
            Permission.CASE_WRITE,
            Permission.CASE_ASSIGN,
            Permission.CASE_SEAL,
            Permission.MERGE_DECIDE,
            Permission.GRANT_GIVE,
            Permission.GLASS_BREAK,
            Permission.SERVICE_KEEP_ALL,
            Permission.SERVICE_ANSWER,
            Permission.SHELTER_ASK,
            Permission.REFERRAL_SEND,
            Permission.REFERRAL_RECEIVE,
            Permission.REFERRAL_WATCH,
            Permission.EMPLOYER_KEEP,
        },
        Role.PROVIDER: _EVERYBODY
        | {
            Permission.CASE_READ,
            Permission.CASE_READ_ALL,
            Permission.SERVICE_KEEP,
            Permission.SERVICE_ANSWER,
            Permission.EMPLOYER_KEEP,
        },
        Role.SHELTER_WORKER: _EVERYBODY
        | {
            Permission.CASE_READ,
            Permission.SHELTER_WORK,
        },
        Role.SHELTER_MANAGER: _EVERYBODY
        | {
            Permission.CASE_READ,
            Permission.SHELTER_WORK,
            Permission.SHELTER_KEEP,
        },
        Role.DATA_PROTECTION: _EVERYBODY
        | {
            Permission.ACCESS_LOG_READ,
            Permission.CONSENT_TEXTS_KEEP,
            Permission.GLASS_REVIEW,
            Permission.PREVIEW_AS,
            Permission.RETENTION_KEEP,
        },
        Role.FIRST_RESPONDER: _EVERYBODY | {Permission.REFERRAL_SEND},
    }
)
"""Administrators manage accounts, the directory and keys; they read no report and no case.

Oversight and the data protection officer read who saw what; neither ever sees a case. A first responder
sees the referrals that they sent themselves, and no case.
"""


def holds(
    user: "User | AnonymousUser", permission: Permission, *, body_id: int | None = None
) -> bool:
    """Does an appointment of today give this permission, at that body where one is named?"""
    if not user.is_authenticated or not user.is_active:
        return False
    return any(
        permission in GRANTS[Role(post.role)] and (body_id is None or post.body_id == body_id)
        for post in user.posts
    )


def bodies_where(user: "User | AnonymousUser", permission: Permission) -> set[int]:
    """The bodies at which an appointment of today gives this permission: right role, right body."""
    if not user.is_authenticated or not user.is_active:
        return set()
    return {post.body_id for post in user.posts if permission in GRANTS[Role(post.role)]}


def reads_register(
    user: "User | AnonymousUser", own: Permission, every: Permission, *, body_id: int | None
) -> bool:
    """Does the person see all of a register, or at least what that body keeps in it?"""
    return holds(user, every) or (body_id is not None and holds(user, own, body_id=body_id))


P = ParamSpec("P")
AnyView = Callable[..., HttpResponseBase]


def needs(
    *permissions: Permission,
) -> Callable[
    [Callable[Concatenate[UserRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Open a view to those who hold any of the permissions; others sign in, or are refused."""

    def decorate(
        view: Callable[Concatenate[UserRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not any(holds(request.user, permission) for permission in permissions):
                raise Denied(_("Your role does not open this page."))
            return view(request, *args, **kwargs)

        opened: Any = login_required(guarded)
        opened.permission = " | ".join(permissions)
        return opened  # type: ignore[no-any-return]

    return decorate


def signed_in(
    view: Callable[Concatenate[UserRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Open a view to everyone who has signed in, whatever their role."""
    opened: Any = login_required(view)
    opened.permission = "signed in"
    return opened  # type: ignore[no-any-return]


def public(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Say in so many words that anybody may open this view."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view
