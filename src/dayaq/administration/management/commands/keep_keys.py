"""Keys at the machine: how they stand, a new one, the change-over, the end of an old one."""

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime, now

from dayaq.access.refusal import Denied
from dayaq.administration.actions import keys as acts
from dayaq.administration.management.machine import operator
from dayaq.audit.models import record
from dayaq.cases.actions import reindexing
from dayaq.jobs.models import Job
from dayaq.vault import keys, rotation
from dayaq.vault.models import IndexKey, MasterKey

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "List keys by their fingerprints (changes nothing), add, rotate or retire one."

    def add_arguments(self, parser: "ArgumentParser") -> None:
        parser.add_argument("act", choices=("list", "add", "rotate", "retire"))
        parser.add_argument("number", nargs="?", type=int, default=0)
        parser.add_argument("--search", action="store_true", help="the search key")
        parser.add_argument("--why", default="", help="the reason, for the record of changes")
        parser.add_argument("--take-out", action="store_true", help="of the key file, too")

    def handle(self, *args: Any, **options: Any) -> str:  # noqa: ARG002
        try:
            match options["act"]:
                case "list":
                    return _listed()
                case "add":
                    return _add()
                case "rotate":
                    return _rotate(search=options["search"])
                case _:
                    return _retire(options["number"], options["why"], out=options["take_out"])
        except (Denied, keys.KeyUnavailable) as reason:
            raise CommandError(str(reason)) from None


def _listed() -> str:
    known = list(MasterKey.objects.all())
    masters = acts.master_keys(known, rotation.still_used(known))
    searches = acts.search_keys(list(IndexKey.objects.all()))
    rows = acts.rows_under(key.version for key in masters if key.version and key.status != "new")
    lines = ["Master keys"]
    lines += [_line(key, rows.get(key.version or 0)) for key in masters]
    lines += ["Search keys", *(_line(key, None) for key in searches)]
    for task in (rotation.TASK, reindexing.TASK):
        if (job := acts.latest_job(task)) is not None:
            lines.append(_told(job))
    return "\n".join(lines)


def _line(key: acts.Standing, rows: int | None) -> str:
    since = f", since {localtime(key.used_since):%Y-%m-%d %H:%M}" if key.used_since else ""
    number = "–" if key.version is None else key.version
    said = f"{number:>4}  {key.fingerprint}  {key.label}{since}"
    if rows is not None:
        said += f"; people: {rows:,}"
    return said + ("" if key.is_here or key.status == "retired" else "; NOT HERE")


def _told(job: Job) -> str:
    said = f"Job {job.pk}: {job.title}: {job.get_status_display()}, {job.done} of {job.total}"
    return f"{said}. {job.failure}" if job.failure else said


def _add() -> str:
    version = keys.add_to_file()
    known = keys.keyring().fingerprint(version)
    record(
        "master_key.added", MasterKey, by=None, at=now(),
        number=version, fingerprint=known, operator=operator(),
    )  # fmt: skip
    return (
        f"Master key {version} ({known}) is in the file. Put it in escrow and on every machine, then: "
        "dayaq keys rotate."
    )


def _rotate(*, search: bool) -> str:
    rotate = acts.rotate_search if search else acts.rotate_master
    job = rotate(by=None, at=now(), operator=operator())
    return (
        "All that is new is under the new key from now on. Everybody else follows as job "
        f"{job.pk}, which a worker does; dayaq keys list says how far it is."
    )


def _retire(version: int, why: str, *, out: bool) -> str:
    if not why.strip():
        raise CommandError("Say why, for the record: --why …")
    key = acts.retire_master(version, by=None, at=now(), why=why.strip(), operator=operator())
    if out:
        keys.take_out_of_file(version)
    where = "It is out of the file" if out else "Take it out of the file now"
    return (
        f"Master key {version} ({key.fingerprint}) is retired. {where}; keep it in escrow as long as a "
        "backup needs it."
    )
