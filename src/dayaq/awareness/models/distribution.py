"""What was handed out where, in which language, and what is left of it (4.8.2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.awareness.models.campaigns import LANGUAGES
from dayaq.awareness.models.kept import Kept, KeptQuerySet
from dayaq.awareness.models.library import Material
from dayaq.awareness.states import Flow, PointKind
from dayaq.directory.models import Code, Region
from dayaq.kernel.text import AzOrder, Fold


class Point(Kept):
    """A place where people are given something: a crossing point, a train, a ship, an airport."""

    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=PointKind)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    is_closed = models.BooleanField(_("nothing is handed out there any more"), default=False)
    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )

    objects = KeptQuerySet["Point"].as_manager()

    class Meta:
        verbose_name = _("point")
        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(fields=["body", "title"], name="a_body_names_a_point_once"),
        )
        indexes = (models.Index(AzOrder("title"), "id", name="points_by_name"),)

    SENTENCES = {
        "a_body_names_a_point_once": ("title", _("The body has a point of this name already.")),
    }

    def __str__(self) -> str:
        return self.title


class Stock(models.Model):
    """What a body has left of a material in one language. The database lets it never be less than nothing."""

    body = models.ForeignKey("directory.Body", models.PROTECT, related_name="+")
    material = models.ForeignKey(Material, models.PROTECT, related_name="stocks")
    language = models.ForeignKey(Code, models.PROTECT, related_name="+")
    received = models.PositiveIntegerField(_("received"), default=0)
    handed_out = models.PositiveIntegerField(_("handed out"), default=0)

    objects = KeptQuerySet["Stock"].as_manager()

    class Meta:
        verbose_name = _("stock")
        ordering = ("material", "language__position")
        constraints = (
            models.UniqueConstraint(
                fields=["body", "material", "language"], name="a_stock_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(received__gte=models.F("handed_out")),
                name="nobody_hands_out_what_is_not_there",
            ),
        )

    def __str__(self) -> str:
        return f"{self.material} ({self.language})"

    @property
    def left(self) -> int:
        return self.received - self.handed_out


class Movement(Kept):
    """Copies that came in, or that were handed out at a point, on a day. Corrected by its opposite."""

    material = models.ForeignKey(
        Material, models.PROTECT, related_name="movements", verbose_name=_("material")
    )
    language = models.ForeignKey(
        Code, models.PROTECT, related_name="+", verbose_name=_("language"),
        limit_choices_to={"list__code": LANGUAGES},
    )  # fmt: skip
    flow = models.CharField(pgettext_lazy("copies", "what happened"), max_length=10, choices=Flow)
    point = models.ForeignKey(
        Point, models.PROTECT, null=True, blank=True, related_name="movements",
        verbose_name=_("point"),
    )  # fmt: skip
    on = models.DateField(_("day"))
    copies = models.PositiveIntegerField(_("copies"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = KeptQuerySet["Movement"].as_manager()

    class Meta:
        verbose_name = pgettext_lazy("copies", "movement")
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(copies__gt=0), name="copies_are_at_least_one"),
            models.CheckConstraint(
                condition=Q(flow=Flow.RECEIVED, point__isnull=True)
                | Q(flow=Flow.HANDED_OUT, point__isnull=False),
                name="what_is_handed_out_says_where",
            ),
        )
        indexes = (
            models.Index(fields=["body", "-on"], name="movements_of_a_body"),
            models.Index(fields=["on", "id"], name="movements_by_day"),
        )

    SENTENCES = {
        "copies_are_at_least_one": ("copies", _("Enter at least one copy.")),
        "what_is_handed_out_says_where": (
            "point",
            _("Choose the point for copies that were handed out, and none for copies received."),
        ),
    }

    def __str__(self) -> str:
        return f"{self.material}: {self.copies}"
