"""Taking in a new template of a paper."""

import hashlib
from datetime import datetime

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.models import record
from dayaq.cooperation.models import PaperTemplate
from dayaq.cooperation.policies import why_not_steer
from dayaq.cooperation.states import Paper

SHIPPED = 1


@transaction.atomic
def upload_template(
    paper: Paper, language: str, content: bytes, *, by: User, at: datetime
) -> PaperTemplate:
    """Keep a new version of the template, already tried out; earlier ones stay.

    The same file twice is one version: then nothing changes and the answer is the standing one.
    """
    require(why_not_steer(by))
    digest = hashlib.sha256(content).hexdigest()
    standing = PaperTemplate.objects.of(paper, language).select_for_update().first()
    if standing is not None and standing.sha256 == digest:
        return standing
    template = PaperTemplate.objects.create(
        paper=paper,
        language=language,
        number=(standing.number if standing else SHIPPED) + 1,
        content=content,
        sha256=digest,
        uploaded_by=by,
        uploaded_at=at,
    )
    record("paper_template.uploaded", template, by=by, at=at, sha256=digest)
    return template
