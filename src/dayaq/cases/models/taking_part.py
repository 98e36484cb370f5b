"""Other people in a case: a child, a witness, a guardian, somebody who suffered the same."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.cases import CASE_RECORD, CaseRecord
from dayaq.cases.models.people import Person, ReadQuerySet
from dayaq.cases.states import Involvement, Part
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.vault.models import DataClass
from dayaq.vault.sealing import SealedField


class ParticipationQuerySet(ReadQuerySet["Participation"]):
    def lasting(self) -> Self:
        return self.filter(ended_at=None)


class Participation(CaseRecord):
    """Another person's part in a case. It opens nothing: who they are is read by their own readers.

    Somebody without a case of their own was recorded with one, their home: until they have their
    own, whoever reads its section of other people reads who they are.
    """

    PART = Part.FAMILY

    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    involvement = models.CharField(
        _("what they are to the case"), max_length=20, choices=Involvement
    )
    remark = SealedField(_("remark"), kind="text")
    is_home = models.BooleanField(default=False, editable=False)
    ended_at = models.DateTimeField(_("takes part no more since"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects: ClassVar[Any] = ParticipationQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("other person")
        verbose_name_plural = _("other persons")
        ordering = ("saved_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "person", "involvement"],
                condition=Q(ended_at=None),
                name="a_person_takes_each_part_once",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_home=True), name="a_person_has_one_home"
            ),
            filled_exactly_when(
                Q(ended_at__isnull=False), "ended_by", name="ended_parts_say_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(end_reason=""), name="ended_parts_say_why"
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "person": DataClass.TRACE,
            "involvement": DataClass.SENSITIVE,
            "remark": DataClass.SENSITIVE,
            "is_home": DataClass.TRACE,
            "ended_at": DataClass.CASEWORK,
            "ended_by": DataClass.TRACE,
            "end_reason": DataClass.CASEWORK,
        }
