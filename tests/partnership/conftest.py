"""Leyla drafts for the labour ministry; Orxan has her role at another body; Kamran coordinates."""

from dayaq.access.actions import add_row
from dayaq.directory.models import Code
from dayaq.partnership import policies
from tests.cast import (  # noqa: F401 - the people of all registers
    border,
    kamran,
    labour,
    leyla,
    nigar,
    ombra,
    orxan,
)
from tests.learning.conftest import noon  # noqa: F401


def country(code):
    return Code.objects.get(list__code="country", code=code)


def kept(model, **fields):
    return add_row(model, "partner.added", why_not=policies.why_not_keep, **fields)
