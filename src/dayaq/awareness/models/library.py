"""The library: materials, guides, standards and briefs, their versions, and who said that they read them."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.permissions import Permission, holds
from dayaq.awareness.models.kept import Kept, KeptQuerySet
from dayaq.awareness.states import NEXT_MATERIAL, MaterialKind, MaterialStatus
from dayaq.directory.models import Body, Code
from dayaq.kernel.related import sum_of
from dayaq.kernel.text import Fold, fold
from dayaq.learning.models.training import AUDIENCES, TOPICS

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class Lexemes(Func):
    """The words of a title and a text as they are searched: folded, so that no casing is in the way.

    `simple` changes no word: there is no Azerbaijani dictionary in PostgreSQL, and a wrong one would
    find less than none.
    """

    function = "to_tsvector"
    template = "to_tsvector('simple'::regconfig, %(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


def sought(words: str) -> SearchQuery | None:
    """What is looked for: every word, in any form that begins so. None where no word is left."""
    folded = "".join(c if c.isalnum() else " " for c in fold(words)).split()
    if not folded:
        return None
    return SearchQuery(
        " & ".join(f"{word}:*" for word in folded), config="simple", search_type="raw"
    )


class MaterialQuerySet(KeptQuerySet["Material"]):
    def visible_to(self, user: "User") -> Self:
        """What is issued is for everybody who reads the library; drafts are for their body."""
        own = super().visible_to(user)
        return own | self.filter(status=MaterialStatus.ISSUED)

    def about(self, words: str) -> Self:
        """Full text, in Azerbaijani, English or Russian, however it is spelt."""
        query = sought(words)
        return self.filter(words=query) if query else self

    def to_acknowledge(self, user: "User") -> Self:
        """Issued for the person's body, and the person has not said of this version that it is read."""
        bodies = {post.body_id for post in user.posts}
        said = Acknowledgement.objects.filter(
            material=OuterRef("pk"), version=OuterRef("version"), user=user
        )
        readers = Material.readers.through.objects.filter(material=OuterRef("pk"), body__in=bodies)
        asked = self.filter(Exists(readers), status=MaterialStatus.ISSUED)
        return asked.filter(~Exists(said))

    def to_review(self, *, on: date) -> Self:
        return self.filter(status=MaterialStatus.ISSUED, review_on__lte=on)


class Material(Kept):
    """Something to read, show or hand out, in versions and languages. Holds nothing about a person."""

    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind)
    summary = models.TextField(_("what it is about"), max_length=5000, blank=True)
    topics = models.ManyToManyField(
        Code, blank=True, related_name="+", verbose_name=_("topics"),
        limit_choices_to={"list__code": TOPICS},
    )  # fmt: skip
    audiences = models.ManyToManyField(
        Code, blank=True, related_name="+", verbose_name=_("for whom"),
        limit_choices_to={"list__code": AUDIENCES},
    )  # fmt: skip
    readers = models.ManyToManyField(
        Body, blank=True, related_name="+", verbose_name=_("bodies whose staff must read it")
    )
    review_on = models.DateField(_("to be reviewed by"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=MaterialStatus, default=MaterialStatus.DRAFT
    )
    issued_on = models.DateField(_("issued"), null=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    """The newest version that was put in. Readers acknowledge a version, never a title."""

    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )
    words = models.GeneratedField(
        expression=Lexemes(Fold("title"), Fold("summary")),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(status=MaterialStatus.DRAFT)
                | Q(issued_on__isnull=False, version__gt=0),
                name="issued_materials_say_when_and_hold_something",
            ),
        )
        indexes = (
            GinIndex(fields=["words"], name="materials_by_their_words"),
            models.Index(fields=["issued_on", "id"], name="materials_by_day"),
            models.Index(
                fields=["body", "review_on"],
                condition=Q(status=MaterialStatus.ISSUED),
                name="materials_to_review",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return f"M-{self.pk}"

    def can_become(self, status: MaterialStatus) -> bool:
        return status in NEXT_MATERIAL[MaterialStatus(self.status)]


class IssueQuerySet(models.QuerySet["Issue"]):
    def without_content(self) -> Self:
        return self.defer("content")


class Issue(models.Model):
    """One version of a material in one language: a file, or where it stands."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="issues")
    version = models.PositiveIntegerField(_("version"))
    language = models.ForeignKey(Code, models.PROTECT, related_name="+", verbose_name=_("language"))
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    content = models.BinaryField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    put_in_on = models.DateField(_("put in"))
    downloads = models.PositiveIntegerField(_("downloads"), default=0, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("material", "issue")
        ordering = ("material", "-version", "language__position")
        constraints = (
            models.UniqueConstraint(
                fields=["material", "version", "language"],
                name="a_version_stands_once_in_a_language",
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=False) ^ ~Q(link=""),
                name="an_issue_is_a_file_or_a_link",
            ),
        )

    SENTENCES = {
        "a_version_stands_once_in_a_language": (
            "language",
            _("This version stands in this language already. Begin a new version."),
        ),
        "an_issue_is_a_file_or_a_link": ("file", _("Choose a file, or enter a link; not both.")),
    }

    def __str__(self) -> str:
        return f"{self.material} {self.version}"


class Acknowledgement(models.Model):
    """Somebody on the staff of a body said that a version was read."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="acknowledgements")
    version = models.PositiveIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("acknowledgement")
        constraints = (
            models.UniqueConstraint(
                fields=["material", "version", "user"], name="a_version_is_acknowledged_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.material} {self.version}"


def counted(rows: Any) -> Any:
    """Materials with the sum of their downloads."""
    issues = Issue.objects.filter(material=OuterRef("pk"))
    return rows.annotate(downloaded=sum_of(issues, "material", "downloads"))


def may_read(user: "User") -> bool:
    return holds(user, Permission.LIBRARY_READ)
