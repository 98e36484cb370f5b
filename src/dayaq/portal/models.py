"""What a person keeps for themselves: lists they come back to."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: "User") -> Self:
        """Each sees their own."""
        return self.filter(user=user)

    def of_list(self, list_name: str) -> Self:
        return self.filter(list_name=list_name)


class SavedView(models.Model):
    """A list as one person wants to see it again: its filters, columns and order, under a name.

    Holds the question, never the rows: what it shows is asked afresh, for that person, each time.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_views",
        verbose_name=_("person"),
    )
    list_name = models.SlugField(_("list"), max_length=60)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("address"), max_length=2000, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "list_name", "name"], name="a_person_names_each_view_of_a_list_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
