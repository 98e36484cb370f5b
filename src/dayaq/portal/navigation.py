"""What stands in the navigation, for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.permissions import Permission, holds
from dayaq.notices.models import Notice
from dayaq.portal.demonstration.people import proof_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from dayaq.accounts.models import User

VERSION = version("dayaq")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu, and any one of the permissions that opens it; none means everybody."""

    address: str
    label: "_StrPromise"
    permissions: tuple[Permission, ...] = ()

    def is_open_to(self, user: "User") -> bool:
        return not self.permissions or any(holds(user, p) for p in self.permissions)


@dataclass(frozen=True, slots=True)
class Page:
    """An entry as one person sees it from where they are."""

    url: str
    label: "_StrPromise"
    is_here: bool
    is_exactly_here: bool


@dataclass(frozen=True, slots=True)
class Group:
    label: "_StrPromise | str"
    pages: list[Page]


P = Permission
LEARNING = (P.LEARNING_READ, P.LEARNING_READ_ALL)
COOPERATION = (P.COOPERATION_READ, P.COOPERATION_READ_ALL)
MENU: "tuple[tuple[_StrPromise | str, tuple[Entry, ...]], ...]" = (
    ("", (Entry("portal:home", _("My work")),)),
    (
        _("Plan"),
        (
            Entry("portal:overview", _("National Action Plan"), (P.PLAN_READ,)),
            Entry("portal:roadmap", _("Roadmap"), (P.PLAN_READ,)),
            Entry("portal:bodies", _("Bodies"), (P.DIRECTORY_READ,)),
            Entry("evidence:indicators", _("Indicators"), (P.INDICATOR_READ,)),
        ),
    ),
    (
        _("Reporting"),
        (
            Entry(
                "reporting:obligations",
                _("Obligations"),
                (P.REPORT_READ_OWN, P.REPORT_READ_ALL),
            ),
            Entry("reporting:matrix", _("Coverage matrix"), (P.REPORT_READ_ALL,)),
            Entry("reporting:verify", _("Verification"), (P.MEASURE_VERIFY,)),
            Entry("reporting:cycles", _("Reporting cycles"), (P.CYCLE_KEEP, P.REPORT_READ_ALL)),
            Entry("reporting:editions", _("Annual information"), (P.EDITION_READ,)),
        ),
    ),
    (
        pgettext_lazy("menu", "Learning"),
        (
            Entry("learning:courses", pgettext_lazy("menu", "Trainings"), LEARNING),
            Entry("learning:programmes", _("Programmes"), LEARNING),
            Entry("evaluation:evaluations", _("Evaluation"), LEARNING),
            Entry("awareness:campaigns", pgettext_lazy("menu", "Campaigns"), LEARNING),
            Entry("awareness:movements", pgettext_lazy("menu", "Distributions"), LEARNING),
            Entry("awareness:materials", pgettext_lazy("menu", "Library"), (P.LIBRARY_READ,)),
        ),
    ),
    (
        pgettext_lazy("menu", "Cooperation"),
        (
            Entry("councils:meetings", _("Meetings"), COOPERATION),
            Entry("proposals:proposals", _("Proposals"), COOPERATION),
            Entry("recommendations:recommendations", _("Recommendations"), COOPERATION),
            Entry("cooperation:paper_templates", _("Word templates"), (P.COOPERATION_STEER,)),
            Entry("partnership:partners", _("Partners"), COOPERATION),
            Entry("partnership:agreements", _("Agreements"), COOPERATION),
            Entry("partnership:requests", pgettext_lazy("menu", "Requests"), COOPERATION),
            Entry("partnership:liaisons", _("Liaison officers"), COOPERATION),
            Entry("partnership:activities", pgettext_lazy("menu", "Activities"), COOPERATION),
            Entry("partnership:funds", pgettext_lazy("menu", "Financing"), COOPERATION),
            Entry("partnership:resources", _("Shared resources"), COOPERATION),
            Entry("partnership:studies", _("Research"), COOPERATION),
        ),
    ),
    (
        _("Referral mechanism"),
        (
            Entry("portal:mechanism", _("The mechanism now"), (P.MECHANISM_READ,)),
            Entry("referrals:mine", pgettext_lazy("list", "Referrals"), (P.REFERRAL_SEND,)),
            Entry("referrals:inbox", _("Arrived referrals"), (P.REFERRAL_RECEIVE,)),
            Entry(
                "referrals:screenings",
                _("Screenings"),
                (P.REFERRAL_SEND, P.REFERRAL_WATCH),
            ),
            Entry("referrals:instruments", _("Screening instruments"), (P.INSTRUMENT_KEEP,)),
            Entry("referrals:letter_templates", _("Templates of letters"), (P.LETTER_KEEP,)),
            Entry(
                "referrals:of_bodies",
                _("Referrals by body"),
                (P.REFERRAL_WATCH, P.MECHANISM_READ),
            ),
            Entry("referrals:clocks", _("Clocks"), (P.REFERRAL_WATCH, P.MECHANISM_READ)),
            Entry("cases:queue", _("Cases"), (P.CASE_READ,)),
            Entry("cases:find", _("Find a person"), (P.CASE_OPEN,)),
            Entry("recovery:plans", _("Recovery plans"), (P.CASE_READ,)),
            Entry("recovery:requests", _("Requests to providers"), (P.CASE_READ,)),
            Entry("recovery:services", _("Services"), (P.SERVICE_READ,)),
            Entry("recovery:employers", _("Employers"), (P.EMPLOYER_KEEP, P.SERVICE_KEEP_ALL)),
            Entry("shelters:today", _("Today in the shelter"), (P.SHELTER_WORK,)),
            Entry("shelters:facilities", _("Shelters"), (P.SHELTER_STUDY, P.SHELTER_WORK)),
            Entry("cases:texts", _("Texts of consent"), (P.CONSENT_TEXTS_KEEP,)),
            Entry(
                "cases:desk",
                _("Data protection"),
                (P.GLASS_REVIEW, P.PREVIEW_AS, P.RETENTION_KEEP),
            ),
        ),
    ),
    (
        _("Keeping the plan"),
        (
            Entry("plan:readings", _("Import and review"), (P.PLAN_IMPORT,)),
            Entry("plan:groups", _("Group decisions"), (P.PLAN_KEEP,)),
            Entry("plan:lineage", _("Lineage"), (P.PLAN_KEEP,)),
        ),
    ),
    (
        _("Administration"),
        (
            Entry(
                "administration:home",
                _("Directory and accounts"),
                (P.DIRECTORY_KEEP, P.ACCOUNT_KEEP, P.DEPUTY_APPOINT),
            ),
            Entry(
                "administration:audit", _("Record of changes"), (P.AUDIT_READ, P.ACCESS_LOG_READ)
            ),
        ),
    ),
)

