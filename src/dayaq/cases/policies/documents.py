"""Is this a file that a case may hold?"""

from datetime import datetime
from typing import IO, TYPE_CHECKING

from django.utils.timezone import localdate

from dayaq.directory.models import Parameter
from dayaq.vault.kinds import why_not_take

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal


def why_not_keep(clear: IO[bytes], *, at: datetime) -> "Refusal | None":
    """Asked of the bytes themselves; how large they may be is a parameter of the ministry."""
    most = Parameter.objects.value_of("document.most", on=localdate(at), default="50")
    return why_not_take(clear, most=int(most) * 1024**2)
