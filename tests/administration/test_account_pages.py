"""Pages of accounts: opened, signed out, deputies, handed over."""

import re
from datetime import timedelta

from django.core import mail
from django.test import Client
from django.utils.timezone import localdate

from dayaq.accounts.models import Appointment, Role, User
from dayaq.audit.models import Entry
from tests.administration.at_pages import browser, url

NEW_PASSWORD = "eight new words of mine"


def open_account(client: Client) -> User:
    client.post(
        url("open_account"),
        {"full_name": "Cavid", "username": "javid", "email": "j@example.org", "language": "en"},
    )
    return User.objects.get(username="javid")


def test_from_an_opened_account_to_the_first_sign_in(amina, mia):
    client = browser(amina)
    open_account(client)
    client.post(
        url("appoint", "javid"),
        {"body": mia.pk, "role": "drafter", "since": "2025-01-01", "order_number": "№ 1"},
    )
    shown = client.post(url("invite", "javid"))
    assert "no-store" in shown.headers["Cache-Control"]
    link = re.search(r'value="https?://[^/]+(/account/[^"]+)"', shown.content.decode())
    assert link

    newcomer = browser(None)
    form = newcomer.get(link[1], follow=True)
    set_at = form.redirect_chain[-1][0]
    newcomer.post(set_at, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    newcomer.post("/account/login/", {"login": "javid", "password": NEW_PASSWORD})

    assert newcomer.get("/").status_code == 200
    assert newcomer.get(url("home")).status_code == 403
    late = browser(None).get(link[1], follow=True)
    assert not late.redirect_chain
    assert "password1" not in late.content.decode()


def test_the_link_goes_to_the_office_address_in_the_persons_language(amina, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = browser(amina)
    open_account(client)

    answer = client.post(url("invite", "javid"), {"mail": "1"})

    assert answer.status_code == 302
    (message,) = mail.outbox
    assert message.to == ["j@example.org"]
    assert "/account/password/reset/key/" in message.body
    assert "javid" in message.body


def test_where_no_mail_server_answers_the_link_is_shown_instead(amina, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    client = browser(amina)
    open_account(client)

    answer = client.post(url("invite", "javid"), {"mail": "1"})

    assert answer.status_code == 200
    assert "/account/password/reset/key/" in answer.content.decode()
    assert "did not take the message" in answer.content.decode()


def test_an_administrator_signs_somebody_out_everywhere(amina, dalia):
    elsewhere = browser(dalia)

    browser(amina).post(url("end_sessions", "dalia"))

    assert elsewhere.get("/").status_code == 302
    assert Entry.objects.filter(did="sessions.ended", by=amina).exists()


def test_an_administrator_who_ends_their_own_sessions_stays_here(amina):
    here, elsewhere = browser(amina), browser(amina)

    here.post(url("end_sessions", "amina"))

    assert here.get(url("home")).status_code == 200
    assert elsewhere.get(url("home")).status_code == 302


def test_instead_of_a_form_that_would_be_refused_the_reason_is_shown(amina):
    page = browser(amina).get(url("close_account", "amina")).content.decode()

    assert "Nobody closes their own account" in page
    assert 'name="why"' not in page
    answer = browser(amina).post(url("close_account", "amina"), {"why": "Tired"})
    assert answer.status_code == 403


def test_the_head_names_a_deputy_from_their_own_people(elvin, farid, gunay, hasan):
    client = browser(elvin)
    post = farid.appointments.get()

    page = client.get(url("deputies")).content.decode()
    assert "Farid" in page
    assert "Hasan" not in page
    form = client.get(url("name_deputy", post.pk)).content.decode()
    assert "Gunay" in form
    assert "Hasan" not in form
    today = localdate()
    answer = client.post(
        url("name_deputy", post.pk),
        {
            "deputy": gunay.pk,
            "since": today.isoformat(),
            "until": (today + timedelta(days=7)).isoformat(),
            "order_number": "№ 5",
        },
    )

    assert answer.status_code == 302
    assert Appointment.objects.get(user=gunay, role=Role.APPROVER).deputy_for == post


def test_the_people_of_another_body_are_nowhere_to_be_found(elvin, hasan):
    post = hasan.appointments.get()

    assert browser(elvin).get(url("name_deputy", post.pk)).status_code == 404
    assert browser(elvin).get(url("end_post", post.pk)).status_code == 404


def test_a_hand_over_shows_what_passes_on(amina, gunay, dalia):
    client = browser(amina)
    post = gunay.appointments.get()

    assert "no open draft" in client.get(url("hand_over", post.pk)).content.decode()
    answer = client.post(
        url("hand_over", post.pk),
        {"successor": dalia.pk, "last_day": localdate().isoformat(), "order_number": "№ 6"},
    )

    assert answer.headers["Location"] == url("account", "dalia")
    assert dalia.appointments.filter(body__code="labour").exists()
