"""Building, signing and giving up editions, and taking in their templates."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import Role
from dayaq.audit.models import record
from dayaq.jobs.actions import start
from dayaq.notices.actions import tell
from dayaq.notices.recipients import people_at
from dayaq.reporting.models import Cycle, Edition, EditionFile, EditionTemplate
from dayaq.reporting.models.editions import SHIPPED, content_hash
from dayaq.reporting.policies import editions as may
from dayaq.reporting.states import EditionStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@dataclass(frozen=True, slots=True)
class Made:
    """One file that was rendered; `template` is the uploaded one that it was made by."""

    language: str
    format: str
    content: bytes
    template: EditionTemplate | None = None


@transaction.atomic
def build_edition(cycle: Cycle, *, by: "User", at: datetime) -> Edition:
    """Have the cycle's edition built in the background, where it shows how far it is."""
    edition = begin_edition(cycle, by=by, at=at)
    start(
        may.BUILD_TASK,
        _("Building the yearly information %(edition)s") % {"edition": edition},
        by=by,
        at=at,
        args={"edition": edition.pk},
        result_url=reverse("reporting:edition", args=[edition.pk]),
    )
    return edition


@transaction.atomic
def begin_edition(cycle: Cycle, *, by: "User", at: datetime) -> Edition:
    """The edition that is to be built: a new number after a signed one, else the draft once more.

    Until the build is ready, a draft that stood before keeps its snapshot and its files.
    """
    cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    require(may.why_not_build(cycle, by))

    edition = cycle.editions.order_by("-number").first()
    if edition is None or edition.is_signed:
        number = 1 if edition is None else edition.number + 1
        edition = Edition.objects.create(cycle=cycle, number=number, cut_off_at=at)
    else:
        edition.status, edition.failure = EditionStatus.BUILDING, ""
        edition.save(update_fields=["status", "failure"])
    record("edition.build_asked", edition, by=by, at=at)
    return edition


@transaction.atomic
def finish_edition(
    edition: Edition,
    *,
    snapshot: dict[str, Any],
    previous: Edition | None,
    files: Sequence[Made],
    by: "User | None",
    at: datetime,
) -> Edition:
    """The build is ready: snapshot and all files replace what stood, together or not at all.

    `at` is when the snapshot was taken. Raises Denied when the edition is no longer being built.
    """
    edition = _locked(edition)
    if not edition.is_building:
        raise Denied(_("This edition is not being built any more."))

    edition.status = EditionStatus.DRAFT
    edition.snapshot, edition.snapshot_sha256 = snapshot, content_hash(snapshot)
    edition.previous = previous
    edition.cut_off_at, edition.built_by, edition.built_at = at, by, at
    edition.failure = ""
    edition.save()
    edition.files.all().delete()
    EditionFile.objects.bulk_create(
        EditionFile(
            edition=edition,
            language=made.language,
            format=made.format,
            template=made.template,
            content=made.content,
            sha256=hashlib.sha256(made.content).hexdigest(),
        )
        for made in files
    )
    _tell_heads(edition, at=at)
    record("edition.built", edition, by=by, at=at, sha256=edition.snapshot_sha256)
    return edition


def _tell_heads(edition: Edition, *, at: datetime) -> None:
    heads = people_at(may.coordinating_bodies(), Role.HEAD, on=localdate(at))
    tell(
        [person for people in heads.values() for person in people],
        "reporting.edition_ready",
        key=f"edition:{edition.pk}:{edition.snapshot_sha256[:16]}",
        url=reverse("reporting:edition", args=[edition.pk]),
        at=at,
        edition=str(edition),
    )


@transaction.atomic
def give_up_edition(edition: Edition, *, reason: str, by: "User | None", at: datetime) -> Edition:
    """The build was cancelled or failed: a draft that stood before stands again."""
    edition = _locked(edition)
    if not edition.is_building:
        return edition
    has_draft = edition.files.exists()
    edition.status = EditionStatus.DRAFT if has_draft else EditionStatus.FAILED
    edition.failure = reason
    edition.save(update_fields=["status", "failure"])
    record("edition.build_given_up", edition, by=by, at=at, reason=reason)
    return edition


@transaction.atomic
def sign_edition(edition: Edition, *, by: "User", at: datetime) -> Edition:
    """Sign the draft. From here on the database lets neither it nor its files change."""
    edition = _locked(edition)
    require(may.why_not_sign(edition, by))
    if not edition.is_intact or not all(file.is_intact for file in edition.files.all()):
        raise Denied(_("The draft is not what was built. Build it again, then sign."))

    edition.status, edition.signed_by, edition.signed_at = EditionStatus.SIGNED, by, at
    edition.save(update_fields=["status", "signed_by", "signed_at"])
    record("edition.signed", edition, by=by, at=at, sha256=edition.snapshot_sha256)
    return edition


@transaction.atomic
def upload_template(language: str, content: bytes, *, by: "User", at: datetime) -> EditionTemplate:
    """Keep a new version of the template, already tried out; earlier ones stay.

    The same file twice is one version: then nothing changes and the answer is the standing one.
    """
    require(may.why_not_change_template(by))
    digest = hashlib.sha256(content).hexdigest()
    standing = EditionTemplate.objects.of(language).select_for_update().first()
    if standing is not None and standing.sha256 == digest:
        return standing

    template = EditionTemplate.objects.create(
        language=language,
        number=(standing.number if standing else SHIPPED) + 1,
        content=content,
        sha256=digest,
        uploaded_by=by,
        uploaded_at=at,
    )
    record("template.uploaded", template, by=by, at=at, sha256=digest)
    return template


def _locked(edition: Edition) -> Edition:
    return (
        Edition.objects.select_for_update(of=("self",))
        .select_related("cycle__version__plan")
        .get(pk=edition.pk)
    )
