"""The first administrator of a fresh installation, and the way back in after a lock-out."""

import os
import re
import subprocess
import sys
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from dayaq.access.permissions import Permission, holds
from dayaq.access.refusal import Denied
from dayaq.accounts.models import Appointment, Role, User
from dayaq.accounts.second_factor import has_second_factor
from dayaq.administration.actions import accounts
from dayaq.audit.models import Entry
from dayaq.audit.words import remarks, said
from dayaq.directory.models import Body
from tests import given

NEW_PASSWORD = "a long enough new password"


def open_first(mia, at, username="leyla", **more):
    return accounts.open_first_administrator(
        username=username, full_name="Leyla", body=mia, at=at, operator="root (nigar)", **more
    )


def recover(account, at):
    return accounts.recover(account, at=at, operator="root (nigar)", why="Lost the telephone")


def set_password(link: str) -> Client:
    """Follow the link as its person does, and sign in with what was set."""
    newcomer = Client()
    form = newcomer.get(link, follow=True)
    newcomer.post(
        form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )
    return newcomer


def sign_in(browser: Client, username: str) -> bool:
    browser.post("/account/login/", {"login": username, "password": NEW_PASSWORD})
    return browser.get("/").status_code == 200


def test_the_first_administrator_sets_a_password_and_administers(mia, noon):
    account, link = open_first(mia, noon)

    assert not account.has_usable_password()
    browser = set_password(link)
    assert sign_in(browser, "leyla")
    assert browser.get("/administration/").status_code == 200
    assert not Client().get(link, follow=True).redirect_chain, "the link opens once"


def test_the_record_names_the_operator_and_holds_no_link(mia, noon):
    account, link = open_first(mia, noon)

    entries = Entry.objects.filter(did__in=["account.opened", "appointment.given"])
    assert [entry.by for entry in entries] == [None, None]
    assert {entry.details["operator"] for entry in entries} == {"root (nigar)"}
    token = link.strip("/").rpartition("/")[2]
    assert all(token not in str(entry.details) for entry in Entry.objects.all())
    assert ("At the machine", "root (nigar)") in remarks(entries[0])
    assert Entry.objects.about(account).exists()


def test_where_an_administrator_can_sign_in_no_other_is_opened(amina, mia, noon):
    with pytest.raises(Denied, match="--recover"):
        open_first(mia, noon)

    assert not User.objects.filter(username="leyla").exists()


def test_after_a_lock_out_it_is_opened_when_that_is_said(amina, mia, noon):
    account, _link = open_first(mia, noon, is_recovery=True)

    assert holds(User.objects.get(pk=account.pk), Permission.ACCOUNT_KEEP)


@pytest.mark.parametrize("why", ["closed", "no longer", "without a password"])
def test_an_administrator_who_cannot_sign_in_hinders_nobody(amina, bruno, mia, noon, why):
    if why == "closed":
        User.objects.filter(pk=amina.pk).update(is_active=False)
    elif why == "no longer":
        Appointment.objects.filter(user=amina).update(until="2025-03-09")
    else:
        amina.set_unusable_password()
        amina.save()

    account, _link = open_first(mia, noon)

    assert holds(User.objects.get(pk=account.pk), Permission.ACCOUNT_KEEP)


def test_an_administrator_with_a_passkey_alone_can_sign_in(amina, mia, noon):
    amina.set_unusable_password()
    amina.save()
    Authenticator.objects.create(user=amina, type=Authenticator.Type.WEBAUTHN, data={})

    with pytest.raises(Denied, match="who can sign in"):
        open_first(mia, noon)


def test_recovering_ends_password_second_factor_and_sessions(dalia, noon):
    TOTP.activate(dalia, "JBSWY3DPEHPK3PXP")
    session = dalia.get_session_auth_hash()

    link = recover(dalia, noon)

    dalia.refresh_from_db()
    assert not dalia.has_usable_password()
    assert not has_second_factor(dalia)
    assert dalia.get_session_auth_hash() != session
    assert sign_in(set_password(link), "dalia")


