"""Materials: put in, issued, withdrawn, read, downloaded; and the reminders to those who must read."""

from datetime import datetime, timedelta
from io import BytesIO

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import Role, User
from dayaq.audit.changes import locked, refuse_unsound, revise
from dayaq.audit.models import record
from dayaq.awareness import policies
from dayaq.awareness.models import Acknowledgement, Issue, Material
from dayaq.awareness.states import MaterialStatus
from dayaq.directory.models import Code
from dayaq.kernel import files
from dayaq.notices.actions import tell
from dayaq.notices.recipients import people_at
from dayaq.vault.scanning import ScannerUnavailable, scan


@transaction.atomic
def put_in(
    material: Material,
    *,
    language: Code,
    is_new_version: bool,
    by: User,
    at: datetime,
    content: bytes | None = None,
    name: str = "",
    link: str = "",
) -> Issue:
    """A file or a link in one language: of the newest version, or of the next one."""
    material = locked(material)
    require(policies.why_not_keep(material.body_id, by))
    version = material.version + 1 if is_new_version or not material.version else material.version
    issue = Issue(
        material=material, version=version, language=language, link=link, put_in_on=localdate(at)
    )
    if content is not None:
        require(files.why_not_keep(content))
        _refuse_malware(content)
        kind = files.kind_of(content) or ""
        issue.content, issue.content_type = content, files.KINDS[kind]
        issue.file_name = files.named(name, kind)
    refuse_unsound(issue)
    issue.save()
    told = {"version": version, "language": str(language), "file": issue.file_name or link}
    record("material.put_in", material, by=by, at=at, for_body=material.body, after=told)
    if version != material.version:
        material.version = version
        material.save(update_fields=["version"])
    return issue


def _refuse_malware(content: bytes) -> None:
    try:
        verdict = scan(BytesIO(content))
    except ScannerUnavailable:
        raise Denied(
            _(
                "The file could not be checked for malware just now. Try again in a few minutes; "
                "if it stays so, tell the administrator."
            )
        ) from None
    if verdict.finding:
        raise Denied(
            _("The file carries malware (%(name)s) and was not kept.") % {"name": verdict.finding}
        )


@transaction.atomic
def issue(material: Material, *, by: User, at: datetime) -> Material:
    """From now on everybody finds it, and the staff of its readers is asked to read it."""
    material = locked(material)
    require(policies.why_not_issue(material, by))
    issued = {"status": MaterialStatus.ISSUED, "issued_on": material.issued_on or localdate(at)}
    return revise(material, "material.issued", issued, by=by, at=at)


@transaction.atomic
def withdraw(material: Material, *, by: User, at: datetime, why: str) -> Material:
    material = locked(material)
    require(policies.why_not_withdraw(material, by))
    gone = {"status": MaterialStatus.WITHDRAWN}
    return revise(material, "material.withdrawn", gone, by=by, at=at, why=why)


@transaction.atomic
def acknowledge(material: Material, *, by: User, at: datetime) -> Acknowledgement:
    """The person says that the newest version was read. Said for the body that was asked."""
    material = locked(material)
    require(policies.why_not_acknowledge(material, by))
    asked = {body.pk for body in material.readers.all()}
    body = next(post.body_id for post in by.posts if post.body_id in asked)
    said = Acknowledgement.objects.create(
        material=material, version=material.version, user=by, body_id=body, on=localdate(at)
    )
    record("material.acknowledged", material, by=by, at=at, version=material.version)
    return said


def count_download(issue: Issue) -> None:
    """One more; nobody keeps who."""
    Issue.objects.filter(pk=issue.pk).update(downloads=F("downloads") + 1)


WARNED_BEFORE = timedelta(days=30)
"""So long before the day of its review the drafters of a material hear of it."""


def remind_of_reviews(*, at: datetime) -> int:
    """The drafters of its body hear that a material is to be reviewed soon, and once more on the day."""
    today = localdate(at)
    told = 0
    for material in Material.objects.to_review(on=today + WARNED_BEFORE):
        is_due = material.review_on <= today  # type: ignore[operator]  # `to_review` found it by its day
        people = people_at([material.body_id], Role.DRAFTER, on=today).get(material.body_id, [])
        tell(
            people,
            "awareness.review_due" if is_due else "awareness.review_soon",
            key=f"awareness.review:{material.pk}:{material.review_on}:{is_due}",
            url=reverse("awareness:material", args=[material.pk]),
            at=at,
            number=material.number,
            until=material.review_on,
        )
        told += len(people)
    return told


STAFF = tuple(Role)
"""Whoever works at a body, in whatever role."""


def remind(*, at: datetime) -> int:
    """The staff of the bodies that must read a material, each once for a version; how many were told."""
    told = 0
    issued = Material.objects.filter(status=MaterialStatus.ISSUED, readers__isnull=False)
    for material in issued.distinct().prefetch_related("readers"):
        said = set(
            material.acknowledgements.filter(version=material.version).values_list(
                "user", flat=True
            )
        )
        bodies = [body.pk for body in material.readers.all()]
        people = {
            person.pk: person
            for found in people_at(bodies, *STAFF, on=localdate(at)).values()
            for person in found
            if person.pk not in said
        }
        tell(
            list(people.values()),
            "awareness.to_acknowledge",
            key=f"awareness.to_acknowledge:{material.pk}:{material.version}",
            url=reverse("awareness:material", args=[material.pk]),
            at=at,
            number=material.number,
        )
        told += len(people)
    return told
