"""What the clock does for the record: it is sealed each minute."""

import logging
from datetime import datetime

from dayaq.audit import sealing
from dayaq.jobs.clock import every

log = logging.getLogger(__name__)


@every("* * * * *", "audit.seal")
def seal(at: datetime) -> None:
    """Seal what is final. Where the files contradict the database, an operator must look first."""
    try:
        sealing.seal(at=at)
    except sealing.CannotSeal as reason:
        log.error("the record is not sealed: %s", reason)  # noqa: TRY400 - the sentence says all
