"""What is hostile, or merely odd, is handled in a sentence by every register without people."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from dayaq.awareness.models import Material
from dayaq.directory.models import Code
from dayaq.proposals.actions import proposals as proposing
from tests.partnership.conftest import kept
from tests.vault.test_uploads import DOCX, office

ODD = '=HYPERLINK("x","y") مرحبا بكم 🕊️ <script>alert(1)</script>'
REGISTERS = (
    ("partnership:add_partner", "partnership:partners", {"kind": "ngo"}),
    ("partnership:add_resource", "partnership:resources", {"offered": 1, "offered_on": "2024-03-07"}),
    ("partnership:add_study", "partnership:studies", {"topic": "x", "stage": "planned"}),
    ("awareness:add_material", "awareness:materials", {"kind": "guide"}),
    ("awareness:add_point", "awareness:points", {"kind": "border"}),
    ("proposals:begin_proposal", "proposals:proposals", {"kind": "rules"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("add", "register", "says"), REGISTERS, ids=[register for _add, register, _s in REGISTERS]
)
def test_a_title_may_be_in_any_writing_and_never_runs(client, leyla, add, register, says):
    client.force_login(leyla)

    long = client.post(reverse(add), {**says, "title": "Ə" * 10_000})
    odd = client.post(reverse(add), {**says, "title": ODD})
    page = client.get(reverse(register)).content.decode()
    table = b"".join(client.get(f"{reverse(register)}?export=csv")).decode()

    assert (long.status_code, odd.status_code) == (422, 302)
    assert "10000" in long.content.decode()
    assert escape(ODD) in page
    assert "<script>alert" not in page
    assert "'=HYPERLINK" in table


def test_a_document_with_macros_is_refused_in_a_sentence(client, leyla, labour, noon):
    material = kept(Material, body=labour, title="Guide", kind="guide", by=leyla, at=noon)
    proposal = proposing.begin_proposal(body=labour, kind="rules", title="R", by=leyla, at=noon)
    client.force_login(leyla)
    language = Code.objects.get(list__code="language", code="az")

    for address, says in (
        (reverse("awareness:put_in", args=[material.pk]), {"language": language.pk}),
        (reverse("proposals:add_draft", args=[proposal.pk]), {"text": "1. One."}),
    ):
        file = SimpleUploadedFile("a.docx", office(*DOCX, "word/vbaProject.bin"))
        answer = client.post(address, {**says, "file": file})
        assert answer.status_code == 422, address
        assert "macros" in answer.content.decode()
