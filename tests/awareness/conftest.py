"""The cast of trainings; what they hand out, read and show."""

from datetime import date

import pytest

from dayaq.access.actions import add_row
from dayaq.awareness import policies
from dayaq.awareness.actions import library
from dayaq.awareness.models import Campaign, Material, Point
from dayaq.directory.models import Code
from tests.cast import (  # noqa: F401 - the people of all registers
    border,
    kamran,
    labour,
    leyla,
    nigar,
    ombra,
    orxan,
)
from tests.learning.conftest import course, held, noon, programme  # noqa: F401

LINK = "https://example.org/guide"


def code(list_code, one):
    return Code.objects.get(list__code=list_code, code=one)


def kept(model, did, **fields):
    return add_row(model, did, why_not=policies.why_not_keep, **fields)


@pytest.fixture
def leaflet(labour, leyla, noon):  # noqa: F811
    """An issued leaflet in Azerbaijani."""
    made = kept(
        Material, "material.added", body=labour, title="İŞ axtaranlar üçün vərəqə",
        summary="Məcburi əməyin əlamətləri", kind="leaflet", by=leyla, at=noon,
    )  # fmt: skip
    library.put_in(
        made, language=code("language", "az"), is_new_version=True, link=LINK, by=leyla, at=noon
    )
    return library.issue(made, by=leyla, at=noon)


@pytest.fixture
def point(labour, leyla, noon):  # noqa: F811
    return kept(Point, "point.added", body=labour, title="Samur", kind="border", by=leyla, at=noon)


DAY = date(2024, 3, 7)


@pytest.fixture
def campaign(labour, leyla, noon):  # noqa: F811
    return kept(
        Campaign, "campaign.added", body=labour, title="Təhlükəsiz iş", starts_on=DAY, ends_on=DAY,
        media=[code("awareness-medium", "clip")], languages=[code("language", "az")],
        by=leyla, at=noon,
    )  # fmt: skip
