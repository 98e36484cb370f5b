"""What is answered to a document, paragraph by paragraph, as a template reads it."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format

from dayaq.recommendations.models import Recommendation, SourceDocument


def compose(document: SourceDocument, rows: Iterable[Recommendation]) -> dict[str, Any]:
    """The rows bring their approved answers along, as `answers`."""
    return {
        "title": document.title,
        "symbol": document.symbol,
        "issuer": str(document.issuer),
        "published": date_format(document.published_on, "DATE_FORMAT"),
        "rows": [
            {
                "paragraph": row.paragraph,
                "text": row.text,
                "measures": ", ".join(row.clauses),
                "bodies": "; ".join(str(body) for body in row.bodies.all()),
                "status": row.get_status_display(),
                "answers": [
                    {
                        "body": answer.body_name,
                        "as_of": date_format(answer.as_of, "DATE_FORMAT"),
                        "text": answer.text.splitlines(),
                    }
                    for answer in row.answers  # type: ignore[attr-defined]
                ],
            }
            for row in rows
        ],
    }
