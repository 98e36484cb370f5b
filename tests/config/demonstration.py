"""A running demonstration seen from outside: people at browsers, its database, and how everything is killed."""

import os
import re
import signal
import time
from pathlib import Path
from typing import Any

import psycopg
import requests
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from dayaq.accounts.models import Role
from dayaq.config.connection import connection_from_folder
from dayaq.config.postgres import Server
from dayaq.portal.demonstration.people import PASSWORD, Persona
from tests.config.test_launch import Installation, until


class Person:
    """Somebody at a browser."""

    def __init__(self, place: Installation, username: str) -> None:
        self.username = username
        self.address = f"http://127.0.0.1:{place.port}"
        self.browser = requests.Session()
        self.open("/demo/")
        self.send("/demo/sign-in/", username=username)

    def open(self, path: str) -> str:
        answer = self.browser.get(self.address + path, timeout=30)
        answer.raise_for_status()
        return answer.text

    def send(self, path: str, files: Any = None, **fields: Any) -> requests.Response:
        fields["csrfmiddlewaretoken"] = str(self.browser.cookies["csrftoken"])
        answer = self.browser.post(self.address + path, data=fields, files=files, timeout=30)
        answer.raise_for_status()
        return answer

    def send_and_show_who(self, path: str, **fields: Any) -> requests.Response:
        """Send something that weighs much, with the password and the code that it asks for."""
        role, _dot, body = self.username.partition(".")
        secret = Persona(self.username, "", Role(role), body).otp_secret
        code = str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
        proof = {"step-up-for": "POST", "step-up-password": PASSWORD, "step-up-code": code}
        return self.send(path, **fields, **proof)

    def field(self, path: str, name: str) -> str:
        """What a form's field holds or what is chosen in it: the first choice that is one."""
        page = self.open(path)
        found = re.search(rf'name="{name}"[^>]*?value="([^"]+)"', page) or re.search(
            rf'<select[^>]* name="{name}".*?<option value="([^"]+)"', page, re.DOTALL
        )
        assert found is not None, (path, name)
        return found[1]


def ask(place: Installation, question: str, *values: object) -> tuple[object, ...]:
    """One row, as the owner of the tables, whom row security binds."""
    known = connection_from_folder(place.folder)
    assert known is not None
    return _row(known["owner"], question, *values)


def know(place: Installation, question: str, *values: object) -> tuple[object, ...]:
    """One row, as the superuser, who passes every wall."""
    return _row(superuser(place), question, *values)


def superuser(place: Installation) -> str:
    server = Server.running(place.folder)
    assert server is not None
    return server.superuser_of("dayaq")


def _row(address: str, question: str, *values: object) -> tuple[object, ...]:
    with psycopg.connect(address) as connection:
        row = connection.execute(question.encode(), list(values)).fetchone()
        assert row is not None, question
        return tuple(row)


def kill_everything(place: Installation) -> None:
    """As when the power fails: no process is asked, none ends in order."""
    server = Server.running(place.folder)
    assert server is not None
    assert place.launcher is not None
    main = int((server.data / "postmaster.pid").read_text().split()[0])
    database = [main, *children_of(main)]
    for pid in (place.launcher.pid, *place.parts(), *database):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    place.launcher.wait()
    until(lambda: not place.parts())


def children_of(parent: int) -> list[int]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = process.joinpath("stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(process.name))
    return found
