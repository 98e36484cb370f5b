"""Many recommendations at once, from Excel: all rows are stored, or none."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.models import record_each
from dayaq.cooperation.policies import why_not_steer
from dayaq.directory.models import Body
from dayaq.imports.sheets import Fault, Faulty, Outcome, Row
from dayaq.recommendations.models import Recommendation

BATCH = 500


def bring_in_recommendations(
    rows: Sequence[Row],
    *,
    body: Body,
    by: User,
    at: datetime,
    is_trial: bool,
) -> Outcome:
    """Store the paragraphs that are not here yet; the same paragraph again is known already.

    Within the caller's transaction. Raises Faulty with everything that is wrong.
    """
    require(why_not_steer(by))
    standing = {
        (document, paragraph): text
        for document, paragraph, text in Recommendation.objects.filter(
            document__in={row["document"].pk for row in rows if row["document"]}
        ).values_list("document", "paragraph", "text")
    }
    faults: list[Fault] = []
    seen: dict[tuple[int, str], int] = {}
    fresh: list[Row] = []
    for row in rows:
        if not (row["document"] and row["paragraph"] and row["text"]):
            continue  # what is missing was said when the row was read
        key = (row["document"].pk, row["paragraph"])
        if key in seen:
            said = _("This paragraph stands in row %(row)s already.") % {"row": seen[key]}
            faults.append(Fault(row.number, "paragraph", said))
        elif key not in standing:
            fresh.append(row)
        elif standing[key] != row["text"]:
            said = _("This paragraph stands here already, with other words. Change it on its page.")
            faults.append(Fault(row.number, "text", said))
        seen.setdefault(key, row.number)
    if faults or is_trial:
        raise Faulty(faults)
    added = Recommendation.objects.bulk_create(
        [
            Recommendation(
                document=row["document"],
                paragraph=row["paragraph"],
                text=row["text"],
                clauses=row["measures"] or [],
                next_on=row["next_on"] or row["document"].next_report_on,
            )
            for row in fresh
        ],
        batch_size=BATCH,
    )
    concerned = Recommendation.bodies.through
    concerned.objects.bulk_create(
        [
            concerned(recommendation=known, body=one)
            for known, row in zip(added, fresh, strict=True)
            for one in row["bodies"] or []
        ],
        batch_size=BATCH,
    )
    record_each("recommendation.imported", added, by=by, at=at, for_body=body)
    return Outcome(stored=len(added), known=len(rows) - len(fresh))
