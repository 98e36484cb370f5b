"""Pages of the mechanism ask the database little: twelve questions at most, however much stands on them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from dayaq.referrals.actions import identification, letters, receipts, taking
from dayaq.referrals.models import Receipt
from dayaq.referrals.states import LetterKind, Stage
from dayaq.vault.context import asking, house

pytestmark = pytest.mark.django_db

MOST = 12


@pytest.fixture
def taken(sent, amina, noon):
    """A case from a referral, with letters, a receipt, a wish and clocks."""
    with asking(amina, at=noon):
        case = taking.accept(sent, by=amina, at=noon).case
        assert case is not None
        identification.advance(case, Stage.INQUIRY, by=amina, at=noon)
        for _n in range(3):
            letters.issue(
                case, kind=LetterKind.SERVICE, language="az", issuer=case.lead, is_named=False,
                by=amina, at=noon,
            )  # fmt: skip
        code = receipts.give(case, language="az", by=amina, at=noon)
    receipts.wish(code, "call", at=noon)
    with house("story"):  # the page looks at today
        Receipt.objects.for_house().update(expires_at=now() + timedelta(days=1))
    return case


def asked_by(client, address) -> list[str]:
    """What a page asks besides who is asking, and besides holding the transaction together."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [
        one["sql"] for one in asked if " FROM " in one["sql"] and "set_config" not in one["sql"]
    ]


def test_no_page_of_a_case_asks_more_than_twelve_questions(taken, sent, amina, client):
    client.force_login(amina)
    pages = [
        *(
            reverse(f"referrals:{name}", args=[taken.reference])
            for name in ("identification", "letters", "issue_letter", "give_receipt", "decide")
        ),
        reverse("referrals:inbox"),
        reverse("referrals:referral", args=[sent.reference]),
        reverse("cases:case", args=[taken.reference]),
    ]
    found = {page: asked_by(client, page) for page in pages}
    assert {page: len(asked) for page, asked in found.items() if len(asked) > MOST} == {}