OWN_PAGES = (
    Entry("account_change_password", _("Change password")),
    Entry("mfa_index", _("Second factor")),
    Entry("jobs:list", _("Background jobs")),
)


def _address(name: str) -> str:
    """Of a page without arguments: the same for everybody, and each page shows some fifty."""
    return _address_in(settings.ROOT_URLCONF, name)


@cache
def _address_in(_urls: str, name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def address_of(name: str, *args: object) -> str:
    """Where a page stands; nothing for a page that this installation does not have."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def pages(entries: tuple[Entry, ...], user: "User", here: str) -> list[Page]:
    """The entries open to this person."""
    found = []
    for entry in entries:
        url = _address(entry.address)
        if url and entry.is_open_to(user):
            is_inside = here.startswith(url) and url != _address("portal:home")
            found.append(Page(url, entry.label, here == url or is_inside, here == url))
    return found


def menu(user: "User", here: str) -> list[Group]:
    """The whole menu of this person; of two pages that fit, only the longer address is "here"."""
    groups = [Group(label, pages(entries, user, here)) for label, entries in MENU]
    fitting = [page.url for group in groups for page in group.pages if page.is_here]
    nearest = max(fitting, key=len, default="")
    return [
        Group(
            group.label,
            [
                Page(page.url, page.label, page.url == nearest, page.is_exactly_here)
                for page in group.pages
            ],
        )
        for group in groups
        if group.pages
    ]


def navigation(request: HttpRequest) -> dict[str, object]:
    """What every page's frame needs. Nothing is asked of the database unless a page shows it."""
    known: dict[str, object] = {"is_demo": settings.IS_DEMO, "version": VERSION}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return known
    asked: dict[str, Callable[[], object]] = {
        "menu": cache(lambda: menu(user, request.path)),
        "own_pages": cache(lambda: pages(OWN_PAGES, user, request.path)),
        "demonstration_proof": cache(lambda: settings.IS_DEMO and proof_of(user.username)),
        "unread": cache(lambda: Notice.objects.visible_to(user).unread().count()),
    }
    return known | asked | {"notices_url": _address("notices:list")}