def test_recovering_again_makes_the_earlier_link_void(dalia, noon):
    first = recover(dalia, noon)
    second = recover(dalia, noon)

    assert not Client().get(first, follow=True).redirect_chain
    assert Client().get(second, follow=True).redirect_chain


def test_recovering_is_written_down(dalia, noon):
    TOTP.activate(dalia, "JBSWY3DPEHPK3PXP")

    recover(dalia, noon)

    entry = Entry.objects.about(dalia).get()
    assert said(entry.did) == "Let back in at the machine"
    assert entry.by is None
    assert entry.details == {
        "operator": "root (nigar)",
        "why": "Lost the telephone",
        "kinds": ["totp"],
    }


def test_a_closed_account_is_not_recovered(amina, dalia, noon):
    accounts.close_account(dalia, by=amina, at=noon, why="Left")

    with pytest.raises(Denied, match="closed"):
        recover(dalia, noon)


def test_mistaken_words_are_answered_in_a_sentence(amina):
    with pytest.raises(CommandError, match=r"No body has the code “nowhere”\. There are: .*labour"):
        call_command("open_administrator", "leyla", "--of=nowhere")
    with pytest.raises(CommandError, match="user name already"):
        call_command("open_administrator", "AMINA", "--of=mia", "--recover")
    with pytest.raises(CommandError, match=r"[Ee]-?mail"):
        call_command("open_administrator", "leyla", "--of=mia", "--recover", "--email=nowhere")
    with pytest.raises(CommandError, match="no account with the user name “leyla”"):
        call_command("recover_account", "leyla")


@pytest.fixture
def production(lasting: None) -> dict[str, str]:
    """The settings of a fresh installation, on the lasting database."""
    there = connection.settings_dict
    return {
        "PATH": os.environ["PATH"],
        "DAYAQ_VAR": os.environ["DAYAQ_VAR"],
        "DAYAQ_MODE": "production",
        "DAYAQ_SECRET_KEY": "x" * 64,
        "DAYAQ_AUDIT_KEY": "A" * 43 + "=",
        "DAYAQ_CONTEXT_KEY": settings.CONTEXT_KEY,
        "DAYAQ_INDEX_KEY": settings.INDEX_KEY,
        "DAYAQ_MASTER_KEY_FILE": settings.MASTER_KEY_FILE,
        "DAYAQ_HOSTS": "dayaq.example",
        "DAYAQ_ADDRESS": "https://dayaq.example",
        "DAYAQ_SMTP_HOST": "mail.example",
        "SUDO_USER": "nigar",
        "DATABASE_URL": f"postgresql://{there['USER']}:{quote(there['PASSWORD'])}"
        f"@{there['HOST']}:{there['PORT']}/{there['NAME']}",
    }


def dayaq(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "dayaq.config.cli", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands_do_it_in_production(production):
    """As the role that owns nothing, from an installation without a single account."""
    opened = dayaq(production, "account", "open", "leyla", "--administrator-of", "mia")

    assert opened.returncode == 0, opened.stderr
    assert re.search(r"^https://dayaq\.example/account/\S+$", opened.stdout, re.MULTILINE)
    leyla = User.objects.get(username="leyla")
    assert leyla.has_role(Role.ADMINISTRATOR)
    assert leyla.bodies == [Body.objects.get(code="mia")]

    given.person("samir", at=Body.objects.get(code="mia"), role=Role.ADMINISTRATOR)
    refused = dayaq(production, "account", "open", "nigar", "--administrator-of", "mia")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--recover" in refused.stderr

    back = dayaq(production, "account", "recover", "samir", "--why", "Lost")
    assert back.returncode == 0, back.stderr
    assert "https://dayaq.example/account/" in back.stdout
    entry = Entry.objects.get(did="account.recovered")
    assert "nigar" in entry.details["operator"]
