"""Reading a file in the background."""

from typing import Any

from dayaq.imports import actions
from dayaq.imports.models import Import
from dayaq.imports.states import Status
from dayaq.jobs.progress import Progress, task


@task(actions.TASK)
def read(progress: Progress, /, **args: Any) -> None:
    """Read and store a file. Begun again after a crash, it begins at the first row."""
    sent = Import.objects.select_related("body", "sent_by").get(pk=args["import"])
    if sent.status != Status.READING:
        return
    progress.begin(0)
    actions.carry_out(sent, by=sent.sent_by, say=progress.reached)
