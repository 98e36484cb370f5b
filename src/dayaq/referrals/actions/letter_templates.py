"""Taking in the ministry's templates of letters."""

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.referrals.models import LetterTemplate
from dayaq.referrals.policies import letters as may

if TYPE_CHECKING:
    from dayaq.accounts.models import User

SHIPPED = 1
"""The number of the template that came with the product; uploaded ones go on from there."""


@transaction.atomic
def upload_template(
    kind: str, language: str, content: bytes, *, valid_from: date, by: "User", at: datetime
) -> LetterTemplate:
    """Keep a new version, already tried out, in use from that day on; earlier ones stay.

    The same file for the same day twice is one version.
    """
    require(may.why_not_keep_templates(by))
    digest = hashlib.sha256(content).hexdigest()
    newest = LetterTemplate.objects.of(kind, language).select_for_update().first()
    if newest is not None and (newest.sha256, newest.valid_from) == (digest, valid_from):
        return newest
    template = LetterTemplate.objects.create(
        kind=kind,
        language=language,
        number=(newest.number if newest else SHIPPED) + 1,
        valid_from=valid_from,
        content=content,
        sha256=digest,
        uploaded_by=by,
        uploaded_at=at,
    )
    record(
        "letter_template.uploaded", template, by=by, at=at, sha256=digest,
        kind=str(kind), valid_from=valid_from.isoformat(),
    )  # fmt: skip
    return template
