"""The sealed record at the machine: verify it, hand it out, seal it, begin a new file of seals."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from dayaq.administration.management.machine import operator
from dayaq.audit import proof, sealing, verifying
from dayaq.audit.models import Entry
from dayaq.audit.recording import record_export

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = (
        "Verify the record (changes nothing; exit 1 and one sentence at the first row or checkpoint "
        "amiss), export it, seal it now, or set the file of checkpoints aside."
    )

    def add_arguments(self, parser: "ArgumentParser") -> None:
        parser.add_argument("act", choices=("verify", "export", "seal", "set-aside"))
        parser.add_argument("file", nargs="?", default="")
        parser.add_argument("--checkpoints", default="", help="the folder outside the database")
        parser.add_argument("--why", default="")

    def handle(self, *args: Any, **options: Any) -> str:  # noqa: ARG002
        folder = Path(options["checkpoints"] or settings.AUDIT_CHECKPOINT_DIR)
        try:
            match options["act"]:
                case "verify":
                    return str(verifying.verify(folder))
                case "seal":
                    return f"{sealing.seal(at=now(), folder=folder)} checkpoints were made."
                case "export":
                    return _export(Path(options["file"]), folder, options["why"])
                case _:
                    aside = sealing.set_aside(why=_told(options["why"]), at=now(), folder=folder)
                    return f"The file is now {aside}; a new one begins with the next round."
        except (proof.Broken, sealing.CannotSeal) as reason:
            raise CommandError(str(reason)) from None
        except OSError as reason:
            raise CommandError(f"{reason.strerror}: {reason.filename}.") from None


def _export(path: Path, folder: Path, why: str) -> str:
    purpose, at = _told(why), now()
    made = verifying.export(path, folder=folder, at=at)
    try:
        record_export(
            Entry,
            what="whole-record",
            purpose=purpose,
            rows=made.rows,
            sha256=made.sha256,
            by=None,
            at=at,
            operator=operator(),
        )
    except BaseException:
        path.unlink()  # nothing leaves without a word
        raise
    return f"{made.rows} rows are in {path} (SHA-256 {made.sha256})."


def _told(why: str) -> str:
    if not why.strip():
        raise CommandError("Say why, for the record: --why …")
    return why.strip()
