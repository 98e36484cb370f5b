"""Somebody in front of the pages of administration."""

from django.test import Client
from django.urls import reverse

from dayaq.accounts.models import User
from tests import given


def url(name: str, *args: object) -> str:
    return reverse(f"administration:{name}", args=args)


def browser(user: User | None, language: str = "en") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    if user is not None:
        client.force_login(user)
        given.stepped_up(client)
        client.get(url("home"))  # the limits of the session are read once
    return client


def errors(response) -> str:
    return " ".join(str(e) for found in response.context["form"].errors.values() for e in found)
