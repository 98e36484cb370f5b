"""Question sets: what is asked, in three languages, in versions of which a used one never changes."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.directory.models import Body
from dayaq.evaluation.states import NEXT_SET, SCALE, Asked, Purpose, SetStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def in_language(row: models.Model, name: str) -> str:
    """The text in the language of the moment; where it is missing, in Azerbaijani."""
    own = getattr(row, f"{name}_{get_language() or 'az'}", "")
    return str(own or getattr(row, f"{name}_az"))


class SetQuerySet(models.QuerySet["QuestionSet"]):
    def visible_to(self, user: "User") -> Self:
        """The nation's sets, and those of one's body."""
        if holds(user, Permission.LEARNING_READ_ALL):
            return self.all()
        ours = bodies_where(user, Permission.LEARNING_READ)
        return self.filter(Q(body=None) | Q(body__in=ours))

    def in_force(self) -> Self:
        return self.filter(status=SetStatus.IN_FORCE)

    def chosen_for(self, purpose: Purpose, body: Body) -> "QuestionSet | None":
        """What that body asks for this purpose: its own newest set, else the nation's."""
        rows = self.in_force().filter(Q(body=None) | Q(body=body), purpose=purpose)
        return rows.order_by(models.F("body").asc(nulls_last=True), "-pk").first()


class QuestionSet(models.Model):
    """One version of what is asked on an occasion. Once in use its questions never change."""

    code = models.SlugField(_("code"), max_length=60)
    version = models.PositiveIntegerField(_("version"), default=1)
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("body"),
    )
    """Empty for the nation's sets, which the coordinator keeps."""

    purpose = models.CharField(_("what it asks for"), max_length=12, choices=Purpose)
    status = models.CharField(
        _("status"), max_length=10, choices=SetStatus, default=SetStatus.DRAFT
    )
    title_az = models.CharField(_("title in Azerbaijani"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=200, blank=True)
    intro_az = models.TextField(_("opening words in Azerbaijani"), max_length=1000, blank=True)
    intro_en = models.TextField(_("opening words in English"), max_length=1000, blank=True)
    intro_ru = models.TextField(_("opening words in Russian"), max_length=1000, blank=True)

    objects = SetQuerySet.as_manager()

    class Meta:
        verbose_name = _("question set")
        ordering = ("purpose", "code", "-version")
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="a_set_has_a_version_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(status=SetStatus.IN_FORCE),
                name="one_version_of_a_set_is_in_use",
            ),
        )

    SENTENCES = {
        "one_version_of_a_set_is_in_use": (
            "status",
            _("Another version of this set is in use. Retire it first."),
        ),
    }

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def intro(self) -> str:
        return in_language(self, "intro")

    @property
    def languages(self) -> list[str]:
        """The languages in which everything of it can be read."""
        asked = list(self.questions.all())
        return ["az"] + [
            language
            for language in ("en", "ru")
            if getattr(self, f"title_{language}")
            and all(getattr(question, f"text_{language}") for question in asked)
        ]

    def can_become(self, status: SetStatus) -> bool:
        return status in NEXT_SET[SetStatus(self.status)]


class Question(models.Model):
    """One question. Its options are `[{"az": …, "en": …, "ru": …, "right": bool}, …]`."""

    set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField(pgettext_lazy("question", "place"), default=1)
    asked = models.CharField(_("how it is answered"), max_length=8, choices=Asked)
    text_az = models.CharField(_("question in Azerbaijani"), max_length=500)
    text_en = models.CharField(_("question in English"), max_length=500, blank=True)
    text_ru = models.CharField(_("question in Russian"), max_length=500, blank=True)
    options = models.JSONField(_("answers"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=True)

    class Meta:
        verbose_name = _("question")
        ordering = ("set", "position", "pk")

    def __str__(self) -> str:
        return in_language(self, "text")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be chosen: a code, and its words in the language of the moment."""
        if self.asked == Asked.SCALE:
            return [(step, str(label)) for step, label in SCALE.items()]
        language = get_language() or "az"
        return [
            (letter(number), option.get(language) or option["az"])
            for number, option in enumerate(self.options)
        ]

    def is_right(self, choice: str) -> bool | None:
        """Is this the right answer? Nobody knows where no answer is marked as right."""
        right = {letter(n) for n, option in enumerate(self.options) if option.get("right")}
        return choice in right if right else None


def letter(number: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[number]


def as_options(lines: list[str]) -> list[dict[str, Any]]:
    """`* Yes | Bəli` → an answer in its languages, marked as right by the star."""
    found = []
    for line in lines:
        text = line.removeprefix("*").strip()
        az, en, ru = [*(part.strip() for part in text.split("|")), "", ""][:3]
        found.append({"az": az, "en": en, "ru": ru, "right": line.startswith("*")})
    return found


def as_lines(options: list[dict[str, Any]]) -> list[str]:
    """The same as people edit it."""
    return [
        ("* " if option.get("right") else "")
        + " | ".join([option["az"], option.get("en", ""), option.get("ru", "")]).rstrip(" |")
        for option in options
    ]
