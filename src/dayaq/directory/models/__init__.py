"""Bodies with dated names and successors, regions, holidays, code lists and dated parameters.

Everything here is data that a ministry keeps, never a constant: each row says where it comes from
and who confirmed it, and stays unconfirmed until somebody has.
"""

from dayaq.directory.models.bodies import (
    Body,
    BodyGroup,
    BodyKind,
    BodyName,
    BodyQuerySet,
    Succession,
)
from dayaq.directory.models.facts import (
    Dated,
    Language,
    Sourced,
    holding_on,
)
from dayaq.directory.models.places import (
    Holiday,
    HolidayQuerySet,
    Region,
    RegionKind,
)
from dayaq.directory.models.rules import (
    Code,
    CodeList,
    CodeQuerySet,
    Parameter,
    ParameterQuerySet,
    ParameterValue,
)

__all__ = [
    "Body",
    "BodyGroup",
    "BodyKind",
    "BodyName",
    "BodyQuerySet",
    "Code",
    "CodeList",
    "CodeQuerySet",
    "Dated",
    "Holiday",
    "HolidayQuerySet",
    "Language",
    "Parameter",
    "ParameterQuerySet",
    "ParameterValue",
    "Region",
    "RegionKind",
    "Sourced",
    "Succession",
    "holding_on",
]
