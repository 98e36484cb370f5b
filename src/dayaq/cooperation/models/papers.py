"""Word templates of what this room prints, as the ministry last uploaded them. Old ones stay."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from dayaq.access.models import WordTemplate
from dayaq.cooperation.states import Paper


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    def of(self, paper: str, language: str) -> Self:
        """Newest first."""
        return self.filter(paper=paper, language=language).order_by("-number")


class PaperTemplate(WordTemplate):
    """A version of the template by which one kind of paper is made in one language."""

    paper = models.CharField(_("paper"), max_length=10, choices=Paper)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of a paper")
        ordering = ("paper", "language", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["paper", "language", "number"], name="paper_templates_are_numbered_once"
            ),
        )
