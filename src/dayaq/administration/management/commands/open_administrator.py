"""Open the account of the first administrator, who then opens all the others in the product."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.administration.actions import accounts
from dayaq.administration.management.machine import operator, told_once
from dayaq.directory import shipped
from dayaq.directory.models import Body

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = (
        "Open an account that administers, and print the link under which its password is set. "
        "Refused while there is an administrator who can sign in. Loads the directory if there is "
        "none yet."
    )

    def add_arguments(self, parser: "ArgumentParser") -> None:
        parser.add_argument("username")
        parser.add_argument("--of", required=True, help="the code of the administrator's body")
        parser.add_argument("--name", default="", help="full name; the user name where left out")
        parser.add_argument("--email", default="", help="office e-mail")
        parser.add_argument("--lang", choices=("az", "en"), default="az")
        parser.add_argument(
            "--recover", action="store_true", help="even where an administrator could sign in"
        )

    def handle(self, *args: Any, **options: Any) -> str:  # noqa: ARG002
        at = now()
        if not Body.objects.exists():
            shipped.load(at=at)
        try:
            account, link = accounts.open_first_administrator(
                username=options["username"],
                full_name=options["name"] or options["username"],
                email=options["email"],
                language=options["lang"],
                body=_body(options["of"]),
                at=at,
                operator=operator(),
                is_recovery=options["recover"],
            )
        except Denied as refusal:
            raise CommandError(str(refusal)) from None
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        return told_once(account.username, link)


def _body(code: str) -> Body:
    found = Body.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Body.objects.order_by("code").values_list("code", flat=True))
        raise CommandError(f"No body has the code “{code}”. There are: {known}")
    return found
