"""Which test is asked before and after the trainings of a programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dayaq.evaluation.models.questions import QuestionSet
from dayaq.learning.models import Programme


class ProgrammeTest(models.Model):
    """A programme has this test; of the set that was chosen, the version in force is asked."""

    programme = models.OneToOneField(
        Programme, models.CASCADE, primary_key=True, related_name="own_test"
    )
    test = models.ForeignKey(
        QuestionSet,
        models.PROTECT,
        related_name="tests",
        verbose_name=_("test before and after"),
    )

    class Meta:
        verbose_name = _("test of a programme")

    def __str__(self) -> str:
        return f"{self.programme}: {self.test}"
