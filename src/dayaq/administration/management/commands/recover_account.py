"""Let a person back in who is locked out: a new password by a link, a new second factor."""

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.accounts.models import User
from dayaq.administration.actions import accounts
from dayaq.administration.management.machine import operator, told_once

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = (
        "End the password, the second factor and all sessions of an account, and print the link "
        "under which a new password is set. The record of changes names the operator."
    )

    def add_arguments(self, parser: "ArgumentParser") -> None:
        parser.add_argument("username")
        parser.add_argument("--why", default="", help="the reason, for the record of changes")

    def handle(self, *args: Any, username: str, why: str, **options: Any) -> str:  # noqa: ARG002
        account = User.objects.filter(username__iexact=username).first()
        if account is None:
            raise CommandError(f"There is no account with the user name “{username}”.")
        try:
            link = accounts.recover(account, at=now(), operator=operator(), why=why)
        except Denied as refusal:
            raise CommandError(str(refusal)) from None
        return told_once(account.username, link)
