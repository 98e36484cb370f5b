"""What waits in the registers of trainings, awareness and partners: to be read, reviewed, answered."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where
from dayaq.awareness.models import Material
from dayaq.partnership.models import Request
from dayaq.partnership.states import RequestStatus
from dayaq.portal.queues import Item, Queue, due_clock, shown_of_each

if TYPE_CHECKING:
    from datetime import date

    from dayaq.accounts.models import User

HEAD_START = timedelta(days=30)
"""So long before its review a material waits."""


def queues(user: "User", at: datetime) -> Iterator[Queue]:
    """One query for all three."""
    today = localdate(at)
    reads = Material.objects.to_acknowledge(user).order_by("issued_on", "pk")
    own = Material.objects.filter(body__in=bodies_where(user, Permission.LEARNING_KEEP))
    to_review = own.to_review(on=today + HEAD_START).order_by("review_on", "pk")
    asked = Request.objects.filter(
        body__in=bodies_where(user, Permission.COOPERATION_KEEP), status=RequestStatus.WAITING
    ).order_by("due_at", "pk")
    to_read, reviews, answers = shown_of_each(
        (reads, _read),
        (to_review, partial(_review, today=today)),
        (asked, partial(_asked, today=today)),
    )
    library = reverse("awareness:materials")
    yield Queue("to-read", _("Materials to read"), _("Read"), *to_read, library)
    yield Queue("to-review", _("Materials to review"), _("Open"), *reviews, library)
    yield Queue(
        "requests-to-answer",
        _("Requests with other countries"),
        _("Open"),
        *answers,
        f"{reverse('partnership:requests')}?status={RequestStatus.WAITING}",
    )


def _page(material: Material) -> str:
    return reverse("awareness:material", args=[material.pk])


def _read(material: Material) -> Item:
    return Item(_page(material), material.number, material.title, "", "", is_late=False)


def _review(material: Material, *, today: "date") -> Item:
    day = material.review_on or today
    return Item(_page(material), material.number, material.title, "", *due_clock(day, today))


def _asked(request: Request, *, today: "date") -> Item:
    url = reverse("partnership:request", args=[request.pk])
    return Item(url, "", request.title, "", *due_clock(localdate(request.due_at), today))
