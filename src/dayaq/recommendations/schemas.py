"""What comes into this room from Excel: recommendations, one paragraph a row."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from dayaq.access.permissions import Permission
from dayaq.cooperation.schemas import Verbatim, bodies, measures
from dayaq.imports.sheets import Column, Day, Named, OneOf, Several, Sheet, Text
from dayaq.recommendations.actions.importing import bring_in_recommendations
from dayaq.recommendations.models import SourceDocument


def documents() -> Named:
    """By number and by title."""
    for document in SourceDocument.objects.all():
        yield [document.label, document.title], document


RECOMMENDATIONS = Sheet(
    code="recommendations",
    title=pgettext_lazy("register", "Recommendations"),
    lead=gettext_lazy(
        "What international bodies recommend: one row for each paragraph. The document itself is added "
        "first, on the page of documents."
    ),
    columns=(
        Column(
            "document",
            gettext_lazy("Document"),
            OneOf(documents, gettext_lazy("A document that stands here, by its number or title")),
            is_required=True,
        ),
        Column(
            "paragraph", gettext_lazy("Paragraph"), Text(40), is_required=True, example="94 (a)"
        ),
        Column("text", gettext_lazy("Recommendation"), Verbatim(), is_required=True),
        Column(
            "measures",
            gettext_lazy("Measures"),
            Several(OneOf(measures, gettext_lazy("A measure by its clause"))),
            example="4.1.10; 4.4.5",
        ),
        Column(
            "bodies",
            gettext_lazy("Bodies concerned"),
            Several(OneOf(bodies, gettext_lazy("A body of the directory, by any of its names"))),
        ),
        Column("next_on", gettext_lazy("Next date"), Day(), example="01.06.2025"),
    ),
    keep=Permission.COOPERATION_STEER,
    take=bring_in_recommendations,
    register="recommendations:recommendations",
)
