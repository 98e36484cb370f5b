"""People, cases, what is told in them, and who may read it."""

from dayaq.cases.models.acts import SharingRow
from dayaq.cases.models.cases import Case, CaseQuerySet, CaseRecord, Transition
from dayaq.cases.models.closing import Opening, Seal
from dayaq.cases.models.coded import Coded, CodedList
from dayaq.cases.models.consent import Consent
from dayaq.cases.models.documents import Document
from dayaq.cases.models.keeping import RetentionDecision
from dayaq.cases.models.merging import Merge
from dayaq.cases.models.people import (
    Contact,
    Identity,
    Person,
    PersonRecord,
    ReadQuerySet,
    Trace,
)
from dayaq.cases.models.sections import (
    Health,
    Journey,
    Legal,
    Need,
    Note,
    Protection,
    Relative,
    Situation,
    Whereabouts,
)
from dayaq.cases.models.sharing import Assignment, Disclosure, Grant
from dayaq.cases.models.taking_part import Participation
from dayaq.cases.models.texts import ConsentText
from dayaq.cases.models.watching import Alert

__all__ = [
    "Alert",
    "Assignment",
    "Case",
    "CaseQuerySet",
    "CaseRecord",
    "Coded",
    "CodedList",
    "Consent",
    "ConsentText",
    "Contact",
    "Disclosure",
    "Document",
    "Grant",
    "Health",
    "Identity",
    "Journey",
    "Legal",
    "Merge",
    "Need",
    "Note",
    "Opening",
    "Participation",
    "Person",
    "PersonRecord",
    "Protection",
    "ReadQuerySet",
    "Relative",
    "RetentionDecision",
    "Seal",
    "SharingRow",
    "Situation",
    "Trace",
    "Transition",
    "Whereabouts",
]
