"""Somebody in front of the product, whose every step is undone before the next, and listened to."""

from collections.abc import Mapping
from copy import copy
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from dayaq.accounts.models import User
from tests import given
from tests.addresses.canaries import Choir
from tests.addresses.world import World

DOOR = settings.LOGIN_URL if settings.LOGIN_URL.startswith("/") else reverse(settings.LOGIN_URL)
NOTHING: Mapping[str, str] = {}


class Visitor:
    """Somebody in front of the product; whatever they do is undone before they do the next."""

    def __init__(self, name: str, person: User | None, choir: Choir) -> None:
        self.name, self.choir = name, choir
        self.client = Client(raise_request_exception=False)
        if person is not None:
            self.client.force_login(person)
            given.stepped_up(self.client)
        self.client.get("/healthz")  # the first page of a session also writes it
        self.cookies = copy(self.client.cookies)

    def ask(
        self,
        method: str,
        address: str,
        data: Mapping[str, str] = NOTHING,
        *,
        was_away: bool = False,
    ) -> str:
        """The status, or `door`. A form of which nothing was filled in still has its token.

        `was_away`: it is a while since they showed who they are.
        """
        if method == "POST":
            data = {"csrfmiddlewaretoken": "token", **data}
        before = transaction.savepoint()
        try:
            if was_away and "_auth_user_id" in self.client.session:
                given.stepped_up(self.client, until=0)
            if method in {"GET", "POST"}:
                answer = getattr(self.client, method.lower())(address, data)
            else:
                answer = self.client.generic(method, address)
            leads_to = urlsplit(answer.headers.get("Location", "")).path
            told = b"".join(answer.streaming_content) if answer.streaming else answer.content
        finally:
            transaction.savepoint_rollback(before)
            self.client.cookies = copy(self.cookies)
        self.choir.listen(self.name, method, answer, told)
        return "door" if answer.status_code == 302 and leads_to == DOOR else str(answer.status_code)


def visitor(world: World, name: str) -> Visitor:
    """Somebody who signed in once; nobody has knocked too often."""
    cache.clear()
    found: Visitor = world.visitors[name]
    return found
