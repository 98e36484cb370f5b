"""What a first responder is asked: few pages, few answers that must be given, the rest unfolds.

A page is saved when one leaves it, with whatever is known; what must be answered is asked for at the
end, and may follow later. The same table gives the forms, the check before sending and the count that
the promise of four pages and twelve answers is tested by.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.referrals.states import Track

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from dayaq.referrals.models.referrals import Told


@dataclass(frozen=True, slots=True)
class Page:
    """One page of questions: what must be answered, what is asked beside it, what unfolds."""

    title: "_StrPromise"
    must: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.must, *self.beside, *self.more)


FIRST = Page(
    _("First questions"), must=("safety", "majority", "agrees"), more=("consent_text", "refusal")
)
"""The question of consent is for adults, that of the refusal for whoever refuses: they unfold."""

LAST = Page(_("Look over and send"))

_OTHER_CONTACT = ("safe_times", "code_word", "third_person", "never", "place")
_OTHER_FACTS = ("industries", "control", "countries", "needs_words", "remark")

ASKED: Mapping[Track, tuple[Page, ...]] = MappingProxyType(
    {
        Track.OPEN: (FIRST,),
        Track.ADULT: (
            FIRST,
            Page(
                _("The person"),
                must=("sex", "citizenships", "language", "region", "channel"),
                beside=("family_name", "given_name", "born", "phone"),
                more=("patronymic", "personal_number", "needs_interpreter", *_OTHER_CONTACT),
            ),
            Page(
                _("What happened"),
                must=("exploitation", "account"),
                beside=("occasion", "is_still_in_danger", "needs"),
                more=_OTHER_FACTS,
            ),
            LAST,
        ),
        Track.CHILD: (
            FIRST,
            Page(
                _("The child"),
                must=("sex", "citizenships", "language", "region", "guardian_status"),
                beside=("family_name", "given_name", "born", "lives_with"),
                more=(
                    "guardian", "is_spoken_for", "is_at_school", "trusted", "patronymic",
                    "personal_number", "needs_interpreter", "channel", "phone", *_OTHER_CONTACT,
                ),
            ),
            Page(
                _("What happened"),
                must=("exploitation", "account", "interviews"),
                beside=("best_interests", "occasion", "is_still_in_danger", "needs"),
                more=_OTHER_FACTS,
            ),
            LAST,
        ),
        Track.NOTICE: (
            FIRST,
            Page(
                _("What may be told without a name"),
                must=("sex", "citizenships", "region", "exploitation"),
                beside=("occasion",),
                more=("industries", "control", "countries"),
            ),
            LAST,
        ),
    }
)  # fmt: skip


def pages_of(track: str) -> tuple[Page, ...]:
    return ASKED[Track(track)]


def musts(track: str) -> Iterator[tuple[int, str]]:
    """Every answer that must be given on this way, with the number of its page from 1."""
    for number, page in enumerate(pages_of(track), start=1):
        for name in page.must:
            if name == "agrees" and track == Track.CHILD:
                continue  # a child is not asked
            yield number, name
        if page is FIRST and track == Track.NOTICE:
            yield number, "refusal"


def missing(told: "Told", track: str) -> list[tuple[int, str]]:
    """What is still to be answered before the referral is whole."""
    return [(page, name) for page, name in musts(track) if _is_empty(getattr(told, name))]


def _is_empty(value: object) -> bool:
    """No and nought are answers; a sealed value knows whether anything was written."""
    return value is None or (not value and value is not False and value != 0)


def track_of(told: "Told") -> Track:
    """Which way it goes, by what was answered so far. Not sure of the age: as a child."""
    majority = told.majority.partition(":")[2]
    if majority in {"child", "not_sure"}:
        return Track.CHILD
    if majority != "adult" or told.agrees is None:
        return Track.OPEN
    return Track.ADULT if told.agrees else Track.NOTICE
